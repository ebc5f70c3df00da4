"""What of a document its form does not print: nothing stated may be lost on the way to paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from goalbook.forms.catalogue import Forms
from goalbook.forms.columns import key_of
from goalbook.forms.fields import fields_of, labels_and_fields
from goalbook.forms.form import Each, Form, Label
from goalbook.forms.label_text import label_text
from goalbook.goalfile.nodes import Mapping, Node, Path, Sequence, Text, in_words, inside, locate, locate_key
from goalbook.goalfile.problem import Problem, closest, details, problem_at
from goalbook.model.places import Finder
from goalbook.model.records import Document

# Fields that belong to every document, item and indicator, whatever the form prints of them.
_ALWAYS = {
    "": frozenset(
        (
            *(
                "goalbook",
                "form",
                "stage",
                "title",
                "year",
                "year_basis",
                "period",
                "body",
                "money_unit",
                "labels",
                "source",
            ),
            *("approved", "published", "review", "accept", "was", "withdrawn"),
            *("evaluates", "continues", "split_from", "merged_into", "retired"),
        )
    ),
    "items": frozenset({"id", "kind"}),
    "indicators": frozenset({"id", "scope", "better"}),
    "values": frozenset({"of", "phase"}),
    "schedule": frozenset(),
}

_Unprinted = tuple[Path, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Places:
    """What a form prints of the document, its items and its indicators; of some lists only so much."""

    printed: dict[str, frozenset[str]]
    most: dict[tuple[str, str], int]

    def known(self, owner: str) -> list[str]:
        """The fields that a record may state."""
        return sorted(self.printed[owner] | _ALWAYS[owner])


def conform(node: Node, file: str, faulty: Collection[Path], forms: Forms) -> Iterator[Problem]:
    """Problems of a document with its form: the form is unknown, or has no place for what is stated.

    Of a form that can't be used itself it is only noted.

    ``faulty`` are the paths that the model refuses already.
    """
    name = inside(node, "form")
    if not isinstance(name, Text) or name.value is None or ("form",) in faulty:
        return
    form = forms.get(name.value)
    if form is None and name.value in forms.faulty:
        told = details({"file": forms.faulty[name.value]})
        yield Problem(file, *locate(node, ("form",)), "form-faulty", in_words(node, ("form",)), told, "note")
        return
    if form is None:
        values = {"value": name.value, "suggestion": closest(name.value, forms), "choices": ", ".join(forms)}
        yield problem_at(node, ("form",), "unknown-form", file, **values)
        return
    for path, values in _unprinted(node, "", (), _places_of(form), faulty):
        code = "too-many" if "most" in values else "not-in-form"
        place = locate_key(node, path)
        yield Problem(file, *place, code, in_words(node, path), details({**values, "form": form.name}))


def bad_references(document: Document, form: Form, node: Node, file: str) -> Iterator[Problem]:
    """Problems of a document's own references: to a label its form doesn't print, to a place it hasn't."""
    labels = _label_texts(form, document) if document.labels else frozenset()
    for label in document.labels.keys() - labels:
        path: Path = ("labels", label)
        values = {"key": f"labels.{label}", "form": form.name, "suggestion": closest(label, labels)}
        yield Problem(file, *locate_key(node, path), "not-in-form", in_words(node, path), details(values))
    if not document.review:
        return
    finder = Finder(document)
    for n, note in enumerate(document.review):
        if finder.find(note.at) is None:
            path = ("review", n, "at")
            place, where = locate(node, path), in_words(node, path)
            yield Problem(file, *place, "points-nowhere", where, details({"at": note.at}), severity="warning")


def _unprinted(node: Node, owner: str, path: Path, places: _Places, faulty: Collection[Path]) -> Iterator[_Unprinted]:
    """The stated fields of a record, and of those inside it, that its form has no place for."""
    if not isinstance(node, Mapping):
        return
    printed, always = places.printed[owner], _ALWAYS[owner]
    for name, (_, value) in node.entries.items():
        here = (*path, name)
        if name in always or here in faulty:
            continue
        if isinstance(value, Mapping):
            for inside_it in _leaves(value, (name,)):
                key = ".".join(map(str, inside_it))
                # A key with a dot in it is no group of keys, though both read alike.
                there = _is_printed(key, printed) and key.count(".") == len(inside_it) - 1
                if (*path, *inside_it) not in faulty and not there:
                    yield (*path, *inside_it), _not_there(key, owner, places)
        elif isinstance(value, Sequence) and name in printed and name in _ALWAYS:
            for n, item in enumerate(value.items):
                yield from _unprinted(item, name, (*here, n), places, faulty)
        elif isinstance(value, Sequence) and (most := places.most.get((owner, name))):
            if len(value.items) > most:
                yield (*here, most), {"key": name, "count": str(len(value.items)), "most": str(most)}
        elif name not in printed and not (isinstance(value, Sequence) and _has_places(name, value, printed)):
            yield here, _not_there(name, owner, places)


def _leaves(node: Mapping, path: Path) -> Iterator[Path]:
    """The paths of what a group of keys holds, of groups in it too."""
    for key, (_, value) in node.entries.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key)


def _is_printed(path: str, printed: frozenset[str]) -> bool:
    """Whether a form prints a place, or what stands at it entry by entry."""
    return path in printed or any(
        one.startswith(f"{path}.") and one[len(path) + 1 :][:1].isdecimal() for one in printed
    )


def _has_places(name: str, value: Sequence, printed: frozenset[str]) -> bool:
    """Whether there is nothing in a list, or a form prints its entries one by one."""
    return not value.items or _is_printed(name, printed)


def _not_there(key: str, owner: str, places: _Places) -> dict[str, str]:
    """What is told of a place that a form lacks: the part of a value that it has a place for, or the place of the whole."""
    known = places.known(owner)
    near = [one for one in known if one.startswith(f"{key}.") or key.startswith(f"{one}.")]
    return {"key": key, "suggestion": near[0] if near else closest(key, known) if "." in key else ""}


@lru_cache(maxsize=256)
def _places_of(form: Form) -> _Places:
    """The places of a form."""
    printed: dict[str, set[str]] = {owner: set() for owner in _ALWAYS}
    most: Counter[tuple[str, str]] = Counter()
    for owner, field in fields_of(form):
        if owner in printed and field.path not in printed[owner]:
            printed[owner].add(field.path)
            most[owner, field.path.split(".")[0]] += field.path.rsplit(".", 1)[-1].isdecimal()
        if field.entries:
            printed["values"] |= {field.path.rpartition(".")[2], *(name for name, _ in field.only)}
    printed["values"].update(key for table in form.tables if (key := key_of(table)))
    for section in (one for table in form.tables for one in table.sections if isinstance(one, Each) and one.across):
        most["", section.chain[0].name] = max(slot.cols for line in section.lines for slot in line.slots)
    if any(table.sign for table in form.tables):
        printed[""].add("sign")
    return _Places({owner: frozenset(found) for owner, found in printed.items()}, dict(most))


def _label_texts(form: Form, document: Document) -> frozenset[str]:
    """The words of a form's labels, as a document that changes none of them prints them."""
    plain = document.model_copy(update={"labels": {}})
    return frozenset(label_text(part, plain) for part in labels_and_fields(form) if isinstance(part, Label))
