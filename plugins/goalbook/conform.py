"""What of a document its form does not print: nothing stated may be lost on the way to paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from goalbook.fault import closest, in_words, locate
from goalbook.form import Form, fields_of
from goalbook.forms import FORMS
from goalbook.model import Document, Indicator, Item
from goalbook.place import resolve
from goalbook.problem import Problem, details
from goalbook.source import Mapping, Node

# Fields that belong to every document, item and indicator, whatever the form prints of them.
_ALWAYS = {
    "": frozenset(
        "goalbook form stage title year year_basis body money_unit labels source approved published review accept was "
        "withdrawn".split()
    ),
    "items": frozenset({"id", "kind"}),
    "indicators": frozenset({"id"}),
}
Path = tuple[str | int, ...]


@lru_cache(maxsize=256)
def _printed_paths(form: Form) -> dict[str, frozenset[str]]:
    """The paths a form prints, for the document, its items and its indicators."""
    paths: dict[str, set[str]] = {"": set(), "items": set(), "indicators": set()}
    for owner, field in fields_of(form):
        paths.setdefault(owner, set()).add(field.path)
    if any(table.sign for table in form.tables):
        paths[""].add("sign")
    return {owner: frozenset(found) for owner, found in paths.items()}


def conform(document: Document, node: Node, file: str) -> list[Problem]:
    """Problems of a document with its form: the form is unknown, a stated value has no place in it, a note points nowhere."""
    form = FORMS.get(document.form)
    if form is None:
        _, line, column = locate(node, ("form",))
        values = {"value": document.form, "suggestion": closest(document.form, FORMS), "choices": ", ".join(FORMS)}
        return [Problem(file, line, column, "unknown-form", "form", details(values))]
    printed = _printed_paths(form)
    problems = []
    for path, key in _unprinted(document, printed):
        _, line, column = locate(node, path)
        holder, _, _ = locate(node, path[:-1])
        if isinstance(holder, Mapping) and key in holder.entries:
            line, column = holder.entries[key][0].line, holder.entries[key][0].column
        values = {"key": ".".join(_tail(path)), "form": form.name, "suggestion": _meant(path, printed)}
        problems.append(Problem(file, line, column, "not-in-form", in_words(node, path), details(values)))
    return problems + list(_notes_that_point_nowhere(document, node, file))


def _notes_that_point_nowhere(document: Document, node: Node, file: str) -> Iterator[Problem]:
    for n, note in enumerate(document.review):
        if resolve(document, note.at) is None:
            path = ("review", n, "at")
            _, line, column = locate(node, path)
            place = details({"at": note.at})
            yield Problem(file, line, column, "points-nowhere", in_words(node, path), place, severity="warning")


def _unprinted(document: Document, printed: dict[str, frozenset[str]]) -> Iterator[tuple[Path, str]]:
    yield from _unprinted_in(document, "", (), printed)


def _unprinted_in(
    record: Document | Item | Indicator, owner: str, path: Path, printed: dict[str, frozenset[str]]
) -> Iterator[tuple[Path, str]]:
    """The stated fields of a record, and of those inside it, that its form has no place for."""
    known, always = printed[owner], _ALWAYS[owner]
    for name in record.model_fields_set:
        value = getattr(record, name)
        here = (*path, name)
        if name in always or value in (None, (), {}):
            continue
        if name in ("items", "indicators"):
            if name not in known:
                yield here, name
                continue
            for n, one in enumerate(value):
                yield from _unprinted_in(one, name, (*here, n), printed)
        elif isinstance(value, dict):
            yield from (((*here, key), key) for key in value if f"{name}.{key}" not in known)
        elif isinstance(value, tuple) and name not in known:
            places = sum(path.startswith(f"{name}.") for path in known)
            if len(value) > places:
                yield (*here, places) if places else here, name
        elif name not in known:
            yield here, name


def _tail(path: Path) -> list[str]:
    words = [str(step) for step in path if isinstance(step, str) and step not in ("items", "indicators")]
    return words[-2:]


def _meant(path: Path, printed: dict[str, frozenset[str]]) -> str:
    owner = next((step for step in reversed(path[:-1]) if step in ("items", "indicators")), "")
    return closest(".".join(_tail(path)), printed[str(owner)] | _ALWAYS[str(owner)])
