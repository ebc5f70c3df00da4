"""What the streams of a PDF file unpack to is counted before a library unpacks them."""

from __future__ import annotations

import zlib

import pytest
from goalbook.importing.limits import MOST, SourceError
from goalbook.importing.sources.measure_pdf import measure_pdf

ROOM = 100_000


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are quickly reached."""
    monkeypatch.setitem(MOST, "unpacked", ROOM)
    monkeypatch.setitem(MOST, "settings", 5)


def stream(content: bytes, dictionary: bytes = b"/Filter/FlateDecode") -> bytes:
    """An object with a stream."""
    return b"9 0 obj\n<<%s>>stream\n%s\nendstream\nendobj\n" % (dictionary, content)


def packed(size: int) -> bytes:
    """So many bytes, packed."""
    return zlib.compress(bytes(size))


PICTURE = b"/Filter/FlateDecode/Subtype/Image"
# Each is at the limit; a byte more is over it.
FULL = {
    "one": lambda more: stream(packed(ROOM + more)),
    "two": lambda more: stream(packed(ROOM // 2)) + stream(packed(ROOM // 2 + more)),
    "unnamed": lambda more: stream(packed(ROOM + more), b""),
    "fastest": lambda more: stream(zlib.compress(bytes(ROOM + more), 1)),
    "line-ends": lambda more: stream(packed(ROOM + more)).replace(b"stream\n", b"stream\r\n", 1),
    "beside-pictures": lambda more: stream(packed(ROOM), PICTURE) + stream(packed(ROOM - ROOM // 10 - 4 + more)),
    "after-noise": lambda more: stream(b"\x78\x9cnoise") + stream(b"x" * 999) + stream(packed(ROOM + more)),
}  # fmt: skip


@pytest.mark.parametrize("kind", FULL)
def test_as_much_as_fits_is_taken_and_no_byte_more(kind: str) -> None:
    """Of all streams together, whatever the file says of them."""
    measure_pdf(FULL[kind](0))
    with pytest.raises(SourceError) as caught:
        measure_pdf(FULL[kind](9))
    assert (caught.value.code, caught.value.values) == ("over-unpacked", {"most": f"{ROOM:,}"})


@pytest.mark.parametrize("levels", [2, 3])
def test_what_is_packed_again_is_counted(levels: int) -> None:
    """A few bytes that unpack to a few more that unpack to many."""
    raw = packed(ROOM * 2)
    for _ in range(levels - 1):
        raw = zlib.compress(raw)
    assert len(raw) < 1_000
    with pytest.raises(SourceError, match="over-unpacked"):
        measure_pdf(stream(raw))


def test_a_picture_may_be_larger() -> None:
    """Nothing unpacks it; that it isn't beyond all measure is looked up all the same."""
    measure_pdf(stream(packed(ROOM * 9), PICTURE))
    with pytest.raises(SourceError, match="over-unpacked"):
        measure_pdf(stream(packed(ROOM * 12), PICTURE))
    with pytest.raises(SourceError, match="over-unpacked"):
        measure_pdf(stream(b"", PICTURE) + stream(packed(ROOM * 2)))


def test_there_are_not_too_many_streams() -> None:
    """Nobody has to begin with each of a million."""
    measure_pdf(stream(packed(1)) * 5)
    with pytest.raises(SourceError, match="over-settings"):
        measure_pdf(stream(packed(1)) * 6)


def test_what_is_cut_is_counted_as_far_as_it_goes() -> None:
    measure_pdf(stream(packed(ROOM))[:-60])
    measure_pdf(b"stream\n\x78")
    measure_pdf(b"")
