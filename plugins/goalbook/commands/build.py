"""`goalbook build`: the site."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalbook.commands.carried import carried_store
from goalbook.commands.options import language_here
from goalbook.commands.say import say
from goalbook.files import write_file
from goalbook.messages.catalogue import catalogue

if TYPE_CHECKING:
    from goalbook.site.build.target import SiteTarget


@click.command("build")
@click.option("-f", "--config-file", default="mkdocs.yml", type=click.Path(exists=True, dir_okay=False), show_default=True,
              help="The site's configuration.")  # fmt: skip
@click.option(
    "-d", "--site-dir", type=click.Path(file_okay=False), help="Where to put the site [from mkdocs.yml: site]."
)
@click.option("--strict", is_flag=True, help="Stop at warnings too.")
@click.option("--no-wait", is_flag=True, help="Fail where another build of the site is under way, instead of waiting.")
@click.option("--quiet", is_flag=True, help="Print warnings and errors only.")
@click.option("--timings", type=click.Path(dir_okay=False, path_type=Path),
              help="Write to this file, as JSON, how long each stage took.")  # fmt: skip
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="Have the documents made by the workers of dask's scheduler there, as tcp://HOST:PORT (extra `cluster`).")  # fmt: skip
@click.option("--carry", is_flag=True,
              help="Keep the site's files in the store too; where the site isn't here, begin with those kept there.")  # fmt: skip
@click.option("--store", default="", metavar="URL",
              help="Begin with the store that lies there, and put it there afterwards, as s3://BUCKET/FILE (extra `cluster`).")  # fmt: skip
@click.option("--to", default="", metavar="URL",
              help="Publish the finished site there too, as s3://BUCKET/FOLDER or file:///FOLDER (extra `cluster`).")  # fmt: skip
def command(
    config_file: str, site_dir: str | None, strict: bool, no_wait: bool, quiet: bool, timings: Path | None,
    scheduler: str, carry: bool, store: str, to: str,
) -> None:  # fmt: skip
    """Build the site, as `mkdocs build` does. Where that fails, the last good site stays in place."""
    # Imported here, so that all else works without the site generator.
    import logging

    from goalbook.host.stages import Stages
    from goalbook.host.standing import SitePlace, find_standing, tell_standing

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.setLevel(logging.WARNING if quiet else logging.INFO)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    target = _target(to) if to else None
    stages = Stages(lambda *_: None)
    stages.begin("look")
    # What is to be carried is looked through by the build.
    standing = None if carry or store else find_standing(SitePlace(config_file, site_dir, strict))
    stages.finish()
    if standing is None:
        from goalbook.host.orders import Orders
        from goalbook.host.runs import build as build_site

        with carried_store(config_file, store) if carry or store else nullcontext("") as carried:
            orders = Orders(not no_wait, scheduler, carried)
            folder = build_site(config_file, site_dir, strict=strict, timings=timings, orders=orders)
    else:
        folder = standing.folder
        tell_standing(standing)
        if timings:
            write_file(timings, stages.to_bytes(standing.documents, standing.documents))
    if target:
        _publish(target, folder, quiet=quiet)


def _target(address: str) -> SiteTarget:
    """Where the site is to be put; wrong usage where nothing can be put there."""
    from goalbook.site.build.target import NoTarget, SiteTarget

    t = catalogue(language_here())
    try:
        return SiteTarget(address)
    except NoTarget as fault:
        raise click.UsageError(t(f"target.{fault}", target=address, text=fault.text)) from fault


def _publish(target: SiteTarget, folder: Path, *, quiet: bool) -> None:
    """Put a finished site to its target, and say so."""
    from goalbook.site.build.target import NoTarget

    t = catalogue(language_here())
    try:
        done = target.publish(folder)
    except NoTarget as fault:
        raise click.ClickException(t(f"target.{fault}", target=target.root, text=fault.text)) from fault
    if not quiet:
        say(t("target.done", target=target.root, version=done.version, files=done.files, sent=done.sent))
