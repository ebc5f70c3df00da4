"""Two versions of a record as changes: each with its words, its path before and after, and both values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from goalbook.diff.effect import Effect, effect_of
from goalbook.diff.fields import values
from goalbook.diff.records import called, moved, pairs_of
from goalbook.model.amounts import amount_texts
from goalbook.model.indicators import targets_of
from goalbook.model.records import Body, Document, Indicator

ChangeKind = Literal["changed", "added", "dropped", "moved"]

_NAMES = ("name", "numbering", "label", "by", "for", "at", "rule")
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``record`` is the kind of record (``""`` for the document), ``field`` the path in it.

    ``where`` are the words on the way to it; ``before`` and ``after`` are the printed values, None where nothing is stated;
    of a record that was moved, the words on the way to it or its place (1-based). Paths are those of the data model, "" where
    there is nothing.
    """

    kind: ChangeKind
    record: str
    where: tuple[str, ...]
    field: str
    before: str | None
    after: str | None
    path_before: str
    path_after: str
    effect: Effect = ""


@dataclass(frozen=True, slots=True)
class _Loose:
    """A record that is only in one version, with its path and the words on the way to it."""

    record: BaseModel
    name: str
    path: str
    where: tuple[str, ...]


def compare(before: Document | Body, after: Document | Body) -> tuple[Change, ...]:
    """The changes that make one version of a record the other, in the order of the new one."""
    found = _Comparison()
    found.fields(before, after, "", "", (), "")
    found.settle()
    return tuple(found.changes)


class _Comparison:
    """Gathers changes, and what is gone or has come until it is known whether it was moved."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.gone: list[_Loose] = []
        self.come: list[_Loose] = []

    def fields(
        self, old: BaseModel, new: BaseModel, at_old: str, at_new: str, where: tuple[str, ...], record: str
    ) -> None:
        """The fields of two versions of one record; paths end in a dot unless they are empty."""
        for name in type(new).model_fields:
            one, other = getattr(old, name), getattr(new, name)
            if one == other:
                continue
            if _holds_records(one) or _holds_records(other):
                self._records(name, one, other, f"{at_old}{name}", f"{at_new}{name}", where)
            else:
                for step, a, b, was, now in values(name, one, other):
                    inside = where[:-1] if step == "name" and where else where
                    self.changes.append(
                        Change("changed", record, inside, step, a, b, f"{at_old}{was}" if was else "",
                               f"{at_new}{now}" if now else "", effect_of(step, a, b))
                    )  # fmt: skip

    def _records(
        self, name: str, old: Sequence[BaseModel], new: Sequence[BaseModel], at_old: str, at_new: str,
        where: tuple[str, ...],
    ) -> None:  # fmt: skip
        pairs = pairs_of(old, new)
        shifted = moved(pairs)
        for one, other in pairs:
            if one is None and other is not None:
                self.come.append(_Loose(new[other], name, f"{at_new}.{other}", (*where, words(new[other], other))))
            elif other is None and one is not None:
                self.gone.append(_Loose(old[one], name, f"{at_old}.{one}", (*where, words(old[one], one))))
            elif one is not None and other is not None:
                here = (*where, words(old[one], one))
                paths = f"{at_old}.{one}", f"{at_new}.{other}"
                if other in shifted:
                    self.changes.append(Change("moved", name, here, "", str(one + 1), str(other + 1), *paths))
                self.fields(old[one], new[other], f"{paths[0]}.", f"{paths[1]}.", here, name)

    def settle(self) -> None:
        """Tell of what is gone and has come; what is known in both places was moved."""
        waiting: dict[object, list[_Loose]] = {}
        for loose in self.gone:
            if (key := called(loose.record)) is not None:
                waiting.setdefault((loose.name, key), []).append(loose)
        # What is inside a record that was moved is compared there, and may leave more behind.
        come, self.come = self.come, []
        taken: set[int] = set()
        for loose in come:
            key = called(loose.record)
            if key is not None and (candidates := waiting.get((loose.name, key))):
                origin = candidates.pop(0)
                taken.add(id(origin))
                trails = " › ".join(origin.where[:-1]), " › ".join(loose.where[:-1])
                self.changes.append(
                    Change("moved", loose.name, loose.where, "parent", *trails, origin.path, loose.path)
                )
                self.fields(origin.record, loose.record, f"{origin.path}.", f"{loose.path}.", loose.where, loose.name)
            else:
                self.changes.append(
                    Change("added", loose.name, loose.where, "", None, values_of_record(loose.record), "", loose.path)
                )
        left = [loose for loose in self.gone if id(loose) not in taken]
        self.gone = []
        self.changes += [
            Change("dropped", one.name, one.where, "", values_of_record(one.record), None, one.path, "") for one in left
        ]
        if self.come or self.gone:
            self.settle()


def words(record: BaseModel, place: int) -> str:
    """What a record is called: by its number and name, else by its place."""
    if isinstance(record, Indicator):
        return short_name(record.name or "") or f"#{place + 1}"
    number, name = (str(getattr(record, key, None) or "") for key in ("numbering", "name"))
    said = f"{number}{_gap(number, name)}{name}" or next(
        (str(value) for key in _NAMES if (value := getattr(record, key, None))), ""
    )
    return short_name(said) or f"#{place + 1}"


def _gap(number: str, name: str) -> str:
    """What stands between a number and a name: Latin letters are kept apart, Chinese follows its number."""
    return " " if number[-1:].isascii() and name[:1].isascii() and number and name else ""


def short_name(text: str) -> str:
    """A name short enough to stand on the way to something else."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def values_of_record(record: BaseModel) -> str:
    """The values by which a record that came or went is judged: targets, amounts, shares."""
    if isinstance(record, Indicator):
        return "；".join(text for text in targets_of(record) if text)
    amounts = (text for _, text in amount_texts(getattr(record, "budget", None) or {}))
    texts = [
        *amounts,
        *(getattr(record, key, None) for key in ("share", "value", "text", "start", "end", "note", "reason")),
    ]
    return "；".join(str(text) for text in texts if text)


def _holds_records(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], BaseModel)
