"""Data from the right in sentences from the left: each is isolated with ``<bdi>``, so that neither upsets the order of the other.

Templates say nothing of it: values are marked as they are put in, and the marks become elements once the page is whole. A page
without such a value stays as it is.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from goalbook.messages.catalogue import Catalogue
from goalbook.model.direction import has_own_direction

# Code points that no text may hold.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
# What holds no elements, then tags, then text.
_PARTS = re.compile(r"<(script|style|title|textarea|option)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL | re.IGNORECASE)


class Isolating(Catalogue):
    """The texts of a language, with the values that fill them marked."""

    def __call__(self, key: str, /, **values: object) -> str:
        return super().__call__(key, **{name: mark(value) for name, value in values.items()})


def mark(value: object) -> object:
    """A value of a template with marks around it where it may run from the right; finished HTML and all else as it is."""
    if not isinstance(value, str) or isinstance(value, Markup) or not has_own_direction(value) or _MARKS.search(value):
        return value
    return f"{_OPEN}{value}{_CLOSE}"


def isolated(html: str) -> str:
    """A page with elements for its marks; where no element may stand, without them."""
    return _PARTS.sub(_element, html) if _OPEN in html else html


def _element(part: re.Match[str]) -> str:
    text = part[0]
    if text.startswith("<"):
        return _MARKS.sub("", text)
    return text.replace(_OPEN, "<bdi>").replace(_CLOSE, "</bdi>")
