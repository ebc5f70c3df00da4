"""``python -m site_tests.bench.search.indexing GOALS FOLDER`` writes the index of a goals' folder: all that indexing takes."""

from __future__ import annotations

import sys
from pathlib import Path

from site_tests.search.made import records_of, write_index

if __name__ == "__main__":
    write_index(Path(sys.argv[2]), records_of(Path(sys.argv[1])))
