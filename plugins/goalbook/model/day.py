"""A day as goal files write it."""

from __future__ import annotations

from datetime import date


def day_of(text: str | None) -> date | None:
    """A day as the calendar knows it; None where there is none, as on 30 February."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
