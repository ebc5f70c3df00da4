"""A snapshot holds before the tools that its users have: run as they would run them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from site_tests.snapshot.project import Years

NAMES = ("2023", "2023-r1")
names = pytest.mark.parametrize("name", NAMES)


def run(*command: str, folder: Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a program that must be installed, in a plain locale."""
    program = shutil.which(command[0])
    assert program, f"{command[0]} is missing"
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    return subprocess.run(
        [program, *command[1:]], cwd=folder, input=given, capture_output=True, env=environment, check=False
    )


@names
def test_bagit_accepts_it(years: Years, name: str) -> None:
    """The Library of Congress' own program finds a valid bag, complete and unaltered."""
    module = [sys.executable, "-m", "bagit", "--validate", name]
    done = subprocess.run(module, cwd=years.snapshots, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{name} is valid" in done.stderr


@names
def test_sha256sum_accepts_it(years: Years, name: str) -> None:
    """`sha256sum -c` finds every file but those that are made from the list."""
    done = run("sha256sum", "--strict", "-c", "SHA256SUMS", folder=years.snapshots / name)
    assert done.returncode == 0, done.stderr
    files = sum(1 for path in (years.snapshots / name).rglob("*") if path.is_file())
    apart = 3 if name == "2023" else 2  # the list, the tag manifest, the signature
    assert len(done.stdout.splitlines()) == files - apart


@names
def test_unzip_accepts_it(years: Years, name: str, tmp_path: Path) -> None:
    """`unzip -t` finds no error, and what it unpacks is the folder, byte for byte."""
    archive = years.snapshots / f"{name}.zip"
    done = run("unzip", "-t", str(archive), folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert run("unzip", "-q", str(archive), folder=tmp_path).returncode == 0
    assert run("diff", "-r", str(tmp_path / name), str(years.snapshots / name), folder=tmp_path).stdout == b""


def test_ssh_keygen_accepts_the_signature(bag: Path, signer: Path) -> None:
    """`ssh-keygen -Y verify` says by whom it was signed; over other sums the signature isn't good."""
    sums = (bag / "SHA256SUMS").read_bytes()
    command = ("ssh-keygen", "-Y", "verify", "-n", "goalbook", "-f", str(signer / "allowed_signers"),
               "-I", "office@example.org", "-s", "SHA256SUMS.sig")  # fmt: skip
    done = run(*command, folder=bag, given=sums)
    assert done.returncode == 0, done.stderr
    assert b'Good "goalbook" signature for office@example.org' in done.stdout
    assert run(*command, folder=bag, given=sums.replace(b"a", b"b", 1)).returncode != 0


@names
def test_the_archive_is_plain(years: Years, name: str) -> None:
    """Every file is stored as it is, with one date and one right, in the order of the names, none outside the folder."""
    with zipfile.ZipFile(years.snapshots / f"{name}.zip") as archive:
        infos = archive.infolist()
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert {info.date_time for info in infos} == {(2024, 3, 1, 0, 0, 0)}
    assert {oct(info.external_attr >> 16) for info in infos} == {"0o100644"}
    found = [info.filename for info in infos]
    assert found == sorted(found)
    assert all(one.startswith(f"{name}/") and ".." not in one for one in found)
