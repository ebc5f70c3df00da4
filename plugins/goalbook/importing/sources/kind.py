"""What a source file is, by its content: its name matters only where the content says nothing."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from goalbook.importing.limits import SourceError
from goalbook.importing.sources.ole import OLE_START, open_ole
from goalbook.importing.sources.package import open_package

_STARTS = {
    b"%PDF": "pdf", b"{\\rt": "rtf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"II*\0": "picture",
    b"MM\0*": "picture", b"MIME-Version": "mhtml", b"7z\xbc\xaf": "zip", b"Rar!": "zip", b"\x1f\x8b": "zip",
}  # fmt: skip
_PARTS = {
    "word/document.xml": "docx", "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "ppt/presentation.xml": "slides",
    "OFD.xml": "ofd", "content.xml": "odf",
}  # fmt: skip
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "slides",
}
_READ = ("docx", "xlsx", "xls", "doc", "odt", "ods", "rtf", "pdf", "html")
_OPEN = {"application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods"}
_HTML = re.compile(r"(?:<\?xml[^>]*>)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|meta|title|body|table|div|p|span|h\d)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_PICTURE = re.compile(rb"BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEPARATED = {".csv": "csv", ".tsv": "csv"}


def kind_of(raw: bytes, suffix: str) -> str:
    """docx, xlsx, xls, doc, odt, ods, rtf, pdf, html, csv or text. Raises SourceError for what isn't read, in words of its own."""
    kind = _content_of(raw)
    if kind == "text" and suffix.startswith(".htm"):
        return "html"
    if kind == "text":
        return _SEPARATED.get(suffix, "text")
    if kind in _READ:
        return kind
    raise SourceError(kind if kind.startswith("not-") else f"is-{kind}")


def _content_of(raw: bytes) -> str:
    """What the first bytes say; text where they say nothing and are text."""
    if raw.startswith(OLE_START):
        streams = open_ole(raw).entries
        return next((kind for name, kind in _STREAMS.items() if name in streams), "ole")
    if raw.startswith(b"PK\x03\x04"):
        with open_package(raw) as package:
            names = package.namelist()
            kind = next((kind for name, kind in _PARTS.items() if name in names), "zip")
            return _open_document(package) if kind == "odf" else kind
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw[:4096].decode("utf-16", "replace")
        return "html" if _HTML.match(text.lstrip()) else "text"
    head = raw.removeprefix(codecs.BOM_UTF8).lstrip()[:4096]
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _PICTURE.match(head):
        return "picture"
    text = head.decode("latin-1")
    if _HTML.match(text):
        return "html"
    if text.startswith("<?xml"):
        return "xml"
    if not head:
        return "not-anything"
    return "not-known" if len(_CONTROLS.findall(text)) > len(text) / 100 else "text"


def _open_document(package: zipfile.ZipFile) -> str:
    """Which OpenDocument file a package is; odf where it is another one."""
    with package.open("mimetype") if "mimetype" in package.namelist() else io.BytesIO() as stream:
        return _OPEN.get(stream.read(100).decode("latin-1").strip(), "odf")
