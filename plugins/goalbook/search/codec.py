"""Bytes of index files: whole numbers in few bytes, and the envelope that both fetch and script tags can read."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable
from itertools import accumulate

INDEX_FOLDER = "search/data"
INDEX_MANIFEST = f"{INDEX_FOLDER}/manifest.bin"
NAME_DIGITS = 10  # hex digits
_LARGEST = 64 << 20  # bytes of a payload

WriteFile = Callable[[str, bytes], None]  # of the index, by its path below the site's folder

_HEAD, _TAIL = b'goalbookPart("', b'")'
_ESCAPES = {b"\\": b"\\\\", b'"': b'\\"', b"\n": b"\\n", b"\r": b"\\r"}
_PLAIN = {escaped: byte for byte, escaped in _ESCAPES.items()}
_SHORT = [bytes([number]) for number in range(128)]


def varint(number: int) -> bytes:
    """A whole number from 0 on, 7 bits a byte, lowest first."""
    if number < 128:
        return _SHORT[number]
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def order(term: str) -> bytes:
    """What terms are ordered by: their UTF-16 code units, as scripts compare texts."""
    return term.encode("utf-16-be")


def varints(numbers: Iterable[int]) -> bytes:
    """Whole numbers, one after the other."""
    return b"".join(map(varint, numbers))


class PayloadReader:
    """Reads a payload from its start on."""

    def __init__(self, payload: bytes) -> None:
        self.payload, self.at = payload, 0

    def number(self) -> int:
        """The next varint."""
        value = shift = 0
        while True:
            byte = self.payload[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def numbers(self, count: int) -> list[int]:
        """The next varints."""
        short = self.payload[self.at : self.at + count]
        if short.isascii():  # each of one byte
            self.at += count
            return list(short)
        return [self.number() for _ in range(count)]

    def ascending(self, count: int) -> list[int]:
        """The next varints as gaps."""
        return list(accumulate(self.numbers(count)))

    def take(self, count: int) -> bytes:
        """The next bytes."""
        self.at += count
        return self.payload[self.at - count : self.at]


def pack_payload(payload: bytes, primer: bytes = b"") -> bytes:
    """A payload as a file: compressed, and written as the one argument of a call.

    With a ``primer`` the compressed stream is the rest of one that begins with it.
    """
    packing = zlib.compressobj(9, wbits=-15, zdict=primer) if primer else zlib.compressobj(9)
    packed = packing.compress(payload) + packing.flush()
    return _HEAD + re.sub(rb'[\\"\n\r]', lambda match: _ESCAPES[match[0]], packed) + _TAIL


def unseal(content: bytes, primer: bytes = b"") -> bytes:
    """The payload of a file; ``primer`` is what it was sealed with. Raises zlib.error or ValueError where it is none."""
    packed = content[len(_HEAD) : -len(_TAIL)]
    packed = re.sub(rb'\\[\\"nr]', lambda match: _PLAIN[match[0]], packed)
    unpacking = zlib.decompressobj(wbits=-15, zdict=primer) if primer else zlib.decompressobj()
    payload = unpacking.decompress(packed, _LARGEST)
    if unpacking.unconsumed_tail:
        raise ValueError("too large")
    return payload


def name_of(content: bytes) -> str:
    """The name of a file by its content."""
    return hashlib.sha256(content).hexdigest()[:NAME_DIGITS]


def keep_payload(write: WriteFile, payload: bytes) -> str:
    """Write a payload as a file and give its name; other content of the same name would get another."""
    content = pack_payload(payload)
    name = name_of(content)
    write(path_of(name), content)
    return name


def path_of(name: str, place: int | None = None) -> str:
    """The path of a named file below the site's folder; ``place`` is that of a file in a group with one name."""
    own = name if place is None else f"{name}-{place}"
    return f"{INDEX_FOLDER}/{name[:2]}/{own}.bin"


def to_json(value: object) -> bytes:
    """A value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
