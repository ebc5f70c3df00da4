"""The sign-off line that follows a table, such as ``填报人：…　联系电话：…``."""

from __future__ import annotations

import re

from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.record import Read

_SIGN = re.compile(r"(\S+?)\s*[:：]\s*(.*)")


def read_sign(read: Read, lines: list[SourceLine]) -> None:
    """The entries of the sign-off line that follows a table."""
    found: list[dict[str, str]] = []
    for line in lines:
        if line.table and not is_sign(line):
            break
        for slot in line.slots:
            for entry in re.split(r"\s{2,}", slot.piece.text.strip()):
                if match := _SIGN.fullmatch(entry):
                    read.put(slot.piece, f"sign.{len(found)}")
                    found.append({"label": match[1], "value": match[2].strip()})
    if found:
        read.record["sign"] = found


def is_sign(line: SourceLine) -> bool:
    """Whether all that a row says are entries of a sign-off line."""
    said = [text.strip() for text in line.texts if text.strip()]
    return bool(said) and all(_SIGN.fullmatch(text) for text in said)
