"""A document on its way from its file to all that is made of it: read once, filled once, its anchors made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goalbook.book.entry import Entry
from goalbook.book.load import reload_document
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.form import Form
from goalbook.model.places import Finder, anchors_of
from goalbook.model.records import Body, Document


@dataclass(frozen=True, slots=True)
class Filled:
    """A document in its official form, with all that its page and its files are made from.

    ``raw`` are the bytes of its file; ``anchors`` those of its items and indicators by path; ``notes`` has for each of its
    review notes the path of what it speaks of, empty where it points nowhere.
    """

    raw: bytes
    document: Document
    entry: Entry
    body: Body
    sheet: Sheet
    anchors: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def form(self) -> Form:
        """The official form that it is filled into."""
        return self.entry.form


def fill_document(raw: bytes, document: Document, entry: Entry, body: Body) -> Filled:
    """Fill a document into its form."""
    anchors = anchors_of(document)
    sheet = fill(entry.form, document, anchors)
    finder = Finder(document) if document.review else None
    notes = tuple(finder.find(note.at) or "" for note in document.review) if finder else ()
    return Filled(raw, document, entry, body, sheet, anchors, notes)


class GoalChanged(Exception):
    """A goal file is gone, or can't be published any more, since the book was read; ``str()`` of it is the file's path."""


def read_filled(root: Path, entry: Entry, body: Body) -> Filled:
    """Read a document of a book from its file and fill it. Raises GoalChanged where it has changed since, to its harm."""
    document, raw = reload_document(root, entry.address.file, entry.form, entry.digest)
    if document is None:
        raise GoalChanged(entry.address.file)
    return fill_document(raw, document, entry, body)
