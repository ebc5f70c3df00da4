"""The site before the last one becomes the folder of the next: it then holds the very files of the last one, whatever was done to it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from goalbook.site.build.produce import Maker
from goalbook.site.build.site_trees import SiteTrees
from goalbook.site.build.spare import bring_up, put_over, sweep
from goalbook.site.build.staging import Staging
from goalbook.store import Store
from goalbook.trees import disk_tree

from site_tests.helpers.made_book import SETTINGS

NAMES = ("index.html", "a/index.html", "a/b/index.html", "a/b/x.csv", "a", "a/b", "c/index.html", "snapshots/2024.zip")


def tree(folder: Path) -> dict[str, int]:
    """The files below a folder by name, as what they are on the disk; empty folders too."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {name: 0 if path.is_dir() else path.stat().st_ino for name, path in found.items()}


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    folder.mkdir(exist_ok=True)
    return folder


def some(at: Random, folder: Path) -> Path:
    """A folder with files of some of the names, as far as these go together."""
    folder.mkdir()
    for name in at.sample(NAMES, at.randint(0, len(NAMES))):
        try:
            write(folder, {name: str(at.random())})
        except OSError:
            continue
    return folder


@pytest.mark.parametrize("seed", range(40))
def test_a_spare_becomes_the_very_site(seed: int, tmp_path: Path) -> None:
    """Whatever both hold, some files in common; files that stay keep their names, and none of the site is altered."""
    at = Random(seed)
    site, spare = some(at, tmp_path / "site"), some(at, tmp_path / "spare")
    for name in at.sample(NAMES, 4):
        if (site / name).is_file() and not (spare / name).exists() and (spare / name).parent.is_dir():
            os.link(site / name, spare / name)
    before = tree(site)
    bring_up(spare, site, "snapshots")
    assert tree(site) == before
    assert tree(spare) == {name: own for name, own in before.items() if not name.startswith("snapshots")}


def tamper(at: Random, spare: Path) -> None:
    """What somebody may do to a folder that lies beside a site."""
    folders = [spare, *(path for path in spare.rglob("*") if path.is_dir())]
    files = [path for path in spare.rglob("*") if path.is_file()]
    match at.choice(("nothing", "new", "new folder", "gone", "other")):
        case "new":
            (at.choice(folders) / "new.html").write_text("x", "utf-8")
        case "new folder":
            (at.choice(folders) / "new").mkdir()
        case "gone" if files:
            at.choice(files).unlink()
        case "other" if files:
            (path := at.choice(files)).unlink()
            path.write_text("x", "utf-8")


@pytest.mark.parametrize("seed", range(60))
def test_a_known_spare_becomes_the_very_site(seed: int, tmp_path: Path) -> None:
    """By what is known of both, whatever was done to the spare since; the tree of the outcome is known then too."""
    at = Random(seed)
    site, spare = some(at, tmp_path / "site"), tmp_path / "spare"
    shutil.copytree(site, spare, copy_function=os.link)
    for path in at.sample(sorted(site.rglob("*.html")), k=at.randint(0, 1) if any(site.rglob("*.html")) else 0):
        path.unlink()
        path.write_text("another", "utf-8")
    known = disk_tree(spare)
    tamper(at, spare)
    trees = SiteTrees(disk_tree(site), known)
    stays = bring_up(spare, site, "snapshots", trees)
    assert tree(spare) == {name: own for name, own in tree(site).items() if not name.startswith("snapshots")}
    assert disk_tree(spare, stays, trees.site) == disk_tree(spare)


def test_a_tree_is_read_again_where_a_name_came_or_went(tmp_path: Path) -> None:
    """Whatever was said to stay, folders and files alike."""
    site = write(tmp_path / "site", {"a/b/index.html": "1", "c/index.html": "2"})
    before = disk_tree(site)
    time.sleep(0.02)  # a time of the disk is some milliseconds
    write(site, {"a/b/new.html": "3", "a/d/index.html": "4"})
    (site / "c/index.html").unlink()
    assert disk_tree(site, before, before) == disk_tree(site) != before


