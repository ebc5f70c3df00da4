"""How large the streams of a PDF file are once unpacked, looked up before a library unpacks any whole."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from goalbook.importing.limits import within

# A stream that is packed begins so; ``endstream`` is followed by no such bytes.
_PACKED = re.compile(rb"stream\r?\n?(?=[\x08\x18\x28\x38\x48\x58\x68\x78].)", re.DOTALL)
_BLOCK = 1 << 14
_LEVELS = 3  # of streams that are packed again
_DICTIONARY = 2_000  # bytes before a stream in which it is called a picture
_PICTURE = 10  # a picture, which nothing here unpacks, may have so many times the bytes of other streams


def measure_pdf(raw: bytes) -> None:
    """Refuse a file whose streams have too many bytes once unpacked, those that are packed twice counted twice.

    A stream is what begins as one, whatever the file says of it; one that is hidden in letters or enciphered isn't seen: of
    that the limits of the process that reads it are left.
    """
    size = 0
    for count, found in enumerate(_PACKED.finditer(raw), 1):
        within("settings", count)
        before = raw[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        share = _PICTURE if b"/Image" in before else 1
        for block in _blocks(raw, found.end()):
            size += -(-block // share)
            within("unpacked", size)


def _blocks(raw: bytes, start: int) -> Iterator[int]:
    """The sizes of the blocks that a stream unpacks to, as far as it can be unpacked."""
    chain = [zlib.decompressobj() for _ in range(_LEVELS)]
    with suppress(zlib.error):
        for at in range(start, len(raw), _BLOCK):
            yield from _unpacked(chain, raw[at : at + _BLOCK])
            if chain[0].eof:
                return


def _unpacked(chain: Sequence[Any], block: bytes) -> Iterator[int]:
    """The sizes of what the first of a chain of decompressors makes of a block, and the next ones of that."""
    first, *rest = chain
    while block and not first.eof:
        piece = first.decompress(block, _BLOCK)
        yield len(piece)
        if rest:
            with suppress(zlib.error):
                yield from _unpacked(rest, piece)
        block = first.unconsumed_tail
