"""Office files as the zip packages they are: opened only where they are no larger than they look."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from goalbook.importing.limits import MOST, SourceError, within

if TYPE_CHECKING:
    from lxml import etree

PACKAGE_ERRORS = (KeyError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading a damaged package raises."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_package(raw: bytes) -> zipfile.ZipFile:
    """The package, unless it holds too much to unpack or isn't one."""
    within("files", raw.count(b"PK\x01\x02"))  # the mark of an entry in its list
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
    except PACKAGE_ERRORS as error:
        raise SourceError("not-office") from error
    entries = package.infolist()
    within("unpacked", sum(one.file_size for one in entries))
    if any(one.compress_type not in _METHODS for one in entries):
        raise SourceError("not-office")
    return package


def part_of(package: zipfile.ZipFile, name: str) -> etree._Element:
    """The XML of a part; without entities, document types or anything from elsewhere."""
    from lxml import etree  # of an extra; what a file is, is told without

    try:
        with package.open(name) as stream:
            raw = stream.read(MOST["unpacked"] + 1)
    except PACKAGE_ERRORS as error:
        raise SourceError("not-office") from error
    within("unpacked", len(raw))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError("not-office") from error
