"""`goalbook build`: the site."""

from __future__ import annotations

import click


@click.command("build")
@click.option("-f", "--config-file", default="mkdocs.yml", type=click.Path(exists=True, dir_okay=False), show_default=True,
              help="The site's configuration.")  # fmt: skip
@click.option(
    "-d", "--site-dir", type=click.Path(file_okay=False), help="Where to put the site [from mkdocs.yml: site]."
)
@click.option("--strict", is_flag=True, help="Stop at warnings too.")
@click.option("--no-wait", is_flag=True, help="Fail where another build of the site is under way, instead of waiting.")
def command(config_file: str, site_dir: str | None, strict: bool, no_wait: bool) -> None:
    """Build the site, as `mkdocs build` does. Where that fails, the last good site stays in place."""
    # Imported here, so that all else works without the site generator.
    import logging

    from goalbook.host.runs import build as build_site

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    build_site(config_file, site_dir, strict=strict, waits=not no_wait)
