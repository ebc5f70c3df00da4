"""Older Word documents, by way of LibreOffice where that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from goalbook.importing.limited import run_limited
from goalbook.importing.limits import CONVERTING, SourceError

# Paths and values of LibreOffice's own settings. Links are never followed, nothing active runs, and what would still go
# out goes to a proxy that isn't there.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_NOWHERE = "http://127.0.0.1:9"
_ALONE = ("unshare", "--user", "--map-root-user", "--net")


def docx_of(raw: bytes) -> bytes:
    """The same document as .docx. Raises SourceError where LibreOffice isn't there or doesn't read it.

    LibreOffice runs without network, apart from the user's own one, without macros, in a folder that is removed.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SourceError("no-libreoffice")
    with tempfile.TemporaryDirectory(prefix="goalbook-import-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "source.doc").write_bytes(raw)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_registry(), "utf-8")
        run_limited(CONVERTING, convert, program, str(folder))
        try:
            return (folder / "out/source.docx").read_bytes()
        except OSError as error:
            raise SourceError("not-office") from error


def convert(program: str, name: str) -> None:
    """Convert ``source.doc`` in a folder into ``out/source.docx``, as a Word document and as nothing else."""
    folder = Path(name)
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"),
        str(folder / "source.doc"),
    ]  # fmt: skip
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if key in os.environ}
    env = kept | {"HOME": name, "TMPDIR": name, "TMP": name, "TEMP": name}
    env |= {f"{kind}_proxy": _NOWHERE for kind in ("http", "https", "ftp", "all")}
    subprocess.run([*_alone(), *command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)  # fmt: skip


def _alone() -> tuple[str, ...]:
    """What runs a program without network; nothing where the system doesn't permit it."""
    try:
        done = subprocess.run([*_ALONE, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return _ALONE if done.returncode == 0 else ()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
