"""A book of one document."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book import folder, load
from goalbook.book.alone import load_alone
from goalbook.book.load import load_book

from site_tests.helpers.generate import write_goals


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few generated documents."""
    root = tmp_path_factory.mktemp("alone") / "goals"
    write_goals(root, 6)
    return root


def test_it_holds_what_the_whole_book_holds_of_it(goals: Path) -> None:
    """The same entry and body."""
    whole = load_book(goals)
    for entry in whole.entries:
        book = load_alone(goals, entry.address.file)
        assert (book.entries, book.bodies) == ((entry,), {entry.body: whole.bodies[entry.body]})
        assert book.forms.files == whole.forms.files
        assert set(book.problems) <= set(whole.problems)


def test_no_other_goal_file_is_read(goals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own and its body's alone."""
    entry = load_book(goals).entries[0]
    read: list[str] = []
    bytes_of_file = folder.goal_bytes

    def noted(root: Path, name: str, *, placed: bool) -> object:
        read.append(name)
        return bytes_of_file(root, name, placed=placed)

    monkeypatch.setattr(load, "goal_bytes", noted)
    load_alone(goals, entry.address.file)
    assert sorted(read) == sorted([entry.address.file, f"bodies/{entry.body}.yml"])


def test_what_is_wrong_is_told(goals: Path) -> None:
    """With the document, with its body, and where its body isn't there."""
    file = load_book(goals).entries[0].address.file
    (goals / "2024/made").mkdir(parents=True)
    text = (goals / file).read_text(encoding="utf-8")
    for name, changed in {
        "2024/made/a.yml": text.replace("form:", "formm:", 1),
        "2024/made/b.yml": text.replace("body: ", "body: no-such-", 1),
    }.items():
        (goals / name).write_text(changed, encoding="utf-8")
        book = load_alone(goals, name)
        assert (book.entries, book.bodies) == ((), {})
        assert name in {problem.file for problem in book.errors}


def test_a_body_with_an_error_is_none(goals: Path) -> None:
    """The document is there, and the error is the body's."""
    entry = load_book(goals).entries[0]
    path = goals / f"bodies/{entry.body}.yml"
    path.write_text(path.read_text(encoding="utf-8") + "made_up: 1\n", encoding="utf-8")
    book = load_alone(goals, entry.address.file)
    assert len(book.entries) == 1
    assert book.bodies == {}
    assert [problem.file for problem in book.errors] == [f"bodies/{entry.body}.yml"]
