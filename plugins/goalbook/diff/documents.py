"""Two versions of the goals, document by document: what is new, gone, renamed, changed, or only laid out anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from goalbook.book.counts import read_counted
from goalbook.book.entry import Money, money_of, shown_title
from goalbook.diff.compare import Change, compare
from goalbook.forms.catalogue import Forms, read_forms, shipped_forms
from goalbook.forms.form import Form
from goalbook.forms.kinds import with_kinds
from goalbook.git.revision import RevisionReader, Version, reading
from goalbook.goalfile.validate import validate
from goalbook.model.address import BODIES, Address, body_file
from goalbook.model.indicators import walk_indicators
from goalbook.model.records import Body, Document

State = Literal["added", "dropped", "renamed", "changed", "layout", "unreadable"]

_LIKE = 0.5
_COMMON = 20  # a line of so many files tells nothing of where one came from


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One goal file of two versions: ``address`` is that of the newer one, ``address_before`` of the older, "" where none.

    ``where`` are its body and its name in words; ``form`` is the id of its form, ``forms`` are its forms in both versions as far as
    they are known, the newer version's first; ``money`` are the budget totals and ``units`` the money units before and
    after; ``indicators`` how many there are in what was added or dropped. ``faulty`` are the versions that can't be read
    ("before", "after").
    """

    state: State
    address: str
    address_before: str
    where: tuple[str, ...]
    form: str = ""
    changes: tuple[Change, ...] = ()
    money: tuple[Money | None, Money | None] = (None, None)
    units: tuple[str, str] = ("", "")
    indicators: int = 0
    faulty: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()


def diff(before: Version, after: Version) -> Iterator[FileDiff]:
    """The files that differ, in the order of their addresses, one at a time."""
    with reading(before) as old, reading(after) as new:
        names = _Bodies(old, new)
        forms = forms_at(old), forms_at(new)
        renamed = _renamed(old, new)
        origins = set(renamed.values())
        for name in sorted({*before.files, *after.files}):
            origin = renamed.get(name, name)
            if name in origins and name not in after.files:
                continue
            if before.files.get(origin) != after.files.get(name) or origin != name:
                yield _file((old, new), (origin, name), forms, names)


@dataclass(slots=True)
class _Bodies:
    """What the bodies of both versions are called, the newer one's word first."""

    old: RevisionReader
    new: RevisionReader
    known: dict[str, str] = field(default_factory=dict)

    def shown(self, body: str) -> str:
        """The label or name of a body, else its id."""
        if body not in self.known:
            name = body_file(body)
            found = (record_in(reader, name) for reader in (self.new, self.old) if name in reader.version.files)
            self.known[body] = next((one.shown for one in found if isinstance(one, Body) and one.shown), body)
        return self.known[body]


def record_in(reader: RevisionReader, name: str) -> Document | Body | None:
    """The record in a file, fit for comparing; none where it can't be read."""
    node, problems = read_counted(reader.read(name), name)
    if node is None or any(problem.severity == "error" for problem in problems):
        return None
    return validate(Body, node, name)[0] if name.startswith(f"{BODIES}/") else validate(Document, node, name)[0]


def forms_at(reader: RevisionReader) -> Forms:
    """The forms that the goals of a version may be written in."""
    return read_forms({name: reader.read(name) for name in reader.version.forms}, shipped_forms())[0]


