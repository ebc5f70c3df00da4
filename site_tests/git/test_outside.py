"""git is an outside source: none of a repository's programs runs, no layout of repositories and no date of a commit misleads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goalbook.git.commit import commit_of, not_committed
from goalbook.git.history import read_history
from goalbook.git.revision import version_of

from site_tests.git.test_history import Repository
from site_tests.snapshot.project import BODY, commit, git, goalbook, start

FILE = f"2023/{BODY}/duties.yml"
DAY = "2099-05-06T07:08:09+0800"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated site under git, everything committed."""
    return start(tmp_path_factory.mktemp("outside") / "site")


@pytest.fixture
def site(clean: Path, tmp_path: Path) -> Path:
    """That site, to be altered."""
    return Path(shutil.copytree(clean, tmp_path / "site"))


def arm(folder: Path) -> Path:
    """Configure programs of every kind that git can be made to run; each makes the file that is given."""
    ran, program = folder.parent / "ran", folder.parent / "program"
    program.write_text(f"#!/bin/sh\necho $0 $* >>{ran}\ncat\n")
    program.chmod(0o755)
    hooks = folder.parent / "hooks"
    hooks.mkdir()
    names = ("post-index-change", "pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman", "query")
    for hook in (*(hooks / name for name in names), *(folder / ".git/hooks" / name for name in names)):
        hook.parent.mkdir(exist_ok=True)
        shutil.copy(program, hook)
    settings = {
        "core.hooksPath": str(hooks), "core.fsmonitor": str(program), "core.pager": str(program), "pager.log": "true",
        "core.sshCommand": str(program), "core.editor": str(program), "core.askPass": str(program),
        "credential.helper": f"!{program}", "diff.external": str(program), "diff.evil.textconv": str(program),
        "diff.evil.command": str(program), "filter.evil.clean": str(program), "filter.evil.smudge": str(program),
        "filter.evil.required": "true", "merge.evil.driver": str(program), "gpg.program": str(program),
        "log.showSignature": "true", "alias.log": f"!{program}", "alias.ls-tree": f"!{program}",
        "remote.origin.url": f"ext::{program}", "remote.origin.promisor": "true", "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1", "uploadpack.packObjectsHook": str(program),
    }  # fmt: skip
    for name, value in settings.items():
        git(folder, "config", name, value)
    (folder / ".git/info/attributes").write_text("* filter=evil diff=evil merge=evil\n")
    ran.unlink(missing_ok=True)
    return ran


@pytest.mark.parametrize("kind", [pytest.param("clean", marks=pytest.mark.full), "process"])
def test_no_program_of_a_repository_runs(site: Path, kind: str) -> None:
    """Whatever a repository's settings and attributes name, no command runs it, and each does what it should."""
    ran = arm(site)
    if kind == "process":
        git(site, "config", "filter.evil.process", str(site.parent / "program"))
    # Times and an edit that git itself would look into with its filters.
    (site / "goals" / FILE).touch()
    other = site / f"goals/2023/{BODY}/project.yml"
    other.write_text(other.read_text("utf-8") + "# 改\n", "utf-8")
    checked = goalbook(site, "check", "--changed-since", "HEAD", "--format", "json")
    assert "project.yml" in checked.stdout or "1 " in checked.stderr
    assert "layout" in goalbook(site, "diff", "HEAD", "--format", "json").stdout
    assert goalbook(site, "build").returncode == 0
    refused = goalbook(site, "snapshot", "create", "2023")
    assert refused.returncode == 1
    assert f"goals/2023/{BODY}/project.yml" in refused.stderr
    assert FILE not in refused.stderr
    other.write_text(other.read_text("utf-8").removesuffix("# 改\n"), "utf-8")
    assert goalbook(site, "snapshot", "create", "2023").returncode == 0
    assert goalbook(site, "kit", "github").returncode == 0
    assert not ran.exists(), ran.read_text()


def test_the_programs_would_run(site: Path) -> None:
    """The repository of the test above is armed: git as a user runs it starts them."""
    ran = arm(site)
    (site / "goals" / FILE).touch()
    git(site, "update-index", "-q", "--refresh")
    assert ran.exists()


