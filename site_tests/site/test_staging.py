"""One build of a site at a time, each in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from goalbook.files import FileLock, keep_or_write, new_file, sole_writer, write_file
from goalbook.site.build.staging import Staging


class _Busy(Exception):
    """Another build is at work, and that is not waited for."""


def _refuse(words: str) -> None:
    raise _Busy(words)


def test_a_second_build_waits_and_says_for_whom_once(tmp_path: Path) -> None:
    """It is told the words of the first, once; it works only when the first has finished, and on what that one left."""
    site = tmp_path / "site"
    first = Staging(site, pytest.fail)
    (first.folder / "index.html").write_text("first", "utf-8")
    told: list[str] = []
    seen: list[str] = []

    def second() -> None:
        staging = Staging(site, told.append)
        seen.append((site / "index.html").read_text("utf-8"))
        staging.finish()

    thread = threading.Thread(target=second)
    thread.start()
    time.sleep(0.5)
    assert not seen
    first.finish()
    thread.join(20)
    assert seen == ["first"]
    assert len(told) == 1
    process, _, since = told[0].partition(" ")
    assert process.isdecimal()
    assert since[:2] == "20"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_one_that_does_not_wait_changes_nothing(tmp_path: Path) -> None:
    """The first goes on undisturbed, and its folder stays."""
    first = Staging(tmp_path / "site", pytest.fail)
    with pytest.raises(_Busy):
        Staging(tmp_path / "site", _refuse)
    assert first.folder.is_dir()
    first.finish()
    Staging(tmp_path / "site", _refuse).abandon()


def test_only_what_dead_builds_left_is_cleared(tmp_path: Path) -> None:
    """Folders that builds work in, of today and of before; nothing else beside the site, whatever it is called."""
    left = (".site.new", ".site.old", ".site.0123abcd.new", ".site.0123abcd.new.q1x_")
    others = (".site.d", ".site.backup.new", ".sites.0123abcd.new", "site.0123abcd.new", ".site.0123abcd")
    for name in ("site", *left, *others):
        (tmp_path / name).mkdir()
    Staging(tmp_path / "site", pytest.fail).abandon()
    assert {path.name for path in tmp_path.iterdir()} == {"site", *others}


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    """What a killed process held is free at once, though its file is there still."""
    code = (
        "import sys, time; from pathlib import Path; from goalbook.files import FileLock\n"
        "lock = FileLock(Path(sys.argv[1]), 'dead', print); print('held', flush=True); time.sleep(60)"
    )
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(_Busy, match="dead"):
            FileLock(path, "alive", _refuse)
        process.kill()
        process.wait()
    lock = FileLock(path, "alive", _refuse)
    assert path.read_text("utf-8") == "alive"
    lock.release()
    assert not path.exists()


def test_what_a_killed_export_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    """Only what belongs to the same file; a file that is being made beside it stays."""

    def begun(name: str) -> Path:
        with new_file(tmp_path / name):
            (part,) = tmp_path.glob(f".*.{os.getpid()}.part")
            left = part.with_name(f"{part.name[:18]}1.part")
        left.write_text("half", "utf-8")
        return left

    own, other = begun("made.csv"), begun("made.pdf")
    with sole_writer(tmp_path / "made.csv"):
        write_file(tmp_path / "made.csv", b"whole")
    assert not own.exists()
    assert other.exists()
    assert len(list(tmp_path.iterdir())) == 3


def test_a_new_site_never_changes_the_files_of_the_one_before(tmp_path: Path) -> None:
    """A file with the same bytes is kept by a link; one with others is a new file, even where the old one was linked already."""
    before, path = tmp_path / "old/a", tmp_path / "new/folder/a"
    before.parent.mkdir()
    before.write_bytes(b"first")
    keep_or_write(path, b"first", before)
    assert path.samefile(before)
    keep_or_write(path, b"later", before)
    assert (before.read_bytes(), path.read_bytes()) == (b"first", b"later")
    keep_or_write(path, b"again", tmp_path / "old/none")
    assert path.read_bytes() == b"again"
    assert [one.name for one in path.parent.iterdir()] == ["a"]
