"""Older Word documents, rich text and OpenDocument files, by way of LibreOffice where that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from goalbook.importing.limited import run_limited
from goalbook.importing.limits import CONVERTING, READING, SourceError, within

_Context = TypeVar("_Context")
_Made = TypeVar("_Made")

# Paths and values of LibreOffice's own settings. Links are never followed, nothing active runs, and what would still go
# out goes to a proxy that isn't there.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),  # never
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
# Of each kind the filter that reads it, which takes it for nothing else, and the filter and suffix of what it becomes.
_DOCX = ("MS Word 2007 XML", ".docx")
_FILTERS = {
    "doc": ("MS Word 97", *_DOCX),
    "rtf": ("Rich Text Format", *_DOCX),
    "odt": ("writer8", *_DOCX),
    "ods": ("calc8", "Calc MS Excel 2007 XML", ".xlsx"),
}
_NOWHERE = "http://127.0.0.1:9"
_ALONE = ("unshare", "--user", "--map-root-user", "--net")


def read_in_child(
    task: Callable[[_Context, bytes, str], _Made | str], context: _Context, raw: bytes, suffix: str
) -> _Made:
    """What a task makes of a source that is read as a file with a suffix, in a child process.

    Of a source that is converted first it gives the kind alone, and is then given what that becomes. Raises SourceError where
    nothing is made.
    """
    made = run_limited(READING, task, context, raw, suffix)
    if not isinstance(made, str):
        return made
    docx, its_suffix = converted(raw, made)
    outcome: _Made | str = run_limited(READING, _of_converted, task, context, (raw, made), docx, its_suffix)
    if isinstance(outcome, str):
        raise SourceError("not-office")
    return outcome


def _of_converted(task: Callable[..., Any], context: Any, before: tuple[bytes, str], raw: bytes, suffix: str) -> Any:
    """What a task makes of a converted source, given what it was ``before`` and of which kind: nothing where a table was lost."""
    if before[1] == "doc":
        from goalbook.importing.sources.older_word import refuse_lost_tables

        refuse_lost_tables(before[0], raw)
    return task(context, raw, suffix)


def converted(raw: bytes, kind: str) -> tuple[bytes, str]:
    """The same document as a Word or Excel file, with its suffix. Raises SourceError where LibreOffice isn't there or doesn't read it.

    LibreOffice runs without network, apart from the user's own one, without macros, in a folder that is removed.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SourceError("no-libreoffice", kind=kind)
    with tempfile.TemporaryDirectory(prefix="goalbook-import-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / f"source.{kind}").write_bytes(raw)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_registry(), "utf-8")
        run_limited(CONVERTING, convert, program, str(folder), kind)
        suffix = _FILTERS[kind][-1]
        try:
            made = (folder / f"out/source{suffix}").read_bytes()
        except OSError as error:
            raise SourceError("not-office") from error
    within("bytes", len(made))
    return made, suffix


def convert(program: str, name: str, kind: str) -> None:
    """Convert the source of a kind in a folder into ``out/``, as that kind and as nothing else."""
    folder = Path(name)
    reader, writer, suffix = _FILTERS[kind]
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        f"--infilter={reader}", "--convert-to", f"{suffix[1:]}:{writer}", "--outdir", str(folder / "out"),
        str(folder / f"source.{kind}"),
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
