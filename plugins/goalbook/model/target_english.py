"""English readings of printed values: ``$35.00 or less``, ``between 7% and 8%``, ``47 out of 49``, ``by 31 Mar 2004``.

Asked only for what no other words read. As there, a reading accounts for every character, and nothing is repaired.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from goalbook.model.days_english import is_date, is_period
from goalbook.model.lazy_pattern import LazyPattern
from goalbook.model.reading import TEXT, Target, around, sign_of

LONGEST_ENGLISH = 80  # characters; anything longer is a sentence

_BEFORE = {
    "≥": r"≥|>=|at least|(?:a )?minimum(?: of)?|min\.?|(?:no|not) (?:less|fewer|lower) than"
    "|(?:more|greater|higher) than or equal to|equal to or (?:more|greater|higher) than",
    "≤": r"≤|<=|at most|(?:a )?maximum(?: of)?|max\.?|(?:no|not) (?:more|greater|higher) than|up to|within|not (?:to )?exceed(?:ing)?"
    "|(?:less|fewer|lower) than or equal to|equal to or (?:less|fewer|lower) than",
    ">": ">|(?:more|greater|higher) than|above|over|exceed(?:s|ing)?",
    "<": "<|(?:less|fewer|lower) than|below|under",
    "=": "=|equals?|equal to|exactly",
    "±": r"±|\+ ?/ ?-|\+-|plus or minus",
}
_AFTER = {
    "≥": r"\+|,? ?(?:or|and) (?:more|greater|higher|above|over)|minimum",
    "≤": ",? ?(?:or|and) (?:less|fewer|lower|below|under)|maximum",
}
_FLIPPED = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}
_RISE = "increases?|rises?|growth|improvements?|gains?"
_FALL = "reductions?|decreases?|declines?|drops?|falls?|cuts?"
_ABOUT = r"about|around|approximately|approx\.?|roughly|nearly|almost|≈|~"

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,20})(?:\.[0-9]{1,10})?"
_NUMBER = rf"(?:{_DIGITS}|(?:{'|'.join(_WORDS)})(?![a-z'’-]))"
_CURRENCY = r"(?:US|AU?|NZ|CA?|HK|S)?\$|[£€¥]|(?:USD|GBP|EUR|AUD|NZD|CAD|HKD|SGD|CNY|RMB|JPY)(?= ?[0-9])"
_LETTERS = {
    "k": "thousand",
    "mn": "million",
    "mil": "million",
    "m": "million",
    "bn": "billion",
    "b": "billion",
    "tn": "trillion",
}
_SCALE = "hundred|thousand|million|billion|trillion"
# What joins two things ends the name of a unit: what follows says more than the number.
_JOINING = (
    "an?|the|and|or|of|by|in|on|at|to|for|from|with|within|than|per|each|every|but|not|no|if|as|is|are|be|was|were|will|out|more"
    "|less|fewer|greater|higher|lower|above|below|over|under|between|before|after|until|since|plus|minus|that|which|who|am|pm"
    f"|minimum|maximum|percent|{_SCALE}|{_RISE}|{_FALL}"
)
_WORD = rf"(?!(?:{_JOINING})(?![a-z'’-]))[a-z][a-z'’-]*"
_NOUN = f"{_WORD}(?: {_WORD}){{0,3}}"
_SHARES = {
    "percentage points": "percentage points?|%[- ]?points?|ppts?|pps?",
    "basis points": "basis points?|bps",
    "%": "%|per ?cent|pct",
}
_UNIT = (
    rf"(?:(?P<share>{'|'.join(_SHARES.values())})(?![a-z])(?P<shared> of (?:the |all |its |their )?{_NOUN})?"
    rf"|(?<![0-9])(?P<noun>{_NOUN}))"
)
_PER = rf"(?: ?/ ?| per | an? | each | every )(?P<per>(?:[0-9][0-9,]* )?{_NOUN})"
_SIGN = rf"(?:(?P<before>{'|'.join(_BEFORE.values())}) ?)?"
_QUANTITY = (
    rf"{_SIGN}(?:an? )?(?:(?P<about>{_ABOUT}) ?)?(?P<currency>{_CURRENCY})? ?(?P<number>(?!(?:19|20)[0-9]{{2}} [a-z]){_NUMBER})"
    rf"(?: ?(?P<scale>{_SCALE}|{'|'.join(_LETTERS)})(?![a-z]))?(?: ?{_UNIT})?(?:{_PER})?"
    rf"(?: ?(?P<after>{'|'.join(_AFTER.values())}))?"
)
_ONE = LazyPattern(
    rf"(?:(?:reach|achieve|maintain)(?: at)? )?(?:(?:an? )?(?P<change>{_RISE}|{_FALL}) (?:of|by) )?{_QUANTITY}"
    rf"(?: (?P<result>{_RISE}|{_FALL}))?",
)
_TWO = LazyPattern(
    rf"(?:(?P<between>between )|from )?{_QUANTITY}(?:(?(between) and |(?P<dash> ?[-–—~](?! ?-) ?| to ))|(?P<both>,? (?:and|but) ))"
    + _QUANTITY.replace("(?P<", "(?P<to_"),
)
_RATIO = LazyPattern(
    rf"{_SIGN}(?P<number>{_NUMBER})(?: (?P<noun>{_NOUN}))? (?:out of|of|in)(?: (?:the|all|every|a total of))?"
    rf" (?P<per>{_NUMBER}(?: {_NOUN})?)",
)
_WITHIN = LazyPattern(rf"{_QUANTITY} ?(?=±|\+|plus)" + _QUANTITY.replace("(?P<", "(?P<to_"))
_OWN = re.compile(r"[a-z$£€¥]|\+$|[/.][0-9]{4}$", re.IGNORECASE)
_STOP = re.compile(r"(?<![0-9])\.$")
_NONE = re.compile(r"n ?/ ?a|n\.a|na|not applicable", re.IGNORECASE)


def read_english(folded: str) -> Target:
    """The reading of a folded text that no other words read; ``text`` where English doesn't read it either."""
    if not _OWN.search(folded):
        return TEXT
    text = _STOP.sub("", folded)
    if _NONE.fullmatch(text):
        return Target("none")
    if is_date(text):
        return Target("date")
    if is_period(text):
        return Target("period")
    if one := _ONE.fullmatch(text):
        return _changed(one) or TEXT
    if ratio := _RATIO.fullmatch(text):
        return _bounded(sign_of(_BEFORE, ratio["before"]), ratio, ratio["noun"] or "", ratio["per"])
    if two := _TWO.fullmatch(text):
        return _range(two)
    if within := _WITHIN.fullmatch(text):
        return around(_quantity(within, ""), _quantity(within, "to_"))
    return TEXT


