"""Older Word documents, by way of LibreOffice where that is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from goalbook.importing.lines import SourceError

_SECONDS = 120


def docx_of(raw: bytes) -> bytes:
    """The same document as .docx; LibreOffice runs apart from the user's own, without macros."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SourceError("no-libreoffice")
    with tempfile.TemporaryDirectory(prefix="goalbook-import-") as name:
        folder = Path(name)
        (folder / "source.doc").write_bytes(raw)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to",
                   "docx", "--outdir", str(folder), str(folder / "source.doc")]  # fmt: skip
        try:
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True)
            return (folder / "source.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise SourceError("not-office") from error
