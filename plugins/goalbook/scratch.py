"""Bytes that wait on disk while a build has no need of them, so that memory doesn't hold those of all documents."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO

_BLOCK = 1 << 20  # bytes that are written at once
_SIZE = 32  # bits of a size in the place of bytes


class ScratchFile:
    """A file without a name, for what waits: it is gone once nothing in it is known any more, or the process ends.

    For one process. Where nothing can be written, all stays in memory.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._written = 0
        self._waiting = bytearray()
        self._full = False

    def __del__(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()

    def put(self, content: bytes) -> int:
        """Take some bytes; gives their place."""
        place = self._written + len(self._waiting)
        self._waiting += content
        if len(self._waiting) >= _BLOCK and not self._full:
            self._write()
        return place << _SIZE | len(content)

    def get(self, place: int) -> bytes:
        """The bytes of a place. Raises OSError where the disk can't be read."""
        start, size = place >> _SIZE, place & (1 << _SIZE) - 1
        if start >= self._written or self._file is None:
            return bytes(self._waiting[start - self._written :][:size])
        self._file.seek(start)
        return self._file.read(size)

    def _write(self) -> None:
        try:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115 (open as long as this is)
            self._file.seek(self._written)
            self._file.write(self._waiting)
            self._file.flush()
        except OSError:
            self._full = True
        else:
            self._written += len(self._waiting)
            self._waiting = bytearray()


class Packed:
    """Some bytes, which ``bytes()`` gives: in memory, or set aside in a scratch file. To another process they go themselves."""

    __slots__ = ("_file", "_held")

    def __init__(self, content: bytes = b"", aside: ScratchFile | None = None) -> None:
        self._file: ScratchFile | None = None
        self._held: bytes | int = content
        if aside:
            self.set_aside(aside)

    def set_aside(self, file: ScratchFile) -> None:
        """Have the bytes wait in a file, unless they do already."""
        if isinstance(self._held, bytes) and self._held:
            self._held, self._file = file.put(self._held), file

    def __bytes__(self) -> bytes:
        """The bytes. Raises OSError where they wait on a disk that can't be read."""
        if isinstance(self._held, bytes):
            return self._held
        assert self._file
        return self._file.get(self._held)

    def __bool__(self) -> bool:
        return bool(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packed) and bytes(self) == bytes(other)

    def __hash__(self) -> int:
        return hash(bytes(self))

    def __reduce__(self) -> tuple[type[Packed], tuple[bytes]]:
        return Packed, (bytes(self),)


NO_BYTES = Packed()
