"""What is told of documents beside others of their thing: what was kept of a thing whose documents are as they were isn't told anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from goalbook.model.address import Address
from goalbook.results.chains import Thing, thing_facts
from goalbook.results.over_years import packed_story, story_of
from goalbook.results.told import MovedSince, StoryTold, has_years, pack_told, story_told
from goalbook.results.two_years import Continued, continued_in, pack_continued, unpack_continued
from goalbook.scratch import Packed, ScratchFile
from goalbook.site.build.software import stories_key
from goalbook.store import Drawer, key_from


class Stories(NamedTuple):
    """What is told of each document of a thing, packed; what moved in documents since the year before; what goes on in things from a
    year to the next; and, packed, the stories that were told anew, by the documents that things are called after: their pages need not
    tell them again."""

    told: dict[Address, Packed]
    moved: dict[Address, MovedSince]
    continued: list[Continued]
    packed: dict[Address, Packed]


# What is kept of a thing: of each document what is told and what moved in it; what goes on, documents by their addresses.
_Kept = tuple[dict[Address, tuple[bytes, tuple[object, ...]]], list[tuple[object, ...]]]


def kept_stories(things: Sequence[Thing], kept: Drawer | None) -> Stories:
    """The stories of things, made or taken from what was ``kept``; what isn't needed at once waits on disk."""
    own = kept.of(stories_key()) if kept else None
    found, scratch = Stories({}, {}, [], {}), ScratchFile()
    moves: dict[tuple[object, ...], MovedSince] = {}  # the same of many documents
    for thing in things:
        facts = key_from(thing_facts(thing))
        told, continued = _told_of(thing, own, facts, found.packed)
        if story := found.packed.get(thing.head.address):
            story.set_aside(scratch)
        for address, (packed, moved) in told.items():
            found.told[address] = Packed(packed, scratch)
            if moved:
                found.moved[address] = moves.setdefault(moved, MovedSince(*moved))  # type: ignore[arg-type]
        entries = {entry.address: entry for entry in thing.entries}
        found.continued.extend(unpack_continued(one, entries, facts, scratch) for one in continued)
    return found


def _told_of(thing: Thing, own: Drawer | None, facts: bytes, packed: dict[Address, Packed]) -> _Kept:
    """What was kept of a thing, else what is told of it now, which is kept."""
    held = _recalled(own.store.get(own.key(facts))) if own else None
    if held is None:
        held = _kept(*tell_thing(thing, packed))
        if own:
            own.store.put(own.key(facts), held)
    return held


def tell_thing(thing: Thing, packed: dict[Address, Packed]) -> tuple[dict[Address, StoryTold], list[Continued]]:
    """What is told of each document of a thing, and what goes on in it; its story is put to those that are ``packed``."""
    if not has_years(thing):
        return story_told(thing, None), []
    story = story_of(thing)
    packed[thing.head.address] = Packed(packed_story(story))
    return story_told(thing, story), list(continued_in(story))


def _kept(told: Mapping[Address, StoryTold], continued: Sequence[Continued]) -> _Kept:
    packed: dict[Address, tuple[bytes, tuple[object, ...]]] = {
        address: (pack_told(one), (one.before.folder, one.before.counts) if one.before else ())
        for address, one in told.items()
    }
    return packed, [*map(pack_continued, continued)]


def _recalled(found: object) -> _Kept | None:
    match found:
        case (dict(), list()):
            return cast("_Kept", found)
    return None
