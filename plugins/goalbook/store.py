"""What was made before, kept under the digest of all that it was made of, so that it is read instead of made again.

A store is one file. It can be deleted at any time, shared by builds and carried from one machine to another: what is damaged, or
was never kept, is made again, and a build gives the same bytes with a store as without.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

_SEAL = 16
_WAIT = 30  # seconds for another process that is writing
_FORMAT = 2
_BATCH = 256  # values that wait to be saved together
_NOTED = 8192  # keys that are noted together
_NEEDED = "CREATE TEMP TABLE IF NOT EXISTS needed (key BLOB PRIMARY KEY) WITHOUT ROWID"
# What may be in a value besides texts, numbers and sequences: records that do nothing when they are made.
_ALLOWED = frozenset(
    {
        ("decimal", "Decimal"),
        ("goalbook.book.entry", "Money"),
        ("goalbook.goalfile.problem", "Problem"),
        ("goalbook.model.address", "Address"),
        ("goalbook.model.records", "Withdrawn"),
        ("goalbook.results.over_years", "Moved"),
        ("goalbook.results.told", "LifeStep"),
        ("goalbook.results.told", "StoryTold"),
        ("goalbook.results.told", "YearBefore"),
        ("goalbook.search.cells", "FoundCell"),
        ("goalbook.search.record", "SearchRecord"),
        ("goalbook.search.record", "Terms"),
        ("goalbook.search.segment", "Segment"),
        ("goalbook.site.indicators.row", "IndicatorRow"),
        ("goalbook.site.indicators.row", "ValueRow"),
    }
)


def key_from(*parts: object) -> bytes:
    """The key of what is made from some parts, told apart by their ``repr``."""
    return blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=_SEAL).digest()


class Store:
    """A store in a file, for one process. Nothing that goes wrong with it stops a build: it then holds nothing."""

    def __init__(self, path: Path) -> None:
        self._waiting: list[tuple[bytes, bytes]] = []
        self._used: list[bytes] = []
        self._database = _opened(path)

    @cached_property
    def _keys(self) -> Sequence[int]:
        """What the keys under which something is kept begin with, sorted, read at once: they are asked for document by document."""
        if self._database is None:
            return array("Q")
        try:
            found = array("Q", (_begins(key) for (key,) in self._database.execute("SELECT key FROM made ORDER BY key")))
        except (sqlite3.Error, TypeError):
            return array("Q")
        return found

    def has(self, key: bytes) -> bool:
        """Whether something was kept under a key, damaged or not, when this was first asked since the store was opened or tidied."""
        if self._database is None:
            return False
        begins = _begins(key)
        at = bisect_left(self._keys, begins)
        return at < len(self._keys) and self._keys[at] == begins

    def get(self, key: bytes) -> object | None:
        """What is kept under a key; None where that is nothing, or is damaged."""
        if self._database is None:
            return None
        self.hold(key)
        try:
            found = self._database.execute("SELECT value FROM made WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return _unpacked(key, found[0]) if found else None

    def hold(self, *keys: bytes) -> None:
        """Let what is kept under keys count as asked for, since it may be next time."""
        self._used += keys
        if len(self._used) >= _NOTED:
            with suppress(sqlite3.Error):
                self._note_used()

    def put(self, key: bytes, value: object) -> None:
        """Keep something under a key, once ``save`` is called."""
        if self._database is not None:
            self.hold(key)
            self._waiting.append((key, _packed(key, value)))
            if len(self._waiting) >= _BATCH:
                self.save()

    def save(self) -> None:
        """Write what was put since the last time."""
        if self._database is not None and self._waiting:
            with suppress(sqlite3.Error), self._database:
                self._database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", self._waiting)
        self._waiting = []

    def tidy(self) -> None:
        """Save, and let go what this process didn't ask for, where that is the greater part: two states of a site have room."""
        self.save()
        if self._database is None:
            return
        with suppress(sqlite3.Error):
            self._note_used()
            _let_go(self._database)
        self.__dict__.pop("_keys", None)

    def close(self) -> None:
        """Let the file go; the store then holds nothing."""
        if self._database is not None:
            self._database.close()
        self._database = None

    def _note_used(self) -> None:
        """Note the keys that were asked for where they need no memory."""
        if self._database is not None:
            with self._database:
                self._database.execute(_NEEDED)
                self._database.executemany("INSERT OR IGNORE INTO needed VALUES (?)", ((key,) for key in self._used))
        self._used = []


class Drawer(NamedTuple):
    """The values of a store that are made by the same software from facts of which some, ``shared``, are the same for all."""

    store: Store
    shared: tuple[object, ...] = ()

    def of(self, *facts: object) -> Drawer:
        """The values that share further facts."""
        return Drawer(self.store, (key_from(*self.shared, *facts),))

    def key(self, *facts: object) -> bytes:
        """The key of what is made from the shared facts and these."""
        return key_from(*self.shared, *facts)


@cache
def store_at(path: Path) -> Store:
    """The store in a file: a process opens it once."""
    return Store(path)


def _opened(path: Path) -> sqlite3.Connection | None:
    """The database in a file, made where there is none; one that can't be read is begun anew; None where nothing can be kept."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_WAIT)
            # After a loss of power the file may be damaged, which is seen when it is read; that is cheaper than to wait for a disk.
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA journal_mode = WAL")
            if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _FORMAT):
                raise sqlite3.DatabaseError("of another format")
            with database:
                database.execute("CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB)")
                database.execute(f"PRAGMA user_version = {_FORMAT}")
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink()
        except OSError:
            return None
        else:
            return database
    return None


def _packed(key: bytes, value: object) -> bytes:
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _seal(key, content) + content


def _unpacked(key: bytes, held: object) -> object | None:
    if not isinstance(held, bytes) or held[:_SEAL] != _seal(key, held[_SEAL:]):
        return None
    try:
        found: object = _Records(io.BytesIO(held[_SEAL:])).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
        return None
    return found


def _seal(key: bytes, content: bytes) -> bytes:
    return blake2b(content, digest_size=_SEAL, key=key).digest()


class _Records(pickle.Unpickler):
    """Reads records of known kinds: whoever can write the file still can't have anything run."""

    def find_class(self, module: str, name: str) -> object:
        """The class of a record. Raises UnpicklingError at any other."""
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _begins(key: bytes) -> int:
    """What a key begins with, as a number that sorts as keys do: two keys of so many that begin alike aren't to be expected."""
    return int.from_bytes(key[:8].ljust(8, b"\0"), "big")


def _let_go(database: sqlite3.Connection) -> None:
    """Delete what isn't used, where it has more bytes than what is."""
    with database:
        whole, needed = database.execute(
            "SELECT total(length(value)), total(CASE WHEN key IN (SELECT key FROM needed) THEN length(value) END) FROM made"
        ).fetchone()
        if spare := whole > 2 * needed:
            database.execute("DELETE FROM made WHERE key NOT IN (SELECT key FROM needed)")
    if spare:
        database.execute("VACUUM")
