"""The program of a child process: one task under limits, its outcome handed back on the standard output."""

from __future__ import annotations

import os
import pickle
import sys

from goalbook.extras import package_and_extra
from goalbook.importing.limits import SourceError


def do_task(memory: int, processor: int) -> None:
    """Read a task from the standard input, do it, write what it gave or why it was refused."""
    _limit(memory, processor)
    # What a library prints, a crashing one too, must not get between the bytes of the outcome.
    with os.fdopen(os.dup(1), "wb") as stream:
        os.dup2(2, 1)
        try:
            task, arguments = pickle.load(sys.stdin.buffer)
            outcome = pickle.dumps(task(*arguments))
        except SourceError as error:
            outcome = pickle.dumps(error)
        except ImportError as error:
            lacking = package_and_extra(error.name or "")
            outcome = pickle.dumps(SourceError("no-package", **lacking) if lacking else SourceError("damaged"))
        except MemoryError:
            outcome = pickle.dumps(SourceError("too-much-memory"))
        except RecursionError:
            outcome = pickle.dumps(SourceError("too-deep"))
        except BaseException:  # of damaged files libraries make errors of any kind; a panic of Rust is no Exception
            outcome = pickle.dumps(SourceError("damaged"))
        stream.write(outcome)


def _limit(memory: int, processor: int) -> None:
    """Limit this process and those that it starts; where the system has no such limits, the clock is left."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, processor), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, hard))


if __name__ == "__main__":
    do_task(int(sys.argv[1]), int(sys.argv[2]))
