"""`goalbook diff` tells what a change does to snapshots, by what they, their list and the signers were before it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from goalbook.snapshot.change import SnapshotChange, snapshot_changes
from goalbook.snapshot.sign import sign

from site_tests.snapshot.project import commit, git, goalbook

PINS = "snapshots/PUBLISHED"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one small snapshot (marked as made up), its .zip and its line."""
    folder = tmp_path / "site"
    (folder / "goals").mkdir(parents=True)
    (folder / "goals/about.md").write_text("示例\n", "utf-8")
    lay(folder, "2023", "示例存档")
    (folder / PINS).write_text(f"{line(folder, '2023')}\n", "utf-8")
    (folder / "snapshots/.gitattributes").write_text("* -text\n", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "第一年")
    return folder


def lay(folder: Path, name: str, text: str) -> None:
    """A folder that is named as a snapshot, with one page, and a .zip."""
    bag = folder / "snapshots" / name
    (bag / "data").mkdir(parents=True, exist_ok=True)
    (bag / "data/page.html").write_text(text, "utf-8")
    (bag / "SHA256SUMS").write_text(f"{hashlib.sha256(text.encode()).hexdigest()}  data/page.html\n", "utf-8")
    bag.with_name(f"{name}.zip").write_text(text, "utf-8")


def line(folder: Path, name: str) -> str:
    """The line of a snapshot."""
    sums, archive = (
        hashlib.sha256((folder / "snapshots" / file).read_bytes()).hexdigest()
        for file in (f"{name}/SHA256SUMS", f"{name}.zip")
    )
    return f"{name} 2024-03-01 {sums} {archive}"


def told(folder: Path, after: str = "") -> list[tuple[str, str]]:
    """What a change since the last commit does; the same once it is committed, unless it is ``after`` it already."""
    changes = snapshot_changes(folder / "snapshots", "HEAD^" if after else "HEAD", after)
    return [(one.kind, one.name) for one in changes]


def both(folder: Path) -> list[tuple[str, str]]:
    """What a change does in the files as they are, which must be what it does when it is committed."""
    before = told(folder)
    commit(folder, "改动")
    assert told(folder, "HEAD") == before
    return before


def test_nothing_is_told_where_nothing_happened(repository: Path) -> None:
    """Nor of snapshots that git never had, or where there is no folder of them."""
    assert told(repository) == []
    assert snapshot_changes(repository / "nowhere", "HEAD") == ()
    shutil.copytree(repository / "snapshots", repository / "elsewhere")
    assert snapshot_changes(repository / "elsewhere", "HEAD") == ()


def test_a_changed_snapshot_is_told_though_it_fits_itself(repository: Path) -> None:
    """With its sums made anew, and with its line made to fit them too."""
    lay(repository, "2023", "另一内容")
    found = snapshot_changes(repository / "snapshots", "HEAD")
    files = ("2023.zip", "2023/SHA256SUMS", "2023/data/page.html")
    assert found[0] == SnapshotChange("altered", "2023", files)
    assert all(one.grave for one in found)
    assert told(repository) == [("altered", "2023"), ("unlike", "2023")]
    (repository / PINS).write_text(f"{line(repository, '2023')}\n", "utf-8")
    assert both(repository) == [("altered", "2023"), ("line", "2023"), ("unlike", "2023")]


def test_one_changed_page_is_told(repository: Path) -> None:
    """Without its sums; and what became a link."""
    page = repository / "snapshots/2023/data/page.html"
    page.write_text("另一内容", "utf-8")
    assert told(repository) == [("altered", "2023")]
    page.unlink()
    page.symlink_to("/etc/hostname")
    assert both(repository) == [("altered", "2023")]


def test_what_is_gone_is_told(repository: Path) -> None:
    """The snapshot, its .zip alone, the list, and all of it."""
    (repository / "snapshots/2023.zip").unlink()
    assert told(repository) == [("altered", "2023")]
    (repository / PINS).unlink()
    assert told(repository) == [("altered", "2023"), ("line", "2023")]
    shutil.rmtree(repository / "snapshots")
    assert both(repository) == [("dropped", "2023"), ("line", "2023"), ("other", ".gitattributes")]


