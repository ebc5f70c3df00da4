"""Reads an index: the manifest, postings and positions of terms, cards, cells and columns, each when first asked for."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from goalbook.search.cells import FoundCell
from goalbook.search.codec import INDEX_MANIFEST, NAME_DIGITS, PayloadReader, order, path_of, unseal
from goalbook.search.documentfile import read_cells
from goalbook.search.tables import FileTable
from goalbook.search.termfiles import has_positions, is_stated

ReadFile = Callable[[str], bytes]


class Card(NamedTuple):
    """What a result shows of a document."""

    url: str
    title: str
    body: str
    form: str
    money: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term in a file: how many documents hold it, and where its list and its positions are."""

    term: str
    count: int
    list_at: int
    list_bytes: int
    position_file: str
    position_terms: tuple[int, ...]
    """How many documents each term of the position file has, up to this one and beyond."""
    place: int
    beside: tuple[str, str] = ("", "")
    """What always stands before it and after it, as far as the index says."""


class _Read(NamedTuple):
    """What the dictionary of a term file says of a term."""

    term: str
    documents: int
    size: int
    beside: tuple[str, str]


class TermFile:
    """A term file as it was read; ``least`` is what the manifest says of terms whose neighbours are stated."""

    def __init__(self, payload: bytes, least: int | None) -> None:
        self.payload = payload
        reader = PayloadReader(payload)
        terms = reader.number()
        files = [(reader.take(NAME_DIGITS).decode(), reader.number()) for _ in range(reader.number())]
        read = list(_dictionary(reader, terms, least))
        self.entries = {entry.term: entry for entry in _entries(read, files, reader.at)}

    def documents(self, entry: TermEntry) -> dict[int, int]:
        """The weight of a term in each document that holds it."""
        reader = PayloadReader(self.payload)
        reader.at = entry.list_at
        numbers = reader.ascending(entry.count)
        return dict(zip(numbers, reader.take(entry.count), strict=True))


def _dictionary(reader: PayloadReader, terms: int, least: int | None) -> Iterator[_Read]:
    before = b""
    for _ in range(terms):
        shared = before[: 2 * reader.number()]
        before = shared + order(_text(reader))
        term, count, size = before.decode("utf-16-be"), reader.number(), reader.number()
        stated = least is not None and is_stated(term, count, least)
        yield _Read(term, count, size, (_text(reader), _text(reader)) if stated else ("", ""))


def _text(reader: PayloadReader) -> str:
    return reader.take(reader.number()).decode()


def _entries(read: list[_Read], files: list[tuple[str, int]], at: int) -> Iterator[TermEntry]:
    counts = [one.documents for one in read if has_positions(one.term)]
    places = [(name, n) for name, many in files for n in range(many)]
    starts = [sum(many for _, many in files[:n]) for n in range(len(files))]
    inside = {name: tuple(counts[start : start + many]) for (name, many), start in zip(files, starts, strict=True)}
    following = iter(places)
    for term, count, size, beside in read:
        name, place = next(following) if has_positions(term) else ("", 0)
        yield TermEntry(term, count, at, size, name, inside.get(name, ()), place, beside)
        at += size + count


class Index:
    """An index, read through ``read``, which gives the bytes of a file by its path below the site's folder."""

    def __init__(self, read: ReadFile) -> None:
        self.read = read
        self.payloads: dict[str, bytes] = {}
        self.term_files: dict[str, TermFile] = {}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest."""
        found: dict[str, Any] = json.loads(unseal(self.read(INDEX_MANIFEST)))
        return found

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return int(self.manifest["documents"])

    @property
    def _levels(self) -> dict[str, int]:
        # An index of format 1 has all names in its manifest.
        levels: dict[str, int] = self.manifest.get("levels", {"terms": 0, "groups": 0, "names": 1})
        return levels

    def payload(self, name: str) -> bytes:
        """The payload of a named file, kept once read."""
        if name not in self.payloads:
            self.payloads[name] = unseal(self.read(path_of(name)))
        return self.payloads[name]

    def find(self, text: str, prefix: bool) -> list[tuple[TermFile, TermEntry]]:
        """The entries of a term, or of all terms that begin so."""
        found: list[tuple[TermFile, TermEntry]] = []
        for file in map(self._term_file, self.names_of(text, prefix)):
            if prefix:
                found += [(file, entry) for term, entry in file.entries.items() if term.startswith(text)]
            elif text in file.entries:
                found.append((file, file.entries[text]))
        return found

    def names_of(self, text: str, prefix: bool) -> list[str]:
        """The names of the files that may hold a term, or terms that begin so."""
        tables = [FileTable(self.manifest["firsts"], self.manifest["terms"])]
        for _ in range(self._levels["terms"]):
            tables = [self._table(name) for table in tables for name in table.fitting(text, prefix)]
        return [name for table in tables for name in table.fitting(text, prefix)]

    def _table(self, name: str) -> FileTable:
        return FileTable(**json.loads(self.payload(name)))

    def _term_file(self, name: str) -> TermFile:
        if name not in self.term_files:
            # An index of format 1 or 2 says nothing of neighbours.
            self.term_files[name] = TermFile(self.payload(name), self.manifest.get("beside"))
        return self.term_files[name]

    def positions(self, file: TermFile, entry: TermEntry) -> dict[int, list[int]]:
        """The positions of a term in each document that holds it."""
        reader = PayloadReader(self.payload(entry.position_file))
        before = sum(reader.numbers(sum(entry.position_terms[: entry.place])))
        counts = reader.numbers(entry.count)
        after = sum(reader.numbers(sum(entry.position_terms[entry.place + 1 :])))
        reader.numbers(before)
        total = sum(counts)
        highs = reader.numbers(total)
        start = len(reader.payload) - after - total
        lows = reader.payload[start : start + total]
        pairs = iter(list(zip(highs, lows, strict=True)))
        return {number: _places(pairs, count) for number, count in zip(file.documents(entry), counts, strict=True)}

    def year(self, number: int) -> str:
        """The year of a document, empty where it isn't known."""
        years = self.manifest["years"]
        return str(years[bisect_right([first for _, first in years], number) - 1][0])

    def card(self, number: int) -> Card:
        """The card of a document."""
        return Card(*json.loads(self._document(number))["card"])

    def cells(self, number: int) -> list[FoundCell]:
        """The cells of a document."""
        return read_cells(self._document(number))

    def _document(self, number: int) -> bytes:
        group, place = divmod(number, self.manifest["each"])
        path = path_of(self.group(group), place)
        if path not in self.payloads:
            self.payloads[path] = unseal(self.read(path), self.payload(self.manifest["primer"]))
        return self.payloads[path]

    def group(self, place: int) -> str:
        """The name of a group of documents by its place among all of them."""
        name = ""
        table = FileTable([], self.manifest["groups"])
        for level in range(self._levels["groups"], -1, -1):
            at, place = divmod(place, self._levels["names"] ** level)
            name = table.name(at)
            table = self._table(name) if level else table
        return name

    def column(self, name: str) -> tuple[Any, list[int]]:
        """A column: its JSON and the value of each document."""
        reader = PayloadReader(self.payload(self.manifest["columns"][name]))
        head = json.loads(reader.take(reader.number()))
        return head, reader.numbers(self.documents)


def _places(pairs: Iterator[tuple[int, int]], count: int) -> list[int]:
    high, found = 0, []
    for _ in range(count):
        gap, low = next(pairs)
        high += gap
        found.append(high << 8 | low)
    return found
