"""What a command isn't given, asked for on a terminal."""

from __future__ import annotations

import sys

import click


def on_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def asked(given: str, question: str, otherwise: str = "") -> str:
    """What was given, else what the reader answers; on no terminal, and where nothing is answered, what stands for both."""
    if given or not on_terminal():
        return given or otherwise
    return str(click.prompt(question, default=otherwise, show_default=bool(otherwise), err=True))
