"""`goalbook` commands, run in the process of the test."""

from __future__ import annotations

from click.testing import CliRunner, Result
from goalbook.cli import main
from goalbook.commands.failure import FAULT


def run_command(*arguments: object) -> Result:
    """`goalbook` with these arguments, in the current folder; only an exit ends it, no other exception."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code != FAULT, result.output
    return result
