"""Files that a system, an office program or an editor leaves in whatever folder it shows."""

from __future__ import annotations

_NAMES = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"))
_BEGINNINGS = ("._", "~$", ".~lock.", ".#")
_ENDINGS = ("~", ".swp", ".swo")


def is_litter(name: str) -> bool:
    """Whether a file of that name, without its folder, was left by a system or program and is nothing of anybody's work."""
    return name.lower() in _NAMES or name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS)
