"""Publishing: what a build leaves behind, whatever happens to it."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from goalbook.files import write_file
from goalbook.site.build import staging

from site_tests.conftest import LIGHT, copy_site, run_build

INSURANCE = "goals/2022/shanhaiguan-cppcc/vehicle-insurance.yml"


def tree(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


# Makes Python's clocks show another day: nothing that is published may depend on it.
_ANOTHER_DAY = """
import datetime
import time

SHIFT = 400 * 86400
real = time.time
time.time = lambda: real() + SHIFT


class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)


datetime.date, datetime.datetime = Day, Moment
"""


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    """Another folder, hash seed, day, time zone and locale give the same bytes."""
    one = copy_site(tmp_path / "one")
    other = copy_site(tmp_path / "another folder" / "below")
    (tmp_path / "sitecustomize.py").write_text(_ANOTHER_DAY, "utf-8")
    first = run_build(one, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    fake = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(tmp_path)}
    second = run_build(other, **fake)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert tree(one / "site") == tree(other / "site")


def test_a_failed_build_leaves_the_last_site(tmp_path: Path) -> None:
    """Bad data stops the build with its place and remedy; the site before it stays, complete, and nothing lies about."""
    folder = copy_site(tmp_path, LIGHT)
    assert run_build(folder).returncode == 0
    before = tree(folder / "site")
    edit(folder / INSURANCE, "name: 车辆保险费", "name: %车辆保险费")
    done = run_build(folder)
    assert done.returncode == 1
    assert f"{INSURANCE}:" in done.stderr
    assert "给值加上引号" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == before
    assert sorted(path.name for path in folder.iterdir()) == [".cache", "goals", "mkdocs.yml", "overrides", "site"]


def test_a_warning_in_strict_mode_leaves_the_last_site(tmp_path: Path) -> None:
    """A broken link in a hand-written page stops a strict build before anything is exchanged."""
    folder = copy_site(tmp_path, LIGHT)
    assert run_build(folder).returncode == 0
    before = tree(folder / "site")
    about = folder / "goals/about.md"
    about.write_text(about.read_text("utf-8") + "\n[x](nowhere.md)\n", "utf-8")
    assert run_build(folder).returncode != 0
    assert tree(folder / "site") == before


def test_a_killed_build_leaves_the_last_site(tmp_path: Path) -> None:
    """Killed at any moment, a build leaves a complete site: the old one or the new one."""
    folder = copy_site(tmp_path, LIGHT)
    assert run_build(folder).returncode == 0
    old = tree(folder / "site")
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    assert run_build(folder, "-d", "other").returncode == 0
    new = tree(folder / "other")
    assert old != new
    for delay in (0.3, 0.6, 0.9, 1.2):
        command = [sys.executable, "-m", "goalbook", "build"]
        process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree(folder / "site") in (old, new)
    assert run_build(folder).returncode == 0
    assert tree(folder / "site") == new
    assert {path.name for path in folder.glob(".site*")} <= {".site.spare"}


def test_unchanged_files_are_kept(tmp_path: Path) -> None:
    """After an edit only the files it changes are written; all others are the same files as before."""
    folder = copy_site(tmp_path, LIGHT)
    assert run_build(folder).returncode == 0
    inodes = {path: path.stat().st_ino for path in (folder / "site").rglob("*.html")}
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    done = run_build(folder)
    assert "10 个文件，其中 9 个未变" in done.stderr
    page = folder / "site/2022/shanhaiguan-cppcc/vehicle-insurance/index.html"
    assert "三辆公车续保" in page.read_text("utf-8")
    assert page.stat().st_ino != inodes[page]
    for name in ("general-affairs", "department"):
        other = page.parent.parent / name / "index.html"
        assert other.stat().st_ino == inodes[other]


def test_an_incremental_build_equals_a_fresh_one(tmp_path: Path) -> None:
    """A site that was rebuilt after edits has the bytes of one built at once."""
    folder = copy_site(tmp_path, LIGHT)
    assert run_build(folder).returncode == 0
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    (folder / "goals/2022/shanhaiguan-cppcc/member-studios.yml").unlink()
    assert run_build(folder).returncode == 0
    assert run_build(folder, "-d", "fresh").returncode == 0
    assert tree(folder / "site") == tree(folder / "fresh")


def test_a_link_in_the_goals_is_refused(tmp_path: Path) -> None:
    """A symbolic link, to a goal file or to anything else, can't bring a file of the machine onto the site."""
    for name in ("2022/shanhaiguan-cppcc/leak.yml", "leak.txt", "leak.md"):
        folder = copy_site(tmp_path / name.replace("/", "-"), LIGHT)
        (tmp_path / "secret").write_text("secret of the machine", "utf-8")
        (folder / "goals" / name).symlink_to(tmp_path / "secret")
        done = run_build(folder)
        # A goal file stops the build; what is none is told and left out.
        assert (done.returncode != 0) == name.endswith(".yml"), name
        assert "Traceback" not in done.stderr
        assert name in done.stderr
        published = [path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()]
        assert not any(b"secret of the machine" in content for content in published)


def test_the_exchange_survives_a_stop_between_its_steps(tmp_path: Path) -> None:
    """Where folders can't be exchanged in one step, a stop between the two leaves a site that the next build restores."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old", "utf-8")
    site.rename(tmp_path / ".site.old")
    staging.Staging(site, pytest.fail).abandon()
    assert (site / "index.html").read_text("utf-8") == "old"


@pytest.mark.parametrize("can_exchange", [True, False])
def test_finish_puts_the_new_site_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    """After the exchange only the new site is there."""
    if not can_exchange:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.html").touch()
    made = staging.Staging(site, pytest.fail)
    (made.folder / "new.html").touch()
    made.finish()
    assert [path.name for path in site.iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_that_cannot_be_written_leaves_no_part(tmp_path: Path) -> None:
    """A write that fails leaves neither the file nor a part of it."""
    target = tmp_path / "folder"
    target.mkdir()
    (target / "inside").touch()
    with pytest.raises(OSError, match=r".*"):
        write_file(target, b"text")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_the_site_is_complete_after_a_foreign_file(tmp_path: Path) -> None:
    """A site folder that something else wrote into is replaced as a whole."""
    folder = copy_site(tmp_path, LIGHT)
    assert run_build(folder).returncode == 0
    before = tree(folder / "site")
    (folder / "site/stray.html").touch()
    shutil.rmtree(folder / "site/2024")
    assert run_build(folder).returncode == 0
    assert tree(folder / "site") == before
