"""`goalbook new`: a blank goal file of an official form."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.book.folder import is_link, misplaced
from goalbook.commands import options
from goalbook.commands.ask import asked
from goalbook.commands.say import say
from goalbook.goalfile.problem import closest
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.problems import remedy
from goalbook.model.address import BODIES, Address, body_file, is_body_path, is_document_path


@click.command("new", epilog="Exit codes: 0 the file was written, 2 wrong usage, or a file is there already.")
@click.argument("form")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title.")
@click.option("--code", default="", help="The code of the project.")
@click.option("--budget", default="", help="The amount of the whole budget, as it is printed.")
@options.language
def command(form: str, path: Path, title: str, code: str, budget: str, language: str) -> None:
    """Write a blank goal file of FORM (an id, such as hebei-project) at PATH: goals/YEAR/BODY/DOCUMENT.yml.

    Every field of the form is there, with what it is for beside it. Title, code and budget are asked for on a terminal. With `body`
    for FORM, a body at goals/bodies/BODY.yml.
    """
    from goalbook.commands.site_forms import named_form, site_forms
    from goalbook.files import write_file
    from goalbook.forms.blank_file import blank_file, takes_place

    t = catalogue(language)
    if form == "body":
        _write_body(path, t)
        return
    whole = Path(path.absolute())
    root, name = whole.parents[2] if len(whole.parts) > 3 else whole.parent, "/".join(whole.parts[-3:])
    drawn = named_form(site_forms(root, t), form, t, "FORM")
    if not is_document_path(name) or _is_above_goals(root):
        raise click.BadParameter(remedy(misplaced(name), t), param_hint="PATH")
    if path.exists() or is_link(root, name):
        raise click.BadParameter(t("new.there", file=str(path)), param_hint="PATH")
    _refuse_unknown_body(root, path, Address(name).body, t)
    given = {"title": title, "code": code, next(iter(drawn.total), "budget.total"): budget}
    for place, text in given.items():
        if takes_place(drawn, place):
            given[place] = asked(text, t(f"new.ask.{place.partition('.')[0]}"))
        elif text:
            raise click.UsageError(t("new.no_place", place=place, form=drawn.name))
    write_file(path, blank_file(drawn, name, t, {place: text for place, text in given.items() if text}))
    say(t("new.written", file=path.as_posix()))


def _is_above_goals(root: Path) -> bool:
    """Whether a folder is that of a site, whose goals lie one further down: `goals/` was left out of a path."""
    return not (root / BODIES).is_dir() and (root / "goals" / BODIES).is_dir()


def _refuse_unknown_body(root: Path, path: Path, body: str, t: Catalogue) -> None:
    """Refuse a body that isn't registered before anything is typed, with the one that was likely meant and how to make it."""
    if not (root / body_file(body)).is_file():
        likely = closest(body, sorted(one.stem for one in (root / BODIES).glob("*.yml")))
        meant = t("problem.meant", suggestion=likely) if likely else ""
        file = (path.parents[2] / body_file(body)).as_posix()
        raise click.UsageError(t("new.unknown_body", body=body, meant=meant, file=file))


def _write_body(path: Path, t: Catalogue) -> None:
    """Write a blank file of a body, with what each field is for beside it."""
    from goalbook.files import write_file
    from goalbook.forms.blank_file import blank_body

    whole = Path(path.absolute())
    name = "/".join(whole.parts[-2:])
    if not name.startswith(f"{BODIES}/") or not is_body_path(name) or _is_above_goals(whole.parents[1]):
        raise click.BadParameter(t("new.body_place"), param_hint="PATH")
    if path.exists() or is_link(whole.parents[1], name):
        raise click.BadParameter(t("new.there", file=str(path)), param_hint="PATH")
    write_file(path, blank_body(t))
    say(t("new.written", file=path.as_posix()))
