"""Options and wordings that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from goalbook.messages.catalogue import LANGUAGES

language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Language of the messages."
)

goals = click.option(
    "--goals", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The goals' folder [goals]."
)


def root_of(given: Path | None, paths: Sequence[Path]) -> Path:
    """The goals' folder that was given or that the paths tell; wrong usage where there is none or one lies outside it."""
    from goalbook.book.selection import goals_of, outside  # the model with it, which not every command needs

    root = given or goals_of(paths)
    if root is None:
        raise click.UsageError("no folder goals/ here: name it with --goals")
    if stray := outside(root, paths):
        raise click.UsageError(f"{stray} is not in {root}")
    return root
