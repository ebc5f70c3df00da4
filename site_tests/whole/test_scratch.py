"""What waits on disk comes back as it was, wherever it waits, and goes to other processes itself."""

from __future__ import annotations

import pickle
from random import Random

import pytest
from goalbook import scratch
from goalbook.model.address import Address
from goalbook.results.over_years import Moved
from goalbook.results.told import NOTHING_TOLD, LifeStep, StoryTold, YearBefore, pack_told, unpack_told
from goalbook.scratch import NO_BYTES, Packed, ScratchFile


def _contents(count: int) -> list[bytes]:
    random = Random(count)
    return [random.randbytes(random.randrange(2_000)) for _ in range(count)]


def test_bytes_come_back_from_disk_and_from_memory() -> None:
    """Three megabytes in pieces, asked for while others still come: some are written, the last aren't."""
    file, contents = ScratchFile(), _contents(3_000)
    held: list[Packed] = []
    for number, content in enumerate(contents):
        held.append(Packed(content, file))
        assert bytes(held[number // 2]) == contents[number // 2]
    assert [bytes(one) for one in held] == contents
    assert sum(map(len, contents)) > 2 * scratch._BLOCK


def test_where_no_file_can_be_made_bytes_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or that can't be written to, stops nothing."""
    asked = []

    def refuse() -> None:
        asked.append(1)
        raise OSError

    monkeypatch.setattr(scratch, "TemporaryFile", refuse)
    file, contents = ScratchFile(), _contents(3_000)
    assert [bytes(one) for one in [Packed(content, file) for content in contents]] == contents
    assert len(asked) == 1


def test_a_copy_for_another_process_holds_the_bytes() -> None:
    """Neither the file nor a place in it goes with it."""
    one = Packed(b"x" * 99, ScratchFile())
    other = pickle.loads(pickle.dumps(one))
    assert other == one == Packed(b"x" * 99)
    assert hash(other) == hash(one)
    assert b"x" * 99 in pickle.dumps(one)
    assert one != Packed(b"y")


def test_nothing_is_nothing() -> None:
    """No bytes have no place; what waits is set aside once."""
    file = ScratchFile()
    for nothing in (NO_BYTES, Packed(b"", file)):
        assert not nothing
        assert bytes(nothing) == b""
    one = Packed(b"x", file)
    one.set_aside(ScratchFile())
    assert one
    assert bytes(one) == b"x"


def test_what_is_told_of_a_document_is_packed_whole() -> None:
    """Each part of it comes back as the record that it was."""
    step = LifeStep(Address("2024/one/a"), "目标（生成）", "approved", "2024-01-02", "code", "2024/one/b")
    moved = (Moved("指标（生成）", "≥80", "", "dropped"),)
    before = YearBefore(
        "2023", Address("2023/one/a"), ("1.00", "2.00", "万元"), (("raised", 1),), moved, 1, 2, 3
    )  # fmt: skip
    for told in (NOTHING_TOLD, StoryTold((step, step), "2024/one/a/life", "things/one/a"), StoryTold(before=before)):
        found = unpack_told(pack_told(told))
        assert found == told
        assert repr(found) == repr(told)
