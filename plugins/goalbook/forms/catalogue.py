"""The forms that goals may be written in: those that the package ships and those that a site has drawn, as one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from goalbook.forms.drawing import read_form
from goalbook.forms.form import Form
from goalbook.goalfile.problem import Problem, details
from goalbook.model.address import LONGEST_NAME, form_file, is_form_path


@dataclass(frozen=True, slots=True)
class Forms(Mapping[str, Form]):
    """Forms by id, in the order of their ids.

    ``files`` are the bytes of their files by id, ``faulty`` the ids whose file can't be used, each with its file's name.
    """

    by_id: Mapping[str, Form] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    faulty: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, form_id: str) -> Form:
        return self.by_id[form_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)


def only(form: Form) -> Forms:
    """One form alone."""
    return Forms({form.id: form})


@cache
def shipped_forms() -> Forms:
    """The package's own forms."""
    drawn = {form_file(one.name.removesuffix(".yml")): one for one in files("goalbook").joinpath("forms").iterdir()}
    forms, problems = read_forms({name: one.read_bytes() for name, one in drawn.items() if one.name.endswith(".yml")})
    if problems:
        raise AssertionError(problems)
    return forms


def read_forms(drawn: Mapping[str, bytes], beside: Forms | None = None) -> tuple[Forms, list[Problem]]:
    """Forms from the bytes of their files, by name below the goals, and others ``beside`` them; and every problem of the files.

    An id that one of the others has is never given to another form.
    """
    beside = beside or Forms()
    by_id, raws, faulty = dict(beside.by_id), dict(beside.files), dict(beside.faulty)
    problems: list[Problem] = []
    for name, raw in sorted(drawn.items()):
        form_id = PurePosixPath(name).stem
        if form_id in beside:
            problems.append(Problem(name, 1, 1, "form-taken", "", details({"id": form_id})))
            continue
        form, found = read_form(raw, name, form_id) if is_form_path(name) else (None, [_misnamed(name)])
        problems += found
        if form is None:
            faulty[form_id] = name
        else:
            by_id[form_id], raws[form_id] = form, raw
    return Forms(dict(sorted(by_id.items())), raws, faulty), problems


def _misnamed(name: str) -> Problem:
    code = "form-misnamed" if name.endswith(".yml") else "yaml-suffix"
    return Problem(name, 1, 1, code, "", details({"file": name, "most": str(LONGEST_NAME)}))
