"""A conversion of an older Word file that makes running text of a table is known by the ends of its cells."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from goalbook.importing.limits import SourceError
from goalbook.importing.sources.older_word import refuse_lost_tables

from site_tests.hostile.packages import compound, docx_with, word_cell, word_table

WORDS = "某某目标表\r名称\x07指标值\x07\x07次数\x07≥3次\x07\x07说明：abc\r"
KEPT = "".join(f"<w:tr>{word_cell(one)}{word_cell(two)}</w:tr>" for one, two in (("名称", "指标值"), ("次数", "≥3次")))


def older(words: str = WORDS, narrow: int = 0, settings: bytes = b"", table: str = "1Table") -> bytes:
    """An older Word file with these words in two pieces, so many of the last of them in one byte each."""
    wide = len(words) - narrow
    main = bytearray(0x400)
    struct.pack_into("<HI", main, 0, 0xA5EC, 0)
    struct.pack_into("<H", main, 0x0A, 0x200 if table == "1Table" else 0)
    struct.pack_into("<I", main, 0x4C, len(words))
    first = len(main)
    main += words[:wide].encode("utf-16-le")
    second = len(main)
    main += words[wide:].encode("cp1252")
    listed = (
        struct.pack("<III", 0, wide, len(words) + 1)
        + struct.pack("<HIH", 0, first, 0)
        + struct.pack("<HIH", 0, second * 2 | 1 << 30, 0)
    )
    pieces = settings + b"\x02" + struct.pack("<I", len(listed)) + listed
    struct.pack_into("<II", main, 0x01A2, 5, len(pieces))
    return compound({"WordDocument": bytes(main), table: b"other" + pieces})


def paragraph(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


TITLE, BELOW = paragraph("某某目标表"), paragraph("说明：abc")
LOST = docx_with(TITLE + paragraph("名称指标值次数≥3次") + BELOW)


@pytest.mark.parametrize(
    ("narrow", "settings", "table"), [(0, b"", "1Table"), (4, b"", "0Table"), (4, b"\x01\x03\0abc", "1Table")]
)
def test_cells_that_became_running_text_are_noticed(narrow: int, settings: bytes, table: str) -> None:
    """However the older file keeps its words; the message names what they became."""
    raw = older(narrow=narrow, settings=settings, table=table)
    refuse_lost_tables(raw, docx_with(f"{TITLE}<w:tbl>{KEPT}</w:tbl>{BELOW}"))
    with pytest.raises(SourceError) as caught:
        refuse_lost_tables(raw, LOST)
    assert (caught.value.code, caught.value.values["text"]) == ("doc-table-lost", "名称指标值次数≥3次…")


def test_what_the_older_file_does_not_say_is_left_alone() -> None:
    """Numbers and fields that the conversion writes out, cells put together in a cell, the end of a piece in one byte."""
    raw = older(narrow=4)
    refuse_lost_tables(raw, docx_with(TITLE + paragraph("1. 名称指标值") + BELOW))
    refuse_lost_tables(raw, docx_with(TITLE + word_table(f"<w:tr>{word_cell('名称指标值')}</w:tr>") + BELOW))
    with pytest.raises(SourceError):
        refuse_lost_tables(raw, docx_with(paragraph("≥3次说明：abc")))


@pytest.mark.parametrize("end", [*range(0, 5_000, 97)])
def test_of_a_damaged_file_nothing_is_known(end: int) -> None:
    """Cut off anywhere, it refuses nothing and breaks nothing off, unless its words are there."""
    raw = older()
    damaged = raw[:end] + bytes(max(len(raw) - end, 0))
    with suppress(SourceError):
        refuse_lost_tables(damaged, LOST)
