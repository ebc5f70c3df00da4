"""Two versions of the forms that a site has drawn, in words: what came, what is gone, what of one was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from goalbook.diff.documents import forms_at
from goalbook.forms.catalogue import Forms, shipped_forms
from goalbook.forms.fields import fields_of, labels_and_fields
from goalbook.forms.form import Form, Label
from goalbook.git.revision import Version, reading
from goalbook.messages.catalogue import Catalogue

_MOST = 12  # words or places; of more there is only said how many


@dataclass(frozen=True, slots=True)
class FormDiff:
    """A drawn form of two versions: its file, its name, and the words and the places of values that it has more and less.

    ``state`` is "layout" where only widths, order or joins differ, "unreadable" where a version of it has errors.
    """

    state: Literal["added", "dropped", "changed", "layout", "unreadable"]
    file: str
    name: str
    name_before: str = ""
    words: tuple[str, ...] = ()
    words_before: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    places_before: tuple[str, ...] = ()


def form_diffs(before: Version, after: Version) -> Iterator[FormDiff]:
    """The forms that differ, in the order of their files."""
    with reading(before) as old, reading(after) as new:
        forms = forms_at(old), forms_at(new)
    for file in sorted({*before.forms, *after.forms}):
        if before.forms.get(file) != after.forms.get(file):
            yield _form_diff(file, before, after, forms)


def form_lines(forms: Iterable[FormDiff], t: Catalogue, quote: Callable[[str], str]) -> list[str]:
    """A sentence for each; ``quote`` makes words fit for where the sentences stand."""
    return [_sentence(one, t, quote) for one in forms]


def _form_diff(file: str, before: Version, after: Version, forms: tuple[Forms, Forms]) -> FormDiff:
    old = _form_of(file, forms[0]) if file in before.forms else None
    new = _form_of(file, forms[1]) if file in after.forms else None
    if (file in before.forms and old is None) or (file in after.forms and new is None):
        return FormDiff("unreadable", file, "")
    if old is None or new is None:
        known = new or old
        assert known is not None
        return FormDiff("added" if new else "dropped", file, known.name, "", words_of_form(known))
    words, places = (words_of_form(old), words_of_form(new)), (places_of_form(old), places_of_form(new))
    more = [tuple(dict.fromkeys(one for one in pair[1] if one not in pair[0])) for pair in (words, places)]
    less = [tuple(dict.fromkeys(one for one in pair[0] if one not in pair[1])) for pair in (words, places)]
    named = old.name if old.name != new.name else ""
    state: Literal["changed", "layout"] = "changed" if any((*more, *less, named)) else "layout"
    return FormDiff(state, file, new.name, named, more[0], less[0], more[1], less[1])


def _form_of(file: str, forms: Forms) -> Form | None:
    """The form that is drawn in a file; none where it can't be read, or a form of the package has its id."""
    name = PurePosixPath(file).stem
    return None if name in shipped_forms() else forms.get(name)


def words_of_form(form: Form) -> tuple[str, ...]:
    """The words that a form prints, in printed order."""
    return tuple(one.text for one in labels_and_fields(form) if isinstance(one, Label) and one.text)


def places_of_form(form: Form) -> tuple[str, ...]:
    """The places of the values that a form prints, those of records with the list that holds them."""
    return tuple(f"{owner}.{one.path}".lstrip(".") for owner, one in fields_of(form))


def _sentence(form: FormDiff, t: Catalogue, quote: Callable[[str], str]) -> str:
    file, name = quote(form.file), quote(form.name)
    if form.state == "unreadable":
        return t("diff.form.unreadable", file=file)
    if form.state != "changed":
        told = _listed(form.words, quote, t) if form.state == "added" else ""
        return t(f"diff.form.{form.state}", file=file, name=name) + (t("diff.form.printed", words=told) if told else "")
    parts = [t("diff.form.name", before=quote(form.name_before), after=name)] if form.name_before else []
    for key in ("words", "words_before", "places", "places_before"):
        if found := getattr(form, key):
            parts.append(t(f"diff.form.{key}", words=_listed(found, quote, t)))
    return t("diff.form.changed", file=file, name=name) + t("diff.form.between").join(parts)


def _listed(words: tuple[str, ...], quote: Callable[[str], str], t: Catalogue) -> str:
    if len(words) > _MOST:
        return t("diff.form.many", count=len(words))
    return t("diff.form.comma").join(map(quote, words))
