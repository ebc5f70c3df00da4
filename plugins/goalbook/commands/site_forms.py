"""The forms and bodies of a site, for commands: what is wrong with the files they are drawn in is said at once."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.book.load import load_body
from goalbook.book.own_forms import forms_of
from goalbook.book.selection import folder_as_written, goals_of
from goalbook.commands.say import say
from goalbook.forms.catalogue import Forms, shipped_forms
from goalbook.forms.form import Form
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import words_of
from goalbook.model.address import BODIES, body_file


def forms_here(goals: Path | None, t: Catalogue, *paths: Path) -> Forms:
    """The forms of the goals in a folder, or where paths or the current folder tell of one; else those of the package."""
    root = goals or goals_of(paths)
    return site_forms(root, t) if root else shipped_forms()


def bodies_here(goals: Path | None, *paths: Path) -> dict[str, str]:
    """The bodies of the same goals, ids with names; what is wrong with their files is told by `goalbook check`."""
    root = goals or goals_of(paths)
    read = (
        ((path.stem, load_body(root, body_file(path.stem))[0]) for path in sorted((root / BODIES).glob("*.yml")))
        if root
        else ()
    )
    return {name: body.shown for name, body in read if body}


def named_form(forms: Forms, form: str, t: Catalogue, hint: str) -> Form:
    """The form of an id. Raises BadParameter, which names the file of one with faults and else all forms that there are."""
    if form in forms.faulty:
        raise click.BadParameter(t("new.faulty_form", file=forms.faulty[form]), param_hint=hint)
    if form not in forms:
        raise click.BadParameter(t("new.no_form", form=form, forms=", ".join(forms)), param_hint=hint)
    return forms[form]


def site_forms(root: Path, t: Catalogue) -> Forms:
    """The forms that the goals in a folder may be written in; every problem of their files is printed."""
    forms, problems = forms_of(root)
    for problem in problems:
        say(words_of(problem, t, f"{folder_as_written(root)}/"), err=True)
    return forms
