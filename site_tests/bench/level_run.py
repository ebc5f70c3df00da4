"""Build the site of this folder up to a level of ``site_tests.bench.levels``: ``python -m site_tests.bench.level_run LEVEL OUTPUT``."""

from __future__ import annotations

import sys

from goalbook.host.orders import Orders
from goalbook.host.runs import build

from site_tests.bench.levels import only


def main(level: str, output: str) -> None:
    """Build the site, with what builds before kept of it and of its files."""
    for left_out in only(level):
        left_out.start()
    build("mkdocs.yml", output, orders=Orders(carried=level))


if __name__ == "__main__":
    main(*sys.argv[1:])