def test_what_is_known_to_stay_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a spare that holds what the site holds only the folder itself is, since something lies apart in it."""
    site, spare = write(tmp_path / "site", {"a/b/index.html": "1", "c/index.html": "2"}), tmp_path / "spare"
    shutil.copytree(site, spare, copy_function=os.link)
    trees = SiteTrees(disk_tree(site), disk_tree(spare))
    read: list[str] = []
    own = os.scandir

    def told(path: str) -> object:
        read.append(path)
        return own(path)

    monkeypatch.setattr(os, "scandir", told)
    stays = bring_up(spare, site, "snapshots", trees)
    assert set(stays) == {"a", "a/b", "c"}
    assert {Path(path).name for path in read} == {"spare", "site"}


@pytest.mark.parametrize("seed", range(40))
def test_what_was_made_takes_the_place_of_what_was_there(seed: int, tmp_path: Path) -> None:
    """Whatever stood there; files with the same bytes stay, and what isn't made goes."""
    at = Random(seed)
    made, into = some(at, tmp_path / "made"), some(at, tmp_path / "into")
    for name in at.sample(NAMES, 4):
        if (made / name).is_file() and (into / name).is_file():
            (made / name).write_bytes((into / name).read_bytes())
    wanted = {name: (made / name).read_bytes() for name, own in tree(made).items() if own}
    there = {name: own for name, own in tree(into).items() if own and (into / name).read_bytes() == wanted.get(name)}
    names = set(put_over(made, into))
    assert names == wanted.keys()
    sweep(into, set(map(hash, names)), "none")
    assert {name: (into / name).read_bytes() for name, own in tree(into).items() if own} == wanted
    assert there.items() <= tree(into).items()
    assert all(any((into / name).iterdir()) for name, own in tree(into).items() if not own)


def fail(*_: object) -> None:
    raise OSError


def test_a_build_in_a_spare_writes_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never alters a file of the site that stands; what it doesn't have goes; the site then becomes the spare."""
    site, store = tmp_path / "site", Store(tmp_path / "kept/made.sqlite")

    def build(made: Mapping[str, str], written: Mapping[str, str], *kept: str) -> bool:
        staging = Staging(site, pytest.fail)
        write(staging.folder, made)
        begun = staging.take_spare("snapshots", store)
        maker = Maker(SETTINGS, tmp_path, {}, staging.folder, site, made=begun)
        assert not maker.has("a/index.html")
        for name, text in written.items():
            maker.write(name, text.encode())
        assert all(map(maker.keep_file, kept))
        assert not maker.keep_file("none.html")
        if maker.made is not None:
            sweep(maker.site, maker.made, "snapshots")
        staging.finish(store=store)
        return begun is not None

    def texts() -> dict[str, str]:
        return {name: (site / name).read_text("utf-8") for name, own in tree(site).items() if own}

    assert not build({"own.html": "1"}, {"old.html": "1", "a/index.html": "1", "b/c.csv": "1"})
    assert not build({"own.html": "1"}, {"a/index.html": "2"}, "b/c.csv")
    second, files = texts(), tree(site)
    assert second == {"own.html": "1", "a/index.html": "2", "b/c.csv": "1"}
    assert build({"own.html": "1"}, {"a/index.html": "3"}, "b/c.csv")
    assert texts() == {"own.html": "1", "a/index.html": "3", "b/c.csv": "1"}
    same = {name for name, own in tree(site).items() if own and own == files.get(name)}
    assert same == {"own.html", "b/c.csv"}
    spare = tmp_path / ".site.spare"
    assert {name: (spare / name).read_text("utf-8") for name, own in tree(spare).items() if own} == second
    (spare / "b/c.csv").unlink()
    assert build({"own.html": "2"}, {"d/index.html": "1"}, "b/c.csv")
    assert texts() == {"own.html": "2", "d/index.html": "1", "b/c.csv": "1"}
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.spare", "kept"}
    shutil.rmtree(site)
    assert not build({}, {"old.html": "1"})
    assert texts() == {"old.html": "1"}
    assert {path.name for path in tmp_path.iterdir()} == {"site", "kept"}
    assert not build({}, {"a/index.html": "1"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", fail)
        assert not build({"own.html": "1"}, {"a/index.html": "2"})
    assert texts() == {"own.html": "1", "a/index.html": "2"}
    Staging(site, pytest.fail).finish()
    assert {path.name for path in tmp_path.iterdir()} == {"site", "kept"}


def test_a_site_that_cannot_be_looked_at_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of it serves the next build alone, which does without."""
    site, store = tmp_path / "site", Store(tmp_path / "kept/made.sqlite")
    for text in ("1", "2", "3"):
        staging = Staging(site, pytest.fail)
        staging.take_spare("snapshots", store)
        write(staging.folder, {"index.html": text})
        with monkeypatch.context() as patch:
            patch.setattr("goalbook.site.build.staging.disk_tree", fail)
            staging.finish(store=store)
        assert not staging.tree
        assert (site / "index.html").read_text("utf-8") == text
