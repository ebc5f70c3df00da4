"""What a listing knows of a document: small enough to keep for every document of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from sys import intern
from typing import Any, NamedTuple, cast

from goalbook.book.brief import pack_indicators
from goalbook.forms.fields import stage_of
from goalbook.forms.form import Form
from goalbook.goalfile.problem import Problem
from goalbook.model.address import Address
from goalbook.model.aims import judged
from goalbook.model.amounts import amount_at
from goalbook.model.indicators import main_value, walk_indicators
from goalbook.model.places import anchors_of, walk_items
from goalbook.model.records import Document, Succession, Withdrawn
from goalbook.model.target import read_amount
from goalbook.scratch import NO_BYTES, Packed

_NO_ORIGINAL = ("", "")
# How a document names others: the one that it reports on, those before it and the one after it.
RELATIONS = ("evaluates", "continues", "split_from", "merged_into")


class Money(NamedTuple):
    """预算合计: the sum of the stated amounts of a document in its unit; ``blank`` counts the places left blank.

    ``printed`` is the amount as the document prints it where it is a single one, else the exact sum; ``term`` says that it is of
    the whole term of the document, not of its year.
    """

    sum: Decimal
    printed: str
    stated: int
    blank: int
    term: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in listings. ``address`` is its path without a suffix; ``digest`` the sha256 of its file.

    Where ``money`` is None, ``unread`` is what stands in the places of the budget and is no amount, and ``blank`` says that they are
    there and blank; of a form without such places nothing is said. ``targets`` counts the indicators that state a target,
    ``numeric`` those whose target is a number, ``texts`` those whose target is words, ``bare`` those where it is a unit and nothing else;
    ``reached``, ``missed`` and ``untold`` those with a result of the year, by what became of them; ``brief`` are the indicators packed.
    ``relations`` are the documents it names: how it is called (``continues``), its address, the reason. ``original`` is the name
    of the file that it was transcribed from and that is offered, and the sha256 that it states of it.
    """

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
    unread: str
    blank: bool
    indicators: int
    targets: int
    numeric: int
    items: int
    notes: int
    published: str
    was: tuple[Address, ...]
    withdrawn: Withdrawn | None
    period: str = ""
    relations: tuple[tuple[str, Address, str], ...] = ()
    approved: str = ""
    reached: int = 0
    missed: int = 0
    untold: int = 0
    brief: Packed = field(default=NO_BYTES, repr=False)
    texts: int = 0
    bare: int = 0
    original: tuple[str, str] = _NO_ORIGINAL

    @property
    def stated_day(self) -> str:
        """The day that it states of itself: of its publication, else of its approval."""
        return self.published or self.approved


_FIELDS = tuple(one.name for one in fields(Entry))


def shown_title(document: Document, form: Form) -> str:
    """The title as printed, else the form's name."""
    return document.title or form.name


def money_of(document: Document, form: Form) -> Money | None:
    """The document's budget as its form says where it stands; None where no amount is stated."""
    texts = _budget(document, form)
    amounts = [(text, amount) for text in texts if text and (amount := read_amount(text)) is not None]
    if not amounts:
        return None
    total = sum((amount for _, amount in amounts), Decimal(0))
    shown = amounts[0][0] if len(amounts) == 1 else f"{total:,f}"
    blank = sum(text is not None and _is_blank(text) for text in texts)
    return Money(total, shown, len(amounts), blank, any(path.endswith(".term") for path in form.total))


def _is_blank(text: str) -> bool:
    return not text.strip("-—–/* \u3000\n")


def _budget(document: Document, form: Form) -> list[str | None]:
    """What stands in each place of the budget; None where the document doesn't have it."""
    found: list[str | None] = []
    for path in form.total:
        of_items = path.startswith("items.")
        holders = document.items if of_items else (document,)
        found += [amount_at(holder, path.removeprefix("items.")) for holder in holders]
    return found


def summarise(document: Document, form: Form, address: Address, digest: str) -> Entry:
    """The listing entry of a document in its form."""
    aims = [main_value(one) for _, _, one in walk_indicators(document)]
    budget, stage = _budget(document, form), stage_of(document, form)
    found, kinds = outcomes_of(document, stage), Counter(one.target.kind for one in aims if one)
    unread = [text for text in budget if text and not _is_blank(text)]
    return Entry(
        address=address,
        digest=digest,
        form=form,
        title=shown_title(document, form),
        year=intern(document.year or ""),  # these are the same for many documents, all of which are in memory
        inferred=document.year_basis is not None,
        body=intern(document.body),
        stage=stage,
        code=document.code or "",
        name=document.name or "",
        money_unit=intern(document.money_unit or ""),
        money=money_of(document, form),
        unread="、".join(unread),
        blank=not unread and any(text is not None for text in budget),
        indicators=len(aims),
        targets=sum(one is not None for one in aims),
        numeric=kinds["number"] + kinds["range"],
        texts=kinds["text"] + kinds["yes-no"],
        bare=kinds["unit-only"],
        items=sum(1 for _ in walk_items(document.items)),
        notes=len(document.review),
        approved=intern(document.approved or ""),
        published=intern(document.published or ""),
        was=tuple(map(Address, document.was)),
        withdrawn=document.withdrawn,
        period=intern(document.period or ""),
        relations=tuple(_relations(document)),
        reached=found["reached"],
        missed=found["missed"],
        untold=found["untold"],
        original=_original(document),
        brief=NO_BYTES if document.withdrawn else pack_indicators(document, anchors_of(document) if found else {}),
    )


def _original(document: Document) -> tuple[str, str]:
    """The original that is offered and its checksum; of a document that was taken down none is."""
    source = None if document.withdrawn else document.source
    found = (source.copy or "", source.sha256 or "") if source else _NO_ORIGINAL
    return found if any(found) else _NO_ORIGINAL  # the same for all of which none is offered


def outcomes_of(document: Document, stage: str) -> Counter[str]:
    """How many indicators with a result reached their targets, missed them, or can't be told; the result of a part of the year counts for
    none."""
    if document.withdrawn:
        return Counter()
    every = (judged(one, document.year or "", stage) for _, _, one in walk_indicators(document))
    return Counter(one.outcome for one in every if one)


def _relations(document: Document) -> Iterator[tuple[str, Address, str]]:
    if document.evaluates:
        yield "evaluates", Address(document.evaluates), ""
    for kind in RELATIONS[1:]:
        named: Succession | None = getattr(document, kind)
        if named:
            yield kind, Address(named.document), named.reason or ""


def slim_entry(entry: Entry | None, problems: list[Problem]) -> tuple[object, ...]:
    """What was found in a file, to be kept: the entry without its form, which is found again by its id."""
    if entry is None:
        return (None, problems)
    own = {name: getattr(entry, name) for name in _FIELDS}
    return (own | {"form": entry.form.id, "brief": bytes(entry.brief)}, problems)


def kept_entry(found: object, forms: Mapping[str, Form]) -> tuple[Entry | None, list[Problem]] | None:
    """What was found in a file before; None where nothing was kept of it."""
    match found:
        case (None, list(problems)):
            return None, problems
        case ({"form": form, "brief": bytes(brief), **others}, list(problems)) if form in forms:
            packed = Packed(brief) if brief else NO_BYTES
            return Entry(form=forms[form], brief=packed, **cast("dict[str, Any]", others)), problems
    return None
