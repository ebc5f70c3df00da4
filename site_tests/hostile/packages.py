"""Small Office files built part by part, so that each part can be whatever a stranger likes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_SECTOR = 512
_END, _FAT = 0xFFFFFFFE, 0xFFFFFFFD

SYSTEM = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "{}">{}]>'.format(
    "ha" * 50, "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(8))
)
ELSEWHERE = "http://127.0.0.1:9/x"
"""Document types that read a file, that grow without end, and an address that nobody may ask."""


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these parts, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def docx_with(body: str, **parts: bytes | str) -> bytes:
    """A Word document with a body, and parts in the place of its own: ``document`` or any name."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    given = {"word/document.xml" if name == "document" else name: content for name, content in parts.items()}
    return zipped({"word/document.xml": document} | given)


def word_table(cells: str) -> str:
    """A table of Word with its rows."""
    return f"<w:tbl>{cells}</w:tbl>"


def word_cell(text: str = "甲", settings: str = "") -> str:
    """A cell of Word."""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def xlsx_parts(rows: str, after: str = "", sheets: int = 1) -> dict[str, bytes | str]:
    """The parts of a workbook: the rows of its sheet and what stands after them."""
    sheet = f'<worksheet xmlns="{S}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    names = range(1, sheets + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.spreadsheetml.worksheet+xml"/>'
        for n in names
    )
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in names)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in names
    )
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.spreadsheetml.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.spreadsheetml.sharedStrings+xml"/>{types}</Types>',
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_P}/relationships">{links}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{S}"><si><t>甲</t></si></sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}"/>',
    }  # fmt: skip
    return made | {f"xl/worksheets/sheet{n}.xml": sheet for n in names}


def xlsx_with(
    rows: str = "<row><c t='inlineStr'><is><t>甲</t></is></c></row>", after: str = "", **parts: bytes | str
) -> bytes:
    """A workbook of one sheet, with parts in the place of its own: ``workbook``, ``strings``, ``styles``, ``links``, ``sheet``."""
    named = {
        "workbook": "xl/workbook.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml",
        "links": "xl/_rels/workbook.xml.rels", "sheet": "xl/worksheets/sheet1.xml", "types": "[Content_Types].xml",
    }  # fmt: skip
    return zipped(xlsx_parts(rows, after) | {named.get(name, name): content for name, content in parts.items()})


def cell(reference: str, value: str = "1", attributes: str = "") -> str:
    """A cell of a sheet with a number."""
    return f'<c r="{reference}" {attributes}><v>{value}</v></c>'


def styles_with(number_format: str) -> str:
    """The styles of a workbook whose style 1 has a number format."""
    return (
        f'<styleSheet xmlns="{S}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{number_format}"/></numFmts>'
        '<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>'
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )  # fmt: skip


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (of older Office programs) with these streams, each filled up to 4,096 bytes."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def store(content: bytes) -> int:
        start = len(sectors)
        blocks = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        sectors.extend(blocks)
        chain.extend([*range(start + 1, start + len(blocks)), _END])
        return start

    entries = [_entry("Root Entry", 5, _END, 0, 1)]
    for n, (name, content) in enumerate(streams.items(), 1):
        whole = content.ljust(4096, b"\0")
        following = n + 1 if n < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, store(whole), len(whole), 0xFFFFFFFF, following))
    listing = store(b"".join(entries).ljust(_SECTOR, b"\0"))
    count = 1
    while (len(sectors) + count) * 4 > count * _SECTOR:
        count += 1
    first = len(sectors)
    chain += [_FAT] * count
    table = b"".join(struct.pack("<I", n) for n in chain).ljust(count * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIIII", count, listing, 0, 4096, _END, 0, _END, 0, first)
    head += b"".join(struct.pack("<I", first + n) for n in range(1, count))
    return head.ljust(_SECTOR, b"\xff") + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, child: int, following: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, following, child) + bytes(36) + struct.pack("<III", start, size, 0)


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an older workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    """A cell of an older workbook with a text."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def xls_with(*records: bytes) -> bytes:
    """An older workbook of one sheet with these records."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    name = struct.pack("<BBBB", 0, 0, 1, 0) + b"s"
    position = len(start) + 4 + 4 + len(name) + 4
    book = start + record(0x0085, struct.pack("<I", position) + name) + record(0x000A)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(records) + record(0x000A)
    return compound({"Workbook": book + sheet})
