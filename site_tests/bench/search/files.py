"""``python -m site_tests.bench.search.files GOALS``: the bytes of first queries, by the files that the page's scripts ask for."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from goalbook.host.assets import SEARCH_SCRIPT, joined

from site_tests.bench.search.transfer import high, middle
from site_tests.search.made import drawn, make_index

_ASKING = Path(__file__).with_name("files.mjs")
_QUERIES = 300


@dataclass(frozen=True, slots=True)
class FirstQuery:
    """What a first query fetches of the index, by file, and the documents that it finds, best first."""

    sizes: tuple[int, ...]
    numbers: tuple[int, ...]
    relaxed: bool


def first_queries(site: Path, queries: Sequence[str]) -> list[FirstQuery]:
    """What each query fetches as the first in a fresh profile. Raises CalledProcessError where Node fails."""
    with tempfile.TemporaryDirectory() as name, as_file(files("goalbook").joinpath("assets")) as assets:
        for folder in ("shared", "search"):
            shutil.copytree(assets / folder, Path(name) / folder)
        # Node takes files for modules where a package.json says so.
        (Path(name) / "package.json").write_text('{"type": "module"}', "utf-8")
        command = ["node", str(_ASKING), name, str(site)]
        done = subprocess.run(command, input=json.dumps(queries), capture_output=True, encoding="utf-8", check=True)
    return [FirstQuery(tuple(one["sizes"]), tuple(one["numbers"]), one["relaxed"]) for one in json.loads(done.stdout)]


def main() -> None:
    """Index a goals' folder and print what first queries move, the page's script with them."""
    with tempfile.TemporaryDirectory() as name:
        made = make_index(Path(sys.argv[1]), Path(name))
        script = len(gzip.compress(joined(SEARCH_SCRIPT).encode(), 6, mtime=0))
        found = first_queries(made.site, drawn(made.records, _QUERIES, seed=1))
    sizes = [script + sum(one.sizes) for one in found]
    print(f"{len(made.records):,} documents, {_QUERIES} first queries, bytes: ", end="")
    print(f"median {middle(sizes):,.0f}, 95th percentile {high(sizes):,.0f}, largest {max(sizes):,}; script {script:,}")


if __name__ == "__main__":
    main()
