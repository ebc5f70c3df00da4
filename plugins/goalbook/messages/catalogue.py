"""Message catalogues: every word of the interface and of the problems, by key, in Chinese and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from goalbook.messages.plural import agreeing

LANGUAGES = ("zh", "en")
_LOCALE = Path(__file__).parents[1] / "locale"


class Catalogue:
    """The texts of one language; calling it fills the text of a key, an unknown key is an error of the program."""

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        self.language = language
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        text = self.texts[key]
        if values and self.language == "en":
            text = agreeing(text, values)
        return text.format_map(values) if values else text

    def __contains__(self, key: str) -> bool:
        return key in self.texts


def language_of(tag: str) -> str:
    """The catalogue for a site's language tag: ``zh``, ``zh-Hant`` and ``zh-CN`` are Chinese, all else is English."""
    return "zh" if tag.lower().split("-")[0].split("_")[0] == "zh" else "en"


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language: all files of its folder, a file for each room, their groups flattened to dotted keys."""
    return Catalogue(language, texts_in(_LOCALE / language))


def texts_in(folder: Path) -> dict[str, str]:
    """The texts of a folder of message files by key."""
    texts: dict[str, str] = {}
    for file in sorted(folder.rglob("*.toml")):
        texts |= _texts_of(file.read_text(encoding="utf-8"))
    return texts


@cache
def _texts_of(toml: str) -> dict[str, str]:
    """The texts of a message file: by what it says, so that a file that has changed is read anew."""
    return dict(_flatten(tomllib.loads(toml), ""))


def _flatten(table: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
