"""Days and times as English prints them: ``31 Mar 2004``, ``06/30/2020``, ``by the end of Q3 2024``, ``April 2023 to March 2024``."""

from __future__ import annotations

from goalbook.model.lazy_pattern import LazyPattern

_FULL = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?"
)
_MONTH = rf"(?:{_FULL})\.?"
_Y, _M, _D = "(?:19|20)[0-9]{2}", "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_NTH = rf"{_D}(?:st|nd|rd|th)?"
_FISCAL = (
    rf"(?:(?:FY|(?:fiscal|financial|calendar|school|academic) year) ?(?:{_Y}(?:[-/–](?:20)?[0-9]{{2}})?|[0-9]{{2}}))"
)
_YEAR = rf"(?:{_FISCAL}|{_Y}(?:[-/–](?:20)?[0-9]{{2}})?)"
_QUARTER = rf"(?:(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|Q[1-4])(?:(?: of|,)? {_YEAR})?"
_DAY = (
    rf"{_NTH}(?: of)? {_MONTH}(?:,? {_Y})?|{_MONTH} {_NTH}(?:,? {_Y})?|{_D}-{_MONTH}-(?:{_Y}|[0-9]{{2}})"
    rf"|(?:{_M}/{_D}|{_D}/{_M})/{_Y}|{_D}\.{_M}\.{_Y}"
)
_SPAN = (
    rf"{_MONTH},? {_Y}|(?:early|mid|late)[- ](?:{_MONTH} )?{_Y}|(?:spring|summer|autumn|fall|winter) {_Y}|{_QUARTER}"
)
_POINT = rf"(?:{_DAY}|{_SPAN}|(?:the )?(?:fiscal |financial |calendar )?year[- ]end)"
_BY = (
    "(?:(?:to be )?completed? )?(?:by|before|on or before|(?:no|not) later than|until|due(?: by| on)?|on|in|as of|from)"
)
_EDGE = "(?:(?:the )?(?:end|start|beginning|middle|close)(?: of)? (?:the )?)"
_DATE = LazyPattern(rf"(?:{_BY} )?{_EDGE}?{_POINT}|{_BY} {_EDGE}?(?:{_YEAR}|{_MONTH})|{_EDGE}{_YEAR}")
_PERIOD = LazyPattern(
    rf"{_FISCAL}|(?:from |between )?(?:{_POINT}|{_MONTH}|{_NTH}|{_YEAR})(?: ?[-–—] ?| (?:to|through|until|and) )(?:{_POINT}|{_FISCAL})",
)


def is_date(text: str) -> bool:
    """Whether a text is a day, or a time that something is due in or by."""
    return _DATE.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """Whether a text is a fiscal year, or a time from one day to another."""
    return _PERIOD.fullmatch(text) is not None
