"""Office files as the zip packages they are: opened only where they are no larger than they look."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from goalbook.importing.lines import SourceError

_MOST_FILES = 2_000
_MOST_BYTES = 60 << 20


def open_package(raw: bytes) -> zipfile.ZipFile:
    """The package, unless it holds too much to unpack or isn't one."""
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise SourceError("not-office") from error
    entries = package.infolist()
    if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _MOST_BYTES:
        raise SourceError("too-large")
    return package


def part_of(package: zipfile.ZipFile, name: str) -> etree._Element:
    """The XML of a part; without entities, document types or anything from elsewhere."""
    try:
        with package.open(name) as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise SourceError("not-office") from error
    if len(raw) > _MOST_BYTES:
        raise SourceError("too-large")
    if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
        raise SourceError("not-office")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError("not-office") from error
