"""A snapshot is there whole or not at all, and never replaced."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from random import Random

import pytest
from goalbook.files import settle
from goalbook.snapshot.alone import alone
from goalbook.snapshot.create import Freezing, _name, correct
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.verify import verify

from site_tests.snapshot.project import BODY, Years, append, command, commit, env, git, goalbook, tree

GOAL = f"goals/2023/{BODY}/duties.yml"


@pytest.fixture(scope="module")
def first(years: Years, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it was in its first year, without its snapshots."""
    folder = tmp_path_factory.mktemp("first") / "site"
    git(years.folder, "clone", "-q", ".", str(folder))
    git(folder, "checkout", "-q", git(folder, "rev-list", "--max-parents=0", "HEAD"))
    return folder


@pytest.fixture
def frozen(years: Years, first: Path, tmp_path: Path) -> Path:
    """The site of the first year with its snapshot, to be altered."""
    folder = Path(shutil.copytree(first, tmp_path / "site"))
    shutil.copytree(years.snapshots / "2023", folder / "snapshots/2023")
    shutil.copy(years.snapshots / "2023.zip", folder / "snapshots")
    return folder


def test_a_second_create_changes_nothing(frozen: Path) -> None:
    """With the same data or others: it is refused, and every byte stays; a correction is what the message offers."""
    before = tree(frozen / "snapshots")
    append(frozen / GOAL, "approved: 2023-02-03\n")
    commit(frozen, "另一版")
    done = goalbook(frozen, "snapshot", "create", "2023")
    assert done.returncode == 1
    assert "snapshot correct" in done.stderr
    assert tree(frozen / "snapshots") == before


def test_a_name_is_never_used_again(frozen: Path) -> None:
    """A snapshot that was committed and taken away keeps its name; so does a correction."""
    (frozen / ".gitignore").write_text("/site/\n", "utf-8")
    (frozen / "snapshots/2023-r1").mkdir()
    (frozen / "snapshots/2023-r1/x").write_text("x", "utf-8")
    commit(frozen, "存档")
    shutil.rmtree(frozen / "snapshots/2023-r1")
    commit(frozen, "取走更正")
    append(frozen / GOAL, "approved: 2023-02-03\n")
    commit(frozen, "更正")
    with pytest.raises(SnapshotError, match="'stop'"):
        _correct(frozen)
    shutil.rmtree(frozen / "snapshots")
    commit(frozen, "取走")
    done = goalbook(frozen, "snapshot", "create", "2023")
    assert done.returncode == 1
    assert "名称不重复使用" in done.stderr


def _correct(folder: Path) -> None:
    """A correction that stops as soon as its name is known; it must be the second."""
    from goalbook.host.runs import project_of

    def stop(data: Path, facts: object, report: object) -> None:
        assert data.parent.name == "2023-r2"
        raise SnapshotError("stop")

    how = Freezing(stop, lambda *_: None, lambda _: None)  # type: ignore[arg-type]
    correct(project_of(str(folder / "mkdocs.yml")), "2023", "x", how)


def test_uncommitted_data_are_refused_unless_told(first: Path, tmp_path: Path) -> None:
    """Changed, new, ignored and deleted files are named; with --uncommitted they are taken, and the manifest says so."""
    folder = Path(shutil.copytree(first, tmp_path / "site"))
    append(folder / GOAL, "approved: 2023-02-03\n")
    text = (folder / GOAL).read_text("utf-8")
    (folder / f"goals/2023/{BODY}/new.yml").write_text(text, "utf-8")
    (folder / ".gitignore").write_text("ignored.yml\n", "utf-8")
    (folder / f"goals/2023/{BODY}/ignored.yml").write_text(text, "utf-8")
    (folder / f"goals/2023/{BODY}/declared.yml").unlink()
    done = goalbook(folder, "snapshot", "create", "2023")
    new = {f"goals/2023/{BODY}/new.yml", f"goals/2023/{BODY}/ignored.yml"}
    named = {GOAL, *new, f"goals/2023/{BODY}/declared.yml"}
    assert done.returncode == 1
    assert {line.strip() for line in done.stderr.splitlines() if line.startswith("    ")} == named
    assert not (folder / "snapshots/2023").exists()
    taken = goalbook(folder, "snapshot", "create", "2023", "--uncommitted")
    assert taken.returncode == 0, taken.stderr
    import json

    manifest = json.loads((folder / "snapshots/2023/manifest.json").read_bytes())
    assert set(manifest["data"]["uncommitted"]) == named
    assert "4 个文件尚未提交" in (folder / "snapshots/2023/说明.txt").read_text("utf-8-sig")