def test_a_new_snapshot_must_have_its_own_line(repository: Path) -> None:
    """None, one that isn't its own, its own."""
    lay(repository, "2024", "次年")
    assert told(repository) == [("unpinned", "2024"), ("added", "2024")]
    first = (repository / PINS).read_text("utf-8")
    own = line(repository, "2024")
    (repository / PINS).write_text(f"{first}{own.replace(own.split()[2], '0' * 64)}\n", "utf-8")
    assert told(repository) == [("unlike", "2024"), ("added", "2024")]
    (repository / PINS).write_text(f"{first}{own}\n", "utf-8")
    assert both(repository) == [("added", "2024")]


def key(folder: Path, name: str) -> Path:
    """A new SSH key."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)], check=True)
    return folder / name


def vouched(folder: Path) -> list[tuple[str, str, bool]]:
    """What is told of the signature of the snapshot that is new, with its signer, and whether that must not be."""
    found = snapshot_changes(folder / "snapshots", "HEAD")
    return [(one.vouched, one.signer, one.grave) for one in found if one.kind in ("added", "witnessed")]


def test_signers_are_those_of_before(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that brings its own list is told of the list, and its signature counts by the one there was."""
    office, stranger = key(tmp_path, "office"), key(tmp_path, "stranger")
    lay(repository, "2024", "次年")
    bag, signers = repository / "snapshots/2024", repository / "snapshots/allowed_signers"
    with (repository / PINS).open("a", encoding="utf-8") as file:
        file.write(f"{line(repository, '2024')}\n")
    assert vouched(repository) == [("unsigned", "", False)]
    sign(bag, stranger)
    assert [one[0] for one in vouched(repository)] == ["key"]
    signers.write_text(f"office@example.org {office.with_suffix('.pub').read_text('utf-8')}", "utf-8")
    assert ("signers", "allowed_signers") in told(repository)
    assert [one[0] for one in vouched(repository)] == ["key"]
    git(repository, "add", "snapshots/allowed_signers")
    git(repository, "commit", "-q", "-m", "名单")
    assert vouched(repository) == [("refused", "", True)]
    signers.write_text(f"stranger@example.org {stranger.with_suffix('.pub').read_text('utf-8')}", "utf-8")
    assert vouched(repository) == [("refused", "", True)]
    (bag / "SHA256SUMS.sig").unlink()
    assert vouched(repository) == [("refused", "", True)]
    sign(bag, office)
    assert vouched(repository) == [("listed", "office@example.org", False)]
    path = tmp_path / "bin"
    path.mkdir()
    (path / "git").symlink_to(shutil.which("git") or "git")
    monkeypatch.setenv("PATH", str(path))
    assert vouched(repository) == [("unchecked", "", False)]


def test_a_signature_that_comes_later_is_no_alteration(repository: Path, tmp_path: Path) -> None:
    """It is added; one that is changed or taken away alters the snapshot."""
    bag = repository / "snapshots/2023"
    sign(bag, key(tmp_path, "office"))
    assert both(repository) == [("witnessed", "2023")]
    (bag / "SHA256SUMS.sig").unlink()
    assert both(repository) == [("altered", "2023")]


def test_the_comment_says_it_above_all_else(repository: Path) -> None:
    """In words, where nothing acts on a name; as JSON with every file."""
    lay(repository, "2023", "另一内容")
    evil = repository / "snapshots/2023/data/`@all` <b>.html"
    evil.write_text("x", "utf-8")
    done = goalbook(repository, "diff", "HEAD", "--format", "markdown")
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith("- 年度存档 `2023` 被改动：4 个文件（")
    assert "`` 2023/data/`@all` <b>.html ``" in first or "``2023/data/`@all` <b>.html``" in first
    told_as_json = json.loads(goalbook(repository, "diff", "HEAD", "--format", "json").stdout)
    assert [one["kind"] for one in told_as_json["snapshots"]] == ["altered", "unlike"]
    assert len(told_as_json["snapshots"][0]["files"]) == 4
    plain = goalbook(repository, "diff", "HEAD", "--language", "en").stdout.splitlines()
    assert plain[0].startswith("Snapshot 2023 was changed: 4 files (")
    assert plain[1].startswith("Snapshot 2023 isn't the one in its line of PUBLISHED")
