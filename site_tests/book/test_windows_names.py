"""Names that Windows or an address can't have are told wherever a stranger may choose a name, with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.contents import contents_problems, folder_contents
from goalbook.book.load import load_book
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message, remedy
from goalbook.model.address import is_device
from goalbook.model.records import Document

from site_tests.helpers.command import run_command
from site_tests.helpers.faulty import FILE, GOOD, write_goals

DEVICES = ("con", "NUL", "Aux", "prn", "com1", "LPT9", "com0", "com¹", "lpt³", "conin$", "CONOUT$")
DRESSED = ("{}", "{}.old", "{} ", "{} .old", "{}..")
UNFIT = ("a:b", "a?b", "a*b", 'a"b', "a<b", "a>b", "a|b", "a\\b", "a%b")
ENDED = ("a.", "a ", "a. ")
# Where names are chosen. The last two are folders, whose names end where the dot or blank is.
FILES = ("2024/made-body/{}.yml", "bodies/{}.yml", "forms/{}.yml", "notes/{}.md", "pictures/{}.png")
FOLDERS = ("2024/{}/one.yml", "pictures/{}/a.png")


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dress", DRESSED)
def test_a_device_is_known_in_any_dress(device: str, dress: str) -> None:
    """In any case, with whatever suffixes, with blanks before them."""
    assert is_device(dress.format(device))


@pytest.mark.parametrize(
    "name", ["console", "nul1", "com", "com10", "lpt", "a.con", "aux-1", " con", "con-1", "com⁴", "¹"]
)
def test_other_names_are_none(name: str) -> None:
    assert not is_device(name)


@pytest.mark.parametrize("place", [*FILES, *FOLDERS])
def test_a_name_that_some_system_has_not_is_told(place: str, tmp_path: Path) -> None:
    """Of goal files, bodies, forms, pages, pictures and folders, all in one run: each once, with what to do."""
    names = [dress.format(device) for device in DEVICES for dress in DRESSED] + list(UNFIT)
    files = [place.format(name) for name in (*names, *(ENDED if place in FOLDERS else ()))]
    root = write_goals(tmp_path, **dict.fromkeys(files, b"\x89PNG\r\n\x1a\n"))
    told = errors(root)
    assert sorted(told) == sorted(files)
    goals = place.split("/")[0] in ("2024", "bodies")
    for file, problem in told.items():
        assert problem.code in (("unfit-name", "misplaced") if goals else ("unfit-name",)), file
        for language in ("zh", "en"):
            assert message(problem, catalogue(language))
            assert remedy(problem, catalogue(language))
    for device in DEVICES:
        assert told[place.format(device)].code == "unfit-name"


def errors(root: Path) -> dict[str, Problem]:
    """The errors of a folder by file, each of one."""
    found = [*load_book(root).errors, *contents_problems(folder_contents(root))]
    by_file = {problem.file: problem for problem in found}
    assert len(by_file) == len(found)
    return by_file


@pytest.mark.parametrize("name", ["con", "com1", "nul", "a b", "a.b", "a:b"])
def test_no_command_writes_such_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`new`, `import -o` and a whole batch refuse it, and say of a device that it is one; a snapshot has only a year's name."""
    monkeypatch.chdir(tmp_path)
    write_goals(tmp_path / "goals", **{FILE: GOOD})
    (tmp_path / "mkdocs.yml").write_text("site_name: 样例\ndocs_dir: goals\n", "utf-8")
    (tmp_path / "a.csv").write_text("甲,乙\n", "utf-8")
    path = f"goals/2024/made-body/{name}.yml"
    word = "con、nul" if is_device(name) else "连字符"
    for command in (("new", "hebei-project", path), ("import", "a.csv", "-o", path)):
        done = run_command(*command)
        assert (done.exit_code, word in done.output) == (2, True), done.output
    assert run_command("import", "a.csv", "--body", name, "--year", "2024").exit_code == 2
    assert run_command("snapshot", "create", name, "--uncommitted").exit_code == 1
    assert sorted(file.name for file in tmp_path.rglob("*.yml")) == ["made-body.yml", "mkdocs.yml", "one.yml"]


def test_a_proposed_name_is_no_device() -> None:
    """What an import calls its files falls back to the next text."""
    from goalbook.importing.naming import proposed_name

    document = Document.model_construct(code="CON", name="com¹", title="Ｎｕｌ", form="hebei-project")
    assert proposed_name(document, "folder/aux.xlsx") == "hebei-project"
