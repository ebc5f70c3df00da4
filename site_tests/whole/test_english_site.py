"""A site in English with a form of its own: no Chinese character on a page, in a file, a name or a message. Its data are generated."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader

from site_tests.conftest import run_build
from site_tests.helpers.command import run_command
from site_tests.snapshot.project import goalbook

# Han, its punctuation, kana and what is full-width.
CHINESE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]+"
)
PACKED = {".xlsx", ".docx", ".zip"}
CLOSED = {*PACKED, ".pdf", ".bin", ".gz", ".png", ".webp"}  # in an archive, whose files stand beside it too

CONFIG = """site_name: Performance goals
docs_dir: goals
site_url: https://goals.example/
repo_url: https://github.com/example/goals
strict: true
theme: {name: material, language: en, font: false}
nav: [{Home: index.md}, {About: about.md}]
plugins:
  - goalbook: {authority: Example County, contact: about/, licence: Generated test data, column: Goals}
"""
FORM = """goalbook: 2
name: Performance measures
region: Example County
paper: Letter
total: [budget.total]
parts:
  - table: goal
    title: "{title}"
    above: |
      | Fiscal year {year} | {money_unit} |
    widths: 40 150
    rows: |
      | Goal   | {goal}         |
      | Budget | {budget.total} |
  - table: measures
    joined: with-above
    widths: 34 50 26 26 26 28
    head: |
      | Objective      | Measure | Baseline   | Target   | Result   | Basis   |
    each: indicators
    row: |
      | {path.0 merge} | {name}  | {baseline} | {target} | {actual} | {basis} |
"""
GOALS = """# yaml-language-server: $schema=../../schema/document.json
goalbook: 2
form: parks-measures
stage: {stage}
title: Performance measures of the Department of Parks (generated)
year: 2024
body: parks
money_unit: USD thousand
goal: Residents have a park within reach, and parks are kept well.
budget: {{total: "1,200.00"}}
indicators:
  - {{path: [Access], name: Residents within a ten-minute walk, baseline: 76%, target: at least 80%, actual: 81%, basis: Census}}
  - {{path: [Access], name: Average wait for a permit, baseline: 6 days, target: 5 days or less, actual: 4 days, basis: Permit log}}
  - {{path: [Upkeep], name: Inspections passed, baseline: 44 out of 49, target: at least 47 out of 49, actual: 45 out of 49, basis: Log}}
  - {{path: [Upkeep], name: Cost of each acre, baseline: "$1,300.00", target: "$1,250.00 or less", actual: "$1,249.50", basis: Ledger}}
