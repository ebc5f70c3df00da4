"""The snapshots that these tests look at, made once."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from site_tests.helpers.shared import made_once
from site_tests.snapshot.project import WHY, Years, goalbook, second_year, start, tree


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office's SSH key and the list of allowed signers that names it."""
    return made_once(tmp_path_factory, "signer", _make_signer)


def _make_signer(folder: Path) -> None:
    program = shutil.which("ssh-keygen")
    assert program, "ssh-keygen is missing: apt-get install openssh-client"
    folder.mkdir()
    key = folder / "key"
    subprocess.run([program, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    public = (folder / "key.pub").read_text("utf-8").strip()
    (folder / "allowed_signers").write_text(f"office@example.org {public}\n", "utf-8")


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory, signer: Path) -> Years:
    """Two years: the first frozen and signed, then the second, then the first corrected, and the live site of it all."""
    made = made_once(tmp_path_factory, "years", partial(_make_years, signer))
    return Years(made / "site", frozenset(json.loads((made / "first.json").read_bytes())))


def _make_years(signer: Path, made: Path) -> None:
    folder = start(made / "site")
    first = goalbook(folder, "build")
    assert first.returncode == 0, first.stderr
    addresses = [name for name in tree(folder / "site") if name.endswith(".html")]
    (made / "first.json").write_text(json.dumps(addresses), "utf-8")
    frozen = goalbook(folder, "snapshot", "create", "2023", "--sign-key", str(signer / "key"))
    assert frozen.returncode == 0, frozen.stderr
    second_year(folder)
    corrected = goalbook(folder, "snapshot", "correct", "2023", "--reason", WHY)
    assert corrected.returncode == 0, corrected.stderr
    built = goalbook(folder, "build")
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def bag(years: Years) -> Path:
    """The snapshot of the first year."""
    return years.snapshots / "2023"
