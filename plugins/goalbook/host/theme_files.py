"""What is taken from the theme: its files that some page uses, its templates with what they ask for, and no foreign fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.theme import Theme

from goalbook.site.frame.compiled import compiled_for

# What only the search of the theme itself uses: Goalbook has its own.
_OF_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


def without_unused(files: Files, config: MkDocsConfig) -> Iterator[File]:
    """The files of a site but for those of the theme that no page loads: maps for who develops it, and its search."""
    searched = any(name.rpartition("/")[2] == "search" for name in config.plugins)
    for file in files:
        unused = file.src_uri.endswith(".map") or (file.src_uri.startswith(_OF_SEARCH) and not searched)
        if not (unused and _is_of_theme(file, config)):
            yield file


def without_fonts(theme: Theme) -> bool:
    """Keep a theme from asking Google for fonts; gives whether it would have."""
    asked = theme.get("font", False) is not False
    theme["font"] = False
    return asked


def lend(theme: Theme, values: Callable[[], dict[str, Any]]) -> None:
    """Give values to the templates of a theme wherever they are rendered: plugins make environments of their own. Each template is
    compiled once."""
    make = theme.get_env

    def with_values() -> Environment:
        env = make()
        env.bytecode_cache = compiled_for("theme")
        env.globals.update(values())
        return env

    theme.get_env = with_values  # type: ignore[method-assign]


def _is_of_theme(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir is not None and file.src_dir != config.docs_dir
