"""一目了然: what a document comes to in plain sentences, made from what it states; each may lead to where more is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from goalbook.book.entry import Entry
from goalbook.book.filled import Filled
from goalbook.checks.doubts import Doubt
from goalbook.messages.catalogue import Catalogue
from goalbook.model.indicators import Stated, main_value, stated_values, walk_indicators
from goalbook.model.records import Document
from goalbook.model.target import read_share
from goalbook.results.judged import has_results
from goalbook.results.told import YearBefore
from goalbook.site.document.whole import Whole
from goalbook.site.frame.labels import year_label

_FULL = Decimal(100)
_NOTHING = frozenset("-_*—–/ \t\n\u3000")
_LONGEST = 30  # characters of a name or value in a sentence


class Sentence(NamedTuple):
    """A plain sentence; ``anchor`` is of the part of the page that says more, or nothing."""

    text: str
    anchor: str = ""


def summary_of(
    t: Catalogue, filled: Filled, whole: Whole | None, doubts: Sequence[Doubt], before: YearBefore | None = None
) -> tuple[Sentence, ...]:
    """How much for what, of how much, by when; how many indicators can be measured; what came of it; how many doubts there are.

    This is the one place where the head of a page gets its sentences: a further one is made from facts like these.
    """
    return (
        Sentence(_money(t, filled, whole)),
        *_since(t, before),
        *_indicators(t, filled.entry),
        *_results(t, filled.document),
        *_scored(t, filled.document),
        *_achieved(t, filled.entry),
        *_doubts(t, filled.document, doubts),
    )


def in_one_text(t: Catalogue, sentences: Sequence[Sentence]) -> str:
    """Sentences as one text."""
    return t("summary.between").join(one.text for one in sentences)


def _money(t: Catalogue, filled: Filled, whole: Whole | None) -> str:
    document, entry = filled.document, filled.entry
    when, who = _when(t, entry), document.name or filled.body.shown
    money = entry.money
    if money is None:
        return _without_money(t, entry, when, who)
    unit = f" {document.money_unit}" if document.money_unit else t("summary.no_unit")
    sentence = t("summary.budget", when=when, who=who, amount=money.printed, unit=unit)
    if money.blank:
        sentence += t("summary.blank", count=money.blank)
    if whole:
        if whole.share:
            sentence += t("summary.share", share=whole.share, amount=whole.printed, unit=whole.unit)
        else:
            sentence += t("summary.small_share", amount=whole.printed, unit=whole.unit)
    purpose = (document.about or "").strip().rstrip("。.；;")
    if document.name and purpose not in ("", document.name) and len(purpose) <= 40 and "\n" not in purpose:
        sentence += t("summary.purpose", purpose=purpose)
    done = next((c for c in document.spending_plan if (read_share(c.share) or 0) >= _FULL), None)
    if done:
        sentence += t("summary.plan", by=done.by, share=done.share)
    return sentence + t("summary.stop")


def _when(t: Catalogue, entry: Entry) -> str:
    """The time that an amount is of, as it is stated: the year, with the period that stands for it, or the whole term."""
    if entry.money and entry.money.term:
        return t("summary.period", period=entry.period) if entry.period else t("summary.term", year=entry.year)
    if entry.year and entry.period:
        return t("summary.year_of_period", year=entry.year, period=entry.period)
    if entry.year:
        return t("summary.year", year=entry.year)
    return t("summary.period", period=entry.period) if entry.period else ""


def _without_money(t: Catalogue, entry: Entry, when: str, who: str) -> str:
    """What is said of the budget where no amount was read: nothing, unless its place is there."""
    if entry.blank:
        return t("summary.no_budget", when=when, who=who, title=entry.title)
    if entry.unread:
        return t("summary.unread_budget", when=when, who=who, title=entry.title, budget=entry.unread)
    return t("summary.document", when=when, who=who, title=entry.title)


def _indicators(t: Catalogue, entry: Entry) -> Iterator[Sentence]:
    if entry.targets:
        yield Sentence(t("summary.indicators", count=entry.indicators, numeric=entry.numeric))
    elif entry.indicators:
        yield Sentence(t("summary.only_indicators", count=entry.indicators))


def _results(t: Catalogue, document: Document) -> Iterator[Sentence]:
    """How many indicators state a result, with the first beside its target."""
    told = [(one, result) for _, _, one in walk_indicators(document) if (result := _result(stated_values(one)))]
    if told:
        sentence = t("summary.results", count=len(told))
        pairs = ((one.name, value.shown, result.shown) for one, result in told if (value := main_value(one)))
        shown = next((pair for pair in pairs if all(text and len(text) <= _LONGEST for text in pair)), None)
        if shown:
            sentence += t("summary.result", name=shown[0], target=shown[1], actual=shown[2])
        yield Sentence(sentence + t("summary.stop"))


def _since(t: Catalogue, before: YearBefore | None) -> Iterator[Sentence]:
    """What moved since the year before, and what was reached of that year's goals."""
    if before is None:
        return
    parts, (old, new, unit) = [], before.money
    if old and old != new:
        parts.append(t("since.money", before=old, after=new, unit=unit))
    shown = [one for one in before.told if max(len(one.name), len(one.before), len(one.after)) <= _LONGEST]
    parts += [t("since.target", name=one.name, before=one.before, after=one.after) for one in shown]
    parts += [t(f"since.{move}", count=count) for move, count in before.counts]
    year = year_label(t, before.folder)
    if parts:
        yield Sentence(t("since.lead", year=year) + t("since.between").join(parts) + t("summary.stop"))
    if count := before.reached + before.missed + before.untold:
        counts = {"reached": before.reached, "missed": before.missed, "untold": before.untold}
        yield Sentence(t("since.results", year=year, count=count, **counts))


def _achieved(t: Catalogue, entry: Entry) -> Iterator[Sentence]:
    """What became of the indicators that state a result of the year, as it is computed."""
    if has_results(entry):
        counts = {"reached": entry.reached, "missed": entry.missed, "untold": entry.untold}
        yield Sentence(t("summary.achieved", **counts), "gb-results")


def _scored(t: Catalogue, document: Document) -> Iterator[Sentence]:
    """What a document gives itself as its score."""
    if document.score and len(document.score) <= _LONGEST:
        full = t("summary.full", weight=document.weight) if document.weight else ""
        rating = t("summary.rating", rating=document.rating) if document.rating else ""
        yield Sentence(t("summary.score", score=document.score, full=full, rating=rating))


def _result(values: Iterator[Stated]) -> Stated | None:
    """The first result that an indicator states; a blank or a dash is none."""
    return next((one for one in values if one.of == "actual" and not _NOTHING.issuperset(one.text)), None)


def _doubts(t: Catalogue, document: Document, doubts: Sequence[Doubt]) -> Iterator[Sentence]:
    """What rules found and what was noted by hand, each with a link; that nothing was found is not said."""
    if count := sum(one.count for one in doubts):
        yield Sentence(t("summary.doubts", count=count), "gb-doubts")
    if document.review:
        yield Sentence(t("summary.notes", count=len(document.review)), "gb-review")
