"""The theme's page as it is published: its scripts wait until it can be read, and it asks no forge about the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goalbook.site.frame.policy import is_run
from goalbook.site.frame.tags import Tag, tags_of, with_edits

# The theme's script fetches facts for what is marked so.
_FACTS = re.compile(r"""\s+data-md-component\s*=\s*(?:"source"|'source'|source(?=[\s/>]))""", re.I)


def quiet_page(html: str) -> str:
    """A rendered page with the scripts of its end deferred, whose link to the repository is a link and no more."""
    return with_edits(html, _edits(html))


def _edits(html: str) -> Iterator[tuple[int, int, str]]:
    scripts: list[Tag] = []
    for tag in tags_of(html):
        if tag.attributes is None:
            continue
        if tag.attributes.get("data-md-component") == "source":
            yield tag.start, tag.end, _FACTS.sub("", html[tag.start : tag.end], count=1)
        if tag.name == "script" and is_run(tag):
            # A script that stands in the page runs at once, and may need those before it.
            scripts = [*scripts, tag] if "src" in tag.attributes else []
    for script in scripts:
        if not {"defer", "async"} & set(script.attributes or {}):
            at = script.start + len("<script")
            yield at, at, " defer"
