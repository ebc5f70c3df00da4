"""`goalbook kit`: what a forge needs for pull requests to a site."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.files import write_file
from goalbook.forges.kit import INSTALL, KITS, Site, differing, holds, kit
from goalbook.messages.catalogue import catalogue

_EXIT = "Exit codes: 0 the files are there, 1 nothing was written, 2 wrong usage."


@click.command("kit", epilog=_EXIT)
@click.argument("forge", type=click.Choice(list(KITS)))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path(),
              help="The repository's folder [here].")  # fmt: skip
@click.option("--branch", default="main", show_default=True, help="The branch whose goals are published.")
@click.option("--owner", "owners", multiple=True, help="Who reviews changes, such as @office/goals; may be repeated.")
@click.option("--install", default=INSTALL, show_default=True, help="The shell command that installs Goalbook.")
@click.option("--force", is_flag=True, help="Replace files that hold something else.")
@options.language
def command(
    forge: str, output: Path, branch: str, owners: tuple[str, ...], install: str, force: bool, language: str
) -> None:
    """Write the workflows, templates and owners' list of FORGE: check, preview and comment pull requests, publish the site.

    Files that hold something else are listed and nothing is written, unless with --force.
    """
    t = catalogue(language)
    if not re.fullmatch(r"[\w][\w./-]*", branch):
        raise click.BadParameter(branch, param_hint="--branch")
    for owner in owners:
        if not re.fullmatch(r"@[\w][\w./-]*", owner):
            raise click.BadParameter(owner, param_hint="--owner")
    if not install.strip() or not install.isprintable():
        raise click.BadParameter(repr(install), param_hint="--install")
    files = kit(forge, Site(branch, owners, install, language))
    there = differing(output, files.items())
    if there and not force:
        for path in there:
            say(path)
        say(t("kit.there", count=len(there)), err=True)
        sys.exit(1)
    fresh = {path: content for path, content in files.items() if not holds(output / path, content)}
    for path, content in fresh.items():
        try:
            write_file(output / path, content)
        except OSError as error:
            raise click.ClickException(f"{path}: {error.strerror}") from error
        say(path)
    say(t("kit.written", written=len(fresh), same=len(files) - len(fresh)), err=True)
