"""What is told of the documents of a thing is taken from what was kept, as long as none of them and none of their ties is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.model.address import Address
from goalbook.results.chains import Thing
from goalbook.results.over_years import Moved, story_of, unpacked_story
from goalbook.results.told import StoryTold
from goalbook.results.two_years import Continued
from goalbook.scratch import Packed
from goalbook.site.build import stories
from goalbook.store import Drawer, Store

from site_tests.helpers.made_book import made_brief, made_entry

THING = Thing(
    (
        made_entry("2023/one/a", brief=made_brief("指标（生成）", "80")),
        made_entry("2024/one/a", brief=made_brief("指标（生成）", "90")),
    ),
    {},
)


def test_a_story_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Thing] = []
    make = stories.tell_thing

    def seen(thing: Thing, packed: dict[Address, Packed]) -> tuple[dict[Address, StoryTold], list[Continued]]:
        told.append(thing)
        return make(thing, packed)

    monkeypatch.setattr(stories, "tell_thing", seen)
    other = Thing((THING.entries[0], replace(THING.entries[1], digest="1")), {})
    tied = replace(THING, ties={THING.entries[1].address: ("code", THING.entries[0].address)})
    for thing, anew in ((THING, True), (THING, False), (other, True), (tied, True), (tied, False)):
        told.clear()
        store = Store(tmp_path / "store.sqlite")
        found = stories.kept_stories([thing], Drawer(store))
        assert told == ([thing] if anew else [])
        fresh = stories.kept_stories([thing], None)
        assert found._replace(packed={}) == fresh._replace(packed={})
        assert found.packed == (fresh.packed if anew else {})
        assert unpacked_story(thing, bytes(fresh.packed[thing.head.address])) == story_of(thing)
        assert [(one.before, one.after) for one in found.continued] == [thing.entries]
        assert [one.moved() for one in found.continued] == [[Moved("指标（生成）", "80%", "90%", "raised")]]
        assert [one.counted() for one in found.continued] == [{"raised": 1}]
        assert found.moved == {thing.entries[1].address: ("2023", (("raised", 1),))}
        store.save()
        store.close()
