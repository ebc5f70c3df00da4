"""The package of a Word file: its parts, styles and properties, with the same bytes for the same content."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from datetime import date
from html import escape
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from goalbook.writers.geometry import HEADING_SIZES, OFFICE

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships"'
_UNDATED = "1980-01-01"
_IN_MEMORY = 4 << 20
_FIRST_FOOTER = 3  # the relations before it are the styles and the settings


class Package:
    """A Word file in the making; its body is kept on disk where it is long."""

    def __init__(self, font: str, language: str) -> None:
        self.font, self.language = font, language
        self.footers: list[str] = []
        self.body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed by finish
        self.last = ""

    def footer(self, xml: str) -> str:
        """Add a running foot; gives the reference by which a section has it."""
        self.footers.append(xml)
        return f'<w:footerReference w:type="default" r:id="rId{_FIRST_FOOTER + len(self.footers) - 1}"/>'

    def write(self, pieces: Iterable[str]) -> None:
        """Add a section to the body; its last piece is the paragraph with the section's properties."""
        self.body.write(self.last.encode())
        self.last = ""
        for piece in pieces:
            self.body.write(self.last.encode())
            self.last = piece

    def finish(self, front: str, title: str, author: str, day: str) -> bytes:
        """The file: ``front`` stands before the body. The last section's properties end the document."""
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, xml in self._parts(title, author, day):
                archive.writestr(_entry(name), _HEAD + xml)
            with archive.open(_entry("word/document.xml"), "w", force_zip64=False) as document:
                document.write(f"{_HEAD}<w:document {_SPACES}><w:body>{front}".encode())
                self.body.seek(0)
                shutil.copyfileobj(self.body, document)
                section = self.last[self.last.find("<w:sectPr>") : self.last.find("</w:pPr>")]
                end = self.last.replace(section, "") + section
                document.write(f"{end}</w:body></w:document>".encode())
        self.body.close()
        return out.getvalue()

    def _parts(self, title: str, author: str, day: str) -> Iterable[tuple[str, str]]:
        numbers = range(_FIRST_FOOTER, _FIRST_FOOTER + len(self.footers))
        parts = [("document.main", "document"), ("styles", "styles"), ("settings", "settings")]
        parts += [("footer", f"footer{number}") for number in numbers]
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for kind, name in parts
        )
        yield (
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats'
            '-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            f"{overrides}</Types>",
        )
        core = (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        yield "_rels/.rels", _relations([(f"{_OFFICE}/relationships/officeDocument", "word/document.xml"), core])
        yield "docProps/core.xml", _properties(title, author, day)
        relations = [(f"{_OFFICE}/relationships/{name}", f"{name}.xml") for name in ("styles", "settings")]
        relations += [(f"{_OFFICE}/relationships/footer", f"footer{number}.xml") for number in numbers]
        yield "word/_rels/document.xml.rels", _relations(relations)
        yield "word/styles.xml", _styles(self.font, self.language)
        yield "word/settings.xml", _SETTINGS
        for number, xml in zip(numbers, self.footers, strict=True):
            yield f"word/footer{number}.xml", f"<w:ftr {_SPACES}>{xml}</w:ftr>"


def _entry(name: str) -> ZipInfo:
    """An entry with the first day that a zip knows."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _relations(targets: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _properties(title: str, author: str, day: str) -> str:
    try:
        made = date.fromisoformat(day).isoformat()
    except ValueError:
        made = _UNDATED  # not stated, or not in the calendar
    moment = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{made}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>{moment}</cp:coreProperties>"
    )


# Mode 15 is that of today's Word: older ones open a file in a compatibility view.
_SETTINGS = (
    f'<w:settings {_SPACES}><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    "</w:settings>"
)


def _styles(font: str, language: str) -> str:
    name = escape(font, quote=True)
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    centred, kept = '<w:jc w:val="center"/>', "<w:keepNext/>"
    styles = [
        _style("Normal", "Normal", "", "", default=True),
        _style("Title", "Title", '<w:spacing w:before="4000" w:after="400"/>' + centred, _size(26, bold=True)),
        _style("Subtitle", "Subtitle", '<w:spacing w:after="120"/>' + centred, _size(14)),
        _style("Heading1", "heading 1", _heading(kept, "80", "80", centred, 0), _size(OFFICE.title, bold=True)),
    ]
    for level, size in enumerate(HEADING_SIZES, 2):
        look = _heading(kept, "160", "80", "", level - 1)
        styles.append(_style(f"Heading{level}", f"heading {level}", look, _size(size, bold=True)))
    prose = '<w:spacing w:after="60" w:line="360" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="420"/>'
    styles += [
        _style("BodyText", "Body Text", prose + '<w:jc w:val="both"/>', _size(10.5)),
        _style("Footer", "footer", "", _size(OFFICE.foot)),
        _style("Small", "Small", '<w:spacing w:line="20" w:lineRule="exact"/>', _size(1)),
    ]
    return (
        f"<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(OFFICE.size)}"
        f'<w:lang w:val="en-US" w:eastAsia="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        f"{''.join(styles)}</w:styles>"
    )


def _size(points: float, *, bold: bool = False) -> str:
    half = round(points * 2)
    return f'{"<w:b/><w:bCs/>" if bold else ""}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _heading(kept: str, before: str, after: str, align: str, level: int) -> str:
    return (
        f'{kept}<w:keepLines/><w:spacing w:before="{before}" w:after="{after}"/>{align}<w:outlineLvl w:val="{level}"/>'
    )


def _style(name: str, shown: str, paragraph: str, run: str, *, default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{name}"><w:name w:val="{shown}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
