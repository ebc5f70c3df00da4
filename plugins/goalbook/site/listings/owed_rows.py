"""What is owed, as lists show it: who owes what, what became of it, and how a budget is covered, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goalbook.forms.catalogue import Forms
from goalbook.model.expected import Duty
from goalbook.results.completeness import Owed
from goalbook.results.coverage import Coverage
from goalbook.site.frame.labels import shown_day
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.shelf import Shelf
from goalbook.site.listings.totals import exact, percent

_MOST_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One document that is owed: its body, what it should be, what became of it, and the documents there are."""

    owed: Owed
    body: str
    what: str
    told: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    more: int

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        texts = (self.body, self.what, *self.told, *(f"{address}{title}" for address, title in self.documents))
        return 300 + sum(len(text.encode()) for text in texts)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How the goals of projects cover the budget of a body; ``share`` is empty where they come to more than it."""

    coverage: Coverage
    sum: str
    share: str


def owed_row(settings: Settings, shelf: Shelf, forms: Forms, owed: Owed) -> OwedRow:
    """The row of what is owed, in the language of the site."""
    return OwedRow(
        owed,
        shelf.bodies[owed.body].shown,
        what_is_owed(settings, forms, owed.duty),
        tuple(told_of(settings, owed)),
        tuple((entry.address, entry.title) for entry in owed.entries[:_MOST_DOCUMENTS]),
        len(owed.entries[_MOST_DOCUMENTS:]),
    )


def what_is_owed(settings: Settings, forms: Forms, duty: Duty) -> str:
    """What a duty asks for: the name of its form, its stage, the name of its file."""
    t = settings.t
    stated = (
        forms[duty.form].name if duty.form else "",
        t(f"stage.{duty.stage}") if duty.stage else "",
        duty.document or "",
    )
    return t("owed.between").join(filter(None, stated)) or t("owed.any")


def told_of(settings: Settings, owed: Owed) -> Iterator[str]:
    """What became of it in words, beginning with its list."""
    t = settings.t
    yield t(f"owed.kind.{owed.kind}")
    if owed.state == "published":
        yield t("owed.published_on", day=_day(settings, owed.published)) if owed.published else t("owed.no_day")
    if owed.state == "withdrawn":
        for entry in owed.entries[:_MOST_DOCUMENTS]:
            if entry.withdrawn:
                yield t(
                    "owed.withdrawn_on", day=shown_day(settings, entry.withdrawn.date), reason=entry.withdrawn.reason
                )
    if owed.absence and owed.state in ("explained", "withdrawn"):
        yield t("owed.because", why=t(f"owed.why.{owed.absence.why}"), reason=owed.absence.reason)
    if owed.state != "explained":
        yield t("owed.due", day=_day(settings, owed.due)) if owed.due else t("owed.no_due")
    if owed.late:
        yield t("owed.late_by" if owed.state == "published" else "owed.overdue_by", days=f"{owed.late:,}")


def _day(settings: Settings, day: date | None) -> str:
    return shown_day(settings, day.isoformat()) if day else ""


def coverage_row(coverage: Coverage) -> CoverageRow:
    """The row of a coverage; amounts keep all their decimals."""
    whole = coverage.whole.money.sum if coverage.whole.money else coverage.sum
    scale = 10 ** max(-min(int(one.as_tuple().exponent) for one in (whole, coverage.sum)), 0)
    share = percent(int(coverage.sum * scale), int(whole * scale)) if coverage.sum <= whole else ""
    return CoverageRow(coverage, exact(coverage.sum), share)
