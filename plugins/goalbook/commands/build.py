"""`goalbook build`: the site."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.files import write_file


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
def command(
    config_file: str, site_dir: str | None, strict: bool, no_wait: bool, quiet: bool, timings: Path | None,
    scheduler: str,
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
    stages = Stages(lambda *_: None)
    stages.begin("look")
    standing = find_standing(SitePlace(config_file, site_dir, strict))
    stages.finish()
    if standing is None:
        from goalbook.host.runs import build as build_site

        build_site(config_file, site_dir, strict=strict, waits=not no_wait, timings=timings, scheduler=scheduler)
        return
    tell_standing(standing)
    if timings:
        write_file(timings, stages.to_bytes(standing.documents, standing.documents))
