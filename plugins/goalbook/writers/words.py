"""What can't be written in a format, in words."""

from __future__ import annotations

from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible
from goalbook.writers.paper import Unfit


def unfit(fault: Unfit, t: Catalogue) -> str:
    """Why a format can't be had, and what to do."""
    group, name = fault.key.split(".")
    text = t(f"font.{name}", **fault.values) if group == "font" else t(f"office.{name}", **fault.values)
    return visible(text)
