"""The value in a cell that prints words around it, or another value before it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from goalbook.forms.form import Field

_NUMBERED = re.compile(r"(?s)(\S{0,12}?(?:\d+|[一二三四五六七八九十]+)\s*[:：、.．])\s*(.+)")
_SIGNED = re.compile(r"(?s)(>=|<=|[≥≤≧≦⩾⩽><=＞＜＝≈±])\s*(.*)")
_WIDE = 0xFEE0  # from a sign of half width to the same one of full width


def value_apart(field: Field, text: str) -> tuple[str | None, str]:
    """The value before a field's own (None where there is none) and its own, without the words that the form prints around them."""
    bare = without_words(field, text)
    text = text if bare is None else bare
    if not field.prefix:
        return None, text
    last = field.prefix.rpartition(".")[2]
    pattern = _SIGNED if last == "sign" else _NUMBERED if last == "numbering" else None
    if field.join.strip():
        pattern = re.compile(rf"(?s)(.*?)\s*{_loose(field.join)}\s*(.*)")
    match = pattern.fullmatch(text) if pattern else None
    return (match[1], match[2]) if match else (None, text)


def without_words(field: Field, text: str) -> str | None:
    """What stands between the words that a form prints around a value; None where they aren't there."""
    match = re.fullmatch(rf"(?s)\s*{_loose(field.before)}\s*(.*?)\s*{_loose(field.after)}\s*", text)
    if match is None:
        return None
    return match[1] if field.before.strip() or field.after.strip() else text


@lru_cache(maxsize=1024)
def _loose(words: str) -> str:
    """A pattern of words, whatever blanks are between their signs and of whatever width these are."""
    return r"\s*".join(f"[{re.escape(''.join(dict.fromkeys(_widths(sign))))}]" for sign in words if not sign.isspace())


def _widths(sign: str) -> str:
    half = unicodedata.normalize("NFKC", sign)
    half = half if len(half) == 1 else sign
    return half + (chr(ord(half) + _WIDE) if "!" <= half <= "~" else sign)
