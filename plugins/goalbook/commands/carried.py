"""What `goalbook build --carry` and `--store` ask for: a store with the site's files in it, and a copy of it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from goalbook.commands.options import language_here
from goalbook.messages.catalogue import catalogue


@contextmanager
def carried_store(config_file: str, address: str) -> Iterator[str]:
    """Give the name under which the store of a site is to carry its files; with an ``address`` the store begins with the copy there, and
    is put there once the site is built. Wrong usage where the settings name no store or nothing can be put there."""
    from goalbook.goalfile.settings_file import BadSettings
    from goalbook.host.places import store_file
    from goalbook.host.standing import settings_chain
    from goalbook.site.build.store_copy import StoreCopy
    from goalbook.site.build.target import NoTarget
    from goalbook.store import store_at

    t = catalogue(language_here())
    try:
        path: Path | None = store_file(config_file, settings_chain(config_file).values)
    except BadSettings:
        path = Path()  # the build tells what is wrong with them
    if path is None:
        raise click.UsageError(t("store_copy.nowhere"))
    try:
        copy = StoreCopy(address) if address and path.name else None
    except NoTarget as fault:
        raise click.UsageError(t(f"store_copy.{fault}", copy=address, text=fault.text)) from fault
    try:
        if copy:
            copy.fetch(path)
        yield Path(config_file).name
        if copy:
            store_at(path).close()
            store_at.cache_clear()
            copy.send(path)
    except NoTarget as fault:
        raise click.ClickException(t(f"store_copy.{fault}", copy=address, text=fault.text)) from fault
