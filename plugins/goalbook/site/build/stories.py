"""What is told of documents beside others of their thing: what was kept of a thing whose documents are as they were isn't told anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import NamedTuple, cast

from goalbook.book.entry import Entry
from goalbook.model.address import Address
from goalbook.results.chains import Thing, thing_facts
from goalbook.results.over_years import packed_story, story_of
from goalbook.results.told import StoryTold, has_years, story_told
from goalbook.results.two_years import Continued, continued_in
from goalbook.site.build.software import stories_key
from goalbook.store import Drawer, key_from

_FIELDS = tuple(one.name for one in fields(Continued))


class Stories(NamedTuple):
    """What is told of each document of a thing, what goes on in things from a year to the next, and, packed, the stories that were
    told anew, by the documents that things are called after: their pages need not tell them again."""

    told: dict[Address, StoryTold]
    continued: list[Continued]
    packed: dict[Address, bytes]


def kept_stories(things: Sequence[Thing], kept: Drawer | None) -> Stories:
    """The stories of things, made or taken from what was ``kept``."""
    own = kept.of(stories_key()) if kept else None
    found = Stories({}, [], {})
    for thing in things:
        facts = key_from(thing_facts(thing))
        held = _recalled(own, facts, thing) if own else None
        told, continued = held or tell_thing(thing, found.packed)
        if own and held is None:
            own.store.put(own.key(facts), (told, [_slim(one) for one in continued]))
        found.told.update(told)
        found.continued.extend(replace(one, facts=facts) for one in continued)
    return found


def tell_thing(thing: Thing, packed: dict[Address, bytes]) -> tuple[dict[Address, StoryTold], list[Continued]]:
    """What is told of each document of a thing, and what goes on in it; its story is put to those that are ``packed``."""
    if not has_years(thing):
        return story_told(thing, None), []
    story = story_of(thing)
    packed[thing.head.address] = packed_story(story)
    return story_told(thing, story), list(continued_in(story))


def _recalled(own: Drawer, facts: bytes, thing: Thing) -> tuple[dict[Address, StoryTold], list[Continued]] | None:
    match own.store.get(own.key(facts)):
        case (dict(told), list(continued)):
            entries = {entry.address: entry for entry in thing.entries}
            return told, [_whole(one, entries) for one in continued]
    return None


def _slim(goals: Continued) -> tuple[object, ...]:
    """What is kept: documents by their addresses."""
    return (goals.before.address, goals.after.address, *(getattr(goals, name) for name in _FIELDS[2:]))


def _whole(held: tuple[object, ...], entries: Mapping[Address, Entry]) -> Continued:
    before, after, *rest = held
    return Continued(entries[cast("Address", before)], entries[cast("Address", after)], *rest)  # type: ignore[arg-type]
