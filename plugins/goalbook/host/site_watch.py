"""Watches a build, to note of the site that it makes what it was made from and what it was told: see ``goalbook.host.standing``."""

from __future__ import annotations

import logging
import re
import site as installation
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from goalbook.goalfile.settings_file import SettingsChain
from goalbook.host.options import GoalbookConfig
from goalbook.host.places import config_folder
from goalbook.host.reports import log
from goalbook.host.site_run import Built
from goalbook.host.standing import (
    MadeFrom,
    SitePlace,
    Sources,
    StandingSite,
    made_around,
    note_standing,
    seen_in,
    seen_last,
    states_of,
)
from goalbook.trees import has_links

# Plugins and extensions that take nothing from elsewhere; of others, and of hooks, that isn't known.
_PLUGINS = frozenset(("goalbook", "search", "material/search"))
_READ_ELSEWHERE = frozenset(("pymdownx.snippets", "pymdownx.b64"))
_KNOWN = ("pymdownx.", "material.extensions.", "markdown.extensions.")
# Code of a site's own that its settings name.
_FOREIGN = re.compile(rb"python/\w+:(?!material\.|pymdownx\.)")


class Listener(logging.Handler):
    """Hears what a build tells: ``told`` is what it says of the site, ``warned`` whether MkDocs itself did."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[int, str]] = []
        self.warned = False

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one message."""
        if record.name == log.name:
            self.told.append((record.levelno, record.getMessage()))
        elif record.levelno >= logging.WARNING:
            self.warned = True


@contextmanager
def listening() -> Iterator[Listener]:
    """Hear what is told meanwhile."""
    listener = Listener()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield listener
    finally:
        logger.removeHandler(listener)


class SiteWatch:
    """A build that is watched from before it reads anything; ``note`` is called once its site is in place."""

    def __init__(self, place: SitePlace, chain: SettingsChain, sources: Sources, listener: Listener) -> None:
        self.place = place
        self.sources = sources
        self.listener = listener
        self.chain = chain
        self._begun = time.time_ns()
        self._before = states_of(sources, chain)
        self._around = made_around(sources, chain)

    def note(self, built: Built) -> None:
        """Note the site, unless something was saved meanwhile, is to be told by each build, or may be mended without a change of
        what the site is made from: a font that is missing, a day that has not come yet."""
        run = built.run
        passing = self.listener.warned or built.pages.faults or run.settings.absent or run.history.faults
        if run.kept and not passing and self._before == states_of(self.sources, self.chain):
            documents = built.pages.documents
            stands = logging.INFO, run.settings.t("build.stands", documents=documents)
            standing = StandingSite(documents, (*self.listener.told, stands))
            seen = seen_in(self._before, self._begun, seen_last(run.kept.store, self.place))
            made = MadeFrom(self._around, seen)
            note_standing(run.kept.store, self.place, run.staging, self.sources, made, standing)


def known_sources(config: MkDocsConfig, options: GoalbookConfig, chain: SettingsChain) -> Sources | None:
    """What a site is made from besides its settings files; None where it can't be known."""
    if set(config.plugins) - _PLUGINS or config.hooks or not all(map(_is_known, config.markdown_extensions)):
        return None
    if any(_FOREIGN.search(path.read_bytes()) for path in chain.files):
        return None
    installed = {*sysconfig.get_paths().values(), *installation.getsitepackages()}
    packages = [Path(path).resolve() for path in installed]
    beside = [
        Path(path).absolute()
        for path in config.theme.dirs
        if not any(Path(path).resolve().is_relative_to(folder) for folder in packages)
    ]
    beside.append(config_folder(config.config_file_path) / options.snapshots)
    beside += (Path(path).absolute() for path in options.font_folders)
    # A link may lead to what changes unseen; those in the goals' folder are followed by nobody.
    if any(has_links(path) for path in beside):
        return None
    return Sources(str(Path(config.docs_dir).absolute()), tuple(map(str, beside)))


def _is_known(extension: object) -> bool:
    """Whether an extension of Markdown is one of Markdown's own, or of the theme's, that reads no other files."""
    name = str(extension)
    if name in _READ_ELSEWHERE:
        return False
    return name.startswith(_KNOWN) or ("." not in name and bool(find_spec(f"markdown.extensions.{name}")))
