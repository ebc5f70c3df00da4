"""What a document costs a build, at four levels, in one process: ``python -m site_tests.bench.levels LEVEL FOLDER DOCUMENTS``.

Each level is the one before with something more. What a level leaves out is not done at all: formats aren't stated, the index and the
collections are put out of the way.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
from collections.abc import Callable, Container, Iterator
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

from site_tests.bench.sites import LIGHT, goalbook_site

LEVELS = ("pages", "data files", "search", "collections")
FEW = 20  # documents of the build whose time is taken off: it has every page that isn't of a document

_TABLES, _CELLS = 200, 72
_TEXT = "完成时限内的数量≥95%"


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds: of a document, of the plain loop for a table, of the plain loop that writes a document's share of files."""

    document: float
    table: float
    files: float


def plain_table() -> float:
    """The yardstick: processor seconds of a plain loop for a table of 72 cells, escaped, joined and encoded."""
    start = process_time()
    for n in range(_TABLES):
        "".join([f'<td id="t{n}c{cell}">{escape(_TEXT)}</td>' for cell in range(_CELLS)]).encode()
    return (process_time() - start) / _TABLES


def plain_writing(site: Path, to: Path) -> float:
    """The limit: processor seconds of a plain loop that writes the files of a site, whose bytes it has, into a new folder."""
    files = [(str(path.relative_to(site)), path.read_bytes()) for path in sorted(site.rglob("*")) if path.is_file()]
    start = process_time()
    for name, content in files:
        path = to / name
        try:
            file = path.open("xb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True)
            file = path.open("xb")
        with file:
            file.write(content)
    return process_time() - start


def only(level: str) -> Iterator[Any]:
    """What to put in the place of parts of the software, so that a build ends at a level."""
    if level in LEVELS[:2]:
        yield patch("goalbook.site.build.documents.IndexBuilder", _NoIndex)
        yield patch("goalbook.site.build.documents.Segments", _NoIndex)
        yield patch("goalbook.site.build.produce.record_of", _nothing)
    if level in LEVELS[:3]:
        yield patch("goalbook.site.build.plan.collections_of", lambda *_: ())


class _NoIndex:
    """Stands for an index that nothing is put into, and for its segments."""

    def __init__(self, *_: object) -> None:
        """Take nothing."""

    add = finish = close = lambda *_: None

    @property
    def settled(self) -> Container[str]:
        """No document is asked for its record."""
        return _Everything()


class _Everything:
    """Has whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


def _nothing(*_: object) -> None:
    """There is no record of a document."""


def cost(level: str, folder: Path, documents: int) -> Cost:
    """What a document costs: a build of so many, less one of few; a build before both has what is made once in a process."""
    from goalbook.host.runs import build

    formats = LIGHT if level != LEVELS[0] else ()
    spent: list[float] = []
    tables = [plain_table()]
    for name, count in (("warm", FEW), ("few", FEW), ("all", documents)):
        site = goalbook_site(folder / name, count, 1, formats)
        gc.collect()
        start = process_time()
        build(str(site.folder / "mkdocs.yml"), str(folder / f"{name}.site"))
        spent.append(process_time() - start)
        tables.append(plain_table())
    shutil.rmtree(folder / "again", ignore_errors=True)
    writing = plain_writing(folder / "all.site", folder / "again")
    return Cost((spent[2] - spent[1]) / (documents - FEW), min(tables), writing / documents)


def main(arguments: list[str], say: Callable[[str], object] = print) -> None:
    """Measure one level and tell it as JSON."""
    level, folder, documents = arguments
    patches = list(only(level))
    for one in patches:
        one.start()
    found = cost(level, Path(folder), int(documents))
    say(json.dumps(asdict(found)))


if __name__ == "__main__":
    main(sys.argv[1:])
