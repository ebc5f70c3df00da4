"""One build reads each document twice at most, and fills, anchors and encodes it once, whatever it is in besides its page."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from goalbook.forms.fill import fill
from goalbook.goalfile.read import read_source
from goalbook.host.runs import build
from goalbook.model.places import anchors_of
from goalbook.model.records import Document
from goalbook.search.codec import INDEX_MANIFEST
from goalbook.writers.csv import write_collected_rows
from goalbook.writers.json import write_json

from site_tests.bench.sites import goalbook_site

DOCUMENTS = 35  # of two bodies, so that a year's collections have several bodies
EACH = {"filled": 1, "anchored": 1, "encoded": 1, "dumped": 1, "rows": 1, "read": 2}


def replaced(monkeypatch: pytest.MonkeyPatch, function: Callable[..., Any], seen: Callable[..., None]) -> None:
    """Tell ``seen`` of each call of a function of the package, under whatever name a module has it."""

    def told(*args: Any, **named: Any) -> Any:
        seen(*args)
        return function(*args, **named)

    for module in [one for name, one in sys.modules.items() if name.startswith("goalbook.")]:
        for name in [name for name, value in vars(module).items() if value is function]:
            monkeypatch.setattr(module, name, told)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Counter[str]]:
    """How often each generated document was treated in each way, by what tells it from the others."""
    found: dict[str, Counter[str]] = {name: Counter() for name in EACH}

    def add(way: str, document: Document) -> None:
        if document.body.startswith("sample-"):
            found[way][f"{document.body} {document.year} {document.form}"] += 1

    def read(_: bytes, name: str) -> None:
        if "/sample-" in name and not name.startswith("bodies/"):
            found["read"][name] += 1

    dump = Document.model_dump

    def dumped(document: Document, **named: Any) -> dict[str, Any]:
        add("dumped", document)
        return dump(document, **named)

    replaced(monkeypatch, read_source, read)
    replaced(monkeypatch, fill, lambda _, document, *__: add("filled", document))
    replaced(monkeypatch, anchors_of, lambda document: add("anchored", document))
    replaced(monkeypatch, write_json, lambda filled: add("encoded", filled.document))
    replaced(monkeypatch, write_collected_rows, lambda leaf: add("rows", leaf.filled.document))
    monkeypatch.setattr(Document, "model_dump", dumped)
    return found


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site of generated documents with every light format, built by one process; the projects spend less as time goes by."""
    folder = goalbook_site(tmp_path / "made", DOCUMENTS, jobs=1).folder
    for path in folder.glob("goals/*/*/project.yml"):
        text = path.read_text("utf-8")
        assert "by: 10月底, share: " in text
        path.write_text(text.replace("by: 10月底, share: ", "by: 10月底, share: 0.0"), "utf-8")
    return folder / "mkdocs.yml"


def publish(config: Path, counts: dict[str, Counter[str]]) -> dict[str, list[int]]:
    """Build a site; gives how often each of its documents was treated in each way."""
    for counter in counts.values():
        counter.clear()
    build(str(config))
    return {way: list(counter.values()) for way, counter in counts.items()}


def test_a_build_makes_everything_of_a_document_once(config: Path, counts: dict[str, Counter[str]]) -> None:
    """With downloads, collections, findings, search and lists of indicators; a page in its collections isn't made again."""
    assert publish(config, counts) == {way: [times] * DOCUMENTS for way, times in EACH.items()}
    site = config.parent / "site"
    pages = "".join(path.read_text("utf-8") for path in site.glob("[2u]*/*/*/index.html"))
    assert 'class="gb-findings"' in pages
    assert (site / INDEX_MANIFEST).is_file()
    assert (site / "2024.json").is_file()
    assert (site / "2024/sample-0001.csv").is_file()


def test_an_edit_makes_one_document(config: Path, counts: dict[str, Counter[str]]) -> None:
    """Its collections take all others as they are in the site, and their rows from what was kept; no other file is read, not that of
    one that was taken down either.
    """
    path, *_, gone = sorted(config.parent.glob("goals/2024/*/project.yml"))
    gone.write_text(f"{gone.read_text('utf-8')}\nwithdrawn:\n  date: 2024-05-01\n  reason: 示例（生成）\n", "utf-8")
    publish(config, counts)
    path.write_text(path.read_text("utf-8").replace("basis: 部门职责", "basis: 示例职责"), "utf-8")
    assert publish(config, counts) == {way: [times] for way, times in EACH.items()}
