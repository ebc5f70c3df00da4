"""The part of the software that the files of documents are made by, as a digest: a change of anything else makes none anew."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import goalbook
from goalbook.messages.catalogue import LANGUAGES, texts_in
from goalbook.writers.formats import PAPER_MODULES

_PACKAGE = Path(goalbook.__file__).parent
# What reads a document from its file; what gives lists and the index what they have of it; what makes that
# ready, and the files of the index of it; what writes it.
_READERS = ("book.load",)
_LISTERS = ("search.record", "site.indicators.row", "writers.csv")
_COMPARERS = ("diff.told",)
_INDEXERS = ("search.segment",)
_TELLERS = ("results.two_years",)
_MERGERS = ("search.build",)
_WRITERS = ("book.filled", "checks.annex", "writers.formats", *PAPER_MODULES.values())
_READING = ("pydantic", "pydantic-core", "ruamel.yaml", "ruamel.yaml.clib")
_WRITING = ("xlsxwriter", "typst", "pikepdf", "segno")
_RENDERING = ("jinja2", "markupsafe")
_MAKES = (".py", ".html", ".toml", ".typ", ".yml", ".json", ".txt")  # files of the package that something is made with
_READ_BESIDE = (".typ", ".txt")  # those that modules of their folder read

# Of a module's text: what may be the key of a message, what a key begins with that is put together (``t(f"office.{name}")``), imports.
_TEXT = re.compile(r"""(?<=["'])[\w.-]+(?=["'])""")
_GROUP = re.compile(r"""t\((?<!\wt\()\s*f["']([^"'{]*)\{""")  # what it begins with is quickly looked for
_IMPORT = re.compile(r"^[ \t]*(?:import (goalbook.*)|from (goalbook[\w.]*) import (\([^)]*\)|.*))", re.MULTILINE)
_NAME, _MODULE = re.compile(r"\w+"), re.compile(r"goalbook[\w.]*")


def readers_key() -> str:
    """A digest of what reads goal files."""
    return closure_key(_READERS, _READING)


def yields_key() -> str:
    """A digest of what gives lists, the index and collections what they have of a document."""
    return closure_key(_LISTERS, _READING)


def segments_key(package: Path = _PACKAGE) -> str:
    """A digest of what gives the index what it has of documents."""
    return closure_key(_INDEXERS, (), package)


def index_key() -> str:
    """A digest of what makes the files of the index of what it has of documents."""
    return f"{closure_key(_MERGERS, ())} {zlib.ZLIB_RUNTIME_VERSION}"


def stories_key() -> str:
    """A digest of what tells of documents beside others."""
    return closure_key(_TELLERS, ())


def changes_key() -> str:
    """A digest of what tells readers what commits changed."""
    return closure_key(_COMPARERS, _READING)


def writers_key(package: Path = _PACKAGE) -> str:
    """A digest of what gives documents their files."""
    return closure_key(_WRITERS, _WRITING, package)


@cache
def whole_key(package: Path = _PACKAGE) -> str:
    """A digest of all that makes documents: the package with its forms, templates and words, and the libraries it works with."""
    digest = sha256()
    for name in (*_READING, *_WRITING, *_RENDERING):
        digest.update(_version_line(name).encode())
    for path in sorted(package.rglob("*")):
        if path.suffix in _MAKES and path.is_file():
            digest.update(f"{path.relative_to(package).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _version_line(name: str) -> str:
    try:
        return f"{name} {version(name)}\n"
    except PackageNotFoundError:
        return f"{name} -\n"


@cache
def closure_key(roots: tuple[str, ...], libraries: tuple[str, ...], package: Path = _PACKAGE) -> str:
    """A digest of some modules, of all of the package that they import, of their templates, lists and words, and of libraries."""
    digest = sha256()
    for name in libraries:
        digest.update(_version_line(name).encode())
    sources = sources_of(package, roots)
    for path in sorted({*sources, *_read_beside(sources)}):
        digest.update(f"{path.relative_to(package).as_posix()}\n".encode())
        digest.update(_content(path))
    for line in _words(package, sources.values()):
        digest.update(line.encode())
    return digest.hexdigest()


@dataclass(slots=True)
class ModuleSource:
    """What the text of a module names: modules of the package (some names may be of functions), texts of one word, what the keys of
    messages begin with that it puts together."""

    imports: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)


def sources_of(package: Path, roots: Iterable[str]) -> dict[Path, ModuleSource]:
    """The modules of a package that some of them import, at once or later, and those themselves."""
    found: dict[Path, ModuleSource] = {}
    waiting, seen = list(roots), set(roots)
    while waiting:
        name = waiting.pop()
        path = _file(package, name)
        if path is None or path in found:
            continue
        found[path] = source = _read(_content(path).decode())
        more = {name.rpartition(".")[0], *source.imports} - seen
        seen |= more
        waiting += more
    return found


def _content(path: Path) -> bytes:
    """The bytes of a file of a package, which several keys have in common."""
    return _content_since(path, path.stat().st_mtime_ns)


@cache
def _content_since(path: Path, _: int) -> bytes:
    return path.read_bytes()


@cache
def _read(text: str) -> ModuleSource:
    # Read by patterns: to parse all modules takes twenty times as long, at every build.
    source = ModuleSource(texts=set(_TEXT.findall(text)), groups=set(_GROUP.findall(text)))
    for modules, base, names in _IMPORT.findall(text):
        if base:
            inside = _inside(base)
            source.imports |= {inside, *(f"{inside}.{name}".removeprefix(".") for name in _NAME.findall(names))}
        else:
            source.imports.update(map(_inside, _MODULE.findall(modules)))
    return source


def _inside(name: str) -> str:
    return name.removeprefix("goalbook").removeprefix(".")


@cache
def _file(package: Path, name: str) -> Path | None:
    """The file of a module, named without the package; None where it is the name of something else."""
    stem = package.joinpath(*name.split("."))
    files = (stem.with_name(f"{stem.name}.py"), stem / "__init__.py") if name else (package / "__init__.py",)
    return next((path for path in files if path.is_file()), None)


def _read_beside(modules: Iterable[Path]) -> Iterator[Path]:
    """The templates and lists that stand beside modules and are read by them."""
    for folder in {path.parent for path in modules}:
        yield from (path for path in folder.iterdir() if path.suffix in _READ_BESIDE)


def _words(package: Path, sources: Collection[ModuleSource]) -> Iterator[str]:
    """The words of every language that modules ask for."""
    keys = set().union(*(source.texts for source in sources))
    groups = tuple(set().union(*(source.groups for source in sources)))
    for language in LANGUAGES:
        for key, text in _texts(package / "locale" / language):
            if key in keys or key.startswith(groups):
                yield f"{language} {key} {text}\n"


def _texts(folder: Path) -> Sequence[tuple[str, str]]:
    """The texts of a language in the order of their keys, which several keys have in common."""
    return _texts_since(folder, tuple(path.stat().st_mtime_ns for path in sorted(folder.rglob("*.toml"))))


@cache
def _texts_since(folder: Path, _: tuple[int, ...]) -> Sequence[tuple[str, str]]:
    return sorted(texts_in(folder).items())
