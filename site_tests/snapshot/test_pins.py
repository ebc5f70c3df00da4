"""A snapshot isn't believed because it fits itself: what was published stands in PUBLISHED and in its history."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from goalbook.snapshot.create import pin
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.pins import PINS, add_pins, read_pins
from goalbook.snapshot.published import SIGNERS, Publication, published
from goalbook.snapshot.sign import sign
from goalbook.snapshot.verify import verify

from site_tests.snapshot.forge import alter
from site_tests.snapshot.project import Years, commit, git, goalbook


@pytest.fixture
def site(years: Years, tmp_path: Path) -> Path:
    """A copy of the site and its history, in which PUBLISHED is committed and its two snapshots lie beside it."""
    folder = tmp_path / "site"
    git(years.folder, "clone", "-q", ".", str(folder))
    shutil.copytree(years.snapshots, folder / "snapshots")
    (folder / ".gitignore").write_text("/site/\n/.site.*\n/snapshots/*/\n/snapshots/*.zip\n", "utf-8")
    commit(folder, "存档")
    return folder


@pytest.fixture
def snapshots(site: Path) -> Path:
    """Its folder of snapshots."""
    return site / "snapshots"


def refused(snapshots: Path) -> tuple[str, object]:
    """The code of what stops publishing, and the snapshot it names."""
    with pytest.raises(SnapshotError) as caught:
        published(snapshots)
    return caught.value.code, caught.value.values.get("name")


def codes(found: Publication) -> list[str]:
    """What is said of snapshots though it stops nothing."""
    return [note.code for note in found.notes]


def rewrite(snapshots: Path, lines: Iterable[str]) -> None:
    """Write other lines into the list."""
    (snapshots / PINS).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def listed(snapshots: Path) -> list[str]:
    """The lines of the list."""
    return (snapshots / PINS).read_text("utf-8").splitlines()


def digest(path: Path) -> str:
    """A file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_made_is_listed(years: Years) -> None:
    """`create` and `correct` each add a line at the end: name, date and the digests of SHA256SUMS and of the .zip."""
    folder = years.snapshots
    expected = [
        f"{name} 2024-03-01 {digest(folder / name / 'SHA256SUMS')} {digest(folder / f'{name}.zip')}"
        for name in ("2023", "2023-r1")
    ]
    assert listed(folder)[1:] == expected
    assert [str(one) for one in read_pins((folder / PINS).read_bytes()).values()] == expected
    assert codes(published(folder)) == []


def test_a_forged_snapshot_that_fits_itself_stops_the_publishing(site: Path, snapshots: Path) -> None:
    """Whole by its own lists, it isn't the one that was published: no site is built, and it is said what to do."""
    alter(snapshots / "2023-r1")
    (snapshots / "2023-r1.zip").unlink()
    assert verify(snapshots / "2023-r1").standing == "unproven"
    assert refused(snapshots) == ("not_as_published", "2023-r1")
    done = goalbook(site, "build")
    assert done.returncode != 0
    assert "年度存档 2023-r1 不是已公布的那一份" in done.stderr
    assert digest(snapshots / "2023-r1/SHA256SUMS") in done.stderr
    assert not (site / "site").exists()


def test_a_list_that_was_made_to_fit_is_held_against_its_history(site: Path, snapshots: Path) -> None:
    """The request brings the snapshot and its line: what the line was before counts; put back, all is well."""
    before = listed(snapshots)
    kept = shutil.copytree(snapshots / "2023-r1", site / "kept")
    archive = (snapshots / "2023-r1.zip").read_bytes()
    alter(snapshots / "2023-r1")
    (snapshots / "2023-r1.zip").unlink()
    rewrite(snapshots, before[:-1])
    with pytest.raises(SnapshotError, match="pins_changed"):
        add_pins(snapshots, ["2023-r1"])
    rewrite(
        snapshots, [*before[:-1], before[-1].replace(before[-1].split()[2], digest(snapshots / "2023-r1/SHA256SUMS"))]
    )
    assert refused(snapshots) == ("pins_changed", None)
    commit(site, "合并了改动")
    assert refused(snapshots) == ("pins_changed", None)
    done = goalbook(site, "build")
    assert done.returncode != 0
    assert before[-1] in done.stderr
    shutil.rmtree(snapshots / "2023-r1")
    shutil.move(kept, snapshots / "2023-r1")
    (snapshots / "2023-r1.zip").write_bytes(archive)
    rewrite(snapshots, before)
    assert codes(published(snapshots)) == []
    commit(site, "恢复")
    assert codes(published(snapshots)) == []


