"""A site that a store carries: where the site isn't on the disk, as on a machine that was given the store alone, a build begins with the
one that was carried last.

The store holds its files in pieces (``goalbook.site.build.pieces``). They are read for those folders alone of which the system says that
something was written there since.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from goalbook.site.build.pieces import DamagedPiece, keep_pieces, unpack_piece
from goalbook.site.build.site_trees import SiteTrees, keep_trees
from goalbook.site.build.spare import bring_up
from goalbook.store import Store, key_from
from goalbook.trees import DiskTree, below, disk_tree

_PART = 2  # how many names the path has of a folder that is carried with all that is below it


class _Part(NamedTuple):
    """A part of a site: the state of its folders when it was carried, and the keys of its pieces."""

    state: bytes
    pieces: Sequence[bytes]


def carry(store: Store, name: str, site: Path, apart: str) -> None:
    """Have a store carry a finished site under a name, but for what lies ``apart``. Raises OSError."""
    before = _carried(store, name)
    parts: dict[str, _Part] = {}
    for path, folders in _folders(disk_tree(site), apart).items():
        state, known = key_from(folders), before.get(path)
        if known and known.state == state and all(map(store.has, known.pieces)):
            store.hold(*known.pieces)
            parts[path] = known
        else:
            names = (file for folder, _ in folders for file in _files_in(site, folder))
            parts[path] = _Part(state, keep_pieces(store, site, names))
    _note(store, name, parts)


def bring_back(store: Store, name: str, places: tuple[Path, Path, Path], apart: str) -> bool:
    """Make the site that a store carries under a name, where there is none, with its spare, in a third folder until it is whole; tells
    whether it did. Of one that is damaged nothing is made. Raises OSError."""
    site, spare, folder = places
    parts = _carried(store, name)
    if parts:
        with suppress(OSError):
            site.rmdir()  # an empty folder is no site
    if not parts or os.path.lexists(site):
        return False
    try:
        for part in parts.values():
            for key in part.pieces:
                unpack_piece(store.get(key), folder)
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir()
        bring_up(spare, folder, apart)
        folder.rename(site)
    except DamagedPiece:
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tree = disk_tree(site)
    keep_trees(store, site, SiteTrees(tree, disk_tree(spare)))
    states = {path: key_from(folders) for path, folders in _folders(tree, apart).items()}
    _note(store, name, {path: part._replace(state=states.get(path, b"")) for path, part in parts.items()})
    return True


def _carried(store: Store, name: str) -> dict[str, _Part]:
    """The parts of the site that a store carries under a name, by their paths; none where it carries none."""
    match store.get(key_from("carried", name)):
        case dict(parts):
            return {path: _Part(*part) for path, part in parts.items() if _is_part(part)}
    return {}


def _is_part(found: object) -> bool:
    match found:
        case (bytes(), tuple(pieces)):
            return all(isinstance(key, bytes) for key in pieces)
    return False


def _note(store: Store, name: str, parts: Mapping[str, _Part]) -> None:
    store.put(key_from("carried", name), {path: tuple(part) for path, part in parts.items()})
    store.save()


def _folders(tree: DiskTree, apart: str) -> dict[str, list[tuple[str, bytes]]]:
    """The folders of a site, with their states, by the path of the part that they are in."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for folder in sorted(tree):
        names = folder.split("/")
        if names[0] != apart:
            found.setdefault("/".join(names[:_PART]), []).append((folder, tree[folder].digest))
    return found


def _files_in(site: Path, folder: str) -> Iterator[str]:
    """The paths in a site of the files of a folder."""
    with os.scandir(site / folder) as found:
        names = sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False))
    return (below(folder, name) for name in names)
