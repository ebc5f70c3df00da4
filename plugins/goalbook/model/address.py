"""Where a document and a body stand: their addresses, and the folders of the goals."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

BODIES = "bodies"


UNDATED = "undated"


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


_YEAR = re.compile(r"[0-9]{4}")


def _is_goal_folder(name: str) -> bool:
    return name == BODIES or is_year(name)


def is_year(name: str) -> bool:
    """Whether a folder of goals holds documents: those of a year, or those whose year is not stated."""
    return name == UNDATED or bool(_YEAR.fullmatch(name))


def is_document_path(name: str) -> bool:
    """Whether a document's file may be called so: ``2024/<body>/<document>.yml`` or ``undated/…``."""
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and parts[0] != BODIES and _is_goal_folder(parts[0]) and _is_address(parts)


def is_body_path(name: str) -> bool:
    """Whether a body's file may be called so: ``bodies/<body>.yml``."""
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and _is_address(parts)


def _is_address(parts: tuple[str, ...]) -> bool:
    *folders, file = parts
    slugs = (*folders, file.removesuffix(".yml"))
    return file.endswith(".yml") and all(_SLUG.fullmatch(part) for part in slugs)
