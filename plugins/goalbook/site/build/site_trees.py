"""What is known of a site and its spare since they were made: kept in the store, and held against what is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from goalbook.store import Store, key_from
from goalbook.trees import DiskTree, FolderState, are_alike, disk_tree


class SiteTrees(NamedTuple):
    """The tree of a site as it is, and that of its spare, as it was when that was the site."""

    site: DiskTree
    spare: DiskTree


NO_TREES = SiteTrees({}, {})
# The last tree that was seen in this process, of a folder by its path and by what it is on the disk.
_seen: dict[tuple[str, int], DiskTree] = {}


def see_tree(site: Path) -> DiskTree:
    """The tree of a site. Raises OSError."""
    return _see(site, disk_tree(site))


def known_trees(store: Store, site: Path) -> SiteTrees:
    """What was kept of a site and its spare, where nobody wrote to the site since; else nothing is known. Raises OSError."""
    match store.get(_key(site)):
        case (dict(of_site), dict(of_spare)):
            kept = _read(of_site)
            seen = _seen.pop((str(site), site.stat().st_ino), None)  # moments ago, and it is needed once
            if are_alike(kept, seen if seen is not None else disk_tree(site)):
                return SiteTrees(kept, _read(of_spare))
    return NO_TREES


def keep_trees(store: Store, site: Path, trees: SiteTrees) -> None:
    """Keep what is known of a site that was put in place, and of the one that is its spare now."""
    _see(site, trees.site)
    store.put(_key(site), tuple({path: tuple(state) for path, state in tree.items()} for tree in trees))
    store.save()


def _see(site: Path, tree: DiskTree) -> DiskTree:
    _seen.clear()
    _seen[str(site), site.stat().st_ino] = tree
    return tree


def _key(site: Path) -> bytes:
    return key_from("trees", str(site))


def _read(kept: Mapping[str, tuple[bytes, int, int]]) -> DiskTree:
    return {path: FolderState(*state) for path, state in kept.items()}
