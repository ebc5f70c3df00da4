"""The programs that check and make signatures and time stamps: their answer, or why there is none."""

from __future__ import annotations

import os
import subprocess

from goalbook.snapshot.error import NotChecked

_SECONDS = 30


def ask_program(command: list[str], given: bytes, refusal: int) -> subprocess.CompletedProcess[bytes]:
    """What a program answers to ``given``: it exits with 0, or with ``refusal`` where it says no.

    Raises NotChecked where it gives no answer: it isn't there, can't be started, ends otherwise or takes too long.
    """
    environment = os.environ | {"LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "never"}
    name = command[0]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, env=environment, check=False, timeout=_SECONDS
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NotChecked("program_slow", program=name, seconds=_SECONDS) from error
    except OSError as error:
        raise NotChecked("no_program", program=name) from error
    if done.returncode not in (0, refusal):
        raise NotChecked("program_failed", program=name, text=last_line(done.stderr) or str(done.returncode))
    return done


def last_line(text: bytes) -> str:
    """The last line that a program printed; '' where it printed none."""
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
