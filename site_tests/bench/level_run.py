"""Build the site of this folder up to a level of ``site_tests.bench.levels``: ``python -m site_tests.bench.level_run LEVEL OUTPUT``.

With ``--carry`` before the output the site is made from the store, which carries it, and carried again.
"""

from __future__ import annotations

import sys

from goalbook.host.orders import NO_ORDERS, Orders
from goalbook.host.runs import build

from site_tests.bench.levels import only


def main(level: str, *words: str) -> None:
    """Build the site into the folder that the last word names."""
    for left_out in only(level):
        left_out.start()
    build("mkdocs.yml", words[-1], orders=Orders(carried=level) if "--carry" in words else NO_ORDERS)


if __name__ == "__main__":
    main(*sys.argv[1:])