def test_a_run_stopped_between_two_names_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The .zip comes first, the folder last: with the .zip alone there is no snapshot, and the same data complete it."""

    def stage() -> tuple[Path, Path]:
        bag = tmp_path / ".2023.part/2023"
        bag.mkdir(parents=True, exist_ok=True)
        (bag / "x").write_text("x", "utf-8")
        (bag.parent / "2023.zip").write_text("zip", "utf-8")
        return bag, bag.parent / "2023.zip"

    def stopped(one: Path, to: Path) -> None:
        if not to.suffix:
            raise KeyboardInterrupt
        settle(one, to)

    monkeypatch.setattr("goalbook.snapshot.create.settle", stopped)
    with pytest.raises(KeyboardInterrupt):
        _name(*stage(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".2023.part", ".gitattributes", "2023.zip"]
    monkeypatch.undo()
    _name(*stage(), tmp_path)
    assert (tmp_path / "2023/x").read_text("utf-8") == "x"
    (tmp_path / ".gitattributes").unlink()
    shutil.rmtree(tmp_path / "2023")
    bag, archive = stage()
    archive.write_text("another", "utf-8")
    with pytest.raises(SnapshotError, match="zip_there"):
        _name(bag, archive, tmp_path)
    assert (tmp_path / "2023.zip").read_text("utf-8") == "zip"
    assert not (tmp_path / "2023").exists()


def test_only_one_freezes_at_a_time(tmp_path: Path) -> None:
    """A second command waits for the first, says for whom, and doesn't clear its work away; the next one clears what is left."""
    told: list[str] = []
    order: list[str] = []
    working = threading.Event()

    def tell(words: str) -> None:
        told.append(words)
        working.set()

    def second() -> None:
        with alone(tmp_path, tell):
            order.append("second")

    waits = threading.Thread(target=second)
    with alone(tmp_path, told.append):
        (tmp_path / ".2023.part").mkdir()
        waits.start()
        assert working.wait(10)
        assert (tmp_path / ".2023.part").exists()
        order.append("first")
    waits.join(10)
    assert order == ["first", "second"]
    assert [words.split()[0] for words in told] == [str(os.getpid())]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("times", [5, pytest.param(20, marks=pytest.mark.full)])
def test_a_killed_run_leaves_no_half_snapshot(first: Path, years: Years, tmp_path: Path, times: int) -> None:
    """Killed at random moments: what has a name is whole and as it should be; the next run is done as if nothing had been."""
    whole = tree(years.snapshots / "2023")
    del whole["SHA256SUMS.sig"]
    folder = Path(shutil.copytree(first, tmp_path / "site"))
    snapshots = folder / "snapshots"
    frozen = command("snapshot", "create", "2023")
    begun = time.monotonic()
    subprocess.run(frozen, cwd=folder, env=env(), stderr=subprocess.DEVNULL, check=True)
    needed = time.monotonic() - begun
    first_line = (snapshots / "PUBLISHED").read_bytes()
    shutil.rmtree(snapshots)
    rng = Random(times)
    for _ in range(times):
        process = subprocess.Popen(frozen, cwd=folder, env=env(), stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * needed)
        process.send_signal(signal.SIGKILL)
        process.wait()
        named = [path for path in snapshots.iterdir() if path.name[0] != "."] if snapshots.is_dir() else []
        for path in (one for one in named if one.name != "PUBLISHED"):
            assert verify(path).whole
        if (snapshots / "2023").exists():
            assert tree(snapshots / "2023") == whole
            assert (snapshots / "2023.zip").exists()
            assert goalbook(folder, "snapshot", "pin").returncode == 0
            assert (snapshots / "PUBLISHED").read_bytes() == first_line
            shutil.rmtree(snapshots)
        built = goalbook(folder, "build") if times > 10 else None
        if built:
            assert built.returncode == 0, built.stderr
            assert (folder / "site/snapshots").exists() == (snapshots / "2023").exists()
    done = goalbook(folder, "snapshot", "create", "2023")
    assert done.returncode == 0, done.stderr
    assert tree(snapshots / "2023") == whole
    assert sorted(path.name for path in snapshots.iterdir()) == [".gitattributes", "2023", "2023.zip", "PUBLISHED"]
    assert (snapshots / "PUBLISHED").read_bytes() == first_line