approved: 2024-01-20
published: 2024-02-05
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "goals/index.md": "# Performance goals\n\n<!-- goalbook:home -->\n",
    "goals/about.md": "# About\n\nGenerated test data.\n",
    "goals/forms/parks-measures.yml": FORM,
    "goals/bodies/parks.yml": "# yaml-language-server: $schema=../schema/body.json\ngoalbook: 2\n"
    "name: Example Department of Parks (generated)\nregion: {name: Example County, code: EX}\n",
    "goals/2024/parks/measures.yml": GOALS.format(stage="approved"),
    "goals/2024/parks/results.yml": GOALS.format(stage="evaluated").replace("2024-02-05", "2025-02-05"),
    "goals/site/expected-2024.yml": "# yaml-language-server: $schema=../schema/expected.json\ngoalbook: 2\nexpected:\n"
    "  - {stage: approved, bodies: [parks]}\n  - {document: audit, due: 2024-12-01, bodies: [parks]}\n",
}


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """The texts that a file holds, each with its name: its own, of its parts, of its pages; none of pictures and the index."""
    if path.suffix == ".pdf":
        for number, page in enumerate(PdfReader(path).pages, 1):
            yield f"page {number}", page.extract_text()
    elif path.suffix in PACKED:
        with zipfile.ZipFile(path) as archive:
            # Each theme of Excel names fonts for all scripts.
            parts = [name for name in archive.namelist() if "/theme/" not in name and Path(name).suffix not in CLOSED]
            yield from ((name, f"{name} {archive.read(name).decode('utf-8', 'replace')}") for name in parts)
    elif path.suffix not in (".bin", ".gz", ".png", ".webp"):
        yield "", path.read_text("utf-8")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built strictly."""
    folder = tmp_path_factory.mktemp("english")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    assert not CHINESE.search(done.stdout + done.stderr)
    return folder


def run(folder: Path, *arguments: str) -> str:
    """What a command says on both its streams, in the language of the site."""
    done = goalbook(folder, *arguments)
    return done.stdout + done.stderr


def test_no_file_holds_a_chinese_character(english: Path) -> None:
    """Pages, scripts, styles, open data, Word, Excel and PDF files, nor the name of any."""
    paths = [path for path in (english / "site").rglob("*") if path.is_file()]
    assert {path.suffix for path in paths} >= {
        ".html",
        ".csv",
        ".json",
        ".xlsx",
        ".docx",
        ".pdf",
        ".js",
        ".css",
        ".xml",
    }
    found = {
        f"{path.relative_to(english)} {part}": sorted(set(CHINESE.findall(text)))
        for path in paths
        for part, text in texts_of(path)
        if CHINESE.search(text)
    }
    assert found == {}
    assert not any(CHINESE.search(path.name) for path in paths)


def test_paper_is_letter_and_office_files_name_a_latin_font(english: Path) -> None:
    folder = english / "site/2024/parks"
    assert {tuple(map(round, page.mediabox[2:])) for page in PdfReader(folder / "measures.pdf").pages} == {(612, 792)}
    styles = dict(texts_of(folder / "measures.docx"))["word/styles.xml"]
    assert "Times New Roman" in styles
    assert 'w:eastAsia="en"' in styles
    assert "Times New Roman" in dict(texts_of(folder / "measures.xlsx"))["xl/styles.xml"]


def test_rules_and_glossary_hold_what_the_site_uses(english: Path) -> None:
    """Labels lead to general terms, and no rule of China is listed."""
    page = html.fromstring((english / "site/2024/parks/measures/index.html").read_text("utf-8"))
    terms = {str(link.get("href")).rsplit("#", 1)[1]: link.text_content() for link in page.find_class("gb-term")}
    assert terms == {
        "term-general-goal": "Objective", "term-general-measure": "Measure", "term-general-baseline": "Baseline",
        "term-general-target": "Target", "term-general-result": "Result", "term-general-basis": "Basis",
        "term-general-budget": "Budget",
    }  # fmt: skip
    glossary = html.fromstring((english / "site/glossary/index.html").read_text("utf-8"))
    # The form prints the fiscal year above its table, in words that are no label.
    assert set(glossary.xpath("//dt/@id")) - set(terms) <= {"term-general-year"}
    assert set(terms) <= set(glossary.xpath("//dt/@id"))
    rules = html.fromstring((english / "site/rules/index.html").read_text("utf-8")).xpath("//li/@id")
    assert "IN-7" in rules
    assert "IN-1" not in rules


def test_values_are_read_as_an_english_reader_expects(english: Path) -> None:
    rows = (english / "site/data/indicators.csv").read_text("utf-8-sig").splitlines()
    head = rows[0].split(",")
    assert {"value_of", "unit", "indicator"} <= set(head)
    assert [row for row in rows[1:] if "text" in row.split(",")] == []
    assert sum("Average wait for a permit" in row and "≤" in row for row in rows) >= 1


def test_messages_are_in_english(english: Path) -> None:
    """Of commands that find nothing, that find faults, and of those that are asked for rules and forms."""
    assert "no problems found" in run(english, "check")
    broken = english / "goals/2024/parks/broken.yml"
    broken.write_text(GOALS.format(stage="approvd").replace("80%", "80"), "utf-8")
    said = [run(english, "check"), run(english, "build", "-d", "broken")]
    broken.write_text(
        GOALS.format(stage="evaluated").replace("actual: 81%", 'actual: ""').replace("5 days or less", "$"), "utf-8"
    )
    said.append(run(english, "check"))
    broken.unlink()
    said += [
        run(english, "rules"),
        run(english, "rules", "IN-7", "EV-2", "MO-2"),
        run(english, "search", "permits", "--site", "site"),
    ]
    assert "approvd" in said[0]
    assert "EV-5" in said[2]
    kept = [CHINESE.sub("", text) != text for text in said]
    # The list of all rules names those of China and their sources.
    assert kept == [False, False, False, False, False, False], [
        text for text, one in zip(said, kept, strict=True) if one
    ]


MADE = "goals/2025/parks"
# What each command says and writes: a blank file, a draft, papers and back, schemas, a comparison.
SAYS = {
    "new": ("new", "en-measures", f"{MADE}/new.yml"),
    "new, no such form": ("new", "nothing", f"{MADE}/other.yml"),
    "form show": ("form", "show", "parks-measures"),
    "form check": ("form", "check"),
    "form draft": ("form", "draft", "site/2024/parks/measures.xlsx"),
    "fmt": ("fmt", "--check"),
    "schema": ("schema", "document"),
    "schema of forms": ("schema", "form"),
    "export": ("export", "goals/2024/parks/measures.yml", "--to", "docx", "-o", "made.docx"),
    "export, nothing there": ("export", "goals/2023", "--to", "docx", "-o", "other.docx"),
    "import": ("import", "site/2024/parks/measures.docx", "-o", f"{MADE}/in.yml"),
    "import, no form": ("import", "goals/about.md", "-o", f"{MADE}/no.yml"),
    "import --update": ("import", "--update", "goals/2024/parks/measures.yml", "site/2024/parks/measures.xlsx"),
    "diff": ("diff", "HEAD"),
    "diff, as a comment": ("diff", "HEAD", "--format", "markdown"),
}
SNAPSHOT = {
    "snapshot": ("snapshot", "create", "2024", "--uncommitted"),
    "snapshot, again": ("snapshot", "create", "2024", "--uncommitted"),
    "snapshot verify": ("snapshot", "verify", "snapshots/2024"),
    "snapshot, what is wrong": ("snapshot", "verify", "goals"),
}
# A snapshot keeps the package's own forms as they are.
KEPT = "data/forms/"


@pytest.mark.parametrize("commands", [SAYS, pytest.param(SNAPSHOT, marks=pytest.mark.full)], ids=["all", "snapshots"])
def test_commands_say_and_write_nothing_in_chinese(
    english: Path, commands: dict[str, tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in what they say, nor in a file that they write, nor in its name; they are run in a copy that git knows.

    The terminal is English too: the usage of a command is told in its language, not in the site's.
    """
    folder = tmp_path / "site"
    shutil.copytree(english, folder, ignore=shutil.ignore_patterns("broken", ".cache"))
    for words in (
        "init -q",
        "add goals mkdocs.yml",
        "-c user.name=Clerk -c user.email=clerk@goals.example commit -qm First",
    ):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)
    measures = folder / "goals/2024/parks/measures.yml"
    measures.write_text(measures.read_text("utf-8").replace("at least 80%", "at least 82%"), "utf-8")
    before = {path for path in folder.rglob("*") if path.is_file()}
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    told = {name: run_command(*words).output for name, words in commands.items()}
    for path in sorted({path for path in folder.rglob("*") if path.is_file()} - before):
        name = path.relative_to(folder).as_posix()
        if not name.startswith((".git/", ".cache/")):
            told |= {
                place: f"{name} {text}" for part, text in texts_of(path) if KEPT not in (place := f"{name} {part}")
            }
    assert {name: sorted(set(CHINESE.findall(text)))[:5] for name, text in told.items() if CHINESE.search(text)} == {}
    written = {name.split()[0] for name in told}
    assert written >= (
        {"snapshots/2024/SHA256SUMS"} if commands is SNAPSHOT else {"made.docx", f"{MADE}/new.yml", f"{MADE}/in.yml"}
    )
    assert all(told[name].strip() for name in commands)


def test_search_finds_a_word_by_its_singular(english: Path) -> None:
    """And by its plural, whichever of them the document has."""
    for word in ("measure", "measures", "permits", "inspection"):
        assert run(english, "search", word, "--site", "site").startswith("2 documents found"), word
    assert run(english, "search", "measures", "--stage", "evaluated", "--site", "site").startswith("1 document found")
