"""筛选: which documents pass the filters of a search, and how many have each value of a facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from goalbook.model.address import UNDATED
from goalbook.search.index import Index

Passes = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """The chosen values of each facet: any of them passes, none chosen passes all.

    ``body``, ``region`` and ``form`` take an id or a name; ``year`` takes ``undated``; ``band`` a lower bound in yuan or "".
    """

    year: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    band: tuple[str, ...] = ()


class Facets:
    """The facets of an index; a column is read when it is first needed."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def passing(self, numbers: Iterable[int], filters: Filters, leave_out: str = "") -> list[int]:
        """Those of the documents that pass all filters, but for one that is left out."""
        tests = [*self._tests(filters, leave_out)]
        return [number for number in numbers if all(passes(number) for passes in tests)]

    def counts(self, numbers: Sequence[int], filters: Filters) -> dict[str, dict[str, int]]:
        """For each facet how many documents have each value, under the filters of all other facets."""
        found: dict[str, dict[str, int]] = {}
        for facet in fields(Filters):
            tally: Counter[str] = Counter()
            pairs = self._pairs_test(filters, leave_out=facet.name)
            for number in self.passing(numbers, filters, facet.name):
                tally.update(self._values(facet.name, number, pairs))
            found[facet.name] = dict(sorted(tally.items()))
        return found

    def _tests(self, filters: Filters, leave_out: str) -> Iterable[Passes]:
        for name in ("year", "body", "region", "form", "stage", "band"):
            chosen = frozenset(getattr(filters, name))
            if chosen and name != leave_out:
                yield self._test(name, chosen)
        pairs = self._pairs_test(filters, leave_out)
        if pairs:
            yield lambda number: any(pairs(category, kind) for category, kind in self._pairs(number))

    def _test(self, name: str, chosen: frozenset[str]) -> Passes:
        if name == "year":
            return lambda number: (self.index.year(number) or UNDATED) in chosen
        head, values = self.index.column(name)
        fitting = {
            n for n, value in enumerate(head) if chosen & frozenset([value] if isinstance(value, str) else value)
        }
        return lambda number: values[number] in fitting

    def _pairs_test(self, filters: Filters, leave_out: str) -> Callable[[str, str], bool] | None:
        categories = () if leave_out == "category" else filters.category
        kinds = () if leave_out == "kind" else filters.kind
        if not categories and not kinds:
            return None
        return lambda category, kind: (not categories or category in categories) and (not kinds or kind in kinds)

    def _values(self, name: str, number: int, pairs: Callable[[str, str], bool] | None) -> set[str]:
        """The values that a document has in a facet; ids where it has ids."""
        if name == "year":
            return {self.index.year(number) or UNDATED}
        if name in ("category", "kind"):
            fitting = [pair for pair in self._pairs(number) if not pairs or pairs(*pair)]
            return {pair[0] for pair in fitting} if name == "category" else {pair[1] for pair in fitting if pair[1]}
        head, values = self.index.column(name)
        value = head[values[number]]
        return {value if isinstance(value, str) else value[0]}

    @cached_property
    def _sets(self) -> tuple[list[list[tuple[str, str]]], list[int]]:
        head, values = self.index.column("indicators")
        sets = [[(head["categories"][c], head["kinds"][k]) for c, k in pairs] for pairs in head["sets"]]
        return sets, values

    def _pairs(self, number: int) -> list[tuple[str, str]]:
        sets, values = self._sets
        return sets[values[number]]
