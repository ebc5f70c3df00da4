"""A source file brought in as goal files, in a child process: the one way in for a stranger's Office file or page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from goalbook.forms.catalogue import Forms
from goalbook.forms.form import Form
from goalbook.importing.account import Account, Brought, Choice, Wanted
from goalbook.importing.limits import MOST, SourceError, within
from goalbook.importing.lines import Lines
from goalbook.importing.sources.office import read_in_child

_NAMED = 6
"""So many labels of the nearest form are named."""


@dataclass(frozen=True, slots=True)
class SourceReading:
    """How sources are read: the forms they may be in, that of all documents (None: recognise each), the language of what is added;
    ``name_of_body`` gives the name of a body of an id, or nothing.
    """

    forms: Forms
    form_id: str | None
    language: str
    name_of_body: Callable[[str], str] = lambda _: ""


def import_file(
    path: Path, reading: SourceReading, folder: str, choices: dict[int, Choice] | None = None
) -> tuple[Brought, ...]:
    """All documents of a source file, as goal files of a folder YEAR/BODY.

    Raises SourceError where nothing is read, whatever the reason; what keeps out one document of several stands with it.
    """
    raw = bytes_of(path)
    digest = hashlib.sha256(raw).hexdigest()
    wanted = Wanted(path.name, digest, reading.language, dict(reading.forms), reading.form_id, folder, choices or {})
    bodies = sorted({one.split("/")[1] for one in wanted.folders if one})
    wanted = replace(wanted, bodies=tuple(filter(None, map(reading.name_of_body, bodies))))
    return read_in_child(documents_of, wanted, raw, path.suffix.lower())


def documents_of(wanted: Wanted, raw: bytes, suffix: str) -> tuple[Brought, ...] | str:
    """The documents of a source that is read as a file with a suffix; its kind where it is one that is converted first."""
    from goalbook.importing.reading.parts import parts_in, parts_of
    from goalbook.importing.sources.annexes import drop_annexes
    from goalbook.importing.sources.margins import drop_repeated_margins
    from goalbook.importing.sources.open import source_lines
    from goalbook.importing.sources.own_lists import leave_out_lists

    forms = wanted.forms
    for form_id in (wanted.form_id, *(choice.form_id for choice in wanted.choices.values())):
        if form_id is not None and form_id not in forms:
            raise SourceError("no-such-form", form=form_id, forms=", ".join(forms))
    lines = source_lines(raw, suffix)
    if isinstance(lines, str):
        return lines
    drop_annexes(lines)
    drop_repeated_margins(lines, wanted.bodies, wanted.folders)
    leave_out_lists(lines, wanted.bodies, wanted.folders)
    parts = parts_of(forms[wanted.form_id], lines) if wanted.form_id else parts_in(forms, lines)
    chosen = {choice.form_id for choice in wanted.choices.values() if choice.form_id}
    if not parts and len(chosen) == 1:
        parts = parts_of(forms[chosen.pop()], lines)
    if not parts:
        raise unlike(forms, lines)
    default = Choice(wanted.folder, wanted.form_id)
    found = []
    for number, (form, part) in enumerate(parts, 1):
        choice = wanted.choices.get(number, default)
        found.append(_brought(wanted, number, choice.form_id or form.id, choice.folder, part))
    return tuple(found)


def unlike(forms: Mapping[str, Form], lines: Lines) -> SourceError:
    """That a source is in none of the forms, with the one that is nearest and what it has of it."""
    from goalbook.importing.reading.recognise import nearest_form

    near = nearest_form(forms, lines.lines)
    if near is None:
        return SourceError("no-form")
    form, found, missing = near
    said = ("、".join(labels[:_NAMED]) + ("…" if len(labels) > _NAMED else "") for labels in (found, missing))
    return SourceError("near-form", form=form.name, id=form.id, **dict(zip(("found", "missing"), said, strict=True)))


def _brought(wanted: Wanted, number: int, form_id: str, folder: str, part: Lines) -> Brought:
    """One document of a source, or why it isn't one."""
    from goalbook.importing.import_document import SourceFile, import_document
    from goalbook.importing.naming import name_in_line, proposed_name
    from goalbook.messages.catalogue import catalogue

    form = wanted.forms[form_id]
    try:
        made = import_document(form, part, folder, SourceFile(wanted.file, wanted.digest), catalogue(wanted.language))
    except SourceError as error:
        return Brought(number, form.id, form.name, form.region, "", "", error)
    account = Account(*(getattr(made, one.name) for one in fields(Account)))
    slug = proposed_name(made.document, wanted.file)
    return Brought(number, form.id, form.name, form.region, name_in_line(made.document), slug, account)


def bytes_of(path: Path) -> bytes:
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
