"""A copy of a store on another file system: it is fetched where there is no store, and put there whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.site.build.store_copy import StoreCopy
from goalbook.site.build.target import NoTarget
from goalbook.store import Store

from site_tests.site.test_target import memory as memory


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_store_comes_back_on_another_machine(kind: str, tmp_path: Path) -> None:
    """What a second machine puts there the first one doesn't take: it has its own."""
    address = "memory://builds/made.sqlite" if kind == "memory" else (tmp_path / "there/made.sqlite").as_uri()
    first, second = tmp_path / "first/made.sqlite", tmp_path / "second/made.sqlite"
    StoreCopy(address).fetch(first)
    assert not first.exists()
    store = Store(first)
    store.put(b"key", "value")
    store.save()
    store.close()
    StoreCopy(address).send(first)
    StoreCopy(address).fetch(second)
    assert second.read_bytes() == first.read_bytes()
    assert Store(second).get(b"key") == "value"
    second.write_bytes(b"another")
    StoreCopy(address).send(second)
    StoreCopy(address).fetch(first)
    assert Store(first).get(b"key") == "value"
    if kind == "file":
        assert [path.name for path in (tmp_path / "there").iterdir()] == ["made.sqlite"]


def test_what_goes_wrong_is_told_by_its_kind(tmp_path: Path) -> None:
    """No address, nothing that can be read, nowhere to write."""
    with pytest.raises(NoTarget, match="address"):
        StoreCopy("nowhere://x")
    (tmp_path / "there").mkdir()
    folder = StoreCopy((tmp_path / "there").as_uri())
    with pytest.raises(NoTarget, match="read"):
        folder.fetch(tmp_path / "made.sqlite")
    assert not (tmp_path / "made.sqlite").exists()
    (tmp_path / "made.sqlite").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"y")
    with pytest.raises(NoTarget, match="write"):
        StoreCopy((tmp_path / "file/made.sqlite").as_uri()).send(tmp_path / "made.sqlite")
