"""The numbers that Word draws before paragraphs: no text of the file, but shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from goalbook.importing.sources.word_styles import W, value_of_element
from goalbook.importing.sources.word_symbols import symbol_of

_DIGITS = "〇一二三四五六七八九"
_DIGITAL = ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital")
_COUNTING = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 9_999


def number_in_form(number: int, form: str) -> str | None:
    """A number in a form of Word's; None for one that isn't known here."""
    if not 0 <= number <= _MOST:
        return None
    if form in _DIGITAL:
        return "".join(_DIGITS[int(one)] for one in str(number))
    if form in _COUNTING:
        tens, ones = divmod(number, 10)
        if number > 99:
            return None
        return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
            _DIGITS[ones] if ones or not tens else ""
        )
    simple = {"decimal": str(number), "decimalZero": f"{number:02}", "none": "", "numberInDash": f"- {number} -"}
    if form in simple:
        return simple[form]
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(one)) for one in str(number))
    return _lettered(number, form) if number else None


def _lettered(number: int, form: str) -> str | None:
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman"):
        made = ""
        for value, letters in _ROMAN:
            made += letters * (number // value)
            number %= value
        return made.upper() if form == "upperRoman" else made
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(0x2460 + number - 1) if number <= 20 else None
    if form == "decimalEnclosedParen":
        return chr(0x2474 + number - 1) if number <= 20 else None
    if form == "decimalEnclosedFullstop":
        return chr(0x2488 + number - 1) if number <= 20 else None
    if form == "ideographEnclosedCircle":
        return chr(0x3280 + number - 1) if number <= 10 else None
    signs = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}.get(form, "")
    return signs[number - 1] if number <= len(signs) else None


@dataclass(slots=True)
class _Level:
    """A level of a list: how it counts, from where, what stands around the number, and behind it."""

    form: str = "decimal"
    start: int = 1
    text: str = ""
    suffix: str = "tab"
    font: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list of Word: its levels, and how far each has counted; ``begun`` are the lists that count on with it."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


class WordNumbers:
    """The lists of a document, counted on from paragraph to paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self.lists: dict[str, _List] = {}
        self.numbers: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        if root is None:
            return
        styled: dict[str, str] = {}
        linked: dict[str, str] = {}
        for element in root.iter(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            self.lists[name] = _List(_levels(element))
            if style := value_of_element(element, "styleLink"):
                styled[style] = name
            if style := value_of_element(element, "numStyleLink"):
                linked[name] = style
        for element in root.iter(f"{W}num"):
            name = value_of_element(element, "abstractNumId") or ""
            name = styled.get(linked.get(name, ""), name)
            starts = {}
            for override in element.iterchildren(f"{W}lvlOverride"):
                start = value_of_element(override, "startOverride")
                if start and start.isdecimal():
                    starts[_int(override.get(f"{W}ilvl"))] = min(int(start[:6]), _MOST)
            levels = {
                n: level
                for override in element.iterchildren(f"{W}lvlOverride")
                for n, level in _levels(override).items()
            }
            self.numbers[element.get(f"{W}numId", "")] = name, levels, starts

    def next_of(self, number: str, level: int) -> tuple[str | None, str]:
        """What Word draws before the next paragraph of a list, with what stands between; None where that isn't known.

        The second text is the pattern of the level, to be told of.
        """
        name, own, starts = self.numbers.get(number, ("", {}, {}))
        counting = self.lists.get(name)
        if counting is None:
            return None, number
        levels = counting.levels | own
        at = levels.get(level)
        if at is None:
            return None, number
        if number not in counting.begun:
            counting.begun.add(number)
            for n in starts:
                counting.counts.pop(n, None)
        first = starts.get(level, at.start)
        counting.counts[level] = counting.counts.get(level, first - 1) + 1
        for n in [n for n in counting.counts if n > level]:
            restart = levels[n].restart if n in levels else None
            if restart is None or level < restart:
                counting.counts.pop(n)
        return _drawn(at, levels, counting.counts, starts), at.text


def _drawn(at: _Level, levels: dict[int, _Level], counts: dict[int, int], starts: dict[int, int]) -> str | None:
    if at.form == "bullet":
        signs = [symbol_of(at.font, ord(shown)) for shown in at.text]
        text = None if None in signs else "".join(shown or "" for shown in signs)
    else:
        text = at.text
        for place in dict.fromkeys(_PLACE.findall(at.text)):
            n = int(place) - 1
            level = levels.get(n, _Level())
            form = "decimal" if at.legal else level.form
            shown = number_in_form(counts.get(n, starts.get(n, level.start)), form)
            if shown is None:
                return None
            text = text.replace(f"%{place}", shown)
    if not text:
        return text
    if at.suffix == "space" or (at.suffix == "tab" and text[-1].isalnum() and text[-1].isascii()):
        text += " "
    return text


def _levels(holder: etree._Element) -> dict[int, _Level]:
    found = {}
    for element in holder.iterchildren(f"{W}lvl"):
        start, restart, legal = (value_of_element(element, name) for name in ("start", "lvlRestart", "isLgl"))
        fonts = element.find(f"{W}rPr/{W}rFonts")
        found[_int(element.get(f"{W}ilvl"))] = _Level(
            value_of_element(element, "numFmt") or "decimal",
            min(int(start[:6]), _MOST) if start and start.isdecimal() else 0,
            value_of_element(element, "lvlText") or "",
            value_of_element(element, "suff") or "tab",
            "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "",
            legal is not None and legal not in ("0", "false"),
            int(restart[:2]) if restart and restart.isdecimal() else None,
        )
    return found


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 3 else 0
