"""What the index takes of a document: made in any process, small enough to be sent to the one that builds the index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import add
from typing import NamedTuple

from goalbook.book.entry import Entry
from goalbook.book.filled import Filled
from goalbook.messages.catalogue import Catalogue
from goalbook.model.indicators import main_value, walk_indicators
from goalbook.model.money_unit import read_money_unit
from goalbook.model.records import Indicator
from goalbook.search.cells import FoundCell, cells_of
from goalbook.search.codec import varint
from goalbook.search.tokenize import (
    EVEN,
    NUMBER,
    ends_of_runs,
    even_texts,
    fold,
    kept_texts,
    numbers,
    placed_terms,
    short_terms,
    threes,
)

# The last is of an indicator that states no target: nothing is said of one.
KINDS = ("numeric", "text", "unit", "blank", "")

_KIND = {"number": "numeric", "range": "numeric", "unit-only": "unit", "blank": "blank"}
_IN_TITLE = 4
_AVERAGE = 800  # characters of a document; stated, not measured, so that an edit changes no other document's weights
_LEVELS = 7


class Terms(NamedTuple):
    """The terms of a document, joined by line ends, those with positions first; a weight each.

    ``counts`` says how many positions each of the first terms has. They are cut into their lowest byte, ``lows``,
    and what is above it, ``highs``, whose gaps are varints of ``sizes`` bytes a term.
    """

    joined: str
    weights: bytes
    counts: tuple[int, ...]
    sizes: tuple[int, ...]
    highs: bytes
    lows: bytes


class SearchRecord(NamedTuple):
    """A document in the index. ``fen`` is its budget in hundredths of a yuan, None where that can't be compared;
    ``indicators`` are the pairs of category and kind of target (empty where none is stated); ``size`` the bytes of its cells' texts."""

    url: str
    title: str
    year: str
    body: tuple[str, str, str]
    region: tuple[str, str]
    form: tuple[str, str]
    stage: str
    money: str
    period: str
    fen: int | None
    indicators: tuple[tuple[str, str], ...]
    cells: tuple[FoundCell, ...]
    size: int
    terms: Terms


def record_of(url: str, filled: Filled, t: Catalogue, pages: Mapping[str, str] | None = None) -> SearchRecord:
    """The record of a document from its filled form; ``url`` is its page's address below the site's root, ``pages`` have that of
    every anchor that is on another page of it.
    """
    document, entry, body = filled.document, filled.entry, filled.body
    cells = cells_of(filled, t)
    if pages:
        cells = [cell._replace(page=pages.get(cell.anchor, "")) for cell in cells]
    pairs = {((one.path[0] or "") if one.path else "", _kind(one)) for _, _, one in walk_indicators(document)}
    return SearchRecord(
        url=url,
        title=entry.title,
        year=entry.year,
        body=(entry.body, body.shown, body.name or ""),
        region=(body.region.code, body.region.name) if body.region else ("", ""),
        form=(entry.form.id, entry.form.name),
        stage=entry.stage,
        money=_money(entry, t),
        period=entry.period,
        fen=_fen(entry),
        indicators=tuple(sorted(pairs)),
        cells=tuple(cells),
        size=sum(len(cell.text.encode()) for cell in cells),
        terms=terms_of([cell.text for cell in cells], document.title or ""),
    )


def _kind(indicator: Indicator) -> str:
    """The kind of the target of an indicator: blank where its place is there and blank, nothing where it states none."""
    value = main_value(indicator)
    return _KIND.get(value.target.kind, "text") if value else ""


def _money(entry: Entry, t: Catalogue) -> str:
    """The budget as printed with its unit, and that it is of a whole term; nothing where there is none."""
    if not entry.money:
        return ""
    money = f"{entry.money.printed} {entry.money_unit}".rstrip()
    return t("find.money_of_term", money=money) if entry.money.term else money


def _fen(entry: Entry) -> int | None:
    unit = read_money_unit(entry.money_unit)
    if not entry.money or unit is None or unit.currency != "CNY":
        return None
    return int((entry.money.sum * unit.factor * 100).to_integral_value())


def terms_of(texts: Iterable[str], title: str) -> Terms:
    """The terms of a document by the texts of its cells."""
    folded = list(dict.fromkeys(map(fold, texts)))
    kept, evened = kept_texts(folded), kept_texts(even_texts(folded))
    places: dict[str, list[int]] = defaultdict(list)
    start = _place(places, kept, "", 0)
    _place(places, evened, EVEN, start)
    counts = tuple(map(len, places.values()))
    count = Counter(dict(zip(places, counts, strict=True)))
    # The same as to count all short terms, but no step of it is Python's.
    count.update("".join(kept))
    count.update(chain.from_iterable([map(add, text, text[1:]) for text in kept]))
    count.update(f"{EVEN}{term}" for text in evened for term in short_terms(text))
    count.update(sorted(f"{NUMBER}{number}" for number in numbers("\n".join(folded))))
    own = fold(title)
    for term in (*short_terms(own), *(term for term, _ in placed_terms(own))):
        count[term] += _IN_TITLE
    length = sum(map(len, kept))
    levels = {n: _weight(n, length) for n in set(count.values())}
    weights = bytes([levels[n] for n in count.values()])
    return Terms("\n".join(count), weights, counts, *_columns(places.values()))


def _place(places: dict[str, list[int]], texts: Sequence[str], mark: str, start: int) -> int:
    for text in texts:
        for at, term in enumerate(threes(text), start):
            places[mark + term].append(at)
        for term, at in ends_of_runs(text):
            places[mark + term].append(start + at)
        start += (len(text) // 256 + 1) * 256
    return start


def _columns(places: Iterable[list[int]]) -> tuple[tuple[int, ...], bytes, bytes]:
    """The bytes of the first column for each list of places, and both columns."""
    sizes: list[int] = []
    highs, lows = bytearray(), bytearray()
    for at in places:
        size, before = len(highs), 0
        for place in at:
            high = place >> 8
            highs += varint(high - before)
            lows.append(place & 255)
            before = high
        sizes.append(len(highs) - size)
    return tuple(sizes), bytes(highs), bytes(lows)


def _weight(count: int, length: int) -> int:
    """The saturated frequency of a term in a document, as BM25 has it, in small steps from 1 on."""
    slow = 1.2 * (0.25 + 0.75 * length / _AVERAGE)
    return max(1, int(_LEVELS * 2.2 * count / (count + slow) + 0.5))
