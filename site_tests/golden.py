"""Golden files: what was reviewed once is compared line by line; ``GOLDEN=write`` writes them anew, to be reviewed as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def compare(name: str, lines: Sequence[str]) -> None:
    """Lines against the golden file of a name."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert path.exists(), f"{path} is missing: GOLDEN=write pytest writes it, then read it through"
    assert lines == path.read_text("utf-8").splitlines()
