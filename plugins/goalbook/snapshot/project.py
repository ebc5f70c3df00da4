"""Where a site's sources and snapshots are, as its configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """A site to freeze. ``config`` is its configuration file and ``root`` that file's folder; ``goals`` the folder of its goals;
    ``beside`` the further files and folders it is made from; ``folder`` where its snapshots are kept; ``live`` its address,
    ending in a slash or empty.
    """

    root: Path
    config: Path
    goals: Path
    beside: tuple[Path, ...]
    folder: Path
    title: str
    language: str
    authority: str = ""
    live: str = ""
