"""A bag as a folder or as a .zip file, and the one .zip file that a bag makes."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from goalbook.book.litter import is_litter
from goalbook.files import new_file
from goalbook.snapshot.bag import SUMS, Tick
from goalbook.snapshot.error import SnapshotError

_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


class Tree(Protocol):
    """Files by name, wherever they are."""

    def names(self) -> list[str]:
        """The names of all files, sorted."""

    def size(self, name: str) -> int:
        """The bytes of a file."""

    def open(self, name: str) -> BinaryIO:
        """A file to read."""


class Folder:
    """The files below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> list[str]:
        """The names of all files, sorted; links count as files; of folders that hold nothing too, ending in a slash.

        What a system left there is left out.
        """
        every = self._every()
        litter = self._litter(every)
        return sorted(name for name in every if name not in litter)

    def litter(self) -> list[str]:
        """The names of files that a system left there, sorted: named as such and not in SHA256SUMS."""
        return sorted(self._litter(self._every()))

    def _every(self) -> list[str]:
        found: list[str] = []
        for folder, folders, files in os.walk(self.root):
            way = Path(folder).relative_to(self.root).as_posix()
            before = "" if way == "." else f"{way}/"
            links = [name for name in folders if Path(folder, name).is_symlink()]
            found += [f"{before}{name}" for name in (*files, *links)]
            if before and not folders and all(map(is_litter, files)):
                found.append(before)
        return found

    def _litter(self, every: list[str]) -> frozenset[str]:
        left = frozenset(name for name in every if is_litter(name.rsplit("/", 1)[-1]))
        if not left:
            return left
        try:
            lines = (self.root / SUMS).read_bytes().splitlines()
        except OSError:
            lines = []
        return left - {line[66:].decode("utf-8", "replace") for line in lines}

    def size(self, name: str) -> int:
        """The bytes of a file."""
        return (self.root / name).lstat().st_size

    def open(self, name: str) -> BinaryIO:
        """One of the ``names`` to read. Raises OSError where it is a link or no plain file."""
        handle = os.open(self.root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError("no plain file")
        return os.fdopen(handle, "rb")


class Zip:
    """The files in a .zip whose names all begin with one folder, which ``top`` names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        infos = archive.infolist()
        tops = {info.filename.split("/")[0] for info in infos}
        if len(tops) != 1 or any("/" not in info.filename for info in infos):
            raise SnapshotError("bad_zip", reason="tops")
        (self.top,) = tops
        self.members = {info.filename[len(self.top) + 1 :]: info for info in infos}
        if len(self.members) != len(infos) or any(info.compress_type != zipfile.ZIP_STORED for info in infos):
            raise SnapshotError("bad_zip", reason="members")

    def names(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(self.members)

    def size(self, name: str) -> int:
        """The bytes of a file."""
        return self.members[name].file_size

    def open(self, name: str) -> BinaryIO:
        """A file to read. Raises OSError where its bytes aren't those that the archive's own sums tell of."""
        try:
            return cast(BinaryIO, _Checked(self.archive.open(self.members[name])))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as error:
            raise OSError(str(error)) from error


class _Checked:
    """A member of an archive whose faults are errors of reading."""

    def __init__(self, member: object) -> None:
        self.member = cast(BinaryIO, member)

    def read(self, size: int = -1) -> bytes:
        """As of a file. Raises OSError where the archive is damaged."""
        try:
            return self.member.read(size)
        except (zipfile.BadZipFile, EOFError) as error:
            raise OSError(str(error)) from error

    def __enter__(self) -> _Checked:
        return self

    def __exit__(self, *_: object) -> None:
        self.member.close()


@contextmanager
def tree_of(path: Path) -> Iterator[Folder | Zip]:
    """The files of a bag in a folder or .zip. Raises SnapshotError where there is none."""
    if path.is_dir():
        if not (path / SUMS).is_file():
            raise SnapshotError("no_snapshot", path=str(path), sums=SUMS)
        yield Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SnapshotError("no_zip", path=str(path)) from error
    with archive:
        yield Zip(archive)


def pack(tree: Tree, top: str, day: str, to: Path, tick: Tick | None = None) -> None:
    """Write the .zip of a bag: names sorted, every file stored as it is with one date and one right.

    Nothing is compressed: what a compressor gives differs from one version of its library to the next, and nobody could
    make the same archive again.
    """
    year, month, date = map(int, day.split("-"))
    with new_file(to) as packed, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in tree.names():
            info = zipfile.ZipInfo(f"{top}/{name}", (max(year, 1980), month, date, 0, 0, 0))
            info.create_system = _UNIX
            info.external_attr = _PLAIN_FILE
            info.file_size = tree.size(name)
            with tree.open(name) as file, archive.open(info, "w") as member:
                shutil.copyfileobj(file, member, 1 << 20)
            if tick:
                tick(info.file_size)


def first_difference(one: Path, other: Path) -> int | None:
    """The place of the first byte in which two files differ; None where they are the same."""
    at = 0
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            a, b = first.read(1 << 20), second.read(1 << 20)
            if a != b:
                both = zip(a, b, strict=False)
                return at + next((n for n, (x, y) in enumerate(both) if x != y), min(len(a), len(b)))
            if not a:
                return None
            at += len(a)
