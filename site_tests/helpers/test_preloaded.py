"""Commands in copies of a loaded process do what they do when they are started."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.helpers.preloaded import run_goalbook
from site_tests.snapshot.project import command, env


@pytest.mark.parametrize("words", ["rules", "check goals", "check nowhere", "nonsense", "build", "--help"])
def test_a_copy_is_as_one_that_was_started(words: str, tmp_path: Path) -> None:
    """The same exit code and words on both streams, in the folder and the environment that were given."""
    write_goals(tmp_path / "goals", **{FILE: GOOD})
    surroundings = env(NO_COLOR="1", TMPDIR=str(tmp_path))
    started = subprocess.run(
        command(*words.split()), cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
    )
    copied = run_goalbook(tmp_path, words.split(), surroundings)
    assert (copied.returncode, copied.stdout, copied.stderr) == (started.returncode, started.stdout, started.stderr)
    assert copied.stdout + copied.stderr


def test_what_is_read_at_the_start_is_read(tmp_path: Path) -> None:
    """With an encoding of its own a command is started: Chinese words come escaped."""
    told = run_goalbook(tmp_path, ["rules"], env(PYTHONIOENCODING="cp437"))
    assert told.returncode == 0
    assert "\\u" in told.stdout
    assert "\\u" not in run_goalbook(tmp_path, ["rules"], env()).stdout
