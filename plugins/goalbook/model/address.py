"""Where a document and a body stand: their addresses, their files, and the folders of the goals."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

BODIES = "bodies"
FORMS_FOLDER = "forms"
# The folder of a site's own lists, and what these are called before their year.
SITE_FOLDER = "site"
EXPECTED = "expected"
WORKING_DAYS = "days"
SYNONYMS = "synonyms"
UNDATED = "undated"

# Characters of a body's or a document's name: file systems hold 255 bytes, and downloads are named after it.
LONGEST_NAME = 80

_SUFFIX = ".yml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"[0-9]{4}")
# Windows takes these for devices, whatever follows blanks and the first dot; a raised digit counts as its digit.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE | re.DOTALL)


class Address(str):
    """Where a document stands: ``2024/huangyuan-cppcc/department``, the path of its file and of its page without a suffix.

    It sorts, hashes and prints as the text that it is.
    """

    __slots__ = ()

    @classmethod
    def of_file(cls, name: str) -> Address:
        """The address of the document in a file, named by its path below the goals."""
        return cls(name.removesuffix(_SUFFIX))

    @property
    def year(self) -> str:
        """The folder of its year: ``2024`` or ``undated``."""
        return self.split("/", 1)[0]

    @property
    def body(self) -> str:
        """The id of its reporting body."""
        return self.lineage.split("/", 1)[0]

    @property
    def document(self) -> str:
        """The name of its file without a suffix, by which it is known in other years too."""
        return self.rsplit("/", 1)[-1]

    @property
    def lineage(self) -> str:
        """What stays the same from year to year: ``huangyuan-cppcc/department``."""
        return self.split("/", 1)[1]

    @property
    def file(self) -> str:
        """The path of its file below the goals."""
        return f"{self}{_SUFFIX}"

    @property
    def folder(self) -> str:
        """The folder that it shares with the documents of its body and year."""
        return self.rsplit("/", 1)[0]


def body_file(body: str) -> str:
    """The path of a body's file below the goals."""
    return f"{BODIES}/{body}{_SUFFIX}"


def form_file(form: str) -> str:
    """The path of the file of a form that a site has drawn, below the goals."""
    return f"{FORMS_FOLDER}/{form}{_SUFFIX}"


def is_goal_folder(name: str) -> bool:
    """Whether a folder of goals holds goal files: bodies, or the documents of a year."""
    return name == BODIES or is_year(name)


def is_year(name: str) -> bool:
    """Whether a folder of goals holds documents: those of a year, or those whose year is not stated."""
    return name == UNDATED or bool(_YEAR.fullmatch(name))


def is_document_path(name: str) -> bool:
    """Whether a document's file may be called so: ``2024/<body>/<document>.yml`` or ``undated/…``."""
    parts = PurePosixPath(name).parts
    return len(parts) == 3 and is_year(parts[0]) and _is_address(parts)


def is_body_path(name: str) -> bool:
    """Whether a body's file may be called so: ``bodies/<body>.yml``."""
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and _is_address(parts)


def is_form_path(name: str) -> bool:
    """Whether the file of a drawn form may be called so: ``forms/<form>.yml``."""
    return is_body_path(name) and name.startswith(f"{FORMS_FOLDER}/")


def is_expected_of(name: str, year: str = "") -> bool:
    """Whether a file is the list of what is to be published in a year: in any where none is given."""
    start = f"{SITE_FOLDER}/{EXPECTED}-"
    return name.startswith(start) and (not year or name == f"{start}{year}{_SUFFIX}")


def is_device(name: str) -> bool:
    """Whether Windows takes a file or folder of that name for a device, so that nobody there can have it."""
    return bool(_DEVICES.fullmatch(name))


def _is_address(parts: tuple[str, ...]) -> bool:
    *folders, file = parts
    slugs = (*folders, file.removesuffix(_SUFFIX))
    return file.endswith(_SUFFIX) and all(map(_is_slug, slugs))


def _is_slug(name: str) -> bool:
    return len(name) <= LONGEST_NAME and not is_device(name) and bool(_SLUG.fullmatch(name))
