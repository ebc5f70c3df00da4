"""What is written for those who carry the software on names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_tests.conftest import ROOT

PACKAGE = ROOT / "plugins/goalbook"
HOUSE = PACKAGE / "README.md"
CONTRIBUTING = ROOT / ".github/CONTRIBUTING.md"
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", ".github/*.md", "plugins/**/*.md", "site_tests/**/*.md")
    for path in ROOT.glob(pattern)
    if path.name != "CHANGELOG.md" and "node_modules" not in path.parts  # which tells of what was; others wrote those
)
FOLDERS = ("goals", "overrides", "plugins", "site_tests", ".github")
# What a reader is told to make.
MADE = {
    "goals/forms/",
    "goals/site/",
    "goals/site/expected-2024.yml",
    "goals/site/days-2024.yml",
    "goals/forms/sample-form.yml",
    "goals/forms/sample-project.yml",
    "goals/forms/county-project.yml",
    "goals/forms/street-project.yml",
    "goals/bodies/sample-body.yml",
    "goals/2026/sample-body/repair.yml",
    "goals/site/expected-2026.yml",
    "goals/2024/shanhaiguan-cppcc/sample.yml",
    "overrides/goalbook/document/document.html",
    "overrides/main.html",
}
TASKS = ("A download format", "A rule", "A message", "A page", "A git question")

each = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def prose(path: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.S | re.M)


def named(text: str) -> set[str]:
    """The plain paths among the words of a text that are set as code: ``a/b.py``, ``a/b/``; patterns aside."""
    words = re.findall(r"`([^`\s]+)`", text)
    return {word for word in words if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(/|\.[a-z]+)", word)}


@each
def test_links_lead_to_files(path: Path) -> None:
    """Each relative link of a document leads to a file or folder of the repository."""
    links = re.findall(r"\]\(([\w./-]+)(?:#[^)]*)?\)", prose(path))
    assert [link for link in links if not (path.parent / link).exists()] == []


@each
def test_paths_of_the_repository_are_there(path: Path) -> None:
    """Each path that begins with a folder of the repository is there."""
    paths = {name for name in named(prose(path)) if name.split("/")[0] in FOLDERS and "/" in name.rstrip("/")}
    assert {name for name in paths - MADE if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("path", [HOUSE, ROOT / "site_tests/README.md"], ids=["package", "tests"])
def test_a_map_names_what_there_is(path: Path) -> None:
    """Each path in a map is there, from the folder of the map or from the repository's."""
    paths = named(prose(path)) - {"conftest.py"}
    assert len(paths) > 20
    assert {name for name in paths if not (path.parent / name).exists() and not (ROOT / name).exists()} == set()


@pytest.mark.parametrize(
    ("path", "within"), [(HOUSE, ("", "site")), (ROOT / "site_tests/README.md", ("",))], ids=["package", "tests"]
)
def test_a_map_names_every_room(path: Path, within: tuple[str, ...]) -> None:
    """No folder beside a map, nor of the site, is left out of its tables."""
    folders = {
        one.relative_to(path.parent) for name in within for one in (path.parent / name).iterdir() if one.is_dir()
    }
    rooms = {f"{one.as_posix()}/" for one in folders if one.name[0] not in "._"}
    rows = "\n".join(line for line in prose(path).splitlines() if line.startswith("|"))
    assert rooms - named(rows) == set()


def test_a_stranger_is_told_where_to_add_what() -> None:
    """The five tasks have an answer of one line each, and each names paths that are there."""
    answers = re.search(r"<!-- where -->\n(.*?)<!-- /where -->", CONTRIBUTING.read_text("utf-8"), re.S)
    assert answers
    lines = answers[1].splitlines()
    assert tuple(re.sub(r"- \*\*(.*?)\*\*: .*", r"\1", line) for line in lines) == TASKS
    for line in lines:
        paths = re.findall(r"`(plugins/[^`]+)`", line)
        assert len(paths) > 1
        assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_target_of_make_is_told_of() -> None:
    """README.md has each target of the Makefile that is meant to be called, and the documents name no other."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*?## ", makefile, re.M)) - {"help"}
    assert len(targets) > 5
    assert targets <= set(re.findall(r"`make ([a-z-]+)`", (ROOT / "README.md").read_text("utf-8")))
    told = {name for path in DOCUMENTS for name in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.M)}
    assert told <= targets