def test_a_day_to_come_is_told_and_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit of 2099 keeps its place, author and subject but has no day, and the day before it counts."""
    repository = Repository(tmp_path / "repository")
    repository.commit("今", {"goals/a.yml": "1"}, "2024-03-01T00:00:00+0000")
    ahead = repository.commit("来", {"goals/a.yml": "2"}, DAY)
    history = read_history(repository.goals)
    assert [(change.subject, change.day) for change in history.of("a.yml")] == [("来", ""), ("今", "2024-03-01")]
    assert history.newest == "2024-03-01"
    assert [(fault.code, fault.commit, fault.day) for fault in history.faults] == [("ahead", ahead, "2099-05-06")]
    assert (commit_of(repository.goals).id, commit_of(repository.goals).day) == (ahead, "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")
    assert [change.day for change in read_history(repository.goals).of("a.yml")] == ["2099-05-06", "2024-03-01"]
    assert commit_of(repository.goals).day == "2099-05-06"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert [change.day for change in read_history(repository.goals).of("a.yml")] == ["", ""]


def test_a_site_shows_no_day_to_come(site: Path) -> None:
    """Build and check tell of it; no page, feed or file of the site says the day; a snapshot wants another."""
    with (site / "goals" / FILE).open("a", encoding="utf-8") as file:
        file.write("# 改\n")
    git(site, "add", "-A")
    git(site, "-c", "user.name=示例", "commit", "-q", "--amend", "-m", "来")
    head = git(site, "cat-file", "commit", "HEAD").replace("1709249400", "4081705200")
    (site.parent / "head").write_text(f"{head}\n", "utf-8")
    git(site, "reset", "-q", "--soft", git(site, "hash-object", "-t", "commit", "-w", str(site.parent / "head")))
    built = goalbook(site, "build")
    assert built.returncode == 0
    assert "提交的日期还没有到" in built.stderr
    texts = [path.read_bytes() for path in sorted((site / "site").rglob("*")) if path.is_file()]
    assert not [text for text in texts if b"2099-05" in text or "2099年".encode() in text]
    assert "日期不明" in (site / "site/changes/index.html").read_text("utf-8")
    assert "提交的日期还没有到" in goalbook(site, "check").stderr
    assert goalbook(site, "snapshot", "create", "2023").returncode == 1


@pytest.mark.parametrize("part", ["--depth=1", "--depth=2", "--shallow-exclude=first"])
def test_part_of_a_history_is_told(part: str, site: Path, tmp_path: Path) -> None:
    """A clone of one, two or the later of three commits would build a site without dates: it says so, and a strict build stops."""
    git(site, "tag", "first")
    for number in "二三":
        (site / f"{number}.txt").write_text("", "utf-8")
        commit(site, number)
    git(tmp_path, "clone", "-q", part, f"file://{site}", str(tmp_path / "shallow"))
    built = goalbook(tmp_path / "shallow", "build")
    assert built.returncode == 1
    assert "fetch-depth: 0" in built.stderr


def test_goals_are_the_root_of_a_repository(site: Path) -> None:
    """Where the goals' folder itself is what git keeps, its files are found without any folder before them."""
    shutil.rmtree(site / ".git")
    git(site / "goals", "init", "-q")
    commit(site / "goals", "一")
    assert FILE in version_of(site / "goals", "HEAD").files
    assert goalbook(site / "goals", "diff", "HEAD", "--goals", ".").returncode == 0
    assert list(read_history(site / "goals").of(FILE)) != []


@pytest.mark.parametrize("layout", ["submodule", "beside"])
def test_goals_are_a_repository_of_their_own(site: Path, layout: str) -> None:
    """As a submodule or ignored by the site's repository, its files count as committed when they are committed there."""
    moved = site.parent / "moved"
    shutil.move(site / "goals", moved)
    git(moved, "init", "-q")
    commit(moved, "一")
    if layout == "submodule":
        git(site, "rm", "-q", "-r", "--cached", "goals")
        git(site, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(moved), "goals")
    else:
        shutil.move(moved, site / "goals")
        (site / ".gitignore").write_text("/goals/\n", "utf-8")
        git(site, "rm", "-q", "-r", "--cached", "goals")
    commit(site, "二")
    names = ["mkdocs.yml", f"goals/{FILE}"]
    assert not_committed(site, names, {"goals"}) == ()
    (site / "goals" / FILE).write_text("x", "utf-8")
    assert not_committed(site, names, {"goals"}) == (f"goals/{FILE}",)
    commit(site / "goals", "未登记")
    # The site's commit pins another version of a submodule.
    assert not_committed(site, names, {"goals"}) == ((f"goals/{FILE}",) if layout == "submodule" else ())


def test_line_ends_of_windows(site: Path, tmp_path: Path) -> None:
    """A clone that turned line ends changes nothing in the words of diff and check; its bytes are not those committed."""
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", f"file://{site}", str(tmp_path / "crlf"))
    assert b"\r\n" in (tmp_path / "crlf/goals" / FILE).read_bytes()
    assert goalbook(tmp_path / "crlf", "diff", "HEAD", "--format", "json").stdout.count('"address"') == 0
    assert "没有" in goalbook(tmp_path / "crlf", "check", "--changed-since", "HEAD").stderr
    refused = goalbook(tmp_path / "crlf", "snapshot", "create", "2023").stderr
    assert f"goals/{FILE}" in refused
    assert "行尾" in refused


def test_a_kit_keeps_line_ends(site: Path, tmp_path: Path) -> None:
    """With the kit's list of attributes a clone on Windows has the bytes that were committed."""
    assert goalbook(site, "kit", "github").returncode == 0
    commit(site, "二")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", f"file://{site}", str(tmp_path / "crlf"))
    assert (tmp_path / "crlf/goals" / FILE).read_bytes() == (site / "goals" / FILE).read_bytes()
