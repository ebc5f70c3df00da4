"""What commands print: words that may name any file and quote any text, without what a terminal would obey or hide."""

from __future__ import annotations

import click

from goalbook.messages.visible import visible_lines


def say(words: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words: the result of a command, else (``err``) what is told to people beside it."""
    click.echo(visible_lines(words), err=err, nl=nl)
