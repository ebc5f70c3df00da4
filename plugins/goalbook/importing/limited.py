"""A task in a child process with limits of memory and time: what a stranger's file does to it ends with it."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from goalbook.importing.limits import Allowance, SourceError

_P = ParamSpec("_P")
_T = TypeVar("_T")


def run_limited(allowance: Allowance, task: Callable[_P, _T], *arguments: _P.args, **_: _P.kwargs) -> _T:
    """What a function of a module gives for arguments; the child and all that it starts are ended at the limits.

    Raises SourceError where the function does, where it fails in any other way, and where it reaches a limit. The system
    may have no limits of memory and processor time (Windows): then the clock is the only one.
    """
    # -P: a module of the current folder is never taken for one of ours.
    command = [sys.executable, "-P", "-m", "goalbook.importing.child", str(allowance.memory), str(allowance.processor)]
    paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path if path)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paths}, start_new_session=True,
    ) as child:  # fmt: skip
        try:
            raw, _nothing = child.communicate(pickle.dumps((task, arguments)), timeout=allowance.clock)
        except subprocess.TimeoutExpired as error:
            raise SourceError("too-slow") from error
        finally:
            if child.returncode is None:
                _end(child)
    if child.returncode:
        raise SourceError(_REASONS.get(-child.returncode, "crashed"))
    outcome = pickle.loads(raw)
    if isinstance(outcome, SourceError):
        raise outcome
    made: _T = outcome
    return made


# A library written in Rust or C++ aborts where it gets no memory.
_REASONS = (
    {} if sys.platform == "win32"
    else {signal.SIGXCPU.value: "too-slow", signal.SIGKILL.value: "too-much-memory", signal.SIGABRT.value: "too-much-memory"}
)  # fmt: skip


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child with all processes of its session."""
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
