"""The same document gives the same bytes, whatever the day, folder, hash seed, time zone, umask or locale."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Cover, Paper

from site_tests.conftest import ROOT
from site_tests.helpers.leaves import REAL, leaf_of, project
from site_tests.whole.test_publishing import _ANOTHER_DAY


def digests(folder: Path, umask: int, **environment: str) -> str:
    """The digests of all files, made in a process with an environment of its own."""
    path = os.pathsep.join([*environment.pop("PATHS", "").split(), str(ROOT), str(ROOT / "plugins")])
    env = os.environ | {"PYTHONPATH": path, "TMPDIR": str(folder)} | environment
    command = [sys.executable, "-m", "site_tests.helpers.digests"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, umask=umask)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Every format of every document, and all documents in one file."""
    folders = [tmp_path / "one", tmp_path / "another folder"]
    for folder in folders:
        folder.mkdir()
    (tmp_path / "sitecustomize.py").write_text(_ANOTHER_DAY, "utf-8")
    first = digests(folders[0], 0o022, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    fake = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PATHS": str(tmp_path)}
    second = digests(folders[1], 0o077, **fake)
    assert len(first.splitlines()) == 4 * len(REAL) + 2
    assert first == second


@pytest.mark.parametrize("writer", [write_xlsx, write_docx])
@pytest.mark.parametrize("cover", [None, Cover("全部文件")])
def test_the_zip_tells_nothing_of_the_machine(writer, cover) -> None:  # type: ignore[no-untyped-def]
    """All entries have a fixed time; no part names the user, the machine or a folder."""
    content = writer([leaf_of(REAL[0])], Paper(cover=cover))
    with ZipFile(io.BytesIO(content)) as archive:
        assert len({entry.date_time for entry in archive.infolist()}) == 1
        assert archive.infolist()[0].date_time[:1] == (1980,)
        text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for word in ("/tmp", str(ROOT), str(Path.home())):
        assert word not in text


@pytest.mark.parametrize("writer", [write_xlsx, write_docx])
def test_another_document_gives_other_bytes(writer) -> None:  # type: ignore[no-untyped-def]
    """Text, date and permalink each are in the file."""
    leaf = project()
    variants = [
        leaf,
        project(about="B"),
        replace(leaf, date="2024-01-01"),
        replace(leaf, permalink="https://example.org/other"),
    ]
    assert len({writer([one], Paper()) for one in variants}) == len(variants)
