"""What `make fuzz` feeds: each reader of outside input as a function of bytes, with sound inputs to begin with.

A target returns, or raises what its reader is said to raise; anything else is a find.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goalbook.book.load import load_document
from goalbook.checks.check import check_book
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import fill
from goalbook.importing.limits import SourceError
from goalbook.importing.sources.open import source_lines
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message
from goalbook.search.index import Index
from goalbook.search.query import DamagedIndex, open_site, search
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.verify import verify

from site_tests.conftest import ROOT
from site_tests.helpers.faulty import BODY, FILE, write_goals
from site_tests.helpers.office import as_docx, as_html
from site_tests.helpers.shipped import FORMS
from site_tests.hostile.searches import kept_index
from site_tests.hostile.snapshots import kept

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, what it may raise, and sound inputs for it."""

    feed: Callable[[bytes], object]
    refuses: tuple[type[Exception], ...]
    seeds: Callable[[], list[bytes]]


@functools.cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def _goal_file(raw: bytes) -> None:
    """The loader, the rules, the words of what they find, and the form that is filled."""
    root = write_goals(_scratch() / "goals", **{FILE: raw})
    for problem in check_book(root).problems:
        assert message(problem, catalogue("zh"))
    document, _, _ = load_document(root, FILE)
    if document is not None:
        fill(FORMS[document.form], document)


def _body_file(raw: bytes) -> None:
    root = write_goals(_scratch() / "bodies", **{"bodies/made-body.yml": raw})
    check_book(root)


def _form(raw: bytes) -> None:
    for problem in read_form(raw, "one.yml", "one")[1]:
        assert message(problem, catalogue("zh"))


def _query(raw: bytes) -> None:
    search(kept_index(), raw[:2_000].decode("utf-8", "replace"))


def _index(raw: bytes) -> None:
    """An index in which each file but the manifest is the input."""
    site = kept_index()
    search(Index(lambda name: (site / name).read_bytes() if name.endswith("manifest.bin") else raw), "金额 管理")


def _manifest(raw: bytes) -> None:
    site = kept_index()
    search(Index(lambda name: raw if name.endswith("manifest.bin") else (site / name).read_bytes()), "金额")


def _snapshot(raw: bytes) -> None:
    path = _scratch() / "2024.zip"
    path.write_bytes(raw)
    verify(path)


def _sheet_of(name: str) -> list[bytes]:
    document, _, _ = load_document(ROOT / "goals", "2022/shanhaiguan-cppcc/vehicle-insurance.yml")
    assert document is not None
    return [{"html": as_html, "docx": as_docx}[name](fill(FORMS[document.form], document))]


def _files(pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(ROOT.glob(pattern))]


def _index_files() -> list[bytes]:
    site = kept_index()
    assert open_site(site).documents
    return [path.read_bytes() for path in sorted(site.rglob("*.bin")) if path.name != "manifest.bin"][:20]


TARGETS: dict[str, Target] = {
    "goal-file": Target(_goal_file, (), lambda: _files("goals/2*/*/*.yml")),
    "body-file": Target(_body_file, (), lambda: [*_files("goals/bodies/*.yml"), BODY.encode()]),
    "form": Target(_form, (), lambda: _files("plugins/goalbook/forms/*.yml")),
    "html": Target(lambda raw: source_lines(raw, ".html"), (SourceError,), lambda: _sheet_of("html")),
    "text": Target(lambda raw: source_lines(raw, ".txt"), (SourceError,), lambda: _files("site_tests/originals/*.txt")),
    "query": Target(
        _query, (), lambda: ["金额 管理 -项目".encode(), '"绩效目标" 2024'.encode(), "１．３１ 万元".encode()]
    ),
    "index": Target(_index, (DamagedIndex,), _index_files),
    "index-manifest": Target(
        _manifest, (DamagedIndex,), lambda: [(kept_index() / "search/data/manifest.bin").read_bytes()]
    ),
    "snapshot": Target(_snapshot, (SnapshotError,), lambda: [kept()]),
}
