"""Hostile Word documents, and packages that are damaged or lie."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from site_tests.hostile.packages import ELSEWHERE, LAUGHS, SYSTEM, W, docx_with, word_cell, word_table, zipped

ROW = "<w:tr>{}</w:tr>"


def documents() -> Iterator[tuple[str, bytes]]:
    for name, value in (
        ("huge", "99999999"),
        ("digits", "9" * 5_000),
        ("negative", "-3"),
        ("word", "many"),
        ("none", ""),
    ):
        yield (
            f"span-{name}",
            docx_with(word_table(ROW.format(word_cell(settings=f"<w:gridSpan w:val='{value}'/>")) * 3)),
        )
    before = "<w:tr><w:trPr><w:gridBefore w:val='9999999'/></w:trPr>" + word_cell() + "</w:tr>"
    yield "grid-before", docx_with(word_table(before * 3))
    yield "merged-from-nothing", docx_with(word_table(ROW.format(word_cell(settings="<w:vMerge/>")) * 3))
    yield "merged-for-ever", docx_with(word_table(ROW.format(word_cell("", "<w:vMerge/>")) * 20_000))
    yield "columns-10000", docx_with(word_table(ROW.format(word_cell() * 10_000)))
    yield "columns-501", docx_with(word_table(ROW.format(word_cell() * 501)))
    yield "rows-100000", docx_with(word_table(ROW.format("<w:tc><w:p/></w:tc>") * 100_000))
    for depth in (9, 80, 5_000):
        yield f"tables-{depth}", docx_with("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth)
    yield "controls-5000", docx_with("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000)
    yield "paragraphs-1000000", docx_with("<w:p/>" * 1_000_000)
    yield "runs-500000", docx_with("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 250_000 + "</w:p>")
    yield "tabs-500000", docx_with("<w:p><w:r>" + "<w:t>甲</w:t><w:tab/>" * 250_000 + "</w:r></w:p>")
    yield "bookmarks-500000", docx_with("<w:p>" + "<w:bookmarkStart w:id='1'/>" * 500_000 + "</w:p>")
    yield "blank-runs-500000", docx_with("<w:p>" + "<w:r><w:t> </w:t></w:r>" * 180_000 + "</w:p>")
    yield "text-3000000", docx_with(f"<w:p><w:r><w:t>{'字' * 3_000_000}</w:t></w:r></w:p>")
    yield "characters-6000000", docx_with(f"<w:p><w:r><w:t>{'字' * 100_000}</w:t></w:r></w:p>" * 60)
    yield "attribute-5000000", docx_with(f"<w:p w:x='{'x' * 5_000_000}'/>")
    attributes = " ".join(f"a{n}=''" for n in range(100_000))
    yield "attributes-100000", docx_with(f"<w:p {attributes}/>")
    yield "entity", docx_with("", document=f'{SYSTEM}<w:document xmlns:w="{W}"><w:body>&e;</w:body></w:document>')
    yield "laughs", docx_with("", document=f'{LAUGHS}<w:document xmlns:w="{W}"><w:body>&i;</w:body></w:document>')
    wide = f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<w:document xmlns:w="{W}"><w:body>&i;</w:body></w:document>'
    yield "laughs-in-utf-16", docx_with("", document=wide.encode("utf-16"))
    yield "type-in-another-part", docx_with("<w:p/>", **{"word/styles.bin": f"{SYSTEM}<x>&e;</x>"})
    yield "no-body", docx_with("", document=f'<w:document xmlns:w="{W}"/>')
    yield "another-root", docx_with("", document="<html><body>甲</body></html>")
    yield "empty-document", docx_with("", document="")
    yield "cut-document", docx_with("", document=f'<w:document xmlns:w="{W}"><w:body><w:p>')
    yield "no-utf-8", docx_with("", document=f'<w:document xmlns:w="{W}"><w:body/></w:document>'.encode() + b"\xff\xfe")
    yield "unknown-encoding", docx_with("", document='<?xml version="1.0" encoding="klingon"?><a/>')
    linked = (
        f'<Relationships><Relationship Type="x/aFChunk" Target="{ELSEWHERE}" TargetMode="External"/></Relationships>'
    )
    yield "linked", docx_with("<w:altChunk r:id='rId1' xmlns:r='r'/>", **{"word/_rels/document.xml.rels": linked})
    heading = "<w:p><w:pPr><w:outlineLvl w:val='²'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    yield "odd-digits", docx_with(heading + heading.replace("²", "9" * 5_000) + word_table(ROW.format(
        word_cell(settings="<w:gridSpan w:val='²'/>"))))  # fmt: skip


def packages() -> Iterator[tuple[str, bytes]]:
    sound = docx_with("<w:p/>")
    yield "empty", b""
    yield "only-a-mark", b"PK\x03\x04"
    yield "cut-package", sound[: len(sound) // 2]
    yield "bomb", zipped({"word/document.xml": b"0" * (61 << 20)})
    yield "files-2001", zipped({f"f{n}": b"" for n in range(2_001)} | {"word/document.xml": b"<a/>"})
    yield "lzma", zipped({"word/document.xml": "<a/>"}, zipfile.ZIP_LZMA)
    yield "bzip2", zipped({"word/document.xml": "<a/>"}, zipfile.ZIP_BZIP2)
    yield (
        "locked",
        sound.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0").replace(
            b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0"
        ),
    )
    at = sound.index(b"document.xml") + 20
    yield "bad-sum", sound[:at] + bytes(20) + sound[at + 20 :]
    size = sound.rindex(b"PK\x01\x02") + 24
    yield "lies-of-its-size", sound[:size] + b"\xff\xff\xff\x7f" + sound[size + 4 :]
    yield "lies-to-be-small", sound[:size] + b"\x01\0\0\0" + sound[size + 4 :]
    yield "outside", docx_with("<w:p/>", **{"../../evil.xml": "<a/>", "/tmp/evil.xml": "<a/>", "C:\\evil.xml": "<a/>"})
    yield "other-parts", zipped({"readme": "x"})
    end = sound.rindex(b"PK\x05\x06")
    yield "list-elsewhere", sound[: end + 16] + b"\xff\xff\xff\xff" + sound[end + 20 :]
