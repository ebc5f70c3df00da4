"""转录登记: digests of the parts of a transcribed text as its source was recorded, and which parts are others since.

A part is a field of the document, an item without what it holds, or an indicator. What isn't text of the original (ids, dates
of publication, notes) is no part, so that it may be added and changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goalbook.model.records import Document

PartPath = tuple[str | int, ...]

_DIGITS = 8
_FIELDS = (
    *("title", "period", "money_unit", "labels", "code", "name", "about", "goal", "text", "facts", "budget", "revenue"),
    *("levels_of_government", "spending_plan", "schedule", "weight", "score", "rating", "footnotes", "sign"),
)
_LISTS = ("items", "indicators")
_UNPRINTED = frozenset({"id", "kind", "was", "better", "merge", *_LISTS})


@dataclass(frozen=True, slots=True)
class Edits:
    """What of a transcribed text isn't as recorded: the parts that are others, in printed order, how many more are gone,
    whether all of them are there in another order, and how many are as recorded.
    """

    changed: tuple[PartPath, ...]
    gone: int
    moved: bool
    kept: int = 0

    def cover(self, path: PartPath) -> bool:
        """Whether a place lies in a part that was changed: of an item, not in what the item holds."""
        return any(
            path[: len(part)] == part and path[len(part)] not in _LISTS for part in self.changed if path[len(part) :]
        )


NO_EDITS = Edits((), 0, moved=False)


def transcript_of(document: Document) -> str:
    """The digests of the parts of a text, in printed order, one blank between them."""
    return " ".join(digest for _, digest in _parts(document))


def edits_of(document: Document) -> Edits:
    """What was changed since the source was recorded; nothing where no text was recorded with it."""
    if document.source is None or document.source.transcript is None:
        return NO_EDITS
    recorded = document.source.transcript.split(" ")
    now = list(_parts(document))
    left = Counter(recorded)
    changed: list[PartPath] = []
    for path, digest in now:
        if left[digest]:
            left[digest] -= 1
        else:
            changed.append(path)
    lacking = left.total()
    moved = not changed and not lacking and recorded != [digest for _, digest in now]
    return Edits(tuple(changed), max(0, lacking - len(changed)), moved, len(now) - len(changed))


def _parts(document: Document) -> Iterator[tuple[PartPath, str]]:
    held = document.model_dump(mode="json", exclude_defaults=True)
    for field in _FIELDS:
        if field in held:
            yield (field,), _digest(field, held[field])
    yield from _records(held, (), "")


def _records(held: dict[str, Any], path: PartPath, name: str) -> Iterator[tuple[PartPath, str]]:
    """The items and indicators of a record; ``name`` says how deep they stand."""
    for key in _LISTS:
        for n, record in enumerate(held.get(key, ())):
            own = {field: value for field, value in record.items() if field not in _UNPRINTED}
            yield (*path, key, n), _digest(f"{name}{key}", own)
            yield from _records(record, (*path, key, n), f"{name}{key}.")


def _digest(name: str, value: object) -> str:
    text = json.dumps([name, value], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
