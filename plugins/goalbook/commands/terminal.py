"""The language of what a terminal shows besides messages: help, wrong usage, questions. Files never depend on it."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

import goalbook
from goalbook.messages.catalogue import LANGUAGES, Catalogue, catalogue

AnyCommand = TypeVar("AnyCommand", bound=click.Command)
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as POSIX has it
_MODULES = (core, decorators, exceptions, formatting, parser, termui, types)
_OWN = ("_", "ngettext", "wrap_text", "term_len")
_ENGLISH: dict[ModuleType, dict[str, Any]] = {
    module: {name: vars(module)[name] for name in _OWN if name in vars(module)} for module in _MODULES
}
# Words of ASCII stay whole; between Chinese characters a line may end, but not before a stop.
_PIECES = re.compile(r"(?:[!-~]+|\S)[，。；：、！？）》”…]*\s*")
_said = "zh"


def language_of_terminal(arguments: Sequence[str]) -> str:
    """The language asked for with --language, else English where the locale of the terminal says so, else Chinese."""
    for before, word in zip(("", *arguments), arguments, strict=False):
        asked = word.removeprefix("--language=") if before != "--language" else word
        if asked in LANGUAGES and (before == "--language" or asked != word):
            return asked
    stated = next(filter(None, map(os.environ.get, _VARIABLES)), "")
    return "en" if stated.lower().startswith("en") else "zh"


def speak(language: str) -> None:
    """Have click say what it says in a language, from now on in this process."""
    global _said
    _said = language
    own: dict[str, Any] = {"_": _chinese, "ngettext": _chinese_of, "wrap_text": _wrapped, "term_len": _cells}
    for module, english in _ENGLISH.items():
        vars(module).update({name: own[name] if language == "zh" else english[name] for name in english})


def terminal_words() -> Catalogue:
    """The catalogue of the language that is spoken."""
    return catalogue(_said)


def translated(command: AnyCommand) -> AnyCommand:
    """A command, and all below it, with its own words in the language that is spoken."""
    made = copy(command)
    made._help_option = None  # click keeps it in the language of the first time
    if isinstance(made, click.Group):
        made.commands = {name: translated(one) for name, one in made.commands.items()}
    if _said != "zh":
        return made
    help_, metavars = _table()["help"], _table()["metavar"]
    made.help = help_.get(plain_help(made.help), made.help)
    made.epilog = help_.get(made.epilog or "", made.epilog)
    made.options_metavar = metavars.get(made.options_metavar or "", made.options_metavar)
    made.params = [_option(one) if isinstance(one, click.Option) else one for one in made.params]
    if isinstance(made, click.Group):
        made.subcommand_metavar = metavars.get(made.subcommand_metavar, made.subcommand_metavar)
    return made


def first_sentence(text: str, room: int) -> str:
    """The first sentence of a help text in the language that is spoken, in at most ``room`` cells of a terminal."""
    if _said != "zh":
        return click.Command(None, help=text).get_short_help_str(room)
    first = _table()["help"].get(plain_help(text), text).partition("。")[0].partition("\n")[0]
    while _cells(first) > room:
        first = first.removesuffix("…")[:-1] + "…"
    return first


def chinese_of_click(text: str) -> str:
    """What click says in English, in the language that is spoken."""
    return _chinese(text) if _said == "zh" else text


def _option(option: click.Option) -> click.Option:
    made = copy(option)
    help_, name = _table()["help"], made.type.name.upper()
    if made.help:
        made.help = help_.get(made.help, _chinese(made.help))
    if isinstance(made.show_default, str):
        made.show_default = help_.get(made.show_default, made.show_default)
    if made.metavar is None and not made.is_flag and name in _table()["metavar"]:
        made.metavar = _table()["metavar"][name]
    return made


def plain_help(text: str | None) -> str:
    """A help text as the table has it: a paragraph a line, a blank line between two."""
    return "\n\n".join(" ".join(one.split()) for one in re.split(r"\n\s*\n", (text or "").strip()))


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(goalbook.__file__).parent / "locale/help.zh.toml").read_text(encoding="utf-8"))


def _chinese(text: str) -> str:
    return _table()["click"].get(text, text)


def _chinese_of(single: str, many: str, count: int) -> str:
    return _chinese(single if count == 1 else many)


def _cells(text: str) -> int:
    """How wide a text is on a terminal."""
    plain = click.unstyle(text)
    return len(plain) + sum(unicodedata.east_asian_width(one) in "WF" for one in plain)


def _wrapped(
    text: str, width: int = 78, initial_indent: str = "", subsequent_indent: str = "", preserve_paragraphs: bool = False
) -> str:
    """A text in lines that are no wider, whose breaks between Chinese characters click doesn't find."""
    parts = re.split(r"\n\s*\n", text) if preserve_paragraphs else [text]
    return "\n\n".join(_filled(" ".join(part.split()), width, initial_indent, subsequent_indent) for part in parts)


def _filled(text: str, width: int, first: str, later: str) -> str:
    lines = [first]
    for piece in _PIECES.findall(text):
        if lines[-1].strip() and _cells(lines[-1]) + _cells(piece.rstrip()) > width:
            lines.append(later)
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)
