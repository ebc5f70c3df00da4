"""`goalbook schema`: the JSON Schema of goal files."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.commands import options
from goalbook.commands.site_forms import bodies_here, forms_here
from goalbook.files import write_file
from goalbook.messages.catalogue import catalogue
from goalbook.writers.schema import SCHEMAS, schema


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="document")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@options.goals
@options.language
def command(name: str, goals: Path | None, output: Path | None, language: str) -> None:
    """Print the JSON Schema of goal files (document), of reporting bodies (body), of drawn forms (form),
    of what is to be published (expected), of working days (days) or of words that mean the same (synonyms).

    Documents may be in the forms of the package and in those drawn in the goals' folder, whose bodies are offered.
    """
    t = catalogue(language)
    beside = [output] if output else []
    text = schema(name, forms_here(goals, t, *beside), t, bodies_here(goals, *beside))
    if output:
        write_file(output, text)
    else:
        click.echo(text.decode(), nl=False)
