"""What lies in the goals' folder: data and no code. Of which kind each file is, is decided here and nowhere else."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, get_args

from goalbook.book.litter import is_litter
from goalbook.book.taken_up import TakenUp
from goalbook.goalfile.characters import UNSEEN
from goalbook.goalfile.problem import Problem, Severity, details
from goalbook.model.address import is_device, is_goal_folder
from goalbook.model.values import OriginalName

ContentKind = Literal[
    # goal data; pages and pictures, which are published too
    "goal", "form", "list", "schema", "page", "picture",
    # what documents were transcribed from: published where one names it
    "original",
    # left out: hidden files silently, what systems and editors leave with a note
    "hidden", "litter",
    # what may not lie there
    "link", "unfit-name", "taken-name", "not-in-nav", "not-a-picture", "not-an-original", "stray", "unreadable",
]  # fmt: skip
KINDS_OF_DATA: frozenset[ContentKind] = frozenset(("goal", "form", "list", "schema", "page", "picture", "original"))
_SILENT: frozenset[ContentKind] = KINDS_OF_DATA | {"hidden", "unreadable"}

GOAL_SUFFIXES = (".yml", ".yaml")
PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# What a file of the kind begins with: no browser runs any of them, whatever else is in it.
_PICTURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    ".avif": re.compile(rb".{4}ftypavi[fs]", re.DOTALL),
}
# What an original begins with by its suffix: no browser takes any of it for a page, whatever a server says of it.
_OLE, _ZIP, _TEXT = rb"\xd0\xcf\x11\xe0", rb"PK\x03\x04", rb"(?:\xef\xbb\xbf|(?!\xef\xbb\xbf))\s*[^<\s]"
_ORIGINALS = {
    suffix: re.compile(head)
    for head, suffixes in (
        (rb"%PDF-", "pdf"), (_OLE, "doc xls"), (_ZIP, "docx xlsx ofd odt ods"), (b"|".join((_OLE, _ZIP)), "wps et"),
        (rb"\{\\rtf", "rtf"), (_TEXT, "txt csv"),
    )
    for suffix in suffixes.split()
}  # fmt: skip
ORIGINALS = "originals"
_ORIGINAL_NAME = get_args(OriginalName)[1].pattern
_SCHEMAS = frozenset(f"schema/{name}.json" for name in ("document", "body", "form", "expected", "days", "synonyms"))
# Folders with data of one kind each, none of them published.
_FOLDERS: dict[str, ContentKind] = {"forms": "form", "site": "list"}
# First parts of addresses that the site or its theme has.
TAKEN = frozenset(
    (
        "404", "assets", "bodies", "changes", "compare", "completeness", "data", "forms", "glossary", "guide", "indicators", "missed",
        "originals", "policy", "problems", "quality", "regions", "robots", "rules", "schema", "search", "site", "sitemap", "snapshots",
        "things", "undated", "years",
    )
)  # fmt: skip
# Bytes of a name: a page's becomes a folder's, a file's gets endings.
_LONGEST = 200
# What Windows can't name, or an address would take for something else.
_UNFIT = re.compile(r'[\\:*?"<>|%]|[. ]$')


@dataclass(frozen=True, slots=True)
class Contents:
    """The files below a folder, sorted, each with its kind; and the folders in it that can't be read."""

    kinds: dict[str, ContentKind] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()

    def of(self, *kinds: ContentKind) -> list[str]:
        """The names of the files of some kinds."""
        return [name for name, kind in self.kinds.items() if kind in kinds]


def folder_contents(root: Path, taken_up: TakenUp | None = None) -> Contents:
    """What lies below the goals' folder; links are not followed."""
    names, unreadable = _walk(root)
    taken_up = taken_up or TakenUp()
    kinds = {name: kind_of_file(root, name, taken_up) for name in names}
    published = (name for name in names if kinds[name] in ("page", "picture"))
    taken = set()
    for name in sorted(published, key=lambda name: (name != name.lower(), _is_readme(name), name)):
        if (address := _address(name)) in taken:
            kinds[name] = "taken-name"
        taken.add(address)
    return Contents(kinds, unreadable)


