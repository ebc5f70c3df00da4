"""A source file brought in as a goal file, in a child process: the one way in for a stranger's Office file or page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from goalbook.forms.form import Form
from goalbook.importing.account import Account, Brought, Wanted
from goalbook.importing.limited import run_limited
from goalbook.importing.limits import MOST, READING, SourceError, within
from goalbook.importing.sources.office import docx_of


def import_file(
    path: Path, form_id: str | None, name: str, number: int, language: str, forms: Mapping[str, Form]
) -> Brought:
    """The goal file of a name, read from a source file, and the account of its cells; without a form it is recognised.

    It may be in one of ``forms``.

    Raises SourceError where nothing is read, whatever the reason.
    """
    raw = _bytes_of(path)
    wanted = Wanted(path.name, hashlib.sha256(raw).hexdigest(), form_id, name, number, language, dict(forms))
    brought = run_limited(READING, account_of, wanted, raw, path.suffix.lower())
    if brought is None:
        brought = run_limited(READING, account_of, wanted, docx_of(raw), ".docx")
    if brought is None:
        raise SourceError("not-office")
    return brought


def account_of(wanted: Wanted, raw: bytes, suffix: str) -> Brought | None:
    """What is wanted of a source, read as a file with a suffix; None for an older Word document, which is converted first."""
    from goalbook.importing.import_document import SourceFile, import_document
    from goalbook.importing.reading.recognise import recognise
    from goalbook.importing.sources.open import source_lines
    from goalbook.messages.catalogue import catalogue

    forms = wanted.forms
    if wanted.form_id is not None and wanted.form_id not in forms:
        raise SourceError("no-such-form", form=wanted.form_id, forms=", ".join(forms))
    lines = source_lines(raw, suffix)
    if lines is None:
        return None
    form = forms[wanted.form_id] if wanted.form_id else recognise(forms, lines.lines)
    if form is None:
        raise SourceError("no-form")
    t = catalogue(wanted.language)
    source = SourceFile(wanted.file, wanted.digest)
    made = import_document(form, lines, wanted.name, source, t, wanted.number)
    account = Account(*(getattr(made, one.name) for one in fields(Account)))
    return Brought(form.id, form.name, form.region, account)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a source file. Raises SourceError where it can't be read, is no file or too large."""
    try:
        if not path.is_file():
            raise SourceError("unreadable")
        with path.open("rb") as stream:
            raw = stream.read(MOST["bytes"] + 1)
    except OSError as error:
        raise SourceError("unreadable") from error
    within("bytes", len(raw))
    return raw
