"""A document that goes on for ever ends the run and is named."""

from __future__ import annotations

import errno
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from goalbook.book.alarm import alarmed

from site_tests.conftest import ROOT

# As if a document were stuck: its validation never ends.
_STUCK = """
import goalbook.book.load, goalbook.book.alarm as alarm
alarm.alarmed.__wrapped__.__defaults__ = (0.3,)
def stuck(*_):
    while True: pass
goalbook.book.load._load_document = stuck
from goalbook.cli import main
main()
"""


def _go_on_after_errors() -> None:
    for _ in range(2):
        with suppress(OSError):
            while True:
                pass
    while True:
        pass


def test_work_without_end_is_ended() -> None:
    """The error names the file, outlives the way from a worker, and a search in C or what goes on after an error doesn't escape it."""
    with pytest.raises(TimeoutError) as found, alarmed("goals/a.yml", 0.1):
        re.match(r"(a|a)*b", "a" * 60)
    told = pickle.loads(pickle.dumps(found.value))
    assert (told.errno, told.filename) == (errno.ETIMEDOUT, "goals/a.yml")
    with pytest.raises(TimeoutError), alarmed("goals/a.yml", 0.1):
        _go_on_after_errors()


def test_what_ends_in_time_is_left_alone() -> None:
    """Waiting costs nothing, and afterwards nothing is left of the alarm."""
    before = signal.getsignal(signal.SIGPROF)
    with alarmed("goals/a.yml", 0.2):
        time.sleep(0.4)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before


def test_beside_the_main_thread_nothing_is_limited() -> None:
    """Where no alarm can be set the work is done as ever."""
    done: list[str] = []

    def work() -> None:
        with alarmed("goals/a.yml", 0.001):
            done.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["done"]


def test_a_command_says_which_file_it_was() -> None:
    """`goalbook check` ends with a sentence that names the file, and no traceback."""
    command = [sys.executable, "-c", _STUCK, "check", "goals"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 74
    assert re.search(r"用了太久：goals/\d{4}/.*\.yml", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