def test_lines_never_vanish(site: Path, snapshots: Path) -> None:
    """One line, all of them, the file itself, or the file behind a link: each is told."""
    before = listed(snapshots)
    rewrite(snapshots, before[:-1])
    assert refused(snapshots)[0] == "pins_changed"
    rewrite(snapshots, [])
    assert refused(snapshots)[0] == "pins_changed"
    (snapshots / PINS).unlink()
    assert refused(snapshots)[0] == "pins_changed"
    commit(site, "删去清单")
    assert refused(snapshots)[0] == "pins_changed"
    rewrite(snapshots.parent, before)
    (snapshots / PINS).symlink_to(snapshots.parent / PINS)
    assert refused(snapshots)[0] == "pins_changed"


@pytest.mark.parametrize("line", ["2023 2024-03-01 x -", "2024", "../x 2024-03-01 " + "0" * 64 + " -", None])
def test_a_line_that_can_t_be_read_is_told(line: str | None, snapshots: Path) -> None:
    """No name, no digest, or a second line of one name."""
    before = listed(snapshots)
    rewrite(snapshots, [*before, line or before[-1]])
    with pytest.raises(SnapshotError, match="bad_pins") as caught:
        published(snapshots)
    assert caught.value.values["line"] == len(before) + 1


def test_what_came_and_went_on_a_side_branch_was_never_published(site: Path, snapshots: Path) -> None:
    """The branch's own line counts: a request that adds a line and takes it away again takes nothing down."""
    before = listed(snapshots)
    main = git(site, "rev-parse", "--abbrev-ref", "HEAD")
    git(site, "checkout", "-q", "-b", "side")
    rewrite(snapshots, [*before, "2031 2031-01-01 " + "0" * 64 + " -"])
    commit(site, "添一行")
    rewrite(snapshots, before)
    (site / "x").write_text("x", "utf-8")
    commit(site, "又删去")
    git(site, "checkout", "-q", main)
    git(site, "merge", "-q", "--no-ff", "-m", "合并", "side")
    assert codes(published(snapshots)) == []
    rewrite(snapshots, before[:-1])
    assert refused(snapshots)[0] == "pins_changed"


def test_a_shallow_clone_says_that_it_is_one(site: Path, snapshots: Path, tmp_path: Path) -> None:
    """Of a cut history only what is there is compared, which a strict build doesn't pass."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site}", str(clone))
    for name in ("2023", "2023-r1"):
        shutil.copytree(snapshots / name, clone / "snapshots" / name)
    found = published(clone / "snapshots")
    assert [(note.code, note.warns) for note in found.notes] == [("pins_shallow", True)]
    rewrite(clone / "snapshots", listed(snapshots)[:-1])
    assert refused(clone / "snapshots")[0] == "pins_changed"


def test_snapshots_from_before_there_was_a_list(years: Years, tmp_path: Path) -> None:
    """They are published with a note; `pin` lists them as they are, one that isn't whole never."""
    folder = Path(shutil.copytree(years.snapshots, tmp_path / "snapshots"))
    before = listed(folder)
    (folder / PINS).unlink()
    assert codes(published(folder)) == ["no_pins"]
    (folder / "2023/data/mkdocs.yml").write_bytes(b"")
    with pytest.raises(SnapshotError, match="altered"):
        pin(folder, print)
    assert not (folder / PINS).exists()
    shutil.copy(years.snapshots / "2023/data/mkdocs.yml", folder / "2023/data/mkdocs.yml")
    assert len(pin(folder, print)) == 2
    assert listed(folder) == before
    assert pin(folder, print) == ()
    assert listed(folder) == before


def test_a_run_stopped_before_the_list_is_explained_by_the_next(snapshots: Path, site: Path) -> None:
    """A snapshot without a line stops the publishing with the remedy, and the remedy gives the same line."""
    before = listed(snapshots)
    git(site, "rm", "-q", "--cached", f"snapshots/{PINS}")
    shutil.rmtree(site / ".git")
    rewrite(snapshots, before[:-1])
    assert refused(snapshots) == ("not_pinned", "2023-r1")
    done = goalbook(site, "snapshot", "pin")
    assert (done.returncode, done.stdout) == (0, f"{before[-1]}\n"), done.stderr
    assert listed(snapshots) == before
    assert codes(published(snapshots)) == ["pins_alone"]


def test_another_archive_isn_t_the_published_one(snapshots: Path) -> None:
    """The .zip has its own digest; where it is gone the site makes it anew."""
    with (snapshots / "2023.zip").open("ab") as file:
        file.write(b"x")
    assert refused(snapshots) == ("not_as_published", "2023.zip")
    (snapshots / "2023.zip").unlink()
    assert codes(published(snapshots)) == []


