"""Forms that a site draws in goals/forms/: they are known wherever the package's are; one with a fault is told once, at its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from goalbook.book.load import load_book, load_document
from goalbook.book.own_forms import forms_of
from goalbook.forms.catalogue import read_forms, shipped_forms
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import words_of
from goalbook.model.address import form_file

from site_tests.helpers.faulty import FILE, HEAD, places, write_goals
from site_tests.helpers.shipped import FORMS

FORM = """goalbook: 2
name: 示例简表
total: [budget.total]
parts:
  - table: project
    widths: 40 60
    rows: |
      | 项目名称 | {name} |
      | 预算数 | {budget.total} |
"""
OWN = "forms/made-form.yml"
GOAL = HEAD.format(form="made-form", year="2024") + "name: 示例项目\nbudget: {total: 1.50}\n"


def test_a_form_of_the_site_is_known(tmp_path: Path) -> None:
    """A document in it is listed with its amount, and can be read alone; the package's forms are there as well."""
    root = write_goals(tmp_path, **{OWN: FORM, FILE: GOAL})
    book = load_book(root)
    assert book.problems == ()
    (entry,) = book.entries
    assert (entry.form.id, entry.form.name) == ("made-form", "示例简表")
    assert entry.money is not None
    assert entry.money.printed == "1.50"
    assert sorted(book.forms) == sorted([*FORMS, "made-form"])
    assert book.forms.files["made-form"] == FORM.encode()
    document, _, problems = load_document(root, FILE)
    assert document is not None
    assert problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_faulty_form_is_told_at_its_place_and_documents_are_not_blamed(tmp_path: Path, language: str) -> None:
    """The form's own file has the error; of a document in it there is a note that says which file to correct."""
    root = write_goals(tmp_path, **{OWN: FORM.replace("{name}", "{nmae}"), FILE: GOAL})
    book = load_book(root)
    assert places(book.problems) == [f"{FILE}:3:7 form-faulty", f"{OWN}:8:16 form-no-such-place"]
    assert [one.severity for one in book.problems] == ["note", "error"]
    assert book.entries == ()
    assert OWN in words_of(book.problems[0], catalogue(language))
    document, _, problems = load_document(root, FILE)
    assert document is None
    assert [one.code for one in problems] == ["form-faulty"]


def test_other_faults_of_a_document_in_a_faulty_form_are_told_too(tmp_path: Path) -> None:
    """Whoever corrects the form needn't come back for the document."""
    root = write_goals(tmp_path, **{OWN: FORM.replace("{name}", "{nmae}"), FILE: GOAL + "nmae: 示例\n"})
    assert [one.code for one in load_book(root).errors] == ["unknown-key", "form-no-such-place"]


def test_no_form_is_drawn_anew_under_its_own_id(tmp_path: Path) -> None:
    """The package's form stays in use, and the file that would take its id is an error."""
    root = write_goals(
        tmp_path, **{"forms/hebei-project.yml": FORM, FILE: HEAD.format(form="hebei-project", year="2024")}
    )
    book = load_book(root)
    assert places(book.problems) == ["forms/hebei-project.yml:1:1 form-taken"]
    assert [entry.form for entry in book.entries] == [FORMS["hebei-project"]]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("forms/Made.yml", "form-misnamed"),
        ("forms/made_form.yml", "form-misnamed"),
        (f"forms/{'a' * 81}.yml", "form-misnamed"),
        ("forms/made-form.yaml", "yaml-suffix"),
    ],
)
def test_a_form_that_is_called_wrongly_is_told(name: str, code: str, tmp_path: Path) -> None:
    """A form's file has a name that an address can have, and one suffix."""
    assert places(load_book(write_goals(tmp_path, **{name: FORM})).problems) == [f"{name}:1:1 {code}"]


def test_what_is_no_plain_file_is_no_form(tmp_path: Path) -> None:
    """A link, a pipe that would be waited for and a folder are never read as a form; that the first two are none is told."""
    root = write_goals(tmp_path, **{"forms/there.yml": FORM})
    (root / "forms/link.yml").symlink_to("there.yml")
    os.mkfifo(root / "forms/pipe.yml")
    (root / "forms/folder.yml").mkdir()
    forms, problems = forms_of(root)
    assert "there" in forms
    assert {"link", "pipe", "folder"}.isdisjoint(forms)
    assert [(one.file, one.code) for one in problems] == [("forms/pipe.yml", "unreadable")]
    assert [one.code for one in load_book(root).errors] == ["link", "unreadable"]


def test_a_folder_of_forms_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """It could show any folder of the machine."""
    root = write_goals(tmp_path / "goals", **{FILE: GOAL})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/made-form.yml").write_text(FORM, "utf-8")
    (root / "forms").symlink_to(tmp_path / "elsewhere")
    assert "made-form" not in forms_of(root)[0]
    assert [one.code for one in load_book(root).errors] == ["unknown-form"]


def test_the_packages_own_forms_are_as_good_as_a_sites() -> None:
    """Their drawings are tried here, not each time that they are read: no problem is found in any; and their order is that of their ids."""
    forms, problems = read_forms({form_file(name): raw for name, raw in shipped_forms().files.items()})
    assert problems == []
    assert list(forms) == list(shipped_forms()) == sorted(shipped_forms())
    assert dict(forms) == dict(shipped_forms())


def test_forms_are_equal_that_come_from_one_file() -> None:
    """A form knows the bytes of its file: another comment makes another form, which its documents are made anew for."""
    one, same, other = (read_forms({OWN: text.encode()})[0]["made-form"] for text in (FORM, FORM, FORM + "# 说明\n"))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert shipped_forms()["hebei-project"].digest != ""
