"""`goalbook doctor`: what an installation lacks, and how to get it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import click

from goalbook import __version__
from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.extras import EXTRAS, first_lacking, package_and_extra
from goalbook.messages.catalogue import Catalogue, catalogue

# Programs by what they are for, under any of their names; the first is needed by every site.
PROGRAMS = {"git": "git", "libreoffice": "soffice libreoffice", "ssh_keygen": "ssh-keygen", "openssl": "openssl"}
_NEEDED = ("libyaml", "git")


class _Part(NamedTuple):
    """A part of an installation: its key, what is there of it, and what to do where it is missing."""

    key: str
    there: str
    remedy: str = ""


@click.command("doctor", epilog="Exit codes: 0 all that every site needs is there, 1 something of it is missing.")
@options.language
def command(language: str) -> None:
    """Tell what this installation has, what it lacks, and how to get that.

    Nothing is installed or changed.
    """
    t = catalogue(language)
    say(t("doctor.software", goalbook=__version__, python=platform.python_version(), system=platform.system()))
    parts = [*_libraries(t), *_extras(t), *_font(t), *_programs(t)]
    for part in parts:
        what = t(f"doctor.what.{part.key}")
        line = t("doctor.lacking", what=what, remedy=part.remedy) if part.remedy else t("doctor.there", what=what)
        say(f"{line} {part.there}".rstrip())
    sys.exit(int(any(part.remedy for part in parts if part.key in _NEEDED)))


def _libraries(t: Catalogue) -> Iterator[_Part]:
    """What reads goal files and makes pages."""
    yield _Part("libyaml", _version("PyYAML"), t("lacking.libyaml") if first_lacking("yaml._yaml") else "")
    yield _Part("theme", f"{_version('mkdocs')}, {_version('mkdocs-material')}")


def _extras(t: Catalogue) -> Iterator[_Part]:
    """What each extra brings."""
    for extra, modules in EXTRAS.items():
        lacking = first_lacking(*modules)
        there = ", ".join(f"{name} {_version(name)}" for name in modules.values()) if not lacking else ""
        yield _Part(f"extra_{extra}", there, t("lacking.package", **package_and_extra(lacking)) if lacking else "")


def _font(t: Catalogue) -> Iterator[_Part]:
    """The font of PDF files, where these can be made."""
    from goalbook.writers.formats import why_not
    from goalbook.writers.paper import Fonts, Paper
    from goalbook.writers.words import unfit

    if not first_lacking(*EXTRAS["paper"]):
        fault = why_not("pdf", Paper(language=t.language))
        yield _Part("font", "" if fault else ", ".join(Fonts().families), unfit(fault, t) if fault else "")


def _programs(t: Catalogue) -> Iterator[_Part]:
    """Programs of the system."""
    for key, names in PROGRAMS.items():
        found = next(filter(None, map(shutil.which, names.split())), "")
        yield _Part(key, found, "" if found else t(f"doctor.get.{key}"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
