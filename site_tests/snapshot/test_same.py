"""The same data make the same snapshot, anywhere and at any time; and again from what is inside it."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from goalbook import __version__

from site_tests.snapshot.project import Years, git, goalbook, tree

# Python's clocks show another day: nothing that is frozen may depend on it.
_ANOTHER_DAY = """
import time
real = time.time
time.time = lambda: real() + 400 * 86400
"""


@pytest.fixture(scope="module")
def elsewhere(years: Years, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first year frozen once more: in another folder, time zone, locale, hash seed and day, unsigned."""
    folder = tmp_path_factory.mktemp("elsewhere") / "another folder"
    first = git(years.folder, "rev-list", "--max-parents=0", "HEAD")
    git(years.folder, "clone", "-q", ".", str(folder))
    git(folder, "checkout", "-q", first)
    (folder.parent / "sitecustomize.py").write_text(_ANOTHER_DAY, "utf-8")
    path = os.pathsep.join([str(folder.parent), os.environ.get("PYTHONPATH", "")])
    plugins = str(Path(__file__).parents[2] / "plugins")
    environment = {
        "TZ": "America/St_Johns",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": f"{path}:{plugins}",
    }
    made = goalbook(folder, "snapshot", "create", "2023", "--out", "../kept", **environment)
    assert made.returncode == 0, made.stderr
    return folder.parent / "kept"


def test_two_snapshots_are_byte_identical(bag: Path, elsewhere: Path) -> None:
    """Another folder, time zone, locale, hash seed and day give the same bytes, signatures aside."""
    one, other = tree(bag), tree(elsewhere / "2023")
    assert one.pop("SHA256SUMS.sig")
    assert one == other


def test_the_archive_is_the_same_too(bag: Path, elsewhere: Path) -> None:
    """The .zip of one who doesn't sign differs from that of one who does by the signature alone."""
    with zipfile.ZipFile(bag.with_name("2023.zip")) as one, zipfile.ZipFile(elsewhere / "2023.zip") as other:
        names = [name for name in one.namelist() if name != "2023/SHA256SUMS.sig"]
        assert names == other.namelist()
        assert all(one.read(name) == other.read(name) for name in names)


@pytest.mark.parametrize("name", ["2023", "2023-r1"])
def test_it_is_made_again_from_what_is_inside(years: Years, signer: Path, tmp_path: Path, name: str) -> None:
    """`verify --rebuild` of a .zip far from its repository finds the same bytes, with another hash seed."""
    archive = shutil.copy(years.snapshots / f"{name}.zip", tmp_path)
    trust = ["--allowed-signers", str(signer / "allowed_signers")] if name == "2023" else ["--trust"]
    done = goalbook(tmp_path, "snapshot", "verify", str(archive), "--rebuild", *trust, PYTHONHASHSEED="5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "逐字节相同" in done.stdout


def test_what_isn_t_made_from_its_data_is_named(bag: Path, tmp_path: Path) -> None:
    """A page that doesn't follow from the data is found by `--rebuild`, though every list was made to agree with it."""
    from goalbook.snapshot.bag import seal_bag
    from goalbook.snapshot.facts import facts_of, read_facts

    forged = Path(
        shutil.copytree(bag, tmp_path / "2023", ignore=shutil.ignore_patterns("*SUMS*", "*manifest-*", "bag*"))
    )
    page = "data/site/2023/sample-0001/duties.html"
    html = (forged / page).read_text("utf-8")
    (forged / page).write_text(html.replace("示例", "改过", 1), "utf-8")
    seal_bag(forged, facts_of(read_facts((forged / "manifest.json").read_bytes())), f"goalbook {__version__}")
    done = goalbook(tmp_path, "snapshot", "verify", "2023", "--rebuild", "--trust")
    assert done.returncode == 1, done.stderr
    assert f"{page}: 重新生成的结果不同" in done.stdout
    named = {line.split(":")[0] for line in done.stdout.splitlines() if "重新生成的结果不同" in line}
    assert named == {page, "SHA256SUMS", "manifest-sha256.txt", "tagmanifest-sha256.txt"}


def test_the_day_is_that_of_the_commit_or_as_told(bag: Path) -> None:
    """The bag bears the day on which its data were committed, as the committer's clock showed it."""
    info = (bag / "bag-info.txt").read_text("utf-8")
    assert "Bagging-Date: 2024-03-01\n" in info
