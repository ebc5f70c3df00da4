"""Files of the index that a build before made from the same: they stand in the site before it, named by their content."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from goalbook.search.codec import path_of
from goalbook.store import Drawer

KeepFile = Callable[[bytes], str]  # writes a payload as a file of the index, and gives its name


class KeptFiles(NamedTuple):
    """What is known of files by what they were made from, and ``link``, which takes one from the site before; False where it is gone."""

    kept: Drawer
    link: Callable[[str], bool]

    def find(self, *made_from: object) -> tuple[object, ...] | None:
        """What was put with files, once these are in the site; None where one is gone or nothing was put."""
        match self.kept.store.get(self.kept.key(*made_from)):
            case (tuple(found), tuple(paths)) if all(map(self.link, paths)):
                return found
        return None

    def put(self, made_from: tuple[object, ...], found: tuple[object, ...], paths: Iterable[str]) -> None:
        """Remember files by their paths, and what is known of them."""
        self.kept.store.put(self.kept.key(*made_from), (found, tuple(paths)))


class Noted:
    """Writes files by ``keep`` and notes the paths of all."""

    def __init__(self, keep: KeepFile) -> None:
        self.keep = keep
        self.paths: list[str] = []

    def __call__(self, payload: bytes) -> str:
        name = self.keep(payload)
        self.paths.append(path_of(name))
        return name
