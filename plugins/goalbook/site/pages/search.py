"""检索: the page that searches the site, and searches that find something on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from goalbook.book.entry import Entry
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

SEARCH_ADDRESS = "search"

_FACETS = ("year", "body", "region", "form", "stage", "category", "kind", "band")
_WORDS = "find.ui."
_LONGEST = 16
_EXAMPLES = 3


def search_page(settings: Settings, examples: tuple[str, ...] = (), groups: tuple[tuple[str, ...], ...] = ()) -> Page:
    """The search page, which shows the ``groups`` of synonyms too; without a script it leads to the lists of the site."""
    t = settings.t
    early = render(settings, "pages/search-early.html", SEARCH_ADDRESS)
    content = render(
        settings, "pages/search.html", SEARCH_ADDRESS, facets=_FACETS, examples=examples, words=_words(settings),
        synonyms=groups,
    )  # fmt: skip
    return Page(SEARCH_ADDRESS, t("find.title"), t("find.description"), content, early=early)


def search_examples(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Up to three searches that find something: a name, a code and an amount as printed, the first of each."""
    found: dict[str, str] = {}
    for entry in entries:
        for kind, text in _texts(entry):
            if text and len(text) <= _LONGEST and '"' not in text:
                found.setdefault(kind, text)
        if len(found) == _EXAMPLES:
            break
    return tuple(found[kind] for kind in ("name", "code", "money") if kind in found)


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.withdrawn:
        return
    yield "name", entry.name
    yield "code", entry.code[:_LONGEST]
    if entry.money and entry.money.stated == 1:  # else it is a sum, which is printed nowhere
        yield "money", entry.money.printed


def _words(settings: Settings) -> str:
    """The texts that the script shows, by their keys, as JSON."""
    texts = settings.t.texts
    words = {key.removeprefix(_WORDS): text for key, text in texts.items() if key.startswith(_WORDS)}
    words |= {f"stage_{key.removeprefix('stage.')}": text for key, text in texts.items() if key.startswith("stage.")}
    return json.dumps({"absent": texts["absent"], **words}, ensure_ascii=False, sort_keys=True)
