"""What each search finds of strings, codes and amounts, against what plain containment finds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from goalbook.search.record import SearchRecord
from goalbook.search.tokenize import fold

from site_tests.bench.search.sites import GOALBOOK
from site_tests.search.made import Values, drawn, in_values, plainly

_CODE = re.compile(r"[0-9A-Z]{12,}")
_AMOUNT = re.compile(r"[0-9][0-9,]*\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Recall:
    """Shares: of the documents to be found, those found; of those found, those that hold the string, and those that hold it or
    the same number printed otherwise; of the queries, those whose documents are all found. Queries that find nothing."""

    recall: float
    precision: float
    alike: float
    complete: float
    nothing: int


def queries_of(records: Sequence[SearchRecord]) -> dict[str, list[str]]:
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
    engine: str, parts: Sequence[str], found: Sequence[set[str]], values: Sequence[Values], contents: Mapping[str, str]
) -> Recall:
    """How well what an engine finds for each string fits. A page found for its labels counts as right where it was given them."""
    known = {one.url for one in values}
    wanted = got = right = held = alike = complete = nothing = 0
    for part, addresses in zip(parts, found, strict=True):
        plain = in_values(values, fold(part))
        pages = addresses & known  # the hand-written pages are of no document
        labelled = set() if engine == GOALBOOK else {page for page in pages if fold(part) in contents[page]}
        wanted += len(plain)
        got += len(pages)
        right += len(pages & plain)
        held += len(pages & (plain | labelled))
        alike += len(pages & (plain | labelled | plainly(values, part)))
        complete += pages >= plain
        nothing += not pages
    return Recall(right / wanted, held / max(got, 1), alike / max(got, 1), complete / len(parts), nothing)