def _changed(match: re.Match[str]) -> Target | None:
    """One quantity; where it is said to fall by it, the same below zero."""
    read, words = _quantity(match, ""), match["change"] or match["result"] or ""
    if read is None or (match["change"] and match["result"]):
        return None
    if not re.fullmatch(_FALL, words, re.IGNORECASE):
        return read
    low, high = (None if bound is None else -bound for bound in (read.high, read.low))
    sign, opens = _FLIPPED.get(read.comparator, read.comparator), (read.high_open, read.low_open)
    return replace(read, comparator=sign, low=low, high=high, low_open=opens[0], high_open=opens[1])


def _range(match: re.Match[str]) -> Target:
    """Two quantities as the ends of one range, in either order; text where they are two values."""
    first, last = _quantity(match, ""), _quantity(match, "to_")
    if first is None or last is None or first.per not in ("", last.per):
        return TEXT
    unit = last.unit
    if first.unit != last.unit and first.unit:
        if match["scale"] or match["noun"] or match["share"] or match["to_currency"]:
            return TEXT
        unit = f"{first.unit} {last.unit}".rstrip()  # $1 to 2 million
    low, high = (first, last) if _reach(first) <= _reach(last) else (last, first)
    signs = low.comparator, high.comparator
    bounded = signs[0] in ("≥", ">") and signs[1] in ("≤", "<")
    if not bounded and (match["both"] or any(signs)):
        return TEXT
    if low.low is None or high.high is None or low.low > high.high:
        return TEXT
    about = low.approximate or high.approximate
    return Target("range", "", low.low, high.high, low.low_open, high.high_open, unit, last.per, about)


def _reach(end: Target) -> Decimal:
    return next(bound for bound in (end.low, end.high) if bound is not None)


def _quantity(match: re.Match[str], group: str) -> Target | None:
    """One printed number; None where its words disagree, or where a letter may be a scale or a unit."""
    before, after = sign_of(_BEFORE, match[group + "before"]), sign_of(_AFTER, match[group + "after"])
    currency, scale = match[group + "currency"] or "", (match[group + "scale"] or "").lower()
    if (before and after not in ("", before)) or (scale in _LETTERS and not currency):
        return None
    if match[group + "share"] and (match[group + "before"] or "").lower() == "within":
        return None  # so many points off, or at most so much
    unit = " ".join(filter(None, (currency, _LETTERS.get(scale, scale), _unit(match, group))))
    read = _bounded(before or after, match, unit, match[group + "per"] or "", group)
    return replace(read, approximate=bool(match[group + "about"]))


def _bounded(sign: str, match: re.Match[str], unit: str, per: str, group: str = "") -> Target:
    printed = match[group + "number"].lower()
    number = Decimal(_WORDS.index(printed) if printed in _WORDS else printed.replace(",", ""))
    low = None if sign in ("≤", "<") else -number if sign == "±" else number
    high = None if sign in ("≥", ">") else number
    return Target("number", sign, low, high, sign == ">", sign == "<", unit, per)


def _unit(match: re.Match[str], group: str) -> str:
    """The unit as printed; a share by its one sign or name, with what it is a share of."""
    share = sign_of(_SHARES, match[group + "share"])
    return share + (match[group + "shared"] or "") if share else match[group + "noun"] or ""
