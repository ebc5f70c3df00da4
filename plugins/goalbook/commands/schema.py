"""`goalbook schema`: the JSON Schema of goal files."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.book.selection import goals_of
from goalbook.commands import options
from goalbook.commands.site_forms import site_forms
from goalbook.files import write_file
from goalbook.forms.catalogue import shipped_forms
from goalbook.messages.catalogue import catalogue
from goalbook.writers.schema import SCHEMAS, schema


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="document")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@options.goals
@options.language
def command(name: str, goals: Path | None, output: Path | None, language: str) -> None:
    """Print the JSON Schema of goal files (document), of reporting bodies (body) or of drawn forms (form).

    Documents may be in the forms of the package and in those drawn in the goals' folder.
    """
    t = catalogue(language)
    root = goals or goals_of([output] if output else [])
    text = schema(name, site_forms(root, t) if root else shipped_forms(), t)
    if output:
        write_file(output, text)
    else:
        click.echo(text.decode(), nl=False)
