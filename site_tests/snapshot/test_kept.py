"""A snapshot made by an earlier version verifies for ever, and what no longer makes it again is told plainly."""

from __future__ import annotations

import hashlib
import lzma
import os
import zipfile
from pathlib import Path

import pytest
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.snapshot.finding import BagFinding
from goalbook.snapshot.verify import verify
from goalbook.snapshot.words import rebuilt_lines

from site_tests.conftest import ROOT
from site_tests.snapshot.project import goalbook

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


def test_another_version_is_told_before_what_differs(archive: Path, tmp_path: Path) -> None:
    """`verify --rebuild` by other software says first that other bytes are to be expected, and names both versions."""
    folder = tmp_path / "python"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import goalbook; goalbook.__version__ = '99.0'\n", "utf-8")
    path = os.pathsep.join([str(folder), str(ROOT / "plugins")])
    done = goalbook(tmp_path, "snapshot", "verify", str(archive), "--rebuild", "--trust", PYTHONPATH=path)
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    told = lines.index(catalogue("zh")("freeze.versions_differ"))
    versions = next(n for n, line in enumerate(lines) if "goalbook 0.1.0" in line and "99.0" in line)
    files = [n for n, line in enumerate(lines) if line.endswith("重新生成的结果不同")]
    assert told < versions < files[0]
    assert any(lines[n].startswith("manifest.json:") for n in files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_another_version_none_is_told_of(language: str) -> None:
    """The sentence stands first, and only where versions differ; what a manifest says is shown without what a terminal obeys."""
    t = catalogue(language)
    findings = [BagFinding("data/site/a\u202e.html", "made_otherwise")]
    lines = rebuilt_lines(findings, {"mkdocs": ("1.6\x1b[2J", "1.7"), "typst": ("", "0.15")}, t)
    assert lines[0] == t("freeze.versions_differ")
    assert "1.6\\u001b[2J" in lines[1]
    assert "1.7" in lines[1]
    assert lines[2] == t("freeze.version", name="typst", then="-", now="0.15")
    assert lines[3].startswith("data/site/a\\u202e.html: ")
    assert rebuilt_lines(findings, {}, t) == lines[3:]
    assert rebuilt_lines([], {}, t) == [t("freeze.rebuilt")]
