"""Pages of lists that are made from the same facts are the same pages: what a group's facts leave out is on none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.model.address import Address
from goalbook.model.records import Body, Region
from goalbook.results.chains import things_of
from goalbook.site.build.stories import kept_stories
from goalbook.site.frame.downloads import Offer
from goalbook.site.frame.draft import DraftGroup
from goalbook.site.listings.all import Gathered, listing_pages

from site_tests.helpers.made_book import (
    SETTINGS,
    SEVERAL,
    WHOLE,
    WITHDRAWN,
    made_book,
    made_brief,
    made_entry,
    made_money,
)

Drafted = dict[str, bytes]


FIRST = made_book(
    *SEVERAL.entries,
    made_entry("2023/child/one", "7.00", brief=made_brief("指标（生成）", "80")),
    made_entry("2022/child/one", "6.00", missed=1, brief=made_brief("指标（生成）", "70")),
    made_entry("2024/child/report", stage="evaluated", relations=(("evaluates", Address("2023/child/one"), ""),),
               brief=made_brief("指标（生成）", "90")),
    **dict(SEVERAL.bodies),
)  # fmt: skip


class Changes:
    """A book after one change after another; each change of a document gives it another digest, as one of its file does."""

    def __init__(self, seed: int) -> None:
        self.at, self.step = Random(seed), 0
        self.entries: dict[Address, Entry] = {entry.address: entry for entry in FIRST.entries}
        self.bodies = dict(FIRST.bodies)
        self.codes: dict[str, tuple[tuple[str, int], ...]] = {}
        self.long: set[str] = set()

    def turn(self) -> None:
        """Change something."""
        self.step += 1
        kinds: tuple[Callable[[], None], ...] = (
            self.edit, self.edit, self.remove, self.add, self.rename_body, self.move_body, self.part, self.find, self.aim, self.aim,
        )  # fmt: skip
        self.at.choice(kinds)()

    def edit(self) -> None:
        entry = self.at.choice(list(self.entries.values()))
        others: tuple[Mapping[str, object], ...] = (
            {"title": f"改{self.step}"}, {"money": made_money(f"{self.step}.00")}, {"money": None}, {"stage": "declared"},
            {"withdrawn": WITHDRAWN}, {"withdrawn": None}, {"missed": self.step}, {"numeric": self.step % 4}, {"form": WHOLE},
            {"money_unit": "元"}, {"code": "made-one"},
            {"relations": (("split_from", Address("2023/parent/whole"), "分立"),)},
        )  # fmt: skip
        self.entries[entry.address] = replace(entry, digest=str(self.step), **self.at.choice(others))  # type: ignore[arg-type]

    def remove(self) -> None:
        if len(self.entries) > 4:
            del self.entries[self.at.choice(list(self.entries))]

    def add(self) -> None:
        address = f"{self.at.choice(('2022', '2023', '2024'))}/{self.at.choice(list(self.bodies))}/{self.at.choice(('one', 'two', '2'))}"
        self.entries[Address(address)] = made_entry(address, digest=str(self.step))

    def rename_body(self) -> None:
        self._body({"name": f"示例单位{self.step}（生成）"})

    def move_body(self) -> None:
        region = Region(name=f"示例区{self.step % 3}（生成）", code=f"99010{self.step % 3}")
        self._body({"parent": self.at.choice((None, *self.bodies)), "region": self.at.choice((None, region))})

    def part(self) -> None:
        self.long ^= {self._told()}

    def aim(self) -> None:
        address = self._told()
        target = made_brief("指标（生成）", self.at.choice(("5", "50", "95")))
        self.entries[address] = replace(self.entries[address], digest=str(self.step), brief=target)

    def find(self) -> None:
        self.codes[self.at.choice(list(self.entries))] = (("IN-12", self.step % 3 + 1),)

    def _told(self) -> Address:
        told = [address for address, entry in self.entries.items() if entry.brief]
        return self.at.choice(told or list(self.entries))

    def _body(self, others: Mapping[str, object]) -> None:
        name = self.at.choice(list(self.bodies))
        self.bodies[name] = Body.model_validate({**self.bodies[name].model_dump(exclude_unset=True), **others})

    def groups(self) -> dict[bytes, Drafted]:
        """The pages of each group, told by the digests of all that they show."""
        entries = sorted(self.entries.values(), key=lambda entry: entry.address)
        book = Book(FIRST.root, tuple(entries), self.bodies)
        things = things_of(book.entries)
        offers = {f"{entry.address.folder}": Offer(self.step // 3, (("csv", self.step // 4),)) for entry in entries}
        gathered = Gathered(offers, self.long, things, *kept_stories(things, None)[1:], self.codes)
        found: dict[bytes, Drafted] = {}
        for page in listing_pages(SETTINGS, book, gathered):
            if isinstance(page, DraftGroup):
                assert page.facts not in found, "two groups of the same facts"
                drafts = list(page.make())
                assert all(draft.page.listed for draft in drafts)
                found[page.facts] = {draft.page.address: draft.digest() for draft in drafts}
        return found


def test_groups_of_the_same_facts_have_the_same_pages() -> None:
    """Over changes of every kind; most groups are as they were after each."""
    same = others = 0
    for seed in range(3):
        changes = Changes(seed)
        known = changes.groups()
        for _ in range(25):
            changes.turn()
            for facts, drafted in changes.groups().items():
                assert known.setdefault(facts, drafted) == drafted
                same += known[facts] is not drafted
                others += known[facts] is drafted
    assert same > others > 500
