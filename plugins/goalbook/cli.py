"""The command line: a group of commands, each a module of ``goalbook.commands``."""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click

from goalbook import __version__, commands
from goalbook.commands.failure import prepare_process, tell_failure
from goalbook.commands.terminal import chinese_of_click, first_sentence, language_of_terminal, speak, translated
from goalbook.messages.visible import visible_lines

_SHARED = (
    "ask",
    "carried",
    "check_before",
    "failure",
    "import_batch",
    "import_update",
    "import_words",
    "options",
    "progress",
    "say",
    "site_forms",
    "terminal",
    "waiting",
)
_FOLDER = Path(commands.__path__[0])
_NAMES = sorted(one.stem for one in _FOLDER.glob("[!_]*.py") if one.stem not in _SHARED)


class _Commands(click.Group):
    """Imports a command only once it is asked for: `check` starts without what `book` needs.

    Its words are put into another language only where they are shown.
    """

    helps = alone = False

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what it was given wrongly is told without characters that a terminal would obey."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            if isinstance(error, click.UsageError) and error.ctx:
                error.ctx.command = translated(error.ctx.command)
            error.__dict__.update(message=visible_lines(error.message))  # final, but read only when it is shown
            raise

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line. However it fails, that is told in a sentence."""
        logging.raiseExceptions = False  # a log that can't be written is no reason for a traceback
        prepare_process()
        arguments = kwargs.get("args") or (args[0] if args else None) or sys.argv[1:]
        speak(language_of_terminal(arguments))
        self.helps = bool({"-h", "--help"}.intersection(arguments))
        self.alone = len(arguments) < 2
        try:
            return super().main(*args, **kwargs)
        except Exception as error:
            sys.exit(tell_failure(error, arguments))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the terminal."""
        super(_Commands, translated(self)).format_help(ctx, formatter)

    def get_usage(self, ctx: click.Context) -> str:
        """The line of usage in the language of the terminal."""
        return super(_Commands, translated(self)).get_usage(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, sorted."""
        return _NAMES

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, each with the first sentence of what it does, without importing any of them."""
        with formatter.section(chinese_of_click("Commands")):
            room = formatter.width - 6 - max(map(len, _NAMES))
            formatter.write_dl([(name, _short_help(name, room)) for name in _NAMES])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or nothing."""
        if cmd_name not in _NAMES:
            return None
        command = import_module(f"goalbook.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        told = self.helps or (self.alone and isinstance(command, click.Group))  # a group alone gives its help
        return translated(command) if told else command


def _short_help(name: str, room: int) -> str:
    """The first sentence that a command says of itself, in the docstring of its function, in at most ``room`` characters.

    It is what stands between the first quotes of the function: to parse the modules takes longer than all else of a help.
    """
    _, _, function = (_FOLDER / f"{name}.py").read_text("utf-8").partition("\ndef command(")
    return first_sentence(cleandoc(function.split('"""')[1]), room)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="goalbook", message="%(prog)s %(version)s")
def main() -> None:
    """Goalbook: performance goals from YAML files to public pages and official tables."""
