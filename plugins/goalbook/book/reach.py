"""What must be read so that all is told of some goal files: they themselves, and those by which something may be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from goalbook.book.contents import Contents
from goalbook.book.entry import RELATIONS
from goalbook.book.folder import goal_bytes
from goalbook.goalfile import nodes
from goalbook.goalfile.read import read_source
from goalbook.model.address import BODIES, Address, body_file, is_document_path

# What names other documents, or an address that another may have; a text that has none of these names none.
_NAMING = tuple(key.encode() for key in ("was", *RELATIONS))
_ADDRESS = re.compile(rb"[a-z0-9-]+(?:/[a-z0-9-]+){2}")
# Stands for every address at which there is no document: what is told of such names depends on how many there are.
_ASTRAY = Address("")


def within_reach(root: Path, contents: Contents, asked: frozenset[str]) -> frozenset[str]:
    """The goal files that must be read so that every problem of those ``asked`` is found, and none that isn't one.

    A document is held against those of its body and year, and against all that it is linked with by addresses, over any number
    of steps; a body against the bodies. Whoever asks for a list or an original asks for what every document says of it.
    """
    goals = contents.of("goal")
    documents = [name for name in goals if not _is_of_bodies(name)]
    wanted = [name for name in documents if name in asked]
    if len(wanted) == len(documents) or not asked.isdisjoint(contents.of("list", "original")):
        return frozenset(goals)
    folders = {name.rpartition("/")[0] for name in wanted}
    found = {name for name in documents if name.rpartition("/")[0] in folders}
    found |= _linked_with(root, wanted, documents)
    if any(map(_is_of_bodies, asked)):
        return frozenset((*found, *(name for name in goals if _is_of_bodies(name))))
    return frozenset((*found, *(body_file(Address.of_file(name).body) for name in found if is_document_path(name))))


def _is_of_bodies(name: str) -> bool:
    return name.partition("/")[0] == BODIES


def _linked_with(root: Path, wanted: Iterable[str], documents: Collection[str]) -> set[str]:
    """The documents that name some, are named by them or name an address that these name, over any number of steps."""
    found = [name for name in wanted if _named_in(root, name)]
    if not found:
        return set()
    known = frozenset(documents)
    named = {name: {one if one.file in known else _ASTRAY for one in _named_in(root, name)} for name in documents}
    naming = _turned_round(named)
    seen = set(found)
    for name in found:
        addresses = {Address.of_file(name), *named[name]}
        new = {one.file for one in addresses if one.file in known}.union(*(naming.get(one, ()) for one in addresses))
        found += sorted(new - seen)
        seen |= new
    return seen


def _turned_round(named: Mapping[str, Iterable[Address]]) -> Mapping[Address, list[str]]:
    naming: dict[Address, list[str]] = {}
    for name, addresses in named.items():
        for address in addresses:
            naming.setdefault(address, []).append(name)
    return naming


def _named_in(root: Path, name: str) -> set[Address]:
    """The addresses that a document may name, by its text: more rather than fewer."""
    raw, _ = goal_bytes(root, name, placed=is_document_path(name))
    if raw is None:
        return set()
    if b"\\" in raw:  # an escape spells anything in other letters
        node, _ = read_source(raw, name)
        raw = "\n".join(_words(node) if node else ()).encode("utf-8", "replace")
    if not any(key in raw for key in _NAMING):
        return set()
    return {Address(found.decode()) for found in _ADDRESS.findall(raw)}


def _words(node: nodes.Node) -> Iterator[str]:
    """The keys and texts of a tree."""
    waiting = [node]
    for at in waiting:
        if isinstance(at, nodes.Text):
            yield at.value or ""
        elif isinstance(at, nodes.Mapping):
            yield from at.entries
            waiting += [value for _, value in at.entries.values()]
        else:
            waiting += at.items
