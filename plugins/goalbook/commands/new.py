"""`goalbook new`: a blank goal file of an official form."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.book.folder import is_link, misplaced
from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import remedy
from goalbook.model.address import Address, body_file, is_document_path


@click.command("new", epilog="Exit codes: 0 the file was written, 2 wrong usage, or a file is there already.")
@click.argument("form")
@click.argument("path", type=click.Path(path_type=Path))
@options.language
def command(form: str, path: Path, language: str) -> None:
    """Write a blank goal file of FORM (an id, such as hebei-project) at PATH: goals/YEAR/BODY/DOCUMENT.yml.

    Every field of the form is there, with what it is for beside it.
    """
    from goalbook.commands.site_forms import named_form, site_forms
    from goalbook.files import write_file
    from goalbook.forms.blank_file import blank_file

    t = catalogue(language)
    whole = Path(path.absolute())
    root, name = whole.parents[2] if len(whole.parts) > 3 else whole.parent, "/".join(whole.parts[-3:])
    drawn = named_form(site_forms(root, t), form, t, "FORM")
    if not is_document_path(name):
        raise click.BadParameter(remedy(misplaced(name), t), param_hint="PATH")
    if path.exists() or is_link(root, name):
        raise click.BadParameter(t("new.there", file=str(path)), param_hint="PATH")
    write_file(path, blank_file(drawn, name, t))
    say(t("new.written", file=path.as_posix()))
    body = Address(name).body
    if not (root / body_file(body)).is_file():
        say(t("new.no_body", body=body), err=True)
