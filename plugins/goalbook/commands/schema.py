"""`goalbook schema`: the JSON Schema of goal files."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.commands import options
from goalbook.files import write_file
from goalbook.messages.catalogue import catalogue
from goalbook.writers.schema import SCHEMAS, schema


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="document")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@options.language
def command(name: str, output: Path | None, language: str) -> None:
    """Print the JSON Schema of goal files (document) or of reporting bodies (body)."""
    text = schema(name, catalogue(language))
    if output:
        write_file(output, text)
    else:
        click.echo(text.decode(), nl=False)
