"""Templates that were compiled: a process compiles each once, and a later one of the same user finds those of packages among the user's
caches. Nothing is taken from a folder that others can write to, nor from one that is carried about, as the store is.
"""

from __future__ import annotations

import marshal
import os
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from goalbook.extras import installed
from goalbook.files import write_file
from goalbook.store import key_from

_PACKAGE = Path(__file__).parents[2]
# What a template is compiled with besides the package's texts: the rooms of these.
_COMPILERS = ("site/frame", "messages", "model/direction.py")
_SEAL = 16


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory, under their names and the digest of their text, and those of packages in a ``folder``, if there
    is one. ``way`` names how they are compiled, ``made_with`` is a digest of all that they are compiled with.
    """

    def __init__(self, way: str, made_with: bytes, folder: Path | None) -> None:
        self.way, self.made_with, self.folder = way, made_with, folder
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells a template from all others: its name and its file."""
        return f"{name}\n{filename or ''}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template as it was compiled, if it was."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum)) or self._kept(bucket)
        self._codes[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        self._codes[bucket.key, bucket.checksum] = bucket.code
        path = self._path(bucket.key)
        if path and bucket.code:
            with suppress(OSError):
                content = marshal.dumps(bucket.code)
                write_file(path, self._seal(bucket, content) + content)

    def _kept(self, bucket: Bucket) -> CodeType | None:
        """A template that another process compiled; None where there is none, or of something else."""
        try:
            held = path.read_bytes() if (path := self._path(bucket.key)) else b""
            whole = held[:_SEAL] == self._seal(bucket, held[_SEAL:])
            code = marshal.loads(held[_SEAL:]) if whole else None  # noqa: S302 (as Python does)
        except (OSError, EOFError, ValueError, TypeError):
            return None
        return code if isinstance(code, CodeType) else None

    def _seal(self, bucket: Bucket, content: bytes) -> bytes:
        return key_from(self.made_with, bucket.key, bucket.checksum, blake2b(content).digest())

    def _path(self, key: str) -> Path | None:
        """Where a template of a package is kept; None for one of a site."""
        file = key.partition("\n")[2]
        if not self.folder or not file.startswith(_packages()):
            return None
        # By its whole path: two installations of one user would else take turns in overwriting each other's.
        return self.folder / key_from(self.way, file).hex()


def compiled_for(way: str, texts: Mapping[str, str] | None = None) -> Compiled:
    """What was compiled in one way, which a name tells: for a language, whose ``texts`` are put into templates, or for the theme."""
    return _compiled(way, key_from(way, sorted(texts.items()) if texts else ()))


@cache
def _compiled(way: str, made_with: bytes) -> Compiled:
    return Compiled(way, key_from(made_with, _compiler()), _folder())


@cache
def _compiler() -> bytes:
    """A digest of what compiles templates: Python, what is installed, by names and versions, and the package's part of it."""
    digest = blake2b(repr((sys.version, installed())).encode())
    for name in _COMPILERS:
        path = _PACKAGE / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else (path,):
            digest.update(file.read_bytes())
    return digest.digest()


def _folder() -> Path | None:
    """The user's own folder for them; None where there is none that nobody else can write to."""
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = caches / "goalbook-templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except (OSError, RuntimeError):
        return None
    if sys.platform != "win32" and (state.st_uid != os.getuid() or state.st_mode & 0o022):
        return None
    return folder


@cache
def _packages() -> tuple[str, ...]:
    """How the files of packages begin."""
    return tuple(
        f"{Path(folder)}{os.sep}" for folder in (_PACKAGE, sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    )
