"""LibreOffice, with a profile that the tests of a process share: to make one takes longer than to convert a file."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def _profile() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="libreoffice-")


def saved(file: Path, wanted: str, folder: Path) -> Path:
    """A file as LibreOffice saves it in another format, in a folder."""
    profile = Path(_profile().name).as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", wanted, "--outdir"]
    subprocess.run([*command, folder, file], check=True, timeout=120, capture_output=True)
    return (folder / file.name).with_suffix(f".{wanted}")
