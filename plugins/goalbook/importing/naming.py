"""What a new goal file may be called: its code or title in small letters and digits."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from pathlib import PurePath

from goalbook.model.address import LONGEST_NAME, is_device
from goalbook.model.records import Document

# GB 2312 holds its 3,755 common characters in the order of their Pinyin: with which character each initial letter begins.
_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = [character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_LAST = "座".encode("gb2312")
_ROOM = LONGEST_NAME - len("-9999")


def name_in_line(document: Document) -> str:
    """What people call a document: its name, else its title, in one line; nothing where it states neither."""
    return " ".join((document.name or document.title or "").split())


def proposed_name(document: Document, file: str) -> str:
    """A name for a document's file without its suffix: after its code, its name, its title, else its source or its form."""
    texts = (document.code, document.name, document.title, PurePath(file).stem, document.form)
    return next(name for text in texts if (name := _slug(text or "")))


def _slug(text: str) -> str:
    """A text as a name of files: letters and digits in small, of Chinese words the initials of their Pinyin."""
    bare = unicodedata.normalize("NFKC", text).lower()
    name = re.sub(r"[^a-z0-9]+", "-", "".join(map(_letter, bare))).strip("-")[:_ROOM].strip("-")
    return "" if is_device(name) else name


def _letter(character: str) -> str:
    """The initial of a common Chinese character; nothing of a letter that has none, a blank for a sign."""
    if character.isascii():
        return character
    code = character.encode("gb2312", "ignore")
    if _FIRST[0] <= code <= _LAST:
        return _LETTERS[bisect_right(_FIRST, code) - 1]
    return "" if character.isalpha() else " "
