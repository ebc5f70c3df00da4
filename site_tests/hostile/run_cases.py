"""Runs the cases of an entrance and prints what came of each as a line of JSON: a process without threads, so that it may fork."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import islice

from site_tests.hostile.entrances import ENTRANCES
from site_tests.hostile.runner import run


def main(entrance: str, part: int, parts: int) -> None:
    """Run a part of the cases of an entrance."""
    # What every case needs is loaded once, before the processes part.
    import goalbook.checks.check
    import goalbook.commands.check
    import goalbook.forms.drawing
    import goalbook.search.query
    import goalbook.snapshot.verify  # noqa: F401

    for case in islice(ENTRANCES[entrance](), part, None, parts):
        print(json.dumps(asdict(run(case))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
