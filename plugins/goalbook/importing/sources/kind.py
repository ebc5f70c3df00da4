"""What a source file is by its content, and whether its name says so: nothing is read, or handed on, for what it is not."""

from __future__ import annotations

import re

from goalbook.importing.limits import SourceError
from goalbook.importing.sources.ole import OLE_START, open_ole
from goalbook.importing.sources.package import open_package

_STARTS = {
    b"%PDF": "pdf", b"{\\rt": "rtf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"II*\0": "picture",
    b"MM\0*": "picture", b"MIME-Version": "mhtml",
}  # fmt: skip
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "odf"}
_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_HTML = re.compile(r"(?:<\?xml[^>]*>)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|meta|title|body|table|div|p)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_NAMED = {
    ".csv": "csv", ".tsv": "csv", ".docm": "macros", ".dotm": "macros", ".xlsm": "macros", ".xltm": "macros", ".wps": "wps",
    ".et": "wps",
}  # fmt: skip
_OFFICE = (".docx", ".xlsx", ".doc", ".xls")


def kind_of(raw: bytes, suffix: str) -> str:
    """docx, xlsx, xls, doc, html or text. Raises SourceError for what isn't read or isn't what its name says."""
    if suffix in _NAMED:
        raise SourceError(f"is-{_NAMED[suffix]}")
    content = _content_of(raw)
    if content == "html" and suffix not in _OFFICE:
        content = "text"
    if content == "text" and suffix in (".html", ".htm", ".txt", ""):
        return "html" if suffix.startswith(".h") else "text"
    if (content in ("docx", "xlsx") and suffix in _OFFICE) or (content in ("doc", "xls") and suffix == f".{content}"):
        return content
    if content == "text" and suffix not in _OFFICE:
        raise SourceError("unknown-suffix", suffix=suffix)
    if content == "text" and not (raw.strip() and _is_text(raw)):
        raise SourceError("not-office")
    raise SourceError(f"is-{content}")


def _content_of(raw: bytes) -> str:
    """What the first bytes say; text where they say nothing."""
    head = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    if raw.startswith(OLE_START):
        streams = open_ole(raw).entries
        return next((kind for name, kind in _STREAMS.items() if name in streams), "ole")
    if raw.startswith(b"PK"):
        with open_package(raw) as package:
            names = package.namelist()
        return next((kind for name, kind in _PARTS.items() if name in names), "zip")
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    text = head.decode("latin-1")
    if _HTML.match(text):
        return "html"
    return "xml" if text.startswith("<?xml") else "text"


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
