"""A site on another file system: versions beside each other, and the pointer to one of them last."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from goalbook.site.build.target import NoTarget, SiteTarget

MEMORY = "memory://sites/goals"


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryFileSystem]:
    """A store of objects in memory, empty before and after."""
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    folder = tmp_path / "site"
    (folder / "2024/甲").mkdir(parents=True)
    (folder / "index.html").write_bytes(b"home")
    (folder / "2024/甲/project.html").write_bytes(b"page")
    (folder / ".goalbook.json").write_bytes(b"{}")
    return folder


def served(system: Any, root: str) -> dict[str, bytes]:
    """The files of the version that the pointer names."""
    prefix = f"{root}/versions/{system.cat_file(f'{root}/current').decode().strip()}"
    found = system.find(prefix)
    start = len(system._strip_protocol(prefix)) + 1
    return {system._strip_protocol(path)[start:]: system.cat_file(path) for path in found}


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_version_is_whole_and_the_one_before_stays(kind: str, site: Path, tmp_path: Path) -> None:
    """A changed site is a version of its own; of the older ones the last is kept, and a site that is there is not sent again."""
    address = MEMORY if kind == "memory" else (tmp_path / "there").as_uri()
    target = SiteTarget(address)
    seen = []
    for number in range(4):
        (site / "index.html").write_bytes(b"home %d" % number)
        done = target.publish(site)
        assert (done.files, done.sent) == (3, 3)
        assert served(target.system, target.root) == files(site)
        seen.append(done.version)
        held = {
            path.rstrip("/").rpartition("/")[2] for path in target.system.ls(f"{target.root}/versions", detail=False)
        }
        assert held == set(seen[-2:])
    again = target.publish(site)
    assert (again.version, again.sent) == (seen[-1], 0)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_version_that_is_cut_off_is_not_served(
    kind: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file can't be written, the version before stays; the next try writes only what lacks."""
    target = SiteTarget(MEMORY if kind == "memory" else (tmp_path / "there").as_uri())
    target.publish(site)
    before = files(site)
    for name in files(site):
        (site / name).write_bytes(b"another")
    put: Any = target.system.put_file

    def fails(path: str, to: str, **options: Any) -> None:
        if to.endswith("index.html"):
            raise PermissionError("no more")
        put(path, to, **options)

    with monkeypatch.context() as patch:
        patch.setattr(target.system, "put_file", fails)
        with pytest.raises(NoTarget, match="write") as failed:
            target.publish(site)
    assert failed.value.text == "PermissionError: no more"
    assert served(target.system, target.root) == before
    assert 0 < target.publish(site).sent < 3
    assert served(target.system, target.root) == files(site)


def test_half_a_file_is_written_again(site: Path, memory: MemoryFileSystem) -> None:
    """A version isn't taken for whole because its files have their names."""
    version = SiteTarget(MEMORY).publish(site).version
    memory.pipe_file(f"/sites/goals/versions/{version}/index.html", b"ho")
    assert SiteTarget(MEMORY).publish(site).sent == 1
    assert served(memory, "/sites/goals") == files(site)


def test_a_file_that_vanishes_meanwhile_stops_the_version(
    site: Path, memory: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there is looked through before it is named."""
    put: Any = MemoryFileSystem.put_file

    def loses(self: MemoryFileSystem, path: str, to: str, **options: Any) -> None:
        put(self, path, to, **options)
        if to.endswith("index.html"):
            self.rm(to)

    monkeypatch.setattr(MemoryFileSystem, "put_file", loses)
    with pytest.raises(NoTarget, match="write"):
        SiteTarget(MEMORY).publish(site)
    assert not memory.exists("/sites/goals/current")


def test_what_others_have_there_stays(site: Path, memory: MemoryFileSystem) -> None:
    """Only versions are ever removed."""
    memory.pipe({"/sites/goals/versions/old/a": b"a", "/sites/goals/b": b"b", "/sites/versions/0/c": b"c"})
    for number in range(4):
        (site / "index.html").write_bytes(b"home %d" % number)
        SiteTarget(MEMORY).publish(site)
    shutil.rmtree(site)
    names = set(memory.find("/sites"))
    assert {"/sites/goals/versions/old/a", "/sites/goals/b", "/sites/versions/0/c"} < names


@pytest.mark.parametrize(("address", "key"), [("nothing://a", "address"), ("gs://bucket/goals", "package")])
def test_an_address_of_no_store_is_refused(address: str, key: str) -> None:
    """The reason is told."""
    with pytest.raises(NoTarget, match=key) as refused:
        SiteTarget(address)
    assert refused.value.text
