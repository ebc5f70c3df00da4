"""An original beside its record: offered as it is with its checksum, and told of where it isn't what is stated."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from goalbook.book.contents import contents_problems, folder_contents
from goalbook.book.load import load_book
from goalbook.book.originals import LARGEST
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import message, remedy
from goalbook.snapshot.verify import verify

from site_tests.conftest import ROOT
from site_tests.helpers.faulty import FILE, GOOD, places, write_goals
from site_tests.snapshot.project import goalbook

# Every byte counts, line ends too; what looks like a page in it is no page.
PDF = b"%PDF-1.7\r\n<script>alert(1)</script>\r\n\x00\xff"
DIGEST = hashlib.sha256(PDF).hexdigest()


def stating(copy: str = "2024-made.pdf", digest: str = DIGEST) -> str:
    """A document that was transcribed from an original."""
    checksum = f"  sha256: {digest}\n" if digest else ""
    return f"{GOOD}source:\n  file: 原文.pdf\n  copy: {copy}\n{checksum}"


def goals(root: Path, document: str, **originals: bytes) -> Path:
    """A folder of goals with one document and these originals."""
    return write_goals(root, **{FILE: document}, **{f"originals/{name}": raw for name, raw in originals.items()})


@pytest.mark.parametrize(
    ("name", "raw", "is_fit"),
    [
        ("a.pdf", PDF, True),
        ("2024-a_b.c.docx", b"PK\x03\x04...", True),
        ("a.wps", b"\xd0\xcf\x11\xe0...", True),
        ("a.txt", "\ufeff 正文 <b>".encode(), True),
        ("a.pdf", b"<html><script>alert(1)</script>", False),
        ("a.txt", b"  <script>alert(1)</script>", False),
        ("a.csv", b"\xef\xbb\xbf\n<svg onload=alert(1)>", False),
        ("a.csv", b" " * 40 + b"<html>", False),
        ("a.docx", PDF, False),
        ("a.html", b"<p>", False),
        ("a.svg", b"<svg/>", False),
        ("a.js", b"alert(1)", False),
        ("a.exe", b"MZ", False),
        ("a.pdf", b"", False),
        ("A.PDF", PDF, False),
        ("原文.pdf", PDF, False),
        ("a b.pdf", PDF, False),
        ("deep/a.pdf", PDF, False),
        ("-a.pdf", PDF, False),
    ],
)
def test_what_can_be_an_original(name: str, raw: bytes, is_fit: bool, tmp_path: Path) -> None:
    """By name and first bytes: nothing that a browser could take for a page, and no name that is not the same in every address."""
    contents = folder_contents(goals(tmp_path, GOOD, **{name: raw}))
    assert contents.kinds[f"originals/{name}"] == ("original" if is_fit else "not-an-original")
    assert [one.code for one in contents_problems(contents)] == ([] if is_fit else ["not-an-original"])


def test_one_that_is_as_stated_is_told_of_nowhere(tmp_path: Path) -> None:
    """Nothing is wrong, and the entry of the document knows it."""
    book = load_book(goals(tmp_path, stating(), **{"2024-made.pdf": PDF}))
    assert book.problems == ()
    assert book.entries[0].original == ("2024-made.pdf", DIGEST)


@pytest.mark.parametrize(
    ("document", "originals", "told"),
    [
        (stating(), {"2024-made.pdf": PDF + b" "}, f"{FILE}:8:9 original-differs"),
        (stating(), {}, f"{FILE}:8:9 no-original"),
        (stating(), {"2024-made.pdf": b"<html>"}, f"{FILE}:8:9 no-original"),
        (stating(digest=""), {"2024-made.pdf": PDF}, f"{FILE}:8:9 original-without-sha256"),
        (stating("../2024-made.pdf"), {}, f"{FILE}:8:9 bad-original"),
        (stating("../../mkdocs.yml"), {}, f"{FILE}:8:9 bad-original"),
        (stating("/etc/passwd"), {}, f"{FILE}:8:9 bad-original"),
        (stating("a%2f..%2fb.pdf"), {}, f"{FILE}:8:9 bad-original"),
        (stating(".htaccess"), {}, f"{FILE}:8:9 bad-original"),
        (stating("index.html"), {"index.html": b"<p>"}, f"{FILE}:8:9 no-original"),
    ],
)
def test_what_is_not_as_stated_is_an_error(
    document: str, originals: dict[str, bytes], told: str, tmp_path: Path
) -> None:
    """With its place, what is wrong and what to write; a build stops at it."""
    root = goals(tmp_path, document, **originals)
    book = load_book(root)
    assert places(book.errors) == [told]
    for language in LANGUAGES:
        assert message(book.errors[0], catalogue(language)) != remedy(book.errors[0], catalogue(language))
    if originals == {"2024-made.pdf": PDF}:
        (root / FILE).write_text(f"{document}  {remedy(book.errors[0], catalogue('zh')).split('：')[-1]}\n", "utf-8")
        assert load_book(root).problems == ()


def test_links_and_large_files_are_no_originals(tmp_path: Path) -> None:
    """A link is never followed, whatever it leads to; a file over the limit is refused without being read."""
    root = goals(tmp_path / "goals", stating(), **{"other.pdf": PDF})
    (tmp_path / "secret.pdf").write_bytes(PDF)
    (root / "originals/2024-made.pdf").symlink_to(tmp_path / "secret.pdf")
    assert places(load_book(root).errors) == [f"{FILE}:8:9 no-original"]
    (root / "originals/2024-made.pdf").unlink()
    with (root / "originals/2024-made.pdf").open("wb") as file:
        file.write(PDF)
        file.truncate(LARGEST + 1)
    assert places(load_book(root).errors) == [f"{FILE}:8:9 original-too-large"]


def test_one_that_no_document_names_is_noted(tmp_path: Path) -> None:
    """Such as the original of a document that was taken down."""
    taken_down = f'{stating()}withdrawn: {{date: "2024-03-01", reason: 撤下}}\n'
    for document in (GOOD, taken_down):
        book = load_book(goals(tmp_path, document, **{"2024-made.pdf": PDF}))
        assert [(str(one.file), one.code, one.severity) for one in book.problems] == [
            ("originals/2024-made.pdf", "original-unnamed", "note")
        ]


@pytest.mark.slow
def test_an_original_is_offered_on_page_in_data_and_in_the_snapshot(tmp_path: Path) -> None:
    """The same bytes, to be saved and not opened; one that nobody names is published nowhere."""
    config = (
        (ROOT / "mkdocs.yml")
        .read_text("utf-8")
        .replace("  - goalbook:\n", "  - goalbook:\n      formats: [json, yaml]\n")
    )
    root = goals(tmp_path / "goals", stating(), **{"2024-made.pdf": PDF, "inner.pdf": PDF})
    write_goals(root, **{name: (ROOT / "goals" / name).read_bytes() for name in ("index.md", "about.md")})
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    frozen = goalbook(tmp_path, "snapshot", "create", "2024", "--uncommitted", SOURCE_DATE_EPOCH="1709251200")
    assert frozen.returncode == 0, frozen.stderr
    built = goalbook(tmp_path, "build")
    assert built.returncode == 0, built.stderr
    bag = tmp_path / "snapshots/2024"
    assert verify(bag).findings == ()
    assert (bag / "data/goals/originals/2024-made.pdf").read_bytes() == PDF
    assert not (bag / "data/goals/originals/inner.pdf").exists()
    for site, end, base in ((tmp_path / "site", "/index.html", "../../../"), (bag / "data/site", ".html", "../../")):
        page = (site / FILE.replace(".yml", end)).read_text("utf-8")
        assert f'<a href="{base}originals/2024-made.pdf" download>2024-made.pdf</a>' in page
        assert f"<code>{DIGEST}</code>" in page
        assert (site / "originals/2024-made.pdf").read_bytes() == PDF
        assert [one.name for one in (site / "originals").iterdir()] == ["2024-made.pdf"]
        source = json.loads((site / FILE.replace(".yml", ".json")).read_bytes())["document"]["source"]
        assert source == {"copy": "2024-made.pdf", "file": "原文.pdf", "sha256": DIGEST}
