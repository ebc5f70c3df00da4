"""Where a site is put besides a folder: any file system that ``fsspec`` knows, object stores among them (extra ``cluster``).

A store of objects can't exchange one site for another. So each version of a site is written under a prefix of its own, and the one
small object that names the version to serve is written last: whoever reads it finds a whole site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goalbook.extras import first_lacking

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

POINTER = "current"
VERSIONS = "versions"
_TOGETHER = 64  # files that are sent beside each other
_VERSION = re.compile("[0-9a-f]{20}")


class NoTarget(Exception):
    """A site can't be put there; ``str()`` of it is the key of its message: ``package``, ``address``, ``write``; ``text`` says why."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(key)
        self.text = text


class PublishedVersion(NamedTuple):
    """What a target serves now: the version, how many files it has, and how many of them were sent."""

    version: str
    files: int
    sent: int


def file_system(address: str) -> tuple[AbstractFileSystem, str, bool]:
    """The file system of an address, the path there, and whether it is this machine's own. Raises NoTarget where there is none."""
    if first_lacking("fsspec"):
        raise NoTarget("package", "fsspec")
    from fsspec.core import url_to_fs
    from fsspec.utils import get_protocol

    is_local = get_protocol(address) in ("file", "local")
    try:
        system, path = url_to_fs(address, **({"auto_mkdir": True} if is_local else {}))
    except ImportError as error:
        raise NoTarget("package", str(error)) from error
    except Exception as error:  # each kind of store has its own
        raise NoTarget("address", f"{type(error).__name__}: {error}") from error
    return system, path.rstrip("/"), is_local


class SiteTarget:
    """A place for the versions of one site, of which one is served."""

    def __init__(self, address: str) -> None:
        """Find the file system of an address. Raises NoTarget where there is none."""
        self.system, self.root, self.is_local = file_system(address)

    def publish(self, site: Path) -> PublishedVersion:
        """Put a site there and serve it. Raises NoTarget where that fails: what was served still is."""
        try:
            return self._publish(site)
        except NoTarget:
            raise
        except Exception as error:  # each kind of store has its own
            raise NoTarget("write", f"{type(error).__name__}: {error}") from error

    def _publish(self, site: Path) -> PublishedVersion:
        files = dict(_files(site))
        version = site_version(site, files)
        prefix = f"{self.root}/{VERSIONS}/{version}"
        there = self._sizes(prefix)
        missing = [name for name, size in files.items() if there.get(name) != size]
        for at in range(0, len(missing), _TOGETHER):
            names = missing[at : at + _TOGETHER]
            self.system.put([str(site / name) for name in names], [f"{prefix}/{name}" for name in names])
        if self._sizes(prefix) != files:
            raise NoTarget("write", f"{prefix} ≠ {site}")
        before = self._served()
        if before != version:
            self._serve(version)
        self._forget({version, before})
        return PublishedVersion(version, len(files), len(missing))

    def _sizes(self, prefix: str) -> dict[str, int]:
        """The size of each file of a version, as far as it is there."""
        self.system.invalidate_cache()
        found = self.system.find(prefix, detail=True) if self.system.exists(prefix) else {}
        start = len(self.system._strip_protocol(prefix).rstrip("/")) + 1
        return {self.system._strip_protocol(path)[start:]: int(about["size"]) for path, about in found.items()}

    def _served(self) -> str:
        """The version that is served; nothing where there is none."""
        pointer = f"{self.root}/{POINTER}"
        return self.system.cat_file(pointer).decode().strip() if self.system.exists(pointer) else ""

    def _serve(self, version: str) -> None:
        """Name the version that is served, in one step: an object is written whole or not at all, a file is renamed."""
        pointer, content = f"{self.root}/{POINTER}", f"{version}\n".encode()
        if self.is_local:
            self.system.pipe_file(f"{pointer}.part", content)
            self.system.mv(f"{pointer}.part", pointer)
        else:
            self.system.pipe_file(pointer, content)

    def _forget(self, wanted: set[str]) -> None:
        """Remove versions, but for the one that is served and the one before it, which readers may be in the middle of."""
        for path in self.system.ls(f"{self.root}/{VERSIONS}", detail=False):
            name = path.rstrip("/").rpartition("/")[2]
            if _VERSION.fullmatch(name) and name not in wanted:
                self.system.rm(path, recursive=True)


def site_version(site: Path, names: dict[str, int]) -> str:
    """The name of a site's version: a digest of all its files."""
    digest = sha256()
    for name in names:
        with (site / name).open("rb") as file:
            content = sha256(file.read()).hexdigest()
        digest.update(f"{content}  {name}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()[:20]


def _files(site: Path) -> Iterator[tuple[str, int]]:
    """The files of a site with their sizes, sorted."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield path.relative_to(site).as_posix(), path.stat().st_size
