"""Options and wordings that several commands share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from goalbook.commands.terminal import terminal_words
from goalbook.messages.catalogue import LANGUAGES, language_of


def language_here() -> str:
    """The language of the site in the current folder, by its mkdocs.yml; Chinese where there is none, or none that is stated."""
    config = Path("mkdocs.yml")
    if not config.is_file():
        return "zh"
    from goalbook.goalfile.settings_file import BadSettings, read_settings  # YAML with it

    try:
        theme = read_settings(config).values.get("theme")
    except BadSettings:
        return "zh"  # who uses the file says what is wrong with it
    tag = theme.get("language") if isinstance(theme, Mapping) else None
    return language_of(tag) if isinstance(tag, str) and tag else "zh"


language = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=language_here,
    show_default="the site's in mkdocs.yml, else zh",
    help="Language of the messages.",
)

goals = click.option(
    "--goals", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The goals' folder [goals]."
)


def root_of(given: Path | None, paths: Sequence[Path]) -> Path:
    """The goals' folder that was given or that the paths tell; wrong usage where there is none or one lies outside it."""
    from goalbook.book.selection import goals_of, outside  # the model with it, which not every command needs

    root = given or goals_of(paths)
    if root is None:
        raise click.UsageError(terminal_words()("usage.no_goals"))
    if stray := outside(root, paths):
        raise click.UsageError(terminal_words()("usage.outside", file=stray, folder=root))
    return root
