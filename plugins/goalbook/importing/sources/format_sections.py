"""A number format of a sheet as its sections and signs, as they are typed in Excel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class FormatSign(NamedTuple):
    """A sign of a section: ``kind`` is ``words`` for text that stands as it is, else the sign itself or what it does."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """A section of a format, its signs in order, and the condition that it is for (an operator and a number)."""

    signs: tuple[FormatSign, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        """Whether a sign of one of some kinds is in it."""
        return any(one.kind in kinds for one in self.signs)


_SIGN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<width>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+(?![+-]))"
    r"|(?P<sign>[0#?.,%@/])"
    r"|(?P<words>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COLOURS = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|颜色|黑色|蓝色|青色|绿色|洋红|红色|白色|黄色|color\s*\d+)\d*",
    re.I,
)
_MOST = 255


def sections_of(text: str) -> list[FormatSection] | None:
    """The sections of a format; None where something in it isn't known here."""
    if len(text) > _MOST:
        return None
    sections: list[FormatSection] = []
    signs: list[FormatSign] = []
    condition: tuple[str, Decimal] | None = None
    for match in _SIGN.finditer(text):
        kind, said = match.lastgroup or "words", match[match.lastgroup or "words"]
        if kind == "words" and said == ";":
            sections.append(FormatSection(tuple(signs), condition))
            signs, condition = [], None
        elif kind == "bracket":
            if found := _CONDITION.fullmatch(said):
                condition = found[1], Decimal(found[2])
            elif said.startswith("$"):
                words, _, locale = said[1:].partition("-")
                if locale.upper().startswith("F"):
                    return None  # as the machine is set
                signs.append(FormatSign("words", words))
            elif not _COLOURS.fullmatch(said):
                return None
        else:
            signs.append(_sign(kind, said))
    return [*sections, FormatSection(tuple(signs), condition)]


def _sign(kind: str, said: str) -> FormatSign:
    if kind in ("quoted", "escaped", "words"):
        return FormatSign("words", said)
    if kind == "width":
        return FormatSign("words", " ")
    if kind == "fill":
        return FormatSign("words", " " if said == " " else "")
    return FormatSign(said if kind == "sign" else kind, said.lower() if kind == "date" else said)
