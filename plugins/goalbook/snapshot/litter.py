"""Files that a system or an office program leaves in whatever folder it shows."""

from __future__ import annotations

_NAMES = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"))
_BEGINNINGS = ("._", "~$", ".~lock.")


def is_litter(name: str) -> bool:
    """Whether a file of that name, without its folder, was left by a system or program and holds nothing of a snapshot."""
    return name.lower() in _NAMES or name.startswith(_BEGINNINGS)