def kind_of_file(root: Path, name: str, taken_up: TakenUp) -> ContentKind:
    """Of which kind a file is, named by its path below the goals' folder."""
    parts = name.split("/")
    if is_litter(parts[-1]):
        return "litter"
    if name.startswith(".") or "/." in name:
        return "hidden"
    suffix = _suffix(parts[-1])
    if len(parts) == 2 and parts[0] in _FOLDERS and suffix in GOAL_SUFFIXES and not is_link_itself(root / name):
        return _FOLDERS[parts[0]] if not _is_unfit(parts) else "unfit-name"
    # A link without a suffix stands for a folder of goal files, also where it leads nowhere.
    if suffix in GOAL_SUFFIXES or (not suffix and is_goal_folder(parts[0]) and is_link_itself(root / name)):
        return "goal"
    if is_link_itself(root / name):
        return "link"
    if _is_unfit(parts):
        return "unfit-name"
    if name in _SCHEMAS:
        return "schema" if _head(root / name) is not None else "unreadable"
    if parts[0] == ORIGINALS:
        return _kind_of_original(root, parts, suffix)
    return _kind_beside(root, name, suffix, taken_up)


def _suffix(name: str) -> str:
    """What a file's name ends in, in small letters, as pathlib tells it; there are many names to ask."""
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def _kind_of_original(root: Path, parts: list[str], suffix: str) -> ContentKind:
    """Whether a file of that folder is an original: its name fits an address, and it begins as its suffix says."""
    head = _head(root / "/".join(parts))
    if head is None:
        return "unreadable"
    begins = _ORIGINALS.get(suffix.removeprefix("."))
    fits = len(parts) == 2 and re.fullmatch(_ORIGINAL_NAME, parts[1])
    return "original" if fits and begins and begins.match(head) else "not-an-original"


def _kind_beside(root: Path, name: str, suffix: str, taken_up: TakenUp) -> ContentKind:
    """Of which kind a file is that is no goal data: a page, a picture, or nothing that may lie there."""
    first = name.split("/")[0].split(".")[0].casefold()
    if suffix not in PAGE_SUFFIXES and suffix not in _PICTURES:
        return "stray"
    if first in TAKEN or is_goal_folder(first):
        return "taken-name"
    head = _head(root / name)
    if head is None:
        return "unreadable"
    if suffix in PAGE_SUFFIXES:
        return "page" if taken_up.has(name) else "not-in-nav"
    return "picture" if _PICTURES[suffix].match(head) else "not-a-picture"


def contents_problems(contents: Contents) -> Iterator[Problem]:
    """What speaks against the files that may not lie there, and a note of what systems and editors left."""
    for name, kind in contents.kinds.items():
        if kind not in _SILENT:
            severity: Severity = "note" if kind == "litter" else "error"
            yield Problem(name, 1, 1, kind, details=details({"file": name}), severity=severity)


def unreadable_parts(contents: Contents) -> Iterator[Problem]:
    """The folders, pages and pictures that can't be read: they would be missing without a word."""
    for name in contents.unreadable:
        yield Problem(name, 1, 1, "unreadable-folder")
    for name in contents.of("unreadable"):
        yield Problem(name, 1, 1, "unreadable")


def is_link_itself(path: Path | str) -> bool:
    """Whether a path is a link; not where the system can't tell, as of one that is too long for it."""
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _walk(root: Path) -> tuple[list[str], tuple[str, ...]]:
    """The files below a folder, links to folders among them, and the folders that can't be read; sorted."""
    names: list[str] = []
    unreadable: list[str] = []

    def note(error: OSError) -> None:
        unreadable.append(Path(error.filename).relative_to(root).as_posix())

    top = os.fspath(root)
    for folder, folders, files in os.walk(top, onerror=note):
        here = folder.removeprefix(top).replace(os.sep, "/").strip("/")
        links = (name for name in folders if is_link_itself(Path(folder, name)))
        names += [f"{here}/{name}" if here else name for name in (*files, *links)]
        folders[:] = [name for name in folders if not name.startswith(".")]
    return sorted(names), tuple(sorted(unreadable))


def _address(name: str) -> str:
    """Where a page or picture will stand, as systems see it that tell no case."""
    path = PurePosixPath(name.casefold())
    if path.suffix not in PAGE_SUFFIXES:
        return str(path)
    return str(path.parent if path.stem in ("index", "readme") else path.with_suffix(""))


def _is_readme(name: str) -> bool:
    return PurePosixPath(name).stem.lower() == "readme"


def _is_unfit(parts: list[str]) -> bool:
    return any(
        len(os.fsencode(part)) > _LONGEST or is_device(part) or _UNFIT.search(part) or UNSEEN.search(part)
        for part in parts
    )


def _head(path: Path) -> bytes | None:
    """How a file begins; None where it can't be read. A pipe would be waited for."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(32)
    except OSError:
        return None
