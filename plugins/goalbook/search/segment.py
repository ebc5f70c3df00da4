"""Segments: what documents that follow each other add to an index, whatever their numbers in it become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from goalbook.search.documentfile import document_file
from goalbook.search.record import SearchRecord, Terms
from goalbook.search.spill import TermLists, TermRun

_NOTHING = Terms("", b"", (), (), b"", b"")


class Segment(NamedTuple):
    """Some documents: of each the record without its cells and terms and the payload of its file; of all the lists of their terms,
    in which they are numbered from 0 on."""

    records: tuple[SearchRecord, ...]
    payloads: tuple[bytes, ...]
    runs: tuple[TermRun, ...]


def segment_of(records: Sequence[SearchRecord]) -> Segment:
    """The segment of documents in the order of addresses."""
    lists = TermLists()
    for number, record in enumerate(records):
        lists.add(number, record.terms)
    return Segment(
        tuple(replace(record, cells=(), terms=_NOTHING) for record in records),
        tuple(document_file(_card(record), record.cells) for record in records),
        tuple(lists.runs()),
    )


def _card(record: SearchRecord) -> tuple[str, ...]:
    return (record.url, record.title, record.body[1], record.form[1], record.money, record.period)
