"""A store carries a site: where there is none it comes back file for file, and whatever is wrong with what is kept writes nothing."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from goalbook.site.build import carried, pieces
from goalbook.site.build.carried import bring_back, carry
from goalbook.site.build.pieces import keep_pieces
from goalbook.site.build.site_trees import known_trees
from goalbook.store import Store, key_from

NAME, APART = "mkdocs.yml", "snapshots"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of its own."""
    return Store(tmp_path / "store/made.sqlite")


def site_at(folder: Path) -> Path:
    """A site with files of all sizes, some of them empty, in folders of several depths."""
    at = Random(1)
    names = ("index.html", "2024.json", "2024/a/说明.yml", "2024/a/说明/index.html", "2024/a/x.csv", "data/empty.csv")
    for name in (*names, *(f"search/data/{n:02x}/{n}.bin" for n in range(20)), "snapshots/2024/index.html"):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if "empty" in name else at.randbytes(at.choice((1, 99, 100, 101, 700))))
    return folder / "site"


def files_of(site: Path) -> dict[str, bytes]:
    """The files of a site by name."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def places(site: Path) -> tuple[Path, Path, Path]:
    """Where the site, its spare and what isn't whole yet are."""
    return site, site.with_name(".site.spare"), site.with_name(".site.0123abcd.new.back")


def test_a_site_comes_back_file_for_file(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files longer than a piece too, and with them the spare, of which all is known that is known after a build."""
    monkeypatch.setattr(pieces, "_MOST", 100)
    site = site_at(tmp_path)
    carry(store, NAME, site, APART)
    carried_files = {name: content for name, content in files_of(site).items() if not name.startswith(APART)}
    shutil.rmtree(site)
    assert bring_back(store, NAME, places(site), APART)
    assert files_of(site) == carried_files == files_of(places(site)[1])
    assert not places(site)[2].exists()
    trees = known_trees(store, site)
    assert trees.site
    assert trees.site.keys() == trees.spare.keys()


def test_nothing_comes_back_over_a_site_or_of_another_name(store: Store, tmp_path: Path) -> None:
    """What is there stays as it is; an empty folder is no site."""
    site = site_at(tmp_path)
    carry(store, NAME, site, APART)
    (site / "index.html").write_text("edited", "utf-8")
    assert not bring_back(store, NAME, places(site), APART)
    assert (site / "index.html").read_text("utf-8") == "edited"
    shutil.rmtree(site)
    assert not bring_back(store, "other.yml", places(site), APART)
    assert not site.exists()
    site.mkdir()
    assert bring_back(store, NAME, places(site), APART)


def test_only_what_was_written_to_is_read_again(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit the folder of the edited file alone; after the site came back nothing."""
    site = site_at(tmp_path)
    carry(store, NAME, site, APART)
    store.tidy()
    read: list[str] = []

    def noted(store: Store, site: Path, names: Iterable[str]) -> tuple[bytes, ...]:
        read.extend(found := list(names))
        return keep_pieces(store, site, found)

    monkeypatch.setattr(carried, "keep_pieces", noted)
    (site / "2024/a/x.csv").write_text("edited", "utf-8")
    carry(store, NAME, site, APART)
    store.tidy()
    assert read == ["2024/a/x.csv", "2024/a/说明.yml", "2024/a/说明/index.html"]
    edited = files_of(site)
    shutil.rmtree(site)
    bring_back(store, NAME, places(site), APART)
    read.clear()
    carry(store, NAME, site, APART)
    assert not read
    assert files_of(site)["2024/a/x.csv"] == edited["2024/a/x.csv"]


@pytest.mark.parametrize(
    "held",
    [
        None,
        b"",
        (("x",), (1, 2), zlib.compress(b"abc")),
        (("x",), (4,), zlib.compress(b"abc")),
        (("x",), (2,), zlib.compress(b"abc")),
        (("x",), (-1,), zlib.compress(b"abc")),
        (("x",), ("3",), zlib.compress(b"abc")),
        (("x",), (3,), b"abc"),
        (("x",), (1 << 40,), zlib.compress(b"abc")),
        *[((name,), (3,), zlib.compress(b"abc")) for name in (
            "../x", "/x", "a/../../x", "a//x", "", ".", "a/.", "C:x", "..\\x", "a\0b", 7,
        )],
    ],
)  # fmt: skip
def test_what_is_damaged_or_leads_elsewhere_writes_nothing(held: object, store: Store, tmp_path: Path) -> None:
    """Whoever can write a store can't have a build write outside the site, nor fill the memory."""
    site = tmp_path / "made" / "site"
    site.parent.mkdir()
    store.put(b"piece", held)
    store.put(key_from("carried", NAME), {"": (b"", (b"piece",))})
    store.save()
    assert not bring_back(store, NAME, places(site), APART)
    assert not list(site.parent.iterdir())


@pytest.mark.parametrize("found", [7, {"": 7}, {"": (b"", [b"x"])}, {"": (b"", (7,))}, {7: ("", ())}])
def test_a_list_of_pieces_that_is_none_is_nothing(found: object, store: Store, tmp_path: Path) -> None:
    """As a stranger may have written it."""
    store.put(key_from("carried", NAME), found)
    store.save()
    assert not bring_back(store, NAME, places(tmp_path / "site"), APART)
    assert not (tmp_path / "site").exists()
