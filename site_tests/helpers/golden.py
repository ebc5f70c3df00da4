"""Golden files: what was reviewed once is compared line by line; ``GOLDEN=write`` writes them anew, to be reviewed as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def read(name: str) -> list[str]:
    """The lines of the golden file of a name."""
    path = FOLDER / name
    assert path.exists(), f"{path} is missing: GOLDEN=write pytest writes it, then read it through"
    return path.read_text("utf-8").splitlines()


def compare(name: str, lines: Sequence[str]) -> None:
    """Lines against the golden file of a name."""
    if os.environ.get("GOLDEN") == "write":
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == read(name)
