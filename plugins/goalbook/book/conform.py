"""Whether a document and its form go together: nothing stated may be lost on the way to paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goalbook.book.unprinted import unprinted
from goalbook.forms.catalogue import Forms
from goalbook.forms.fields import labels_and_fields
from goalbook.forms.form import Form, Label
from goalbook.forms.label_text import label_text
from goalbook.forms.printed_places import printed_places
from goalbook.goalfile.meant import as_typed_plainly
from goalbook.goalfile.nodes import Node, Path, Text, in_words, inside, locate, locate_key
from goalbook.goalfile.problem import Problem, closest, details, problem_at
from goalbook.model.places import Finder
from goalbook.model.records import Document


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
        values = {
            "value": name.value,
            "suggestion": closest(as_typed_plainly(name.value), forms),
            "choices": ", ".join(forms),
        }
        yield problem_at(node, ("form",), "unknown-form", file, **values)
        return
    for fault in unprinted(node, printed_places(form), faulty):
        place = locate_key(node, fault.path)
        yield Problem(
            file, *place, fault.code, in_words(node, fault.path), details({**fault.values, "form": form.name})
        )


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


def _label_texts(form: Form, document: Document) -> frozenset[str]:
    """The words of a form's labels, as a document that changes none of them prints them."""
    plain = document.model_copy(update={"labels": {}})
    return frozenset(label_text(part, plain) for part in labels_and_fields(form) if isinstance(part, Label))
