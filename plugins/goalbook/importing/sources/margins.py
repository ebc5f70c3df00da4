"""What stands at the margins of pages: told only where it says more than the pages and the document itself."""

from __future__ import annotations

import re

from goalbook.importing.lines import Lines

_NUMBER = re.compile(r"(?:第|共)?\s*\d*\s*页|[\s/\-—–·.,，|｜\d]+")
_MOST = 60


def drop_repeated_margins(lines: Lines) -> None:
    """Forget the margins that have only numbers of pages, dates, and what the lines say; of very many all are told."""
    margins = [aside for aside in lines.asides if aside.kind == "margin"]
    if not margins:
        return
    shown = "\n".join(piece.text for piece in lines.pieces)
    told = {id(aside) for n, aside in enumerate(margins) if n >= _MOST or not _is_repeated(aside.text, shown)}
    lines.asides = [aside for aside in lines.asides if aside.kind != "margin" or id(aside) in told]


def _is_repeated(text: str, shown: str) -> bool:
    parts = _NUMBER.sub("\n", text).split("\n")
    return len(parts) <= _MOST and all(part in shown for part in parts)
