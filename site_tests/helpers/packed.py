"""The packages that are made of this tree, and an environment for them that no network is needed for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path
from typing import NamedTuple

from site_tests.conftest import ROOT

# What was made in the tree: some at its top, some anywhere.
_AT_TOP = shutil.ignore_patterns("site", ".site.*", "build", "dist", "sbom", ".venv", ".git", ".*cache", ".hypothesis")
_ANYWHERE = shutil.ignore_patterns("*.egg-info", "__pycache__", "node_modules")


class Packed(NamedTuple):
    """The source package, unpacked, and the wheel."""

    source: Path
    wheel: Path


def pack(folder: Path) -> None:
    """Make the source package of this tree, and the wheel of that."""
    folder.mkdir()
    tree = shutil.copytree(ROOT, folder / "tree", ignore=_made)
    with tarfile.open(_make(tree, "sdist", folder)) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    _make(shutil.copytree(source, folder / "build"), "wheel", folder)


def packed_in(folder: Path) -> Packed:
    """What was made there."""
    (source,) = (folder / "unpacked").iterdir()
    (wheel,) = folder.glob("*.whl")
    return Packed(source, wheel)


def _made(folder: str, names: list[str]) -> set[str]:
    """What of a folder was made, and is no source."""
    return _ANYWHERE(folder, names) | (_AT_TOP(folder, names) if Path(folder) == ROOT else set())


def _make(tree: Path, kind: str, folder: Path) -> Path:
    """A package of a tree, by setuptools in a process of its own."""
    code = f"from setuptools import build_meta; build_meta.build_{kind}({str(folder)!r})"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tree, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("goalbook-*.whl" if kind == "wheel" else "goalbook-*.tar.gz")
    return made


def lend_packages(environment: Path) -> None:
    """Let a fresh environment find what is installed in this one, Goalbook aside: as if an index had given it."""
    (packages,) = environment.glob("lib/python*/site-packages")
    lent = environment / "lent"
    lent.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not path.name.lower().startswith(("goalbook", "__", "pip")):
            (lent / path.name).symlink_to(path)
    (packages / "lent.pth").write_text(f"{lent}\n", "utf-8")
    # What pip makes of a package's entry points.
    program = environment / "bin/mkdocs"
    program.write_text(f"#!{environment}/bin/python\nfrom mkdocs.__main__ import cli\ncli()\n", "utf-8")
    program.chmod(0o755)
