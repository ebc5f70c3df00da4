"""What an Office file says of itself beside its text: the properties that people or programs gave it."""

from __future__ import annotations

from goalbook.importing.sources.package import open_package, part_of

_PART = "docProps/custom.xml"
_NAME = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def property_of(raw: bytes, name: str) -> str:
    """The text of a property of a package, nothing where it has none. Raises SourceError where it is damaged."""
    with open_package(raw) as package:
        if _PART not in package.namelist():
            return ""
        root = part_of(package, _PART)
    found = (one for one in root.iter(_NAME) if one.get("name") == name)
    return next(("".join(one.itertext()).strip() for one in found), "")
