"""Sample goal files: valid in every form, like the real ones, marked as made, and the same whenever they are made."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from goalbook.book.load import load_book, load_document
from goalbook.forms.fill import ProseText, fill
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.model.indicators import targets_of, walk_indicators
from goalbook.model.records import Document
from goalbook.model.target import read_target

from site_tests.helpers.generate import SAMPLES, long_document, make_document, write_goals
from site_tests.helpers.samples.layout import to_yaml
from site_tests.helpers.shipped import FORMS

ROOT = Path(__file__).parents[2]
every_form = pytest.mark.parametrize("form_id", sorted(SAMPLES))


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 200 sample documents."""
    root = tmp_path_factory.mktemp("sample") / "goals"
    write_goals(root, 200)
    return root


def digests(root: Path) -> dict[str, str]:
    """The hash of every file of a folder by its path."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_hundred_documents_have_no_problem(goals: Path) -> None:
    """Every generated file passes the checks without an error or a warning, and each form comes alike often."""
    book = load_book(goals)
    assert book.problems == ()
    assert len(book.entries) == 200
    assert Counter(entry.form.id for entry in book.entries) == dict.fromkeys(SAMPLES, 40)
    assert {entry.year for entry in book.entries} == {"", "2020", "2021", "2022", "2023", "2024"}
    assert len(book.bodies) > 5
    assert all(body.region for body in book.bodies.values())


def test_documents_are_as_large_as_real_ones(goals: Path) -> None:
    """A document has 3 to 4 KB on average."""
    sizes = [path.stat().st_size for path in goals.glob("[2u]*/*/*.yml")]
    assert len(sizes) == 200
    assert 3 * 1024 <= sum(sizes) / len(sizes) <= 4 * 1024


def test_targets_are_of_every_kind(goals: Path) -> None:
    """Seven to eight of ten indicators are numeric as in the real documents; texts, dates and bare units occur."""
    book = load_book(goals)
    share = sum(entry.numeric for entry in book.entries) / sum(entry.indicators for entry in book.entries)
    assert 0.65 <= share <= 0.8
    kinds = Counter(
        read_target(text).kind
        for entry in book.entries
        for _, _, one in walk_indicators(document_of(goals, f"{entry.address}.yml"))
        for text in targets_of(one)
    )
    assert {"number", "range", "date", "period", "text", "unit-only", "blank"} <= set(kinds)


def document_of(root: Path, name: str) -> Document:
    """The document of a goal file."""
    document, _, problems = load_document(root, name)
    assert problems == []
    assert document is not None
    return document


def test_every_document_and_body_says_that_it_is_a_sample(goals: Path) -> None:
    """The title of a document and the label, name and note of a body mark it as made."""
    book = load_book(goals)
    for entry in book.entries:
        document = document_of(goals, f"{entry.address}.yml")
        assert document.title is not None
        assert "（示例）" in document.title
        assert document.source is not None
        assert document.source.file == "自动生成的示例数据"
    for body in book.bodies.values():
        assert body.shown.startswith("示例")
        assert (body.name or "").startswith("示例")
        assert body.note == "自动生成的示例数据"


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same bytes."""
    made = []
    for seed in ("1", "2"):
        root = tmp_path / seed
        command = [sys.executable, "-m", "site_tests.helpers.generate", str(root), "--documents", "35"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        made.append(digests(root))
    assert made[0] == made[1]
    assert len(made[0]) == 35 + 2 + 2


def test_a_shorter_sequence_is_the_start_of_a_longer_one(goals: Path, tmp_path: Path) -> None:
    """Sites of different sizes share their documents, and another seed gives others."""
    write_goals(tmp_path / "short", 31)
    assert digests(tmp_path / "short").items() <= digests(goals).items()
    write_goals(tmp_path / "other", 31, seed=2)
    assert not digests(tmp_path / "other").items() <= digests(goals).items()


def test_hand_written_pages_stay(tmp_path: Path) -> None:
    """A page that is there is not written over."""
    (tmp_path / "index.md").write_text("# own\n", encoding="utf-8")
    write_goals(tmp_path, 1)
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == "# own\n"
    assert (tmp_path / "about.md").is_file()


@every_form
def test_a_file_reads_back_as_what_it_was_made_of(form_id: str) -> None:
    """The layout of a file loses and adds nothing."""
    for number in range(20):
        made = make_document(form_id, number, Random(number))
        node, problems = read_source(to_yaml(made, "x", "y").encode(), "made.yml")
        assert problems == []
        assert node is not None
        assert as_plain(node) == made


def test_texts_that_yaml_would_read_otherwise_are_quoted() -> None:
    """Signs of YAML, empty texts, line ends and words with a meaning come back as they went in."""
    texts = [
        "%",
        ">92%",
        "* x",
        "指标1:",
        "a: b",
        "a #b",
        "#b",
        "",
        "null",
        "~",
        "- x",
        "[x]",
        "1,2",
        "a\nb",
        " a",
        "a ",
    ]
    made = {"text": texts, "path": [*texts, None], "budget": {f"k{n}": text for n, text in enumerate(texts)}}
    node, problems = read_source(to_yaml(made, "x", "y").encode(), "made.yml")
    assert problems == []
    assert node is not None
    assert as_plain(node) == made


@every_form
@pytest.mark.parametrize("rows", [2, 9, 150])
def test_a_long_document_has_the_rows_that_were_asked_for(form_id: str, rows: int, tmp_path: Path) -> None:
    """A long document is valid and fills its form with exactly so many rows."""
    write_goals(tmp_path, 1)
    name = "2024/sample-0001/long.yml"
    (tmp_path / name).write_text(long_document(form_id, rows), encoding="utf-8")
    assert load_book(tmp_path).problems == ()
    document = document_of(tmp_path, name)
    last = fill(FORMS[form_id], document)[-1]
    if isinstance(last, ProseText):
        assert sum(not one.level for one in last.paragraphs) == rows
    else:
        assert last.rows - last.head_rows == rows
