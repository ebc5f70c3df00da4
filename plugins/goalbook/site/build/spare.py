"""The site before the last one, kept as a spare: brought to the state of the last one it is the folder in which the next is built, so that
what stays as it is needn't be given a name there and lose one elsewhere.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from goalbook.site.build.site_trees import NO_TREES, SiteTrees
from goalbook.trees import FolderState, below, subfolders


def bring_up(spare: Path, site: Path, apart: str, known: SiteTrees = NO_TREES) -> dict[str, FolderState]:
    """Make a folder hold the very files of a site, by links, and nothing else, without what lies ``apart``. Raises OSError.

    Gives the folders that held just these: by what is ``known`` of both, since the same file of the disk has one state under all its
    names, and is told from another by it. These aren't read, unless a name in them came or went since.
    """
    bringing = _Bringing(str(spare), str(site), known, subfolders(known.site) if known.spare else {}, {})
    bringing.bring("", apart)
    return bringing.stays


class _Bringing(NamedTuple):
    """Both folders, what is known of them, the folders in each folder of the site, and those that stay as they are."""

    spare: str
    site: str
    known: SiteTrees
    inside: Mapping[str, Sequence[str]]
    stays: dict[str, FolderState]

    def bring(self, folder: str, apart: str = "") -> None:
        """Bring up a folder, and all below it."""
        state = self.known.spare.get(folder)
        if state and not apart and self._stays(folder, state):
            self.stays[folder] = state
            for name in self.inside.get(folder, ()):
                self.bring(below(folder, name))
        else:
            self._bring(folder, apart)

    def _stays(self, folder: str, state: FolderState) -> bool:
        own = self.known.site.get(folder)
        return own is not None and own.digest == state.digest and _named(f"{self.spare}/{folder}") == state.named

    def _bring(self, folder: str, apart: str) -> None:
        with os.scandir(f"{self.spare}/{folder}") as found:
            left = {entry.name: entry for entry in found}
        with os.scandir(f"{self.site}/{folder}") as found:
            for entry in found:
                if entry.name == apart or entry.is_symlink():
                    continue
                own, is_folder = left.pop(entry.name, None), entry.is_dir()
                path = f"{self.spare}/{below(folder, entry.name)}"
                if own and not _is_same(own, entry, is_folder=is_folder):
                    _remove(own)
                    own = None
                if own is None and not is_folder:
                    os.link(entry.path, path)
                elif own is None:
                    os.mkdir(path)  # noqa: PTH102 (paths are texts here)
                if is_folder:
                    self.bring(below(folder, entry.name))
        for entry in left.values():
            _remove(entry)


def _named(path: str) -> int:
    """When a name in a folder came or went last, in nanoseconds; -1 where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return -1
    return found.st_mtime_ns if stat.S_ISDIR(found.st_mode) else -1


def _is_same(own: os.DirEntry[str], entry: os.DirEntry[str], *, is_folder: bool) -> bool:
    """Whether both are folders, or the same file of the disk."""
    return own.is_dir(follow_symlinks=False) if is_folder else own.inode() == entry.inode()


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)  # noqa: PTH108 (paths are texts here)


def put_over(made: Path, into: Path) -> Iterator[str]:
    """Put the files of a folder into another one, in place of what has their names there; those with the same bytes stay. Gives the names
    of all. Raises OSError."""
    for path in sorted(made.rglob("*")):
        if path.is_dir():
            continue
        name = path.relative_to(made).as_posix()
        to = into / name
        for folder in reversed(to.relative_to(into).parents):
            if (into / folder).is_file():
                (into / folder).unlink()
        if to.is_dir():
            shutil.rmtree(to)
        if not to.is_file() or to.stat().st_size != path.stat().st_size or to.read_bytes() != path.read_bytes():
            to.parent.mkdir(parents=True, exist_ok=True)
            path.replace(to)
        yield name


def sweep(folder: Path, made: set[int], apart: str) -> None:
    """Remove every file whose name, told by its ``hash``, wasn't ``made``, and folders that are empty then; what lies ``apart`` stays."""
    _sweep(str(folder), "", made, apart)


def _sweep(folder: str, beginning: str, made: set[int], apart: str = "") -> bool:
    """Whether the folder is empty then."""
    empty = True
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        name = f"{beginning}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            if hash(name) in made:
                empty = False
            else:
                os.unlink(entry.path)  # noqa: PTH108 (paths are texts here)
        elif entry.name == apart or not _sweep(entry.path, f"{name}/", made):
            empty = False
        else:
            os.rmdir(entry.path)  # noqa: PTH106 (paths are texts here)
    return empty
