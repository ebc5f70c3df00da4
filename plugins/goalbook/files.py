"""Publishing: the one place that writes files, exchanges a finished site for the one before it, and locks what is written."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

_AT_FDCWD, _RENAME_NOREPLACE, _RENAME_EXCHANGE = -100, 1, 2
_BEHIND = 1 << 20  # a byte of a lock's file behind its words: what is locked can't be read on Windows


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole: to a temporary name beside it, then renamed."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file whole from its pieces, of which one is held at a time; gives its size."""
    with new_file(path) as file:
        return sum(file.write(piece) for piece in pieces)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written: it has its name, and replaces what had it, once all is written; else nothing is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(path)
    try:
        with temporary.open("w+b") as file:
            yield file
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            error.filename = error.filename or str(path)  # a write that finds no room doesn't say where
        raise


def _beside(path: Path) -> Path:
    """A name for a file while it is written: no longer than any other, however long the file's own name is."""
    return path.with_name(f"{_hidden(path)}{os.getpid()}.part")


def _hidden(path: Path) -> str:
    """How the names begin that hidden files for a file have."""
    return f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}."


@contextmanager
def sole_writer(path: Path) -> Iterator[str]:
    """Be the only one that makes a file, after any other that does; gives how the names of what is put beside it begin.

    What a killed one left there under such names is cleared away.
    """
    begin = _hidden(path)
    lock = FileLock(path.with_name(f"{begin}lock"), "", _nothing)
    try:
        for left in list(path.parent.iterdir()):
            if left.name.startswith(begin) and left != lock.path:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield begin
    finally:
        lock.release()


def append_to(path: Path, content: bytes) -> None:
    """Write at the end of a file, which may be new."""
    with path.open("ab") as file:
        file.write(content)


def copy_file(source: Path, to: Path) -> None:
    """Write a file whole with the bytes of another one."""
    with source.open("rb") as file, new_file(to) as copy:
        shutil.copyfileobj(file, copy, 1 << 20)


def keep_or_write(path: str | Path, content: bytes, before: str | Path) -> None:
    """Write a file of a new site, which nobody reads yet; where the site before it has the same bytes, it is kept by a hard link."""
    with suppress(OSError):
        if os.stat(before).st_size == len(content) and Path(before).read_bytes() == content and link(before, path):  # noqa: PTH116
            return
    try:
        file = open(path, "xb")  # noqa: PTH123, SIM115 (names are texts here: there are several of each document)
    except OSError:  # its folder isn't there yet, or it is: as the one of the site before
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).unlink(missing_ok=True)
        file = Path(path).open("xb")  # noqa: SIM115
    with file:
        file.write(content)


def link(before: str | Path, path: str | Path) -> bool:
    """Give a file of the site before a second name in the new one, which it may have; False where that can't be done."""
    for again in (False, True):
        with suppress(OSError):
            if again:  # its folder isn't there yet, or it is; a new name would give a file a new state
                os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 (half the time of a Path)
                if os.path.lexists(path) and os.path.samefile(before, path):  # noqa: PTH121
                    return True
                Path(path).unlink(missing_ok=True)
            os.link(before, path)
            return True
    return False


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically (Linux ``renameat2``); False where the system can't."""
    if sys.platform != "linux":
        return False
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
    return False


def add_file(path: Path, content: bytes) -> None:
    """Write a file whole beside others. Raises FileExistsError where there is one of that name."""
    temporary = _beside(path)
    try:
        temporary.write_bytes(content)
        os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def settle(staged: Path, path: Path) -> None:
    """Give a finished file or folder its name, in one step. Raises FileExistsError where something has it already."""
    if sys.platform == "linux":
        with suppress(AttributeError):
            rename = ctypes.CDLL(None, use_errno=True).renameat2
            if rename(_AT_FDCWD, os.fsencode(staged), _AT_FDCWD, os.fsencode(path), _RENAME_NOREPLACE) == 0:
                return
            if ctypes.get_errno() == errno.EEXIST:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    # A file system without that step: only the moment between looking and renaming isn't covered.
    if path.exists() or path.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    staged.rename(path)


def copy_checked(source: Path, to: Path | None, digest: str) -> bool:
    """Copy a file whose sha256 is known, or only look at it; tells whether it has that. What hasn't is not left there.

    It is never a link to the source: whatever treats a site's files later must not reach those that were frozen.
    """
    found, writer = hashlib.sha256(), None
    with ExitStack() as open_files:
        try:
            reader = open_files.enter_context(source.open("rb"))
        except OSError:
            return False
        if to:
            to.parent.mkdir(parents=True, exist_ok=True)
            writer = open_files.enter_context(to.open("wb"))
        while block := reader.read(1 << 20):
            found.update(block)
            if writer:
                writer.write(block)
    same = found.hexdigest() == digest
    if to and not same:
        to.unlink()
    return same


class FileLock:
    """What one process holds at a time; the system takes it from a process that ends, however that was."""

    def __init__(self, path: Path, words: str, busy: Callable[[str], None]) -> None:
        """Take the lock that is a file, and leave ``words`` in it.

        Where another holds it, ``busy`` is told the words of that one, once, and may raise; then that one is waited for.
        """
        self.path = path
        self._handle = -1
        path.parent.mkdir(parents=True, exist_ok=True)
        while self._handle < 0:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                if not _take(handle):
                    busy(os.read(handle, _BEHIND).decode(errors="replace"))
                    busy = _nothing
                    while not _take(handle):
                        time.sleep(0.1)
                # Whoever had it took the file away: what was waited for is no lock any more.
                if _is_named(handle, path):
                    os.ftruncate(handle, 0)
                    os.write(handle, words.encode())
                    self._handle = handle
            finally:
                if self._handle < 0:
                    os.close(handle)

    def release(self) -> None:
        """Let the next one have it, and take its file away; nothing where that was done."""
        if self._handle >= 0:
            with suppress(OSError):  # Windows keeps a file that is open
                self.path.unlink()
            os.close(self._handle)
            self._handle = -1


def this_process() -> str:
    """What a lock says of who holds it: the number of the process, a blank, and since when."""
    return f"{os.getpid()} {datetime.now().astimezone().isoformat(timespec='seconds')}"


def _nothing(_: str) -> None:
    """Nobody is told."""


def _take(handle: int) -> bool:
    """Lock an open file; False where another has it locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _BEHIND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.lseek(handle, 0, os.SEEK_SET)
        return False
    except OSError as error:
        # A file system that knows no locks must not keep anyone from building.
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
            raise
    return True


def _is_named(handle: int, path: Path) -> bool:
    """Whether a file has its name still."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
