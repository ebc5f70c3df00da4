"""Segments: what documents that follow each other add to an index, whatever their numbers in it become."""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from goalbook.search.beside import beside_in
from goalbook.search.documentfile import document_file
from goalbook.search.record import SearchRecord, Terms
from goalbook.search.spill import TermLists, TermRun
from goalbook.search.tokenize import EVEN, NUMBER, fold, kept_texts

# Of terms that begin alike: how many bytes their lists of documents have, and these, packed.
Lists = dict[str, tuple[int, bytes]]

_NOTHING = Terms("", b"", (), (), b"", b"")


class Segment(NamedTuple):
    """Some documents: of each the record without its cells and terms and the payload of its file; of all the lists of their terms,
    by how these begin, in which they are numbered from 0 on."""

    records: tuple[SearchRecord, ...]
    payloads: tuple[bytes, ...]
    lists: Lists


def segment_of(records: Sequence[SearchRecord]) -> Segment:
    """The segment of documents that follow each other."""
    lists = TermLists()
    for number, record in enumerate(records):
        lists.add(number, record.terms)
    _know(lists, records)
    return Segment(
        tuple(record._replace(cells=(), terms=_NOTHING) for record in records),
        tuple(document_file(_card(record), record.cells) for record in records),
        _packed(lists),
    )


def _know(lists: TermLists, records: Sequence[SearchRecord]) -> None:
    """Note what always stands beside terms, rare ones too: where one segment doesn't say it, the whole index can't."""
    texts = ([*kept_texts(fold(cell.text) for cell in one.cells), fold(one.title)] for one in records)
    # A text that stands in several documents says no more than once what is beside its terms.
    lists.know(beside_in(dict.fromkeys(chain.from_iterable(texts))))


def beginning_of(term: str) -> str:
    """How a term begins: its first character, and the second where many terms begin with the first, which are those of one alphabet.

    Terms that begin alike follow each other.
    """
    return term[:2] if term[0] < "\x80" or term[0] in (EVEN, NUMBER) else term[0]


def read_lists(packed: bytes) -> Sequence[TermRun]:
    """The lists of terms that begin alike."""
    found: Sequence[TermRun] = _Plain(io.BytesIO(packed)).load()
    return found


class _Plain(pickle.Unpickler):
    """Reads texts, numbers and sequences: what a stranger put into a store has nothing run."""

    def find_class(self, module: str, name: str) -> object:
        """There is none. Raises UnpicklingError."""
        raise pickle.UnpicklingError(f"{module}.{name}")


def _packed(lists: TermLists) -> Lists:
    alike: dict[str, list[TermRun]] = {}
    for run in lists.runs():
        alike.setdefault(beginning_of(run[0]), []).append(run)
    return {
        beginning: (sum(len(run[4]) + len(run[5]) + 1 for run in runs), pickle.dumps(runs, pickle.HIGHEST_PROTOCOL))
        for beginning, runs in alike.items()
    }


def _card(record: SearchRecord) -> tuple[str, ...]:
    return (record.url, record.title, record.body[1], record.form[1], record.money, record.period)
