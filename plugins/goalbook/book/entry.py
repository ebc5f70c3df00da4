"""What a listing knows of a document: small enough to keep for every document of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, cast

from goalbook.forms.form import Form
from goalbook.goalfile.problem import Problem
from goalbook.model.address import Address
from goalbook.model.amounts import amount_at
from goalbook.model.indicators import main_target, walk_indicators
from goalbook.model.places import walk_items
from goalbook.model.records import Document, Withdrawn
from goalbook.model.target import read_amount


@dataclass(frozen=True, slots=True)
class Money:
    """预算合计: the sum of the stated amounts of a document in its unit; ``blank`` counts the places left blank.

    ``printed`` is the amount as the document prints it where it is a single one, else the exact sum.
    """

    sum: Decimal
    printed: str
    stated: int
    blank: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in listings. ``address`` is its path without a suffix; ``digest`` the sha256 of its file."""

    address: Address
    digest: str
    form: Form
    title: str
    year: str
    inferred: bool
    body: str
    stage: str
    code: str
    name: str
    money_unit: str
    money: Money | None
    indicators: int
    numeric: int
    items: int
    notes: int
    published: str
    was: tuple[Address, ...]
    withdrawn: Withdrawn | None


_FIELDS = tuple(field.name for field in fields(Entry))


def shown_title(document: Document, form: Form) -> str:
    """The title as printed, else the form's name."""
    return document.title or form.name


def money_of(document: Document, form: Form) -> Money | None:
    """The document's budget as its form says where it stands; None where no amount is stated."""
    texts = [text for path in form.total for text in _amounts(document, path)]
    amounts = [(text, amount) for text in texts if (amount := read_amount(text)) is not None]
    if not amounts:
        return None
    total = sum((amount for _, amount in amounts), Decimal(0))
    shown = amounts[0][0] if len(amounts) == 1 else f"{total:,f}"
    return Money(total, shown, len(amounts), len(texts) - len(amounts))


def _amounts(document: Document, path: str) -> Iterator[str]:
    if path.startswith("items."):
        for item in document.items:
            yield amount_at(item, path.removeprefix("items."))
    else:
        yield amount_at(document, path)


def summarise(document: Document, form: Form, address: Address, digest: str) -> Entry:
    """The listing entry of a document in its form."""
    targets = [main_target(one) for _, _, one in walk_indicators(document)]
    return Entry(
        address=address,
        digest=digest,
        form=form,
        title=shown_title(document, form),
        year=document.year or "",
        inferred=document.year_basis is not None,
        body=document.body,
        stage=document.stage or "",
        code=document.code or "",
        name=document.name or "",
        money_unit=document.money_unit or "",
        money=money_of(document, form),
        indicators=len(targets),
        numeric=sum(target.is_numeric for target in targets),
        items=sum(1 for _ in walk_items(document.items)),
        notes=len(document.review),
        published=document.published or document.approved or "",
        was=tuple(map(Address, document.was)),
        withdrawn=document.withdrawn,
    )


def slim_entry(entry: Entry | None, problems: list[Problem]) -> tuple[object, ...]:
    """What was found in a file, to be kept: the entry without its form, which is found again by its id."""
    if entry is None:
        return (None, problems)
    return ({name: getattr(entry, name) for name in _FIELDS} | {"form": entry.form.id}, problems)


def kept_entry(found: object, forms: Mapping[str, Form]) -> tuple[Entry | None, list[Problem]] | None:
    """What was found in a file before; None where nothing was kept of it."""
    match found:
        case (None, list(problems)):
            return None, problems
        case ({"form": form, **others}, list(problems)) if form in forms:
            return Entry(form=forms[form], **cast("dict[str, Any]", others)), problems
    return None
