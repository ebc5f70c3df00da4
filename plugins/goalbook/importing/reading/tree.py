"""Prose as items below items: headings with the paragraphs that follow them."""

from __future__ import annotations

from typing import Any

from goalbook.forms.form import Form, kinds_of
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.match import squeezed
from goalbook.importing.reading.record import Read
from goalbook.importing.reading.rows import heading_of


def read_tree(read: Read, form: Form, lines: list[SourceLine]) -> None:
    """Headings with paragraphs: the level of a heading, else its numbering, says how deep it stands."""
    kinds = kinds_of(form)
    open_: list[tuple[dict[str, Any], str]] = []
    items = read.record.setdefault("items", [])
    if lines and squeezed(lines[0].texts[0]).startswith(squeezed(form.name)):
        read.record["title"] = lines[0].texts[0].strip()
        read.put(lines[0].slots[0].piece, "title")
        lines = lines[1:]
    lowest = min((line.level for line in lines if line.level), default=0)
    for line in lines:
        piece = line.slots[0].piece
        text = piece.text.strip()
        depth, number, name = heading_of(text, line.level - lowest if line.level else None, len(kinds))
        if depth is None or depth > len(open_):
            if open_:
                item, path = open_[-1]
                item.setdefault("text", []).append(text)
                read.put(piece, f"{path}.text.{len(item['text']) - 1}")
            continue
        del open_[depth:]
        siblings = open_[-1][0].setdefault("items", []) if open_ else items
        item = {"kind": kinds[min(depth, len(kinds) - 1)]} | ({"no": number} if number else {}) | {"name": name}
        path = f"{open_[-1][1]}.items.{len(siblings)}" if open_ else f"items.{len(siblings)}"
        siblings.append(item)
        open_.append((item, path))
        read.put(piece, f"{path}.name")
