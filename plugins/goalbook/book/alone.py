"""A book of one document: for commands that need no other."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from goalbook.book.contents import folder_contents
from goalbook.book.entry import summarise
from goalbook.book.load import Book, load_body, load_document
from goalbook.book.own_forms import forms_of
from goalbook.model.address import BODIES, Address


def load_alone(root: Path, name: str) -> Book:
    """The document of a goal file and its body, and the problems of both and of the forms; no other goal file is read.

    What lies between documents, such as two with one code, isn't told.
    """
    bodies = {
        path.stem: str(path) for path in map(PurePosixPath, folder_contents(root).of("goal")) if path.parts[0] == BODIES
    }
    forms, problems = forms_of(root)
    document, raw, found = load_document(root, name, forms, frozenset(bodies))
    problems += found
    if document is None or document.body not in bodies:
        return Book(root, problems=tuple(sorted(problems)), forms=forms)
    entry = summarise(document, forms[document.form], Address.of_file(name), hashlib.sha256(raw).hexdigest())
    body, found = load_body(root, bodies[document.body], frozenset(bodies))
    problems += found
    return Book(root, (entry,), {document.body: body} if body else {}, tuple(sorted(problems)), forms)