def _file(
    versions: tuple[RevisionReader, RevisionReader], names: tuple[str, str], forms: tuple[Forms, Forms], bodies: _Bodies
) -> FileDiff:
    (old, new), (origin, name) = versions, names
    one = record_in(old, origin) if origin in old.version.files else None
    other = record_in(new, name) if name in new.version.files else None
    was = Address.of_file(origin) if origin in old.version.files else ""
    address = Address.of_file(name) if name in new.version.files else ""
    known = other or one
    drawn = _form(one, forms[0]), _form(other, forms[1])
    where = _where(known, drawn[1] or drawn[0], address or was, bodies)
    faulty = tuple(
        side for side, there, record in (("before", was, one), ("after", address, other)) if there and record is None
    )
    if faulty:
        return FileDiff("unreadable", address, was, where, faulty=faulty)
    assert known is not None
    form = known.form if isinstance(known, Document) else ""
    known_forms = tuple(dict.fromkeys(one for one in reversed(drawn) if one))
    money, units = (_money(one, drawn[0]), _money(other, drawn[1])), (_unit(one), _unit(other))
    if one is None or other is None:
        count = sum(1 for _ in walk_indicators(known)) if isinstance(known, Document) else 0
        state: State = "added" if other else "dropped"
        return FileDiff(state, address, was, where, form, (), money, units, count, forms=known_forms)
    changes = compare(_complete(one, drawn[0]), _complete(other, drawn[1]))
    if units[0] != units[1]:
        # Amounts in another unit are neither more nor less.
        changes = tuple(replace(one, effect="") if one.effect in ("increased", "decreased") else one for one in changes)
    state = "renamed" if was != address else "changed" if changes else "layout"
    return FileDiff(state, address, was, where, form, changes, money, units, forms=known_forms)


def _form(record: Document | Body | None, forms: Forms) -> Form | None:
    return forms.get(record.form) if isinstance(record, Document) else None


def _complete(record: Document | Body, form: Form | None) -> Document | Body:
    """The record with what its form says of it."""
    return with_kinds(form, record) if isinstance(record, Document) and form else record


def _where(record: Document | Body | None, form: Form | None, address: str, bodies: _Bodies) -> tuple[str, ...]:
    if isinstance(record, Body):
        return (record.shown or address,)
    if record is None or form is None:
        return (address,)
    return bodies.shown(record.body), record.name or shown_title(record, form)


def _money(record: Document | Body | None, form: Form | None) -> Money | None:
    return money_of(record, form) if isinstance(record, Document) and form else None


def _unit(record: Document | Body | None) -> str:
    return record.money_unit or "" if isinstance(record, Document) else ""


def _renamed(old: RevisionReader, new: RevisionReader) -> dict[str, str]:
    """For each file that is new, the one that is gone and went on in it: as it says itself, or by their lines."""
    gone = [name for name in old.version.files if name not in new.version.files]
    come = [name for name in new.version.files if name not in old.version.files]
    if not gone or not come:
        return {}
    found: dict[str, str] = {}
    lines: dict[str, set[bytes]] = {}
    for name in sorted(come):
        record = record_in(new, name)
        for address in record.was if isinstance(record, Document) else ():
            origin = Address(address).file
            if origin in gone and origin not in found.values():
                found[name] = origin
                break
        else:
            lines[name] = _lines(new.read(name))
    left = {name: _lines(old.read(name)) for name in sorted(gone) if name not in found.values()}
    for score, name, origin in sorted(_alike(lines, left)):
        if -score >= _LIKE and name not in found and origin not in found.values():
            found[name] = origin
    return found


def _lines(raw: bytes) -> set[bytes]:
    return {line.strip() for line in raw.split(b"\n")} - {b""}


def _alike(come: dict[str, set[bytes]], gone: dict[str, set[bytes]]) -> Iterator[tuple[float, str, str]]:
    """How much each new file has in common with each that is gone, as a negative share; only of those that have."""
    holders: dict[bytes, list[str]] = {}
    for name, lines in gone.items():
        for line in lines:
            holders.setdefault(line, []).append(name)
    for name, lines in come.items():
        if not lines:
            continue
        shared: Counter[str] = Counter()
        for line in lines:
            if len(found := holders.get(line, [])) <= _COMMON:
                shared.update(found)
        for origin in sorted(shared):
            if (origin.startswith(f"{BODIES}/")) == (name.startswith(f"{BODIES}/")):
                common = len(lines & gone[origin])
                yield -2 * common / (len(lines) + len(gone[origin])), name, origin
