"""预算合计: counts of documents, and sums of those amounts that can be added; what can't be added isn't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from goalbook.book.entry import Entry
from goalbook.forms.fields import is_project
from goalbook.model.money_unit import read_money_unit

UNITS = ("亿元", "百万元", "万元", "千元", "元")
STAGES = ("declared", "approved", "adjusted", "monitored", "evaluated", "")


@dataclass(frozen=True, slots=True)
class Sum:
    """预算合计: amounts of one stage in one unit (each empty where not stated) added over so many documents, of a year or of a whole term.

    ``printed`` is the amount as its document prints it where it is a single one; ``blank`` counts places left
    blank.
    """

    stage: str
    unit: str
    amount: Decimal
    printed: str
    documents: int
    blank: int
    term: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What a list of documents comes to; withdrawn ones are counted apart and nowhere else.

    ``apart`` counts the documents whose amount is in none of the sums; ``reached``, ``missed`` and ``untold`` the indicators with a
    result, by what became of them.
    """

    documents: int = 0
    indicators: int = 0
    targets: int = 0
    numeric: int = 0
    inferred: int = 0
    withdrawn: int = 0
    sums: tuple[Sum, ...] = ()
    apart: int = 0
    reached: int = 0
    missed: int = 0
    untold: int = 0

    @property
    def results(self) -> int:
        """How many indicators state a result of their year."""
        return self.reached + self.missed + self.untold

    @property
    def share(self) -> str:
        """The share of targets that are numbers; nothing where no indicator states one."""
        return percent(self.numeric, self.targets)


def percent(part: int, whole: int) -> str:
    """A share with one decimal, rounded half up; only all is 100.0%, only none 0.0%; nothing of nothing."""
    if not whole:
        return ""
    tenths = (part * 2000 + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths // 10}.{tenths % 10}%"


def tally(entries: Iterable[Entry]) -> Tally:
    """What the documents of one body and year come to, its amounts added where they can be."""
    everything = list(entries)
    moneyed = [entry for entry in everything if entry.money and not entry.withdrawn]
    stages: dict[str, list[Entry]] = {}
    for entry in moneyed:
        stages.setdefault(entry.stage, []).append(entry)
    sums = tuple(one for stage in STAGES if stage in stages for one in _sums(stages[stage], stage))
    return replace(tally_of(everything), sums=sums, apart=len(moneyed) - sum(one.documents for one in sums))


def tally_of(entries: Iterable[Entry]) -> Tally:
    """What documents of several bodies or years come to, without amounts: those of years are never added."""
    everything = list(entries)
    live = [entry for entry in everything if not entry.withdrawn]
    return Tally(
        documents=len(live),
        indicators=sum(entry.indicators for entry in live),
        targets=sum(entry.targets for entry in live),
        numeric=sum(entry.numeric for entry in live),
        inferred=sum(entry.inferred for entry in live),
        withdrawn=len(everything) - len(live),
        reached=sum(entry.reached for entry in live),
        missed=sum(entry.missed for entry in live),
        untold=sum(entry.untold for entry in live),
    )


def _sums(entries: Sequence[Entry], stage: str) -> Iterator[Sum]:
    """The sums of one stage: a document on the whole body holds its projects; two are of the same money."""
    wholes = [entry for entry in entries if not is_project(entry.form)]
    if len(wholes) > 1:
        return
    added = wholes or entries
    for unit, term in product(in_order(entry.money_unit for entry in added), (False, True)):
        group = [one for one in added if one.money_unit == unit and one.money and one.money.term is term]
        if len(group) == 1 or (group and unit and _distinct(group)):
            yield _sum(group, stage, unit, term)


def in_order(units: Iterable[str]) -> list[str]:
    """Units once each: those of renminbi first, then other currencies, each from the largest; then what isn't known, last not stated."""
    return sorted(set(units), key=_place)


def _place(unit: str) -> tuple[bool, bool, bool, str, int, str]:
    read = read_money_unit(unit)
    if read is None:
        return not unit, True, True, "", 0, unit
    return False, False, read.currency != "CNY", read.currency, -read.factor, unit


def _sum(entries: Sequence[Entry], stage: str, unit: str, term: bool) -> Sum:
    money = [entry.money for entry in entries if entry.money]
    amount = sum((one.sum for one in money), Decimal(0))
    printed = money[0].printed if len(money) == 1 else exact(amount)
    return Sum(stage, unit, amount, printed, len(money), sum(one.blank for one in money), term)


def exact(amount: Decimal) -> str:
    """An amount with all its decimals and commas between thousands."""
    return f"{amount:,f}"


def _distinct(projects: Sequence[Entry]) -> bool:
    """Whether no project is there twice; one without a code is told by its name."""
    codes = Counter(entry.code for entry in projects)
    names = Counter(entry.name for entry in projects)
    return all(codes[entry.code] == 1 if entry.code else names[entry.name] == 1 or not entry.name for entry in projects)


def contained(tallies: Mapping[str, Tally], ancestors: Callable[[str], Iterable[str]]) -> dict[str, frozenset[str]]:
    """For each body the stages whose sums stand under those of a body above it, which hold them already."""
    stages = {body: frozenset(one.stage for one in found.sums if one.unit) for body, found in tallies.items()}
    found = {
        body: own & frozenset().union(*(stages.get(above, frozenset()) for above in ancestors(body)))
        for body, own in stages.items()
        if own
    }
    return {body: inside for body, inside in found.items() if inside}


def over_bodies(tallies: Mapping[str, Tally], inside: Mapping[str, frozenset[str]]) -> Tally:
    """What the bodies of one year come to: sums of one stage and unit, none ``inside`` another."""
    groups: dict[tuple[str, str, bool], list[Sum]] = {}
    for body, found in tallies.items():
        for total in found.sums:
            if total.unit and total.stage not in inside.get(body, ()):
                groups.setdefault((total.stage, total.unit, total.term), []).append(total)
    units = in_order(unit for _, unit, _ in groups)
    sums = tuple(_together(groups[key]) for key in product(STAGES, units, (False, True)) if key in groups)
    every = tallies.values()
    amounts = sum(one.documents for found in every for one in found.sums) + sum(found.apart for found in every)
    return Tally(
        documents=sum(found.documents for found in every),
        indicators=sum(found.indicators for found in every),
        targets=sum(found.targets for found in every),
        numeric=sum(found.numeric for found in every),
        inferred=sum(found.inferred for found in every),
        withdrawn=sum(found.withdrawn for found in every),
        sums=sums,
        apart=amounts - sum(one.documents for one in sums),
        reached=sum(found.reached for found in every),
        missed=sum(found.missed for found in every),
        untold=sum(found.untold for found in every),
    )


def _together(sums: Sequence[Sum]) -> Sum:
    amount = sum((one.amount for one in sums), Decimal(0))
    printed = sums[0].printed if len(sums) == 1 else exact(amount)
    first = sums[0]
    documents, blank = sum(one.documents for one in sums), sum(one.blank for one in sums)
    return Sum(first.stage, first.unit, amount, printed, documents, blank, first.term)
