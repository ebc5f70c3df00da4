"""The catalogue of official forms: those that the package ships, each a drawn file beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from goalbook.forms.drawing import read_form
from goalbook.forms.form import Form


@cache
def shipped_forms() -> dict[str, Form]:
    """The package's own forms by id, in the order of their ids."""
    found: dict[str, Form] = {}
    for file in sorted(files("goalbook").joinpath("forms").iterdir(), key=lambda file: file.name):
        form_id, _, suffix = file.name.rpartition(".")
        if suffix != "yml":
            continue
        form, problems = read_form(file.read_bytes(), file.name, form_id)
        if form is None:
            raise AssertionError(f"{file.name}: {problems}")
        found[form_id] = form
    return found


FORMS = shipped_forms()
