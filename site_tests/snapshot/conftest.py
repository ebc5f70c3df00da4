"""The snapshots that these tests look at, made once in each test process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_tests.snapshot.project import WHY, Years, goalbook, second_year, start, tree


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office's SSH key and the list of allowed signers that names it."""
    import subprocess

    folder = tmp_path_factory.mktemp("signer")
    program = shutil.which("ssh-keygen")
    assert program, "ssh-keygen is missing: apt-get install openssh-client"
    key = folder / "key"
    subprocess.run([program, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    public = (folder / "key.pub").read_text("utf-8").strip()
    (folder / "allowed_signers").write_text(f"office@example.org {public}\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory, signer: Path) -> Years:
    """Two years: the first frozen and signed, then the second, then the first corrected, and the live site of it all."""
    folder = start(tmp_path_factory.mktemp("years") / "site")
    first = goalbook(folder, "build")
    assert first.returncode == 0, first.stderr
    addresses = frozenset(name for name in tree(folder / "site") if name.endswith(".html"))
    made = goalbook(folder, "snapshot", "create", "2023", "--sign-key", str(signer / "key"))
    assert made.returncode == 0, made.stderr
    second_year(folder)
    corrected = goalbook(folder, "snapshot", "correct", "2023", "--reason", WHY)
    assert corrected.returncode == 0, corrected.stderr
    built = goalbook(folder, "build")
    assert built.returncode == 0, built.stderr
    return Years(folder, addresses)


@pytest.fixture(scope="session")
def bag(years: Years) -> Path:
    """The snapshot of the first year."""
    return years.snapshots / "2023"
