"""A change as a sentence in the words of its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from goalbook.diff.compare import Change
from goalbook.diff.effect import difference
from goalbook.forms.form import Form
from goalbook.forms.labels import printed_labels
from goalbook.messages.catalogue import Catalogue

Quote = Callable[[str], str]

_RECORD = re.compile(r"^(?:.*\.)?(items|indicators|spending_plan|schedule|values)\.0\.")
_PLACE = re.compile(r"(?:^|\.)[0-9]+$")
_ASIDE = ("spending_plan", "schedule", "values", "sign", "review", "accept")
_AROUND = 12
_LONGEST = 160


def sentence(change: Change, forms: Sequence[Form], t: Catalogue, quote: Quote, head: tuple[str, ...] = ()) -> str:
    """What was changed, in one sentence; ``quote`` makes the words of a document safe for where they will stand.

    ``forms`` are those of the document, the newer version's first; ``head`` are the words for it.
    """
    where = [quote(word) for word in (*head, *change.where)]
    if change.record in _ASIDE and change.where:
        where.insert(len(where) - 1, t(f"diff.record.{change.record}"))
    said = _said(change, forms, t, quote)
    return t("diff.at", where=" › ".join(where), said=said) if where else said


def _said(change: Change, forms: Sequence[Form], t: Catalogue, quote: Quote) -> str:
    """What happened to a field or a record, without where."""
    record = t(f"diff.record.{change.record}") if change.record else t("diff.document")
    if change.kind == "moved":
        before, after = (_moved(text, change.field, t, quote) for text in (change.before, change.after))
        return t("diff.moved", record=record, before=before, after=after)
    if change.kind != "changed":
        value = change.after if change.kind == "added" else change.before
        shown = t("diff.value", value=quote(one_line(value))) if value else ""
        told = t("diff.added", record=record) if change.kind == "added" else t("diff.dropped", record=record)
        return told + shown
    label = label_of(forms, change, t)
    old, new = excerpts(*(_in_words(change.field, text, t) for text in (change.before, change.after)))
    before, after = (quote(text) if text else t("diff.blank") for text in (old, new))
    if change.before is None:
        return t("diff.stated", label=label, after=after)
    if change.after is None:
        return t("diff.unstated", label=label, before=before)
    return t("diff.changed", label=label, before=before, after=after) + effect_in_words(change, t)


def effect_in_words(change: Change, t: Catalogue) -> str:
    """What a change means, in brackets; nothing where the values say it all."""
    if change.effect in ("increased", "decreased"):
        more = difference(change.effect, change.before, change.after)
        return "" if more is None else t("diff.difference", difference=f"{more:+,f}")
    return t(f"diff.effect.{change.effect}") if change.effect else ""


def label_of(forms: Sequence[Form], change: Change, t: Catalogue) -> str:
    """What a field is called on paper, else in general; a key that no record names stands as it is typed."""
    name, _, rest = change.field.partition(".")
    record = change.record if change.record in ("items", "indicators", "spending_plan", "schedule", "values") else ""
    for field in (change.field, name):
        for form in forms:
            if label := _labels(form).get(f"{record}.{field}" if record else field):
                return label
    if f"diff.field_in.{record}.{name}" in t:
        return t(f"diff.field_in.{record}.{name}")
    general = t(f"diff.field.{name}") if f"diff.field.{name}" in t else name
    inner = _PLACE.sub("", rest)
    if f"diff.field_in.{name}.{inner}" in t:
        inner = t(f"diff.field_in.{name}.{inner}")
    return f"{general} {inner}" if inner else general


@lru_cache(maxsize=256)
def _labels(form: Form) -> dict[str, str]:
    """The words that a form prints beside or above its fields: the innermost, by record and field."""
    found: dict[str, str] = {}
    for path, label in printed_labels(form).items():
        if label:
            found.setdefault(_RECORD.sub(r"\1.", path), label.rsplit(" › ", 1)[-1])
    return found


def _in_words(field: str, value: str | None, t: Catalogue) -> str:
    """A value as the site shows it: of a stage its official word."""
    return t(f"stage.{value}") if field == "stage" and value else value or ""


def _moved(text: str | None, field: str, t: Catalogue, quote: Quote) -> str:
    """The place of a record that was moved: its number in the list, or what it belongs to."""
    if field != "parent":
        return t("diff.place", place=text)
    return quote(text) if text else t("diff.document")


def one_line(text: str) -> str:
    """A value in one line, short enough for a list."""
    line = text.replace("\n", " ↵ ")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two values in one line each; of long ones what differs, with some words around it."""
    one, other = before.replace("\n", " ↵ "), after.replace("\n", " ↵ ")
    if max(len(one), len(other)) <= _LONGEST or not one or not other:
        return one_line(before), one_line(after)
    most = min(len(one), len(other))
    start = next((n for n in range(most) if one[n] != other[n]), most)
    end = next((n for n in range(most - start) if one[-1 - n] != other[-1 - n]), most - start)
    return _middle(one, start, end), _middle(other, start, end)


def _middle(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    middle = text[first:last]
    if len(middle) > _LONGEST:
        middle = middle[: _LONGEST - 1] + "…"
    return ("…" if first else "") + middle + ("…" if last < len(text) and not middle.endswith("…") else "")
