"""Made books and what is read from their pages: all entries and bodies are generated, none is real."""

from __future__ import annotations

import json
import posixpath
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

from goalbook.book.entry import Entry, Money
from goalbook.book.load import Book
from goalbook.model.address import Address
from goalbook.model.records import Body, Region, Withdrawn
from goalbook.scratch import Packed
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.all import listing_pages
from lxml import html

from site_tests.helpers.shipped import FORMS

SETTINGS = Settings("示例站", url="https://example.org/", repository="https://example.org/repository")
ROOM = 75_000  # bytes of a page's content that leave the theme its share of 100 KB
REGION = Region(name="示例省示例市示例县（生成）", code="990101")
WITHDRAWN = Withdrawn(date="2024-05-01", reason="示例（生成）")
PROJECT, WHOLE = FORMS["hebei-project"], FORMS["guangzhou-department"]


def made_entry(address: str, amount: str | None = "1.50", **changes: object) -> Entry:
    """A made document at an address, with an amount of its own in 万元."""
    year, body, stem = address.split("/")
    entry = Entry(
        address=Address(address),
        digest="0" * 64,
        form=PROJECT,
        title=f"示例文件 {stem}（生成）",
        year="" if year == "undated" else year,
        inferred=False,
        body=body,
        stage="approved",
        code=f"made-{stem}",
        name=f"示例项目 {stem}（生成）",
        money_unit="万元",
        money=made_money(amount) if amount else None,
        unread="",
        blank=amount is None,
        indicators=4,
        targets=4,
        numeric=3,
        items=0,
        notes=0,
        published="",
        was=(),
        withdrawn=None,
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def made_money(amount: str, blank: int = 0) -> Money:
    return Money(Decimal(amount.replace(",", "")), amount, 1, blank)


def made_body(label: str, parent: str | None = None, region: Region | None = REGION) -> Body:
    return Body(goalbook="2", name=f"示例单位{label}（生成）", region=region, parent=parent)


def made_book(*entries: Entry, **bodies: Body) -> Book:
    """A book of entries; bodies that aren't given are made too."""
    every = {entry.body: made_body(entry.body) for entry in entries} | {
        name.replace("_", "-"): body for name, body in bodies.items()
    }
    ordered = sorted(entries, key=lambda entry: entry.address)
    return Book(Path("made"), tuple(ordered), dict(sorted(every.items())))


def drafts_in(pages: Iterable[Draft | DraftGroup]) -> Iterator[Draft]:
    """All pages, those of groups too."""
    for page in pages:
        if isinstance(page, DraftGroup):
            yield from page.make()
        else:
            yield page


def pages_of(book: Book, settings: Settings = SETTINGS) -> dict[str, Page]:
    """The listing pages by address."""
    made = [draft.rendered(settings) for draft in drafts_in(listing_pages(settings, book))]
    pages = {page.address: page for page in made}
    assert len(pages) == len(made), "two pages at one address"
    return pages


def tree(content: str) -> html.HtmlElement:
    return html.fromstring(f"<html><body>{content}</body></html>")


def found(root: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", root.xpath(path))


def words(element: html.HtmlElement) -> str:
    """The text of an element as it is read, runs of white space as one blank."""
    return " ".join(str(element.text_content()).split())


def table(content: str, number: int = 0) -> list[list[str]]:
    """The rows of a table of a page, as texts."""
    rows = found(found(tree(content), "//table[contains(@class, 'gb-list')]")[number], ".//tr")
    return [[words(cell) for cell in found(row, "./th | ./td")] for row in rows]


def links(content: str, within: str = "//a") -> list[str]:
    return [str(link.get("href")) for link in found(tree(content), within)]


def target(page: Page, link: str) -> str:
    """What a relative link of a page leads to, from the site's root."""
    path = link.split("#")[0].split("?")[0]
    file = f"{path}index.html" if path.endswith("/") else path
    return posixpath.normpath(posixpath.join(posixpath.dirname(SETTINGS.file(page.address)), file))


def many(count: int, title: str = "示例文件") -> Iterator[Entry]:
    """So many made documents of one body and year."""
    for n in range(count):
        entry = made_entry(f"2024/large/project-{n:04}")
        yield replace(entry, title=f"{title} {n:04}")


SEVERAL = made_book(
    made_entry("2023/parent/whole", "100.00", form=WHOLE, code="", name=""),
    made_entry("2024/parent/whole", "120.00", form=WHOLE, code="", name=""),
    made_entry("2024/child/one", "7.25"),
    made_entry("2024/child/two", "0.50", inferred=True),
    made_entry("2024/other/one", "3.00"),
    made_entry("2024/other/gone", "9,999.00", withdrawn=WITHDRAWN),
    made_entry("undated/somewhere/one", "8.00", money_unit="", stage=""),
    parent=made_body("甲"),
    child=made_body("乙", "parent"),
    other=made_body("丙", region=Region(name="示例省另一县（生成）", code="990102")),
    somewhere=Body(goalbook="2", label="某单位（生成）", note="示例说明（生成）。"),
)


def assert_quiet(root: html.HtmlElement) -> None:
    """No inline style, script or handler, and no link without words."""
    assert not found(root, "//script | //style | //*[@style]")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    assert all(words(link) or link.get("aria-label") for link in found(root, "//a"))


def made_brief(name: str, target: str) -> Packed:
    """An indicator as an entry holds it."""
    rows = [["i-1", ["项目"], {"name": name, "target": target, "unit": "%"}]]
    return Packed(zlib.compress(json.dumps(rows).encode()))