def test_a_published_snapshot_that_isn_t_here_is_told(snapshots: Path) -> None:
    """A warning, at which a strict build stops."""
    shutil.rmtree(snapshots / "2023-r1")
    found = published(snapshots)
    assert [(note.code, note.warns, note.values["files"]) for note in found.notes] == [
        ("pinned_gone", True, ("2023-r1",))
    ]


def test_where_signers_are_listed_every_snapshot_is_signed_by_one(
    site: Path, snapshots: Path, signer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unsigned, signed by another, or not to be checked on this machine: nothing is published; the page shows the list."""
    shutil.copy(signer / "allowed_signers", snapshots / SIGNERS)
    assert refused(snapshots) == ("not_vouched", "2023-r1")
    key = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    sign(snapshots / "2023-r1", key)
    assert refused(snapshots) == ("not_vouched", "2023-r1")
    (snapshots / "2023-r1/SHA256SUMS.sig").unlink()
    sign(snapshots / "2023-r1", signer / "key")
    found = published(snapshots)
    assert {one.signature.signer for one in found.snapshots if one.signature} == {"office@example.org"}
    built = goalbook(site, "build")
    assert built.returncode == 0, built.stderr
    page = (site / "site/snapshots/index.html").read_text("utf-8")
    public = (signer / "key.pub").read_text("utf-8").split()[1].replace("+", "&#43;")
    assert public.replace("&#43;", "+") in page.replace("&#43;", "+")
    assert (site / "site/snapshots" / SIGNERS).read_bytes() == (signer / "allowed_signers").read_bytes()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert refused(snapshots) == ("not_vouched", "2023-r1")
    (snapshots / SIGNERS).unlink()
    assert codes(published(snapshots)) == ["pins_alone", "not_checked", "not_checked"]


@pytest.mark.parametrize("name", [SIGNERS, "2023-r1/SHA256SUMS.sig", "2023-r1/SHA256SUMS.tsr"])
def test_what_a_link_leads_to_is_never_published(
    name: str, snapshots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list, a signature or a time stamp that is a link could show any file of the machine, checked or not."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    (snapshots / name).symlink_to(tmp_path / "secret")
    assert refused(snapshots)[0] == "link"
    monkeypatch.setenv("PATH", f"{tmp_path}/nothing")
    assert refused(snapshots)[0] == "link"


def test_what_a_system_leaves_in_a_snapshot_is_left_out_and_told(site: Path, snapshots: Path) -> None:
    """It stops nothing, is not served, packed or run; any other file still stops the publishing."""
    archive = snapshots / "2023.zip"
    archive.unlink()
    left = (
        ".DS_Store",
        "data/site/Thumbs.db",
        "data/._mkdocs.yml",
        "data/overrides/desktop.ini",
        "data/~$a.docx",
        "data/goals/.a.yml.swp",
    )
    for name in left:
        (snapshots / "2023" / name).write_text("x", "utf-8")
    verdict = verify(snapshots / "2023")
    assert (verdict.standing, len(verdict.litter)) == ("unproven", len(left))
    assert codes(published(snapshots)) == ["litter"]
    built = goalbook(site, "build")
    assert built.returncode == 0, built.stderr
    assert "系统留下的文件" in built.stderr
    assert not (site / "site/snapshots/2023/Thumbs.db").exists()
    assert digest(site / "site/snapshots/2023.zip") == listed(snapshots)[1].split()[-1]
    (snapshots / "2023/data/site/more.html").write_text("x", "utf-8")
    assert [(one.file, one.code) for one in verify(snapshots / "2023").findings] == [("data/site/more.html", "added")]
    assert goalbook(site, "build").returncode != 0
    (snapshots / "2023/data/site/more.html").unlink()
    (snapshots / "2023/more").mkdir()
    (snapshots / "2023/more/.DS_Store").write_text("x", "utf-8")
    assert [(one.file, one.code) for one in verify(snapshots / "2023").findings] == [("more/", "added")]


def test_a_pinned_name_is_never_given_again(site: Path, snapshots: Path) -> None:
    """The folder and the history may be gone: its line is there."""
    shutil.rmtree(site / ".git")
    shutil.rmtree(snapshots / "2023")
    shutil.rmtree(snapshots / "2023-r1")
    for archive in snapshots.glob("*.zip"):
        archive.unlink()
    done = goalbook(site, "snapshot", "create", "2023", "--uncommitted", SOURCE_DATE_EPOCH="1709251200")
    assert done.returncode == 1
    assert "名称不重复使用" in done.stderr
