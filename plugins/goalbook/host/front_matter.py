"""What a page written by hand states of itself above its text: words for the theme, and nothing that runs or stops a build."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)*")
# What the theme writes as one text, looks into as a list, or asks by names.
_TEXTS = frozenset(("title", "subtitle", "description", "author", "status"))
_LISTS = frozenset(("hide", "tags"))
_TABLES = frozenset(("search", "social"))


def stated_words(meta: Mapping[str, object], config: MkDocsConfig) -> dict[str, object]:
    """What may stand, as words: the theme writes them as they are. What is nested deeper is left out."""
    return {name: _words(value) for name, value in meta.items() if _may_state(name, value, config)}


def _may_state(name: object, value: object, config: MkDocsConfig) -> bool:
    """Whether a page may state something: nothing of ours, what the theme can read, a template of the site's own, an icon
    that is there.
    """
    if not isinstance(name, str) or name.startswith("goalbook"):
        return False
    if name == "template":
        # Those of the theme lead elsewhere or are parts of pages.
        own = config.theme.custom_dir
        return bool(own) and not str(value).startswith("goalbook/") and _is_file(str(own), value, "")
    if name == "icon":
        return any(_is_file(str(Path(folder, ".icons")), value, ".svg") for folder in config.theme.dirs)
    if name in _TEXTS:
        return value is not None and not isinstance(value, list | dict)
    return isinstance(value, list) if name in _LISTS else name not in _TABLES or isinstance(value, dict)


def _is_file(folder: str, value: object, suffix: str) -> bool:
    """Whether a page names a file in a folder, by plain names only."""
    return isinstance(value, str) and bool(_NAME.fullmatch(value)) and Path(folder, f"{value}{suffix}").is_file()


def _words(value: object) -> object:
    if isinstance(value, list):
        return [_word(one) for one in value if not isinstance(one, list | dict)]
    if isinstance(value, dict):
        return {_word(name): _word(one) for name, one in value.items() if not isinstance(one, list | dict)}
    return _word(value)


def _word(value: object) -> object:
    return escape(value) if isinstance(value, str) else value
