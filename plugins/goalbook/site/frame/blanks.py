"""Blanks between the tags of a page that show nothing: a template's indents and empty lines."""

from __future__ import annotations

import re
from itertools import pairwise

from goalbook.site.frame.tags import tags_of, with_edits

_KEPT = frozenset({"pre", "textarea", "script", "style"})
# What HTML counts as blank; a full-width space is text.
_RUN = re.compile(r"[ \t\n\f\r]{2,}")


def without_blanks(html: str) -> str:
    """A page in which runs of blanks between tags are one: a line end where they have one.

    Elements that show their blanks keep them, as scripts and styles do, whose digests a policy names.
    """
    edits: list[tuple[int, int, str]] = []
    kept = ""
    for tag, following in pairwise(tags_of(html)):
        if kept:
            kept = "" if tag.name == kept and tag.attributes is None else kept
        elif tag.name in _KEPT and tag.attributes is not None:
            kept = tag.name
        if not kept:
            runs = _RUN.finditer(html, tag.end, following.start)
            edits += ((run.start(), run.end(), "\n" if "\n" in run[0] else " ") for run in runs)
    return with_edits(html, edits)
