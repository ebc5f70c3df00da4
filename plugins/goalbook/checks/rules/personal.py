"""ID: data of persons, anywhere in a document but where contacts of the office belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from pydantic import BaseModel

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case
from goalbook.goalfile.nodes import Path

_DIGITS = "0-9０-９"
_GAP = "[ \xa0\u3000-]?"
_COUNTRY = rf"(?:(?:[+＋]|[0０][0０])?[8８][6６]{_GAP})?"
_ELEVEN = rf"[1１]{_GAP}[3-9３-９](?:{_GAP}[{_DIGITS}]){{9}}"
_DOTTED = rf"[1１][3-9３-９][{_DIGITS}][.·][{_DIGITS}]{{4}}[.·][{_DIGITS}]{{4}}"
_MOBILE = rf"(?<![{_DIGITS}A-Za-z.]){_COUNTRY}(?:{_ELEVEN}|{_DOTTED})(?![{_DIGITS}A-Za-z])(?!\.[{_DIGITS}])"
# Providers where anybody has an address; offices have some there too, which a document then accepts with a reason.
_PRIVATE = (
    r"(?:vip\.)?(?:qq|foxmail|163|126|188|yeah|sina|sohu|139|189|wo|aliyun|tom|21cn|gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|me"
    r"|proton|protonmail)\.(?:com|cn|net|com\.cn|net\.cn)"
)
_PERSONAL = re.compile(
    rf"(?P<mobile>{_MOBILE})|[A-Za-z0-9._%+-]{{1,64}} ?@ ?"
    rf"(?:(?P<private>{_PRIVATE})(?![A-Za-z0-9.-]*[A-Za-z0-9])|(?P<mail>[A-Za-z0-9-]{{1,63}}\.[A-Za-z]{{2,8}}))",
    re.IGNORECASE,
)
# Of a whole document as JSON, told far faster than text by text; most have neither such a sign nor so many digits.
_MAYBE = re.compile(rf"[@＠﹫]|{_MOBILE}")
# How JSON writes the end of a line and a tab: by a letter, which a number would seem to be a part of.
_ESCAPED = re.compile(r"\\[nrt]")
_SIGNS = ("@", "＠", "﹫")
_MANY_DIGITS = re.compile(rf"[1１](?:[ \xa0\u3000.·-]?[{_DIGITS}]){{10}}")
_CONTACT = re.compile("电话|手机|联系|邮箱|邮件|传真|phone|tel|mail|contact|mobile|fax", re.IGNORECASE)
# Numbers and names that mean something else, and money.
_OTHERS = frozenset({"code", "sha256", "address", "was", "budget", "revenue", "levels_of_government", "id", "goalbook"})


@rule(
    "ID-13",
    "error",
    firm=True,
    fires="about: 联系人手机 13912345678 # ←",
    passes="about: 办公电话 0335-2432750",
)
def no_personal_data(case: Case) -> Iterator[RuleFinding]:
    """不公开个人手机号和电子邮箱."""
    whole = case.document.model_dump_json(exclude_unset=True)
    if (any(sign in whole for sign in _SIGNS) or _MANY_DIGITS.search(whole)) and _MAYBE.search(
        _ESCAPED.sub(" ", whole)
    ):
        for path, text in _texts(case.document, ()):
            if match := _PERSONAL.search(normalize("NFKC", text)):
                kind = str(match.lastgroup)
                yield RuleFinding(path, {}, kind, "warning" if kind == "mail" else None)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a record with its path, but for what can't be of a person and what is meant for contacts."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for n, entry in enumerate(value):
            yield from _texts(entry, (*path, n))
    elif isinstance(value, BaseModel | dict):
        held = value if isinstance(value, dict) else value.__dict__
        label = str(held.get("label") or "")
        for key, inner in held.items():
            if key not in _OTHERS and not _CONTACT.search(key) and not (key == "value" and _CONTACT.search(label)):
                yield from _texts(inner, (*path, key))
