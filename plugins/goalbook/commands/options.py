"""Options and wordings that several commands share."""

from __future__ import annotations

import click

from goalbook.catalogue import LANGUAGES

language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Language of the messages."
)
