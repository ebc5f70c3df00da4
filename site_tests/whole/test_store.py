"""The store of what was made before: it gives back what was kept, never anything else, and runs nothing."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from goalbook import store as store_module
from goalbook.book.entry import Money
from goalbook.goalfile.problem import Problem
from goalbook.model.address import Address
from goalbook.store import Store, key_from

VALUE = (
    Address("2024/a/b"),
    Money(Decimal("1.50"), "1.50", 1, 0),
    (Problem("a.yml", 1, 2, "x", details=(("a", "b"),)),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is to be, in a folder that isn't there yet."""
    return tmp_path / "cache" / "store"


def kept(path: Path, key: bytes = b"k") -> object | None:
    """What a process that comes later finds."""
    return Store(path).get(key)


def test_what_was_saved_comes_back_of_the_same_kind(path: Path) -> None:
    """Records are equal and of their own types; nothing is kept before it is saved."""
    store = Store(path)
    store.put(b"k", VALUE)
    assert kept(path) is None
    store.save()
    found = kept(path)
    assert found == VALUE
    assert isinstance(found, tuple)
    assert [type(one) for one in found] == [Address, Money, tuple]
    assert kept(path, b"other") is None


def test_keys_tell_their_parts_apart() -> None:
    """Parts that join to the same text have other keys."""
    assert (
        len({key_from("ab", "c"), key_from("a", "bc"), key_from("abc"), key_from(b"abc"), key_from("a", "b", "c")}) == 5
    )


class _Runs:
    """What a stranger would have run when it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_nothing_in_a_store_is_run(path: Path, tmp_path: Path) -> None:
    """A value with a rightful seal that calls a function is no value."""
    store = Store(path)
    store.put(b"k", _Runs(tmp_path / "mark"))
    store.save()
    assert kept(path) is None
    assert not (tmp_path / "mark").exists()
    pickle.loads(pickle.dumps(_Runs(tmp_path / "mark")))
    assert (tmp_path / "mark").exists()  # it would have been


def test_a_value_under_the_key_of_another_is_nothing(path: Path) -> None:
    """Values that were exchanged, cut or altered in the file aren't believed."""
    store = Store(path)
    for key in (b"a", b"b", b"c", b"d"):
        store.put(key, VALUE)
    store.save()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE made SET value = (SELECT value FROM made WHERE key = ?) WHERE key = ?", (b"a", b"b"))
        database.execute("UPDATE made SET value = substr(value, 1, 40) WHERE key = ?", (b"c",))
        database.execute("UPDATE made SET value = 'text' WHERE key = ?", (b"d",))
    database.close()
    assert [kept(path, key) for key in (b"a", b"b", b"c", b"d")] == [VALUE, None, None, None]


@pytest.mark.parametrize("content", [b"", b"no database at all, but a text of some length" * 9, bytes(4096)])
def test_a_file_that_is_no_store_is_begun_anew(path: Path, content: bytes) -> None:
    """Whatever lies in its place: it is a store afterwards."""
    path.parent.mkdir()
    path.write_bytes(content)
    store = Store(path)
    assert store.get(b"k") is None
    store.put(b"k", VALUE)
    store.save()
    assert kept(path) == VALUE


def test_a_damaged_page_loses_values_and_invents_none(path: Path) -> None:
    """Bytes are overwritten all over the file: what still comes back is what was kept."""
    store = Store(path)
    keys = [key_from(number) for number in range(300)]
    for number, key in enumerate(keys):
        store.put(key, (number, "值" * 200))
    store.save()
    store.close()
    content = bytearray(path.read_bytes())
    for at in range(5_000, len(content), 997):
        content[at] ^= 0x55
    path.write_bytes(content)
    damaged = Store(path)
    found = [damaged.get(key) for key in keys]
    assert None in found
    assert all(one in (None, (number, "值" * 200)) for number, one in enumerate(found))


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    """A folder in its place, a file in its folder's place: the store is empty, and says nothing."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for path in (tmp_path / "folder", tmp_path / "file" / "store"):
        store = Store(path)
        store.put(b"k", VALUE)
        store.save()
        store.tidy()
        assert store.get(b"k") is None


def test_old_values_go_once_they_are_the_greater_part(path: Path) -> None:
    """As many as were asked for may stay beside them; then only these stay."""
    store = Store(path)
    for number in range(10):
        store.put(bytes([number]), number)
    store.save()
    for asked, left in ((5, 10), (4, 4)):
        later = Store(path)
        assert [later.get(bytes([number])) for number in range(asked)] == list(range(asked))
        later.tidy()
        assert [number for number in range(10) if later.has(bytes([number]))] == list(range(left))


def test_old_values_are_weighed_by_their_bytes(path: Path) -> None:
    """One long one outweighs many short ones; what is held counts as asked for, and so does what is asked for in vain."""
    store = Store(path)
    for number in range(10):
        store.put(bytes([number]), number)
    store.put(b"long", "长" * 999)
    store.save()
    later = Store(path)
    later.get(b"long")
    later.get(b"never kept")
    later.tidy()
    assert all(later.has(bytes([number])) for number in range(10))
    last = Store(path)
    last.hold(b"\3", b"\4")
    last.tidy()
    assert [number for number in range(10) if last.has(bytes([number]))] == [3, 4]
    assert not last.has(b"long")


def test_keys_that_were_noted_early_still_count(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for long ago needs no memory, and stays."""
    monkeypatch.setattr(store_module, "_NOTED", 3)
    store = Store(path)
    for number in range(20):
        store.put(bytes([number]), number)
    store.save()
    later = Store(path)
    for number in range(8):
        later.get(bytes([number]))
    assert len(later._used) < 3
    later.tidy()
    assert [number for number in range(20) if later.has(bytes([number]))] == list(range(8))


def test_what_a_process_asked_for_stays_though_it_tidies_again(path: Path) -> None:
    """A live server builds again and again: what an earlier build of it needed isn't let go by the next."""
    store = Store(path)
    for number in range(10):
        store.put(bytes([number]), number)
    store.save()
    server = Store(path)
    for asked, left in (((0, 1, 2, 3), (0, 1, 2, 3)), ((4,), (0, 1, 2, 3))):
        for number in asked:
            server.get(bytes([number]))
        server.tidy()
        assert [number for number in range(10) if server.has(bytes([number]))] == list(left)


def test_what_is_there_is_known_by_how_its_key_begins(path: Path) -> None:
    """Keys of all lengths, in no order, and keys beside them."""
    store = Store(path)
    there = [key_from(number) for number in range(500)] + [b"", b"a", b"ab", b"\xff" * 16]
    for key in there:
        store.put(key, 1)
    store.save()
    later = Store(path)
    assert all(map(later.has, there))
    assert not any(later.has(key_from("not", number)) for number in range(500))
    assert not later.has(b"b")


def _write(path: Path, first: int) -> None:
    store = Store(path)
    for number in range(first, first + 200):
        store.put(key_from(number), number)
        store.save()


def test_processes_write_beside_each_other(path: Path) -> None:
    """Two that save two hundred times each lose nothing."""
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, first)) for first in (0, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    store = Store(path)
    assert [store.get(key_from(number)) for number in range(400)] == list(range(400))
