"""What was read of a document, and where each piece of its source went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made_field
from typing import Any

from goalbook.forms.form import Field, Label
from goalbook.forms.stated import state_field
from goalbook.importing.lines import Slot, SourcePiece
from goalbook.importing.reading.match import label_found
from goalbook.importing.reading.worded import value_apart
from goalbook.model.places import set_at

LABEL = "label"
_LISTS = ("text", "footnotes")


@dataclass
class Read:
    """What was read: the record of a document, where each piece of the source went, and what is doubtful.

    ``placed`` gives for the number of a piece the path of its value, or "label" for a word of the form; ``dated`` are those words
    that state the year.
    """

    record: dict[str, Any]
    placed: dict[int, str] = made_field(default_factory=dict)
    doubts: list[dict[str, str]] = made_field(default_factory=list)
    dated: set[int] = made_field(default_factory=set)

    def put(self, piece: SourcePiece, path: str) -> None:
        """A piece has its place."""
        self.placed[piece.number] = path

    def label(self, label: Label, piece: SourcePiece) -> None:
        """A piece that is a word of the form; where it is printed otherwise, the document says how. One that states another year or
        unit than was read before has no place: a document has one of each."""
        found = label_found(label.text, piece.text)
        if found and any(self.record.get(name, value) != value for name, value in found.values.items()):
            return
        self.put(piece, LABEL)
        if found is None:
            return
        self.record.update(found.values)
        if "year" in found.values:
            self.dated.add(piece.number)
        if not found.exact:
            self.record.setdefault("labels", {})[label.text] = piece.text.strip()
            self.put(piece, f"labels.{label.text}")
            self.doubt("labels", "typo", piece.text, label.text)

    def labels_in(self, slots: Sequence[Slot], labels: Sequence[Label]) -> dict[int, int]:
        """For each label found among some cells, in any order, the place of its cell: those printed exactly so come first."""
        found: dict[int, int] = {}
        used: set[int] = set()
        free = [n for n, slot in enumerate(slots) if slot.piece.number not in self.placed]
        for exact in (True, False):
            for n, label in enumerate(labels):
                for place in free if n not in found else ():
                    match = label_found(label.text, slots[place].piece.text) if place not in used else None
                    if match and match.exact >= exact:
                        found[n] = place
                        used.add(place)
                        break
        return found

    def says(self, labels: Sequence[Label], slots: Sequence[Slot], *, alone: bool) -> bool:
        """Whether most of the labels stand among some cells; where these say nothing else (and ``alone`` matters), two are enough."""
        found = self.labels_in(slots, labels)
        said = [slot for slot in slots if slot.fresh and slot.piece.text.strip()]
        return len(found) * 2 > len(labels) or (alone and 1 < len(found) == len(said))

    def state(self, field: Field, piece: SourcePiece, record: dict[str, Any] | None = None, prefix: str = "") -> None:
        """The value of a field, of the document or of a record in it; a blank cell is no entry of a list."""
        holder = self.record if record is None else record
        before, text = value_apart(field, piece.text.strip(" \t\n"))
        if before is not None:
            set_at(holder, field.prefix, before)
        if text or not field.entries:
            state_field(holder, field, value_of(field.path, text))
        if piece.text.strip():
            self.put(piece, f"{prefix}{field.path}")

    def doubt(self, at: str, kind: str, printed: str, suggest: str = "") -> None:
        """What was read nearly, or put back: a note for the review."""
        said = {"at": at, "kind": kind, "printed": printed.strip(), "suggest": suggest}
        self.doubts.append({key: value for key, value in said.items() if value})


def value_of(path: str, text: str) -> Any:
    """The value of a text: the paragraphs of a goal as a list, notes and paragraphs always."""
    name = path.partition(".")[0]
    if path in _LISTS:
        return text.split("\n") if text else []
    return text.split("\n") if name == "goal" and "\n" in text else text
