"""Fonts, checked before anything is set: the family is there, and it has every character that will be printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from struct import unpack_from
from unicodedata import category

import typst
from fontTools.ttLib import TTFont

from goalbook.writers.paper import FontFault, Fonts
from goalbook.writers.printable import characters_named

_FULL = ((3, 10), (0, 4), (0, 6))  # platforms and encodings of all of Unicode
_REGULAR, _BOLD = 400, 700
# A line end and characters that are never drawn: joiners and selectors of variants.
_UNSEEN = frozenset("\n\u00ad\u200b\u200c\u200d\u2060")


@lru_cache(maxsize=4)
def found(folders: tuple[str, ...]) -> typst.Fonts:
    """The fonts of the system and of some folders, looked for once."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=list(folders))


@lru_cache(maxsize=4)
def covered(fonts: Fonts) -> frozenset[int]:
    """The characters that the families have, both in the weight of text and in that of titles.

    Raises FontFault where a family isn't there.
    """
    known: dict[str, list[tuple[int, str, int]]] = {}
    for font in found(fonts.folders).fonts():
        if font.path and font.style == "normal":
            known.setdefault(font.family.lower(), []).append((font.weight, font.path, font.index))
    characters: set[int] = set()
    for family in fonts.families:
        faces = known.get(family.lower())
        if not faces:
            raise FontFault("font.missing", family=family)
        chosen = {min(faces, key=lambda face: (abs(face[0] - weight), face))[1:] for weight in (_REGULAR, _BOLD)}
        characters |= frozenset.intersection(*(_characters(path, index) for path, index in chosen))
    return frozenset(characters)


def versions(fonts: Fonts) -> dict[str, str]:
    """The version that the font files of each family state of themselves, for the weight of text."""
    told: dict[str, str] = {}
    for family in fonts.families:
        faces = [font for font in found(fonts.folders).fonts() if font.family.lower() == family.lower() and font.path]
        face = min(faces, key=lambda font: (abs(font.weight - _REGULAR), str(font.path), font.index), default=None)
        if face and face.path:
            with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
                told[family] = font["name"].getDebugName(5) or ""
    return told


@lru_cache(maxsize=8)
def _characters(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        assert font.reader is not None
        ranges = _ranges(font.reader["cmap"])
        # A table of another kind is left to the library, which takes long to name every glyph.
        return frozenset(chain.from_iterable(ranges)) if ranges else frozenset(font.getBestCmap() or ())


def _ranges(cmap: bytes) -> list[range]:
    """The characters of a font's full Unicode table (format 12); none where it has no such table."""
    (count,) = unpack_from(">2xH", cmap)
    for number in range(count):
        platform, encoding, start = unpack_from(">HHL", cmap, 4 + 8 * number)
        if (platform, encoding) in _FULL and unpack_from(">H", cmap, start) == (12,):
            (groups,) = unpack_from(">L", cmap, start + 12)
            found = (unpack_from(">LLL", cmap, start + 16 + 12 * group) for group in range(groups))
            # A glyph 0 is the box that stands for a missing character.
            return [range(first if glyph else first + 1, last + 1) for first, last, glyph in found]
    return []


def check(texts: Iterable[str], fonts: Fonts, where: str = "") -> None:
    """Nothing, where every character of the texts can be printed.

    Raises FontFault that names the family, or the characters it lacks and ``where`` they stand.
    """
    if missing := lacking(texts, fonts):
        raise FontFault(
            "font.glyphs", family=", ".join(fonts.families), characters=characters_named(missing), where=where
        )


def lacking(texts: Iterable[str], fonts: Fonts) -> list[str]:
    """The characters of texts that can't be printed. Raises FontFault where a family isn't there."""
    have = covered(fonts)
    wanted = set().union(*texts) - _UNSEEN
    return sorted(one for one in wanted if ord(one) not in have and not _is_selector(one))


def _is_selector(character: str) -> bool:
    return category(character) == "Mn" and (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )
