"""That the same work is measured: every tool's page of a document prints the same cells and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import html

_PRINTED = "//table[@class='gb-grid']//td | //table[@class='gb-grid']//th | //div[@class='gb-prose']//p"


def printed(page: Path) -> list[str]:
    """The texts of the form on a page, sorted: a label beside a table's head may stand before or after it."""
    found = html.parse(page).getroot().xpath(_PRINTED)
    return sorted(text for one in found if (text := "".join(one.itertext())))


def prove_same(tool: str, site: Path, expected: Path, addresses: Iterable[str]) -> None:
    """Raise RuntimeError where a site's page of an address is missing or prints another form than expected."""
    for address in addresses:
        page = f"{address}/index.html"
        if not (site / page).is_file() or printed(site / page) != printed(expected / page):
            raise RuntimeError(f"{tool} makes another page of {address}")
