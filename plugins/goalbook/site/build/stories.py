"""What is told of documents beside others of their thing: what was kept of a thing whose documents are as they were isn't told anew."""

from __future__ import annotations

from collections.abc import Sequence

from goalbook.model.address import Address
from goalbook.results.chains import Thing, thing_facts
from goalbook.results.told import StoryTold, stories_told
from goalbook.site.build.software import stories_key
from goalbook.store import Drawer


def kept_stories(things: Sequence[Thing], kept: Drawer | None) -> dict[Address, StoryTold]:
    """What is told of each document of a thing, made or taken from what was ``kept``."""
    if not kept:
        return stories_told(things)
    own = kept.of(stories_key())
    found: dict[Address, StoryTold] = {}
    for thing in things:
        key = own.key(thing_facts(thing))
        held = own.store.get(key)
        told = held if isinstance(held, dict) else stories_told([thing])
        if told is not held:
            own.store.put(key, told)
        found |= told
    return found
