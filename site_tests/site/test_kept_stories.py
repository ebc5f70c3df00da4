"""What is told of the documents of a thing is taken from what was kept, as long as none of them and none of their ties is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.model.address import Address
from goalbook.results.chains import Thing
from goalbook.results.told import StoryTold, stories_told
from goalbook.site.build import stories
from goalbook.store import Drawer, Store

from site_tests.helpers.made_book import made_entry

THING = Thing((made_entry("2023/one/a"), made_entry("2024/one/a")), {})


def test_a_story_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Thing] = []

    def seen(things: list[Thing]) -> dict[Address, StoryTold]:
        told.extend(things)
        return stories_told(things)

    monkeypatch.setattr(stories, "stories_told", seen)
    other = Thing((THING.entries[0], replace(THING.entries[1], digest="1")), {})
    tied = replace(THING, ties={THING.entries[1].address: ("code", THING.entries[0].address)})
    for thing, anew in ((THING, True), (THING, False), (other, True), (tied, True), (tied, False)):
        told.clear()
        store = Store(tmp_path / "store.sqlite")
        assert stories.kept_stories([thing], Drawer(store)) == stories_told([thing])
        assert told == ([thing] if anew else [])
        store.save()
        store.close()
    assert stories.kept_stories([THING], None) == stories_told([THING])
