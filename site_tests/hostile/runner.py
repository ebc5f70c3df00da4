"""Runs hostile cases, each in a process of its own, and tells what it did: time, memory, programs, files, how it ended."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS = 2.0  # of the processor
MEGABYTES = 300
_LONGEST = 10  # seconds after which a process is ended
# What the software starts on purpose, for histories and for the seals of snapshots.
_PROGRAMS = frozenset(("git", "ssh-keygen", "openssl"))
_STARTS = frozenset(
    ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "socket.getaddrinfo")
)
_CHANGES = frozenset(
    ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod")
)


@dataclass(frozen=True)
class Case:
    """An input and what is done with it: ``prepare`` lays it into an empty folder, ``act`` runs there as a process."""

    name: str
    prepare: Callable[[Path], object]
    act: Callable[[], object]


@dataclass(frozen=True)
class Outcome:
    """What came of a case: ``faults`` names each thing that must not happen, by its kind; ``megabytes`` is what it took
    beyond what the process that started it held.
    """

    name: str
    seconds: float
    megabytes: float
    faults: tuple[tuple[str, str], ...]


def command(*arguments: str) -> Callable[[], object]:
    """`goalbook` with these arguments."""

    def act() -> object:
        from goalbook.cli import main

        return main(list(arguments), prog_name="goalbook")

    return act


def laid(files: Iterable[tuple[str, bytes]]) -> Callable[[Path], None]:
    """Lays files into a folder."""
    kept = list(files)

    def prepare(folder: Path) -> None:
        for name, content in kept:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    return prepare


def run(case: Case) -> Outcome:
    """Run a case in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as made:
        folder = Path(made).resolve()
        for name in ("work", "temporary"):
            (folder / name).mkdir()
        case.prepare(folder / "work")
        before = _beside(folder)
        # A copy of this process begins with all that the tests before it have left in memory.
        already = _resident()
        child = os.fork()
        if not child:
            _child(case, folder)
        _, status, usage = os.wait4(child, 0)
        seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 - already
        faults = [*_ended(status, folder / "said"), *_told(folder / "did")]
        faults += [("outside", name) for name in sorted(_beside(folder) - before - {"said", "did"})]
        shutil.rmtree(folder / "work", ignore_errors=True)
    if seconds > SECONDS:
        faults.append(("hangs", f"{seconds:.1f} s"))
    if megabytes > MEGABYTES:
        faults.append(("hangs", f"{megabytes:.0f} MB"))
    return Outcome(case.name, seconds, megabytes, tuple(faults))


def _resident() -> float:
    """The memory that this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _beside(folder: Path) -> set[str]:
    """What lies beside the folder that a case works in."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_relative_to(folder / "work") and not path.is_relative_to(folder / "temporary")
    }


def _ended(status: int, said: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with how a process ended."""
    text = said.read_text("utf-8", "replace")
    if os.WIFSIGNALED(status):
        yield "hangs", f"signal {os.WTERMSIG(status)}"
    elif os.WEXITSTATUS(status) not in range(4) or "Traceback (most recent call last)" in text:
        yield "tracebacks", f"exit {os.WEXITSTATUS(status)}: {text[-1500:]}"


def _told(did: Path) -> Iterator[tuple[str, str]]:
    for line in did.read_text("utf-8").splitlines():
        kind, _, what = line.partition(" ")
        yield kind, what


def _child(case: Case, folder: Path) -> None:
    """The process of a case: its words go into a file, what it starts and writes outside into another."""
    said = os.open(folder / "said", os.O_CREAT | os.O_WRONLY)
    did = os.open(folder / "did", os.O_CREAT | os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(said, stream)
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST + 1))
    signal.alarm(3 * _LONGEST)  # for one that waits
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(folder / "work")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "temporary")
    sys.addaudithook(_watch(folder, did))
    code = 0
    try:
        case.act()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # whatever it is, it is what the test looks for
        code = 99
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _watch(folder: Path, did: int) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that writes down each program, connection and change outside the folder of a case."""
    inside = str(folder)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STARTS:
            program = Path(os.fsdecode(str(arguments[0]))).name
            if event != "subprocess.Popen" or program not in _PROGRAMS:
                os.write(did, f"executed {event} {program}\n".encode("utf-8", "replace"))
        elif event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes and isinstance(path, str | bytes):
                _outside(os.fsdecode(path))
        elif event in _CHANGES and isinstance(arguments[0], str | bytes):
            _outside(os.fsdecode(arguments[0]))

    def _outside(path: str) -> None:
        real = os.path.realpath(path)
        if real != os.devnull and not real.startswith(inside):
            os.write(did, f"outside {real!r}\n".encode("utf-8", "replace"))

    return hook
