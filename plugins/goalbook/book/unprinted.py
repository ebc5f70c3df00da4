"""What of a document no cell of its form shows: fields without a place, records and values of a list that it doesn't print."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from goalbook.forms.form import Field, KeyName
from goalbook.forms.printed_places import ALWAYS, RecordPlaces
from goalbook.goalfile.nodes import Mapping, Node, Path, Sequence, Text, inside
from goalbook.goalfile.problem import closest, listed

# Fields that belong to every document, item and indicator, whatever the form prints of them.
_ALWAYS = {
    "": frozenset(
        (
            *(
                "goalbook",
                "form",
                "stage",
                "title",
                "year",
                "year_basis",
                "period",
                "body",
                "money_unit",
                "labels",
                "source",
            ),
            *("approved", "published", "review", "accept", "was", "withdrawn"),
            *("evaluates", "continues", "split_from", "merged_into", "retired"),
        )
    ),
    "items": frozenset({"id", "kind"}),
    "indicators": frozenset({"id", "was", "scope", "better"}),
}
# What says of which kind a value is, whatever the form prints of it.
_OF_A_VALUE = frozenset({"of", "phase"})


class Unprinted(NamedTuple):
    """Something stated that isn't printed: where, the code of its message, and what that speaks of."""

    path: Path
    code: str
    values: dict[str, str]


def unprinted(node: Node, places: RecordPlaces, faulty: Collection[Path]) -> Iterator[Unprinted]:
    """All that a document states and its form doesn't print; ``faulty`` are the paths that the model refuses already."""
    yield from _of_record(_Record(node, "", (), (places,)), faulty)


class _Record(NamedTuple):
    """A record, the list that it is in (none for the document), its path, and what the form prints of it."""

    node: Node
    owner: str
    path: Path
    places: tuple[RecordPlaces, ...]

    def prints(self, path: str) -> bool:
        """Whether the form prints a place of this record, or what stands at it entry by entry."""
        return any(path in own.most or any(map(self._is_stated, own.fields.get(path, ()))) for own in self.places)

    def _is_stated(self, path: str) -> bool:
        return path == ALWAYS or _text_at(self.node, path) != ""

    def known(self) -> list[str]:
        """The fields that it may state."""
        own = {path for places in self.places for path in (*places.fields, *(one.name for one, _ in places.lists))}
        return sorted(own | _ALWAYS.get(self.owner, frozenset()))

    def not_there(self, path: Path) -> Unprinted:
        """That the form lacks a place: with the part of a value that it has a place for, or the place of the whole."""
        key, known = ".".join(map(str, path)), self.known()
        near = [one for one in known if one.startswith(f"{key}.") or key.startswith(f"{one}.")]
        suggestion = near[0] if near else closest(key, known) if "." in key else ""
        return Unprinted((*self.path, *path), "not-in-form", {"key": key, "suggestion": suggestion})


def _of_record(record: _Record, faulty: Collection[Path]) -> Iterator[Unprinted]:
    """The stated fields of a record, and of those inside it, that its form has no place for."""
    node = record.node
    always, texts = _ALWAYS.get(record.owner, frozenset()), _always_printed(record.places)
    most = _most_entries(record.places)
    for name, (_, value) in node.entries.items() if isinstance(node, Mapping) else ():
        if name in always or (type(value) is Text and name in texts) or (faulty and (*record.path, name) in faulty):
            continue
        if type(value) is Sequence and len(value.items) <= most.get(name, 0):
            continue  # each of its entries has a place, as most lists of labels have
        leaves = _leaves(value, (name,)) if isinstance(value, Mapping) else [((name,), value)]
        for path, leaf in leaves:
            if not faulty or (*record.path, *path) not in faulty:
                yield from _of_place(record, path, leaf, faulty)


@lru_cache(maxsize=1024)
def _always_printed(places: tuple[RecordPlaces, ...]) -> frozenset[str]:
    """The fields whose text is printed whatever else a record of these places states."""
    stated = ((path, conditions) for own in places for path, conditions in own.fields.items())
    return frozenset(path for path, conditions in stated if ALWAYS in conditions and "." not in path)


@lru_cache(maxsize=1024)
def _most_entries(places: tuple[RecordPlaces, ...]) -> dict[str, int]:
    """How many entries have a place, of lists that are printed entry by entry in a record of these places."""
    keys = {key for own in places for key in own.most}
    return {key: max(own.most.get(key, 0) for own in places) for key in keys}


