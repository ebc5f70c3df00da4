"""Hostile Excel workbooks, new and old."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from site_tests.hostile.packages import (
    ELSEWHERE,
    LAUGHS,
    SYSTEM,
    S,
    cell,
    compound,
    label,
    record,
    styles_with,
    xls_with,
    xlsx_parts,
    xlsx_with,
    zipped,
)  # fmt: skip

FIRST = "s='1'"  # the first style of its own


def merged() -> Iterator[tuple[str, bytes]]:
    row = f"<row r='1'>{cell('A1')}</row>"
    for name, reference in (
        ("all", "A1:XFD1048576"), ("column", "A1:A1048576"), ("row", "A1:XFD1"), ("backwards", "XFD1048576:A1"), ("one", "A1"),
        ("letters", "AAAA1:BBBB9"), ("nothing", ""), ("zero", "A0:B0"), ("words", "all:of it"), ("digits", f"A{'9' * 5_000}:B1"),
    ):  # fmt: skip
        yield f"merge-{name}", xlsx_with(row, f"<mergeCells><mergeCell ref='{reference}'/></mergeCells>")
    many = "".join(f"<mergeCell ref='A{n}:B{n}'/>" for n in range(1, 30_001))
    yield "merges-30000", xlsx_with(row, f"<mergeCells>{many}</mergeCells>")
    yield (
        "merges-over-one-another",
        xlsx_with(row, "<mergeCells>" + "<mergeCell ref='A1:SF40'/>" * 5_000 + "</mergeCells>"),
    )
    rows = "".join(f"<row r='{n}'>{cell(f'A{n}')}</row>" for n in range(1, 8_000))
    merged = "".join(f"<mergeCell ref='A{n}:Y{n}'/>" for n in range(1, 8_000))
    yield "merges-of-each-row", xlsx_with(rows, f"<mergeCells>{merged}</mergeCells>")
    yield "links-over-all", xlsx_with(row, "<hyperlinks><hyperlink ref='A1:XFD1048576'/></hyperlinks>")
    yield "formats-over-all", xlsx_with(row, "<conditionalFormatting sqref='A1:XFD1048576'/>" * 1_000)
    lists = "<dataValidation type='list' sqref='A1:XFD1048576'><formula1>A:XFD</formula1></dataValidation>"
    yield "lists-over-all", xlsx_with(row, f"<dataValidations>{lists * 1_000}</dataValidations>")
    yield "remarks-over-all", xlsx_with(row, **{
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../c.xml"/>'
        "</Relationships>",
        "xl/c.xml": f'<comments xmlns="{S}"><authors/><commentList><comment ref="A1:XFD1048576" authorId="0"/></commentList></comments>',
    })  # fmt: skip


def workbooks() -> Iterator[tuple[str, bytes]]:
    for name, place in (("last", "XFD1048576"), ("row", "A1048576"), ("column", "XFD1"), ("beyond", "ZZZ9999999")):
        yield f"cell-{name}", xlsx_with(f"<row>{cell(place)}</row>")
    for name, place in (
        ("zero", "A0"),
        ("letters", "AAAAAAAA1"),
        ("none", ""),
        ("word", "甲"),
        ("digits", "A" + "1" * 5_000),
    ):
        yield f"place-{name}", xlsx_with(f"<row>{cell(place)}</row>")
    yield "row-99999999999", xlsx_with(f"<row r='99999999999'>{cell('A1')}</row>")
    yield "row-python", xlsx_with(f"<row r=' 99_999_999 '>{cell('A1')}</row>")
    yield "rules-200000", xlsx_with("<row/>", "<hyperlinks>" + "<hyperlink ref='A1'/>" * 200_000 + "</hyperlinks>")
    yield "row-word", xlsx_with(f"<row r='first'>{cell('A1')}</row>")
    yield "columns-10000", xlsx_with("<row>" + "<c><v>1</v></c>" * 10_000 + "</row>")
    yield "rows-300000", xlsx_with("<row/>" * 300_000)
    yield "cells-300000", xlsx_with(("<row>" + "<c/>" * 300 + "</row>") * 1_000)
    yield "wide-and-long", xlsx_with(f"<row>{cell('SF1')}</row><row r='190000'>{cell('A190000')}</row>")
    size = f'<worksheet xmlns="{S}"><dimension ref="A1:XFD1048576"/><sheetData><row>{cell("A1")}</row></sheetData></worksheet>'
    yield "lies-of-its-size", xlsx_with(sheet=size)
    parts = xlsx_parts(f"<row>{cell('A1')}</row>", sheets=300)
    yield "sheets-300", zipped(parts)
    parts = xlsx_parts(f"<row>{cell('A1')}</row>", sheets=150)
    links = str(parts["xl/_rels/workbook.xml.rels"])
    for n in range(2, 151):
        links = links.replace(f"sheet{n}.xml", "sheet1.xml")
    yield "one-part-as-150-sheets", zipped(parts | {"xl/_rels/workbook.xml.rels": links})
    yield "strings-300000", xlsx_with(strings=f'<sst xmlns="{S}">' + "<si><t>甲</t></si>" * 300_000 + "</sst>")
    yield "entity-in-strings", xlsx_with(strings=f'{SYSTEM}<sst xmlns="{S}"><si><t>&e;</t></si></sst>')
    yield "laughs-in-sheet", xlsx_with(sheet=f'{LAUGHS}<worksheet xmlns="{S}">&i;</worksheet>')
    yield (
        "laughs-in-utf-16",
        xlsx_with(workbook=f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<a>&i;</a>'.encode("utf-16")),
    )
    for part in ("workbook", "strings", "styles", "links", "sheet", "types"):
        yield f"empty-{part}", xlsx_with(**{part: ""})
        yield f"other-{part}", xlsx_with(**{part: "<x><y z='1'/></x>"})
    for name, target in (
        ("up", "../../../../etc/passwd"),
        ("net", ELSEWHERE),
        ("file", "file:///etc/passwd"),
        ("self", "workbook.xml"),
    ):
        yield f"sheet-is-{name}", xlsx_with(links=str(xlsx_parts("")["xl/_rels/workbook.xml.rels"]).replace(
            "worksheets/sheet1.xml", target))  # fmt: skip
    hidden = str(xlsx_parts("")["xl/workbook.xml"]).replace("<sheet ", "<sheet state='veryHidden' ")
    yield "all-hidden", xlsx_with(workbook=hidden)
    yield "no-sheets", xlsx_with(workbook=f'<workbook xmlns="{S}"><sheets/></workbook>')
    names = "<definedNames>" + "<definedName name='a'>a</definedName>" * 50_000 + "</definedNames></workbook>"
    yield "names-50000", xlsx_with(workbook=str(xlsx_parts("")["xl/workbook.xml"]).replace("</workbook>", names))
    yield "styles-200000", xlsx_with(styles=styles_with("0").replace("<xf/><xf", "<xf/>" * 200_000 + "<xf"))


def values() -> Iterator[tuple[str, bytes]]:
    for name, value in (
        ("nan", "NaN"), ("infinite", "INF"), ("huge", "1e308"), ("beyond", "1e999"), ("digits", "9" * 5_000), ("word", "甲"),
        ("tiny", "1e-320"), ("minus", "-1e300"), ("python", "1_000"),
    ):  # fmt: skip
        for style, number_format in (("number", "0.00"), ("date", "yyyy/mm/dd")):
            yield (
                f"{style}-{name}",
                xlsx_with(f"<row>{cell('A1', value, FIRST)}</row>", styles=styles_with(number_format)),
            )
    for name, number_format in (
        ("long", "0" * 50_000),
        ("places", f"0.{'0' * 5_000}"),
        ("quotes", "&quot;" * 999),
        ("none", ""),
    ):
        yield f"format-{name}", xlsx_with(f"<row>{cell('A1', '1.5', FIRST)}</row>", styles=styles_with(number_format))
    for kind, value in (
        ("s", "99"),
        ("s", "-1"),
        ("s", "x"),
        ("b", "7"),
        ("e", "#REF!"),
        ("d", "2024-13-45"),
        ("q", "1"),
        ("n", ""),
    ):
        yield (
            f"type-{kind}-{len(value)}-{value[:2].strip('#-')}",
            xlsx_with("<row>" + cell("A1", value, f"t='{kind}'") + "</row>"),
        )
    yield "style-99", xlsx_with("<row>" + cell("A1", "1", "s='99'") + "</row>")
    yield "style-word", xlsx_with("<row>" + cell("A1", "1", "s='x'") + "</row>")
    array = "<c r='A1'><f t='array' ref='A1:XFD1048576'>1</f><v>1</v></c>"
    yield "array-over-all", xlsx_with(f"<row>{array}</row>")
    yield "text-300000", xlsx_with(f"<row><c t='inlineStr'><is><t>{'字' * 300_000}</t></is></c></row>")
    rich = "<c t='inlineStr'><is>" + "<r><t>甲</t></r>" * 100_000 + "</is></c>"
    yield "runs-100000", xlsx_with(f"<row>{rich}</row>")


def older() -> Iterator[tuple[str, bytes]]:
    sound = xls_with(label(0, 0, "甲"))
    yield "sound", sound
    yield "only-a-mark", sound[:8]
    yield "cut", sound[:900]
    yield "no-stream", compound({"Other": b"x"})
    yield "locked", compound({"EncryptedPackage": b"x"})
    yield "empty-stream", compound({"Workbook": b""})
    yield "noise", compound({"Workbook": Random(1).randbytes(40_000)})
    yield "cell-last", xls_with(label(0, 0, "甲"), label(65_535, 255, "乙"))
    yield "cell-beyond", xls_with(label(0, 0, "甲"), label(65_535, 65_535, "乙"))
    yield "columns-600", xls_with(*(label(0, n, "甲") for n in range(600)))
    yield "cells-250000", xls_with(*(label(n // 200, n % 200, "甲") for n in range(250_000)))
    yield "records-700000", xls_with(record(0x00FF) * 700_000)
    everything = record(0x00E5, b"\1\0" + b"\0\0\xff\xff\0\0\xff\xff")
    yield "merge-all", xls_with(label(0, 0, "甲"), everything)
    yield "merges-40000", xls_with(label(0, 0, "甲"), record(0x00E5, b"\0\4" + bytes(8) * 1_000) * 40)
    yield "text-lies", xls_with(label(0, 0, "甲")[:8] + b"\0\0\xff\xff\1x")
    yield "blanks-beyond", xls_with(record(0x00BE, b"\0\0\0\0\0\0\xff\xff"))
    for name, at in (
        ("loop", sound.rindex(b"\1\0\0\0\2\0\0\0")),
        ("far", 48),
        ("table", 76),
        ("more", 68),
        ("small", 60),
    ):
        value = b"\0\0\0\0" if name == "loop" else b"\xf0\0\0\0"
        yield f"chain-{name}", sound[:at] + value + sound[at + 4 :]
    yield "more-tables", sound[:68] + b"\0\0\0\0\xff\xff\xff\xff" + sound[76:]
