"""Prose read back: the paragraphs of a field, or the tree of items as headings with paragraphs."""

from __future__ import annotations

from typing import Any

from goalbook.forms.form import Form, Prose
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.match import label_found, squeezed
from goalbook.importing.reading.record import Read, value_of
from goalbook.importing.reading.rows import heading_of, is_paragraph


def read_prose(made: Read, form: Form, prose: Prose, body: list[SourceLine]) -> bool:
    """The text of a prose part; False where its label isn't there."""
    if prose.label:
        place = next((n for n, line in enumerate(body) if label_found(prose.label.text, line.texts[0])), None)
        if place is None:
            return False
        made.label(prose.label, body[place].slots[0].piece)
        body = body[place + 1 :]
    body = [line for line in body if is_paragraph(line) and line.slots[0].piece.number not in made.placed]
    if prose.path == "items":
        _tree(made, form, body)
        return True
    texts = [line.texts[0].strip() for line in body]
    made.record[prose.path] = value_of(prose.path, "\n".join(texts))
    for n, line in enumerate(body):
        made.put(line.slots[0].piece, f"{prose.path}.{n}")
    return True


def _tree(made: Read, form: Form, body: list[SourceLine]) -> None:
    """Headings with paragraphs: the level of a heading, else its numbering, says how deep it stands."""
    open_: list[tuple[dict[str, Any], str]] = []
    items = made.record.setdefault("items", [])
    if body and squeezed(body[0].texts[0]).startswith(squeezed(form.name)):
        made.record["title"] = body[0].texts[0].strip()
        made.put(body[0].slots[0].piece, "title")
        body = body[1:]
    lowest = min((line.level for line in body if line.level), default=0)
    for line in body:
        piece = line.slots[0].piece
        text = piece.text.strip()
        depth, number, name = heading_of(text, line.level - lowest if line.level else None, len(form.kinds))
        if depth is None or depth > len(open_):
            if open_:
                item, path = open_[-1]
                item.setdefault("text", []).append(text)
                made.put(piece, f"{path}.text.{len(item['text']) - 1}")
            continue
        del open_[depth:]
        siblings = open_[-1][0].setdefault("items", []) if open_ else items
        kind = form.kinds[min(depth, len(form.kinds) - 1)]
        item = {"kind": kind} | ({"numbering": number} if number else {}) | {"name": name}
        path = f"{open_[-1][1]}.items.{len(siblings)}" if open_ else f"items.{len(siblings)}"
        siblings.append(item)
        open_.append((item, path))
        made.put(piece, f"{path}.name")
