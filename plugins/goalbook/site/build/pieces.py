"""Files of a site in pieces, as a store holds them: each under the digest of the names and the bytes in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from goalbook.files import append_to
from goalbook.store import Store, key_from

_MOST = 4 << 20  # bytes: a piece that has these takes no more files, and of a longer file it has no more than these
_LEVEL = 1  # a higher one takes twice the time for a fifth less


class DamagedPiece(Exception):
    """A piece isn't there as it was kept."""


class _Piece(NamedTuple):
    """Some files, by their paths in the site, with their bytes; the last may go on in the next piece, which then begins with it."""

    names: tuple[str, ...]
    contents: tuple[bytes, ...]


def keep_pieces(store: Store, site: Path, names: Iterable[str]) -> tuple[bytes, ...]:
    """Have a store hold the files of a site with these names, which it may do already; gives the keys of their pieces. Raises OSError."""
    return tuple(_keep(store, piece) for piece in _pieces(site, names))


def unpack_piece(held: object, folder: Path) -> None:
    """Write what a store holds of a piece into a new folder, where nothing but pieces before it was put. Raises DamagedPiece, where it is
    none or names files elsewhere, and OSError."""
    match held:
        case (tuple(names), tuple(sizes), bytes(packed)) if len(names) == len(sizes):
            content = _unpacked(packed, sizes)
            at = 0
            for name, size in zip(names, sizes, strict=True):
                _append(folder, name, content[at : at + size])
                at += size
        case _:
            raise DamagedPiece


def _pieces(site: Path, names: Iterable[str]) -> Iterator[_Piece]:
    held: list[tuple[str, bytes]] = []
    size = 0
    for name in names:
        with open(site / name, "rb") as file:  # noqa: PTH123 (there are several of each document)
            more = True
            while more:
                block = file.read(_MOST)
                held.append((name, block))
                size += len(block)
                more = len(block) == _MOST
                if size >= _MOST:
                    yield _piece(held)
                    held, size = [], 0
    if held:
        yield _piece(held)


def _piece(held: Sequence[tuple[str, bytes]]) -> _Piece:
    names, contents = zip(*held, strict=True)
    return _Piece(names, contents)


def _keep(store: Store, piece: _Piece) -> bytes:
    sizes = tuple(map(len, piece.contents))
    digest = blake2b(repr((piece.names, sizes)).encode(errors="backslashreplace"))
    for content in piece.contents:
        digest.update(content)
    key = key_from("piece", digest.digest())
    if store.has(key):
        store.hold(key)
    else:
        store.put(key, (piece.names, sizes, zlib.compress(b"".join(piece.contents), _LEVEL)))
    return key


def _unpacked(packed: bytes, sizes: Sequence[object]) -> bytes:
    """The bytes of files of these sizes, and no more than a piece has, whatever was packed."""
    size = sum(each for each in sizes if isinstance(each, int) and each >= 0)
    try:
        content = zlib.decompressobj().decompress(packed, size + 1) if size < 2 * _MOST else b""
    except zlib.error as error:
        raise DamagedPiece from error
    if len(content) != size:
        raise DamagedPiece
    return content


def _append(folder: Path, name: object, content: bytes) -> None:
    """Write what a piece has of a file, at the end of what an earlier one had."""
    # A name of another system's folder, drive or stream is none of a site's.
    if not isinstance(name, str) or {*"\\:\0"} & {*name} or {"", ".", ".."} & {*name.split("/")}:
        raise DamagedPiece
    path = folder / name
    try:
        append_to(path, content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        append_to(path, content)
