"""Of what kind the items of a document are: as it says, else as its form says of their level."""

from __future__ import annotations

from goalbook.forms.form import Form
from goalbook.model.records import Document, Item


def with_kinds(form: Form, document: Document) -> Document:
    """The document with the kind of each of its items."""
    items = _with_kinds(document.items, form.kinds)
    return document if items is document.items else document.model_copy(update={"items": items})


def _with_kinds(items: tuple[Item, ...], kinds: tuple[str, ...]) -> tuple[Item, ...]:
    """The same items where none lacks its kind; below the last level that the form names all are of that kind."""
    made = tuple(_with_kind(item, kinds) for item in items)
    return items if all(one is other for one, other in zip(items, made, strict=True)) else made


def _with_kind(item: Item, kinds: tuple[str, ...]) -> Item:
    update: dict[str, object] = {} if item.kind else {"kind": kinds[0]}
    inner = _with_kinds(item.items, kinds[1:] or kinds)
    if inner is not item.items:
        update["items"] = inner
    return item.model_copy(update=update) if update else item
