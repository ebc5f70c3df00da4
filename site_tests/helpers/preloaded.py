"""`goalbook` in copies of a process that has loaded it: the start of Python and the imports are paid for once, not by each command.

A copy is a process of its own, with its own folder, environment and output. What Python reads only at its start can't be given to a
copy: where that differs a command is started in the ordinary way, as it is wherever a test looks at the start itself.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_PLUGINS = str(_ROOT / "plugins")
# What Python, and what is loaded with it, reads at its start.
_AT_START = ("PYTHON", "LC_", "LANG", "LD_")
_LONGEST = 1 << 17  # bytes of a request: a command line and an environment
# What commands load while they work.
_LOADED = ("goalbook.cli", "goalbook.host.runs", "goalbook.site.build.build", "goalbook.snapshot.create", "material")
# What they ask of the package itself.
_ASKED = ("readers_key", "yields_key", "segments_key", "index_key", "stories_key", "changes_key", "writers_key")


def run_goalbook(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run this project's command line in a folder and an environment, as ``subprocess.run`` would; its output is captured."""
    command = [sys.executable, "-m", "goalbook", *arguments]
    if _at_start(environment) != _at_start(_environment()):
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        told, tell = os.pipe()
        try:
            request = json.dumps([arguments, str(folder), dict(environment)]).encode()
            socket.send_fds(_channel(), [request], [out.fileno(), err.fileno(), tell])
        finally:
            os.close(tell)
        with os.fdopen(told, encoding="ascii") as code:
            ended = int(code.read())
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, ended, out.read(), err.read())


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


@cache
def _environment() -> dict[str, str]:
    """What the process that is copied was started with."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": _PLUGINS}


@cache
def _channel() -> socket.socket:
    """Where commands are sent to; the process at its other end is started with the first, and ends with this one."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, __file__, str(there.fileno())], env=_environment(), pass_fds=[there.fileno()], cwd="/",
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    there.close()

    def end() -> None:
        here.close()
        process.wait()

    atexit.register(end)
    return here


def _serve(channel: socket.socket) -> bool:
    """Make a copy of this process for each request; tells whether this is one, which then is as the request wants it."""
    while True:
        request, fds, *_ = socket.recv_fds(channel, _LONGEST, 3)
        if not request:
            return False
        out, err, tell = fds
        # One copy waits for the other, so that commands may run beside each other.
        if not os.fork():
            channel.close()
            process = os.fork()
            if not process:
                os.close(tell)
                _become(out, err, *json.loads(request))
                return True
            _, status = os.waitpid(process, 0)
            os.write(tell, str(os.waitstatus_to_exitcode(status)).encode("ascii"))
            os._exit(0)
        for fd in fds:
            os.close(fd)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _become(out: int, err: int, arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Make this process one that was started so."""
    for given, stream in ((out, 1), (err, 2)):
        os.dup2(given, stream)
        os.close(given)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None  # it may have been asked for
    sys.argv[1:] = arguments
    sys.path[0] = folder


def _load() -> None:
    """Load what commands work with, and let be worked out what they ask of the package itself."""
    for name in _LOADED:
        import_module(name)
    software = import_module("goalbook.site.build.software")
    for name in _ASKED:
        getattr(software, name)()


if __name__ == "__main__":
    _load()
    gc.freeze()
    if _serve(socket.socket(fileno=int(sys.argv[1]))):
        runpy.run_module("goalbook", run_name="__main__", alter_sys=True)
