"""What each search finds of strings, codes and amounts, against what plain containment finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from goalbook.search.record import Record
from goalbook.search.tokenize import fold

from site_tests.bench.search.sites import GOALBOOK
from site_tests.search.made import Values, drawn, in_values

_CODE = re.compile(r"[0-9A-Z]{12,}")
_AMOUNT = re.compile(r"[0-9][0-9,]*\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Recall:
    """Of all documents to be found, how many are; of all that are found, how many hold the query; queries that find nothing."""

    recall: float
    precision: float
    whole: float
    """Queries whose documents are all found, of all queries."""
    nothing: int


def queries_of(records: Sequence[Record]) -> dict[str, list[str]]:
    """300 strings of 2 to 6 characters from anywhere in values, 50 codes and fragments, 50 amounts."""
    texts = sorted({cell.text for record in records for cell in record.cells})
    codes = [text for text in texts if _CODE.fullmatch(text)]
    amounts = [text for text in texts if _AMOUNT.fullmatch(text)]
    rng = Random(3)
    parts = []
    for n in range(50):
        code = rng.choice(codes)
        length = rng.randint(6, len(code)) if n % 2 else len(code)
        at = rng.randrange(len(code) - length + 1)
        parts.append(code[at : at + length])
    return {"strings": drawn(tuple(records), 300, seed=1), "codes": parts, "amounts": rng.sample(amounts, 50)}


def recall_of(
    engine: str,
    queries: Sequence[str],
    found: Sequence[set[str]],
    values: Sequence[Values],
    contents: Mapping[str, str],
) -> Recall:
    """How well the found sets of an engine fit. A page found for its labels counts as right where the engine was given them."""
    wanted = got = right = held = whole = nothing = 0
    for query, addresses in zip(queries, found, strict=True):
        plain = in_values(values, fold(query))
        known = {one.url for one in values}
        pages = addresses & known  # the two hand-written pages are of no document
        allowed = plain if engine == GOALBOOK else plain | _in_contents(contents, pages, fold(query))
        wanted, got = wanted + len(plain), got + len(pages)
        right, held = right + len(pages & plain), held + len(pages & allowed)
        whole += pages >= plain
        nothing += not pages
    return Recall(right / wanted, held / got if got else 1.0, whole / len(queries), nothing)


def _in_contents(contents: Mapping[str, str], pages: Iterable[str], part: str) -> set[str]:
    return {page for page in pages if part in contents[page]}