def _leaves(node: Mapping, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The paths of what a group of keys holds, of groups in it too."""
    for key, (_, value) in node.entries.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _of_place(record: _Record, path: tuple[str, ...], value: Node, faulty: Collection[Path]) -> Iterator[Unprinted]:
    """What isn't printed of what a record states at a place."""
    key = ".".join(path)
    most = _most_entries(record.places).get(key, 0)
    if isinstance(value, Sequence) and most:
        yield from _of_places(record, path, value, most)
    elif any(pair[0].name == key for own in record.places for pair in own.lists):
        if isinstance(value, Sequence):  # of anything else the model tells
            yield from _of_list(record, path, value, faulty)
    elif isinstance(value, Sequence) and (taken := [one for own in record.places for one in own.entries_of(key)]):
        yield from _of_values(record, path, value, taken)
    # A key with a dot in it is no group of keys, though both read alike.
    elif not (record.prints(key) and key.count(".") == len(path) - 1) and not _is_blank_list(value):
        yield record.not_there(path)


def _is_blank_list(value: Node) -> bool:
    return isinstance(value, Sequence) and not value.items


def _is_blank(value: Node) -> bool:
    return isinstance(value, Text) and not value.value


def _of_places(record: _Record, path: tuple[str, ...], value: Sequence, most: int) -> Iterator[Unprinted]:
    """The entries of a list whose places the form prints one by one that have none."""
    key = ".".join(path)
    if len(value.items) > most:
        told = {"key": key, "count": str(len(value.items)), "most": str(most)}
        yield Unprinted((*record.path, *path, most), "too-many", told)


def _of_list(record: _Record, path: tuple[str, ...], value: Sequence, faulty: Collection[Path]) -> Iterator[Unprinted]:
    """The records of a list that none of the places is for where it is printed, and what of the others isn't."""
    walked = [pair for own in record.places for pair in own.lists if pair[0].name == path[-1]]
    asked = [_asked(records.only) for records, _ in walked]
    every = tuple(places for _, places in walked)
    for n, item in enumerate(value.items):
        here = (*record.path, *path, n)
        own = every
        if any(asked):
            own = tuple(
                places for records, places in walked if all(_text_at(item, key) == said for key, said in records.only)
            )
        if own:
            yield from _of_record(_Record(item, path[-1], here, own), faulty)
        elif here not in faulty:
            yield Unprinted(here, "not-asked-for", {"key": path[-1], "asked*": listed(dict.fromkeys(asked))})


def _of_values(
    record: _Record, path: tuple[str, ...], value: Sequence, entries: list[tuple[Field, KeyName | None]]
) -> Iterator[Unprinted]:
    """The entries of a list of values that no field takes its value from, and what of the others isn't printed."""
    shown: dict[int, set[str]] = {}
    taken: dict[int, int] = {}
    for field, by in entries:
        first: dict[str, int] = {}
        for n, item in enumerate(value.items):
            column = _text_at(item, by) if by else ALWAYS
            if (by and not column) or any(_text_at(item, key) != said for key, said in field.only):
                continue
            if (at := first.setdefault(column, n)) == n:
                shown.setdefault(n, set(_OF_A_VALUE)).update(
                    (field.path.rpartition(".")[2], *(key for key, _ in field.only), *([by] if by else []))
                )
            else:
                taken.setdefault(n, at)
    asked = [_asked((*field.only, *([(by, "…")] if by else []))) for field, by in entries]
    for n, item in enumerate(value.items):
        here = (*record.path, *path, n)
        if n in shown:
            inner = _Record(item, "values", here, _places_of_a_value(frozenset(shown[n])))
            yield from _of_record(inner, ())
        elif n in taken:
            yield Unprinted(here, "printed-once", {"key": ".".join(path), "line": str(value.items[taken[n]].line)})
        elif _says_anything(item):
            yield Unprinted(here, "not-asked-for", {"key": ".".join(path), "asked*": listed(dict.fromkeys(asked))})


@lru_cache(maxsize=256)
def _places_of_a_value(shown: frozenset[str]) -> tuple[RecordPlaces, ...]:
    return (RecordPlaces({key: {ALWAYS} for key in shown}),)


def _says_anything(item: Node) -> bool:
    """Whether an entry of values states more than of which kind it is, as one that is still to be filled in doesn't."""
    if not isinstance(item, Mapping):
        return True
    return any(path[-1] not in _OF_A_VALUE and not _is_blank(leaf) for path, leaf in _leaves(item, ()))


def _asked(only: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{key}: {said}" for key, said in only)


def _text_at(node: Node, path: str) -> str:
    """The text that a record states at a path; of paragraphs and groups that there is one; nothing where none is stated."""
    at: Node | None = node
    for step in path.split("."):
        at = inside(at, step)
    return (at.value or "") if isinstance(at, Text) else "…" if at is not None else ""
