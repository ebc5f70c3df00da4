"""A snapshot made by an earlier version verifies for ever, and what no longer makes it again is told plainly."""

from __future__ import annotations

import hashlib
import lzma
import zipfile
from pathlib import Path

import pytest
from goalbook.snapshot.finding import BagFinding
from goalbook.snapshot.verify import verify

KEPT = Path(__file__).with_name("kept") / "2024.zip.xz"
# As `sha256sum SHA256SUMS` printed it on the day it was made.
SUMS = "b2116c6c9889eef969c583c4f3f5724ada425137fd9e9a48bfa4fc22ad548f05"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The archive as it was given out."""
    path = tmp_path / "2024.zip"
    path.write_bytes(lzma.decompress(KEPT.read_bytes()))
    return path


@pytest.fixture
def folder(archive: Path) -> Path:
    """The folder of the archive, unpacked by Python's own library, beside it."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(archive.parent)
    return archive.with_suffix("")


def test_the_archive_and_its_folder_are_whole(archive: Path, folder: Path) -> None:
    """Both verify, and are the snapshot that was made: its sums have the value told then."""
    assert hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest() == SUMS
    for path in (archive, folder):
        verdict = verify(path)
        assert verdict.findings == ()
        assert verdict.sums == SUMS
        assert verdict.unchecked == ()


def test_a_changed_letter_in_it_is_named(folder: Path) -> None:
    """The check of the old snapshot can fail: one letter of a goal file is found."""
    goal_file = folder / "data/goals/2024/huangyuan-cppcc/department.yml"
    goal_file.write_bytes(goal_file.read_bytes().replace(b"2024", b"2025", 1))
    assert BagFinding("data/goals/2024/huangyuan-cppcc/department.yml", "altered") in verify(folder).findings
