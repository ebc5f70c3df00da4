"""Work for a machine that shares no disk: all that it needs goes there as bytes, and what it made comes back as bytes.

The functions here run on that machine. What is pickled is sent and taken by processes of one build, which run each other's code.
"""

from __future__ import annotations

import os
import pickle
import platform
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from goalbook.book.filled import GoalChanged
from goalbook.files import write_file
from goalbook.site.build.collect import assembled
from goalbook.site.build.collections import Collection
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.produce import Maker
from goalbook.site.build.software import whole_key
from goalbook.site.build.spilled import Spilled
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.shell import Shell
from goalbook.writers.paper import Fonts, Unfit

Bytes = Mapping[str, bytes]  # of files, by their paths


class Outfit(NamedTuple):
    """What all errands of a build have in common: the settings, the name of the goals' folder, the shells of pages, the site's
    own templates, and the versions of the fonts of PDF files."""

    settings: Settings
    root: str
    shells: dict[int, Shell]
    templates: Bytes
    fonts: dict[str, str]


class Fetched(NamedTuple):
    """What came back of some documents: of each what it adds to the site and its rows in collections, and the files of all."""

    yields: list[tuple[Yield, bytes]]
    files: Bytes


class ErrandFault(Exception):
    """Work elsewhere failed; ``str()`` of it is the key of its message, ``values`` fill that.

    ``software`` and ``fonts`` (worker, theirs, ours), ``document`` (file, text), ``lost`` (what, text).
    """

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.values = values


def font_versions(settings: Settings) -> dict[str, str]:
    """The versions of the fonts that PDF files are set in here; none where there are no such files."""
    return _versions(settings.fonts) if "pdf" in settings.formats else {}


@lru_cache(maxsize=4)
def _versions(fonts: Fonts) -> dict[str, str]:
    found: dict[str, str] = import_module("goalbook.writers.pdf.fonts").versions(fonts)
    return found


class _Workshop:
    """What an outfit is once it is unpacked: the site's own templates lie in a folder that goes with it."""

    def __init__(self, outfit: Outfit) -> None:
        self.outfit = outfit
        self.settings = outfit.settings
        if outfit.templates:
            self.folder = TemporaryDirectory(prefix="goalbook-", ignore_cleanup_errors=True)
            _lay_out(Path(self.folder.name), outfit.templates)
            self.settings = replace(outfit.settings, overrides=self.folder.name)

    def maker(self, folder: Path, sources: Bytes) -> Maker:
        """Who makes documents of goal files that are laid out in a folder, beside the site that they go into."""
        root = folder / "goals" / self.outfit.root
        _lay_out(root, sources)
        (folder / "waiting").mkdir()
        before = folder / "before"  # is not there
        return Maker(self.settings, root, self.outfit.shells, folder / "site", before, folder / "waiting")


def make_elsewhere(software: str, outfit: bytes, errand: bytes) -> bytes:
    """Make documents (jobs, goal files by path); gives a pickled ``Fetched``. Raises ErrandFault where one can't be made."""
    workshop = _workshop(software, outfit)
    jobs, sources = pickle.loads(errand)
    with TemporaryDirectory(prefix="goalbook-") as name:
        maker = workshop.maker(Path(name), sources)
        yields = [_made(maker, job) for job in jobs]
        files = {
            path.relative_to(maker.site).as_posix(): path.read_bytes()
            for path in sorted(maker.site.rglob("*"))
            if path.is_file()
        }
    return pickle.dumps(Fetched(yields, files))


def collect_elsewhere(software: str, outfit: bytes, errand: bytes) -> bytes:
    """Make a collection (collection, suffix, goal files by path); gives the pickled bytes of its file, or why there is none."""
    workshop = _workshop(software, outfit)
    volume, suffix, sources = pickle.loads(errand)
    with TemporaryDirectory(prefix="goalbook-") as name:
        try:
            made: bytes | Unfit = b"".join(assembled(workshop.maker(Path(name), sources), _unspilled(volume), suffix))
        except Unfit as cause:
            made = cause
    return pickle.dumps(made)


def _made(maker: Maker, job: Job) -> tuple[Yield, bytes]:
    """What one document adds, with its rows; nothing in it names a file of this machine."""
    file = f"{maker.root.name}/{job.entry.address.file}"
    fault = None
    try:
        result = maker.make(job)
    except GoalChanged:
        raise
    except Exception as error:  # whatever it is, the document is to be named
        fault = ErrandFault("document", file=file, text=f"{type(error).__name__}: {error}")
    if fault:
        raise fault  # by itself: a cause with a deep traceback can't be sent, and the name would be lost with it
    rows = result.spilled.read_rows() if result.spilled and result.spilled.rows else b""
    return result._replace(spilled=None), rows


def _unspilled(volume: Collection) -> Collection:
    """A collection whose members are all read from their files."""
    return replace(volume, spilled=(Spilled("", 0, 0, 0),) * len(volume.members))


def _workshop(software: str, outfit: bytes) -> _Workshop:
    """What this process works with. Raises ErrandFault where its software or its fonts would make other bytes."""
    worker = f"{platform.node()}, {os.getpid()}"
    if (own := whole_key()) != software:
        raise ErrandFault("software", worker=worker, theirs=own, ours=software)
    workshop = _unpacked(outfit)
    if (fonts := font_versions(workshop.settings)) != workshop.outfit.fonts:
        raise ErrandFault("fonts", worker=worker, theirs=_listed(fonts), ours=_listed(workshop.outfit.fonts))
    return workshop


@lru_cache(maxsize=4)
def _unpacked(outfit: bytes) -> _Workshop:
    return _Workshop(pickle.loads(outfit))


def _listed(fonts: Mapping[str, str]) -> str:
    return ", ".join(f"{family} {version}" for family, version in fonts.items()) or "—"


def _lay_out(folder: Path, files: Bytes) -> None:
    for name, content in files.items():
        write_file(folder / name, content)
