"""What a listing knows of a document: small enough to keep for every document of a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goalbook.form import Form
from goalbook.forms import FORMS
from goalbook.model import Document, Indicator
from goalbook.place import printed, value_at, walk_items
from goalbook.target import Target, read_amount, read_target


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

    address: str
    digest: str
    form: str
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
    was: tuple[str, ...]
    withdrawn: bool


def shown_title(document: Document, form: Form) -> str:
    """The title as printed, else the form's name."""
    return document.title or form.name


def walk_indicators(document: Document) -> Iterator[tuple[str, tuple[str, ...], Indicator]]:
    """Every indicator with its path and the names of the items that hold it, in printed order."""
    for path, _, item in walk_items(document.items):
        if item.indicators:
            trail = tuple(_names_on(document, path))
            yield from ((f"{path}.indicators.{n}", trail, one) for n, one in enumerate(item.indicators))
    yield from ((f"indicators.{n}", (), one) for n, one in enumerate(document.indicators))


def _names_on(document: Document, path: str) -> Iterator[str]:
    steps = path.split(".")
    for end in range(2, len(steps) + 1, 2):
        yield printed(value_at(document, ".".join([*steps[:end], "name"])))


def targets_of(indicator: Indicator) -> tuple[str, ...]:
    """The printed target values of an indicator: its target, its targets or its grade thresholds."""
    if indicator.target is not None:
        return (indicator.target,)
    return tuple(indicator.targets.values()) or indicator.levels


def main_target(indicator: Indicator) -> Target:
    """The reading of the value an indicator is judged by: target, annual target or best grade."""
    text = indicator.target
    if text is None:
        text = indicator.targets.get("annual", next(iter(indicator.targets.values()), None))
    if text is None:
        text = indicator.levels[0] if indicator.levels else ""
    return read_target(text)


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
            yield printed(value_at(item, path.removeprefix("items.")))
    else:
        yield printed(value_at(document, path))


def summarise(document: Document, address: str, digest: str) -> Entry:
    """The listing entry of a document."""
    form = FORMS[document.form]
    targets = [main_target(one) for _, _, one in walk_indicators(document)]
    return Entry(
        address=address,
        digest=digest,
        form=form.id,
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
        was=document.was,
        withdrawn=document.withdrawn is not None,
    )
