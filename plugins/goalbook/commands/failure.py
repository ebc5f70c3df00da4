"""How a command ends that can't go on: in a sentence; only what nobody foresaw leaves a report."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from goalbook import __version__
from goalbook.commands.say import say
from goalbook.commands.terminal import language_of_terminal
from goalbook.files import write_file
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.messages.lacking import words_of_lacking

# A system's file can't be read or written, a package isn't there, this program has a fault (as <sysexits.h> has them).
NOT_WRITTEN, NOT_INSTALLED, FAULT = 74, 69, 70

REASONS = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "file_size", errno.EACCES: "denied", errno.EPERM: "denied",
    errno.EROFS: "read_only", errno.ENOTDIR: "no_folder", errno.EEXIST: "no_folder", errno.EISDIR: "no_file",
    errno.ENOENT: "missing", errno.ENAMETOOLONG: "name", errno.EMFILE: "open_files", errno.ENFILE: "open_files",
    errno.ENOMEM: "memory", errno.EPIPE: "closed", errno.ETIMEDOUT: "endless",
}  # fmt: skip


def prepare_process() -> None:
    """Let output be written in any locale: what its encoding can't hold is escaped; and let no time zone matter, right or wrong."""
    os.environ["TZ"] = "UTC"
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def tell_failure(error: Exception, arguments: Sequence[str]) -> int:
    """Say in a sentence what stopped a command; gives its exit code."""
    t = catalogue(language_of_terminal(arguments))
    if isinstance(error, OSError | MemoryError):
        told, code = _words(error, t), NOT_WRITTEN
    elif isinstance(error, ImportError) and (lacking := words_of_lacking(error, t)):
        told, code = lacking, NOT_INSTALLED
    elif isinstance(error, UnicodeEncodeError) and error.encoding == sys.getfilesystemencoding() != "utf-8":
        told, code = t("failure.names", name=error.object), NOT_WRITTEN
    else:
        told, code = _report(error, t), FAULT
    with suppress(OSError):
        say(told, err=True)
    _let_go()
    return code


def _words(error: OSError | MemoryError, t: Catalogue) -> str:
    """What the system refused, and where."""
    if isinstance(error, MemoryError):
        return t("failure.memory", file="")
    names = [os.fsdecode(one) for one in (error.filename, error.filename2) if isinstance(one, str | bytes)]
    file = t("failure.at", file=" → ".join(names)) if names else ""
    if reason := REASONS.get(error.errno or 0):
        return t(f"failure.{reason}", file=file)
    return t("failure.system", file=file, text=error.strerror or str(error))


def _report(error: Exception, t: Catalogue) -> str:
    """Write down where the program broke off; gives the words that say where that is written."""
    # Only who fails needs them.
    import platform
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(error))
    head = f"goalbook {__version__}, Python {platform.python_version()}, {platform.system()}\n"
    try:
        handle, name = tempfile.mkstemp(prefix="goalbook-", suffix=".txt")
        os.close(handle)
        write_file(Path(name), f"{head}{text}".encode(errors="backslashreplace"))
    except OSError:
        return t("failure.fault_unwritten", kind=type(error).__name__)
    return t("failure.fault", kind=type(error).__name__, file=name)


def _let_go() -> None:
    """Turn away from outputs that can't be written: Python would try once more at its end, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
