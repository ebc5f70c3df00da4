"""A site is built beside the last one and exchanged for it in one step."""

from __future__ import annotations

import shutil
from pathlib import Path

from goalbook.files import exchange


def staging_of(site: Path) -> Path:
    """The folder beside a site in which the next one is built."""
    return site.with_name(f".{site.name}.new")


def begin(site: Path) -> Path:
    """An empty staging folder for a site; what a killed build left behind is cleared away first."""
    staging = staging_of(site)
    old = _old_of(site)
    if not site.exists() and old.is_dir():
        old.rename(site)
    for leftover in (staging, old):
        shutil.rmtree(leftover, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def abandon(site: Path) -> None:
    """Clear a staging folder away; the site stays as it was."""
    shutil.rmtree(staging_of(site), ignore_errors=True)


def finish(site: Path) -> None:
    """Put the staging folder in the site's place: in one step where the system can exchange two folders."""
    staging, old = staging_of(site), _old_of(site)
    if not site.exists():
        staging.rename(site)
        return
    if exchange(staging, site):
        staging.rename(old)
    else:
        site.rename(old)
        staging.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _old_of(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")
