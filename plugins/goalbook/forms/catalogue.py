"""The forms that goals may be written in: those that the package ships and those that a site has drawn, as one value."""

from __future__ import annotations

from collections import ChainMap
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
        return iter(sorted(self.by_id))

    def __len__(self) -> int:
        return len(self.by_id)


def only(form: Form) -> Forms:
    """One form alone."""
    return Forms({form.id: form})


class _Shipped(Mapping[str, Form]):
    """The package's own forms, each read once it is asked for: a site uses few of them."""

    def __init__(self, raws: Mapping[str, bytes]) -> None:
        self.raws = raws
        self.read: dict[str, Form] = {}

    def __getitem__(self, form_id: str) -> Form:
        if form_id not in self.read:
            form, problems = read_form(self.raws[form_id], form_file(form_id), form_id, tried=True)
            if form is None:
                raise AssertionError(problems)
            self.read[form_id] = form
        return self.read[form_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.raws)

    def __len__(self) -> int:
        return len(self.raws)


@cache
def shipped_forms() -> Forms:
    """The package's own forms."""
    drawn = sorted(files("goalbook").joinpath("forms").iterdir(), key=lambda one: one.name)
    raws = {one.name.removesuffix(".yml"): one.read_bytes() for one in drawn if one.name.endswith(".yml")}
    return Forms(_Shipped(raws), raws)


def read_forms(drawn: Mapping[str, bytes], beside: Forms | None = None) -> tuple[Forms, list[Problem]]:
    """Forms from the bytes of their files, by name below the goals, and others ``beside`` them; and every problem of the files.

    An id that one of the others has is never given to another form.
    """
    beside = beside or Forms()
    own: dict[str, Form] = {}
    raws, faulty = dict(beside.files), dict(beside.faulty)
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
            own[form_id], raws[form_id] = form, raw
    by_id = ChainMap(own, beside.by_id)  # type: ignore[arg-type] # nothing is written to the forms beside
    return Forms(by_id if beside.by_id else own, raws, faulty), problems


def _misnamed(name: str) -> Problem:
    code = "form-misnamed" if name.endswith(".yml") else "yaml-suffix"
    return Problem(name, 1, 1, code, "", details({"file": name, "most": str(LONGEST_NAME)}))