def test_a_stopped_run_s_remains_are_no_part_of_the_site(first: Path, years: Years, tmp_path: Path) -> None:
    """What a killed run left behind, even a complete bag under its hidden name, isn't served."""
    folder = Path(shutil.copytree(first, tmp_path / "site"))
    shutil.copytree(years.snapshots / "2023", folder / "snapshots/.2023.part/2023")
    shutil.copy(years.snapshots / "2023.zip", folder / "snapshots")
    built = goalbook(folder, "build")
    assert built.returncode == 0, built.stderr
    assert not (folder / "site/snapshots").exists()


def test_without_git_a_day_must_be_told(first: Path, tmp_path: Path) -> None:
    """No clock stands in: without a commit it is SOURCE_DATE_EPOCH or nothing."""
    folder = Path(shutil.copytree(first, tmp_path / "site", ignore=shutil.ignore_patterns(".git")))
    plain = goalbook(folder, "snapshot", "create", "2023", "--uncommitted", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert plain.returncode == 1
    assert "SOURCE_DATE_EPOCH" in plain.stderr


def test_nothing_to_freeze_is_said(first: Path, tmp_path: Path) -> None:
    """A year without documents, a name that is none, a correction without a snapshot: each is refused in words."""
    for arguments, words in (
        (("create", "2031"), "没有 2031 的文件"),
        (("create", "../x"), "不是存档名称"),
        (("correct", "2023", "--reason", "x", "--out", str(tmp_path / "none")), "没有存档 2023"),
        (("create", "2023", "--out", "goals/kept"), "数据文件夹之内"),
    ):
        done = goalbook(first, "snapshot", *arguments)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert words in done.stderr
    shutil.rmtree(first / "goals/kept", ignore_errors=True)


def test_a_correction_of_nothing_is_refused(years: Years) -> None:
    """Where no file differs from the last snapshot there is nothing to correct."""
    done = goalbook(years.folder, "snapshot", "correct", "2023", "--reason", "x")
    assert done.returncode == 1
    assert "没有改动" in done.stderr
    assert sorted(path.name for path in years.snapshots.iterdir()) == [
        ".gitattributes", "2023", "2023-r1", "2023-r1.zip", "2023.zip", "PUBLISHED",
    ]  # fmt: skip


def test_what_no_bag_can_hold_is_refused(first: Path, tmp_path: Path) -> None:
    """A link, a name that differs in case alone, one that Windows can't store: what the nav takes up is named, and nothing is made."""
    for name, words in (
        ("leak.md", "leak.md"),
        ("INDEX.md", "INDEX.md"),
        ("a?.md", "a?.md"),
    ):
        folder = Path(shutil.copytree(first, tmp_path / name.strip("?")))
        file = folder / "goals" / name
        if name == "leak.md":
            (tmp_path / "secret").write_text("secret", "utf-8")
            file.symlink_to(tmp_path / "secret")
        else:
            file.write_text("x", "utf-8")
        config = folder / "mkdocs.yml"
        listed = config.read_text("utf-8").replace("- 关于: about.md\n", f'- 关于: about.md\n  - 又: "{name}"\n')
        config.write_text(listed, "utf-8")
        done = goalbook(folder, "snapshot", "create", "2023", "--uncommitted")
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert words in done.stderr
        assert list((folder / "snapshots").iterdir()) == []


def test_git_keeps_every_byte(years: Years, tmp_path: Path) -> None:
    """A snapshot that is kept in the repository comes out whole where git is told to change line ends, going in and out."""
    folder = tmp_path / "kept"
    shutil.copytree(years.snapshots, folder / "snapshots")
    git(folder, "init", "-q")
    git(folder, "config", "core.autocrlf", "true")
    commit(folder, "存档")
    git(folder, "clone", "-q", "-c", "core.autocrlf=true", ".", str(tmp_path / "clone"))
    assert verify(tmp_path / "clone/snapshots/2023").whole
    assert verify(tmp_path / "clone/snapshots/2023-r1").whole
