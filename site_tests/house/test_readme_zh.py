"""README.zh-CN.md tells the staff of every command, and its examples are of options that there are."""

from __future__ import annotations

import re

import click
import pytest
from goalbook.cli import main

from site_tests.conftest import ROOT

TEXT = (ROOT / "README.zh-CN.md").read_text("utf-8")


def commands(group: click.Group, above: tuple[str, ...] = ()) -> dict[str, click.Command]:
    """All commands by their names, those below a group with its name before them."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= commands(command, (*above, name))
        else:
            found[" ".join((*above, name))] = command
    return found


COMMANDS = commands(main)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of(name: str) -> None:
    """Each command stands in the text with its whole name."""
    assert re.search(rf"\bgoalbook {name}\b", TEXT)


def test_the_examples_are_of_commands_and_options_that_there_are() -> None:
    """No line to copy names a command or an option that the command line doesn't know."""
    lines = [line.split("#")[0] for block in re.findall(r"```sh\n(.*?)```", TEXT, re.S) for line in block.splitlines()]
    used = [line.split()[1:] for line in lines if line.startswith("goalbook ")]
    assert len(used) > 10
    for words in used:
        name = next(name for name in COMMANDS if words[: name.count(" ") + 1] == name.split())
        known = {spelling for option in COMMANDS[name].params for spelling in option.opts}
        assert {word for word in words if word.startswith("-")} <= known


def test_what_is_said_of_make_is_so() -> None:
    """The targets that the text names are in the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in re.findall(r"^make (\w+)", TEXT, re.M))
