"""A document to write over, in any form: it states what rules ask of one, in words that say they are a sample."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

from goalbook.forms.form import Form
from goalbook.forms.labels import blank_record
from goalbook.goalfile.write import write_goal_file
from goalbook.messages.catalogue import Catalogue, catalogue

_FULL, _OF_EXECUTION = 100, 10  # points of an evaluation, and those of them that money has
_AMOUNT, _NONE, _RATE = "10.00", "0.00", "100%"
# Where a blank is what a sample says best: nothing to explain, nothing signed.
_BLANK = frozenset(("code", "seal", "filled_by", "filled_on", "value"))
_BLANK_OF_INDICATORS = frozenset(("reason", "remark"))
_GIVEN = frozenset(("goalbook", "form", "year", "body", "kind", "scope", "of", "phase", "at", "stage"))
_DATES = {"approved": "{year}-01-20", "published": "{year}-02-05"}


class _Target(NamedTuple):
    """What a sample indicator states: its categories, its name, and its target in parts."""

    first: str
    second: str
    name: str
    sign: str
    number: str
    unit: str


def sample_record(form: Form, year: str, body: str, language: str) -> dict[str, Any]:
    """The record of a sample document of a form; one that a country's rules hold for speaks its language, else ``language``."""
    t = catalogue("zh" if form.rules == "cn" else language)
    blank = blank_record(form, year, body)
    sample = _Sample(t, blank)
    record = {key: sample.value(one, key) for key, one in blank.items() if key not in _DATES}
    record |= {"title": t("sample.title", form=form.name), "money_unit": t("sample.money_unit")}
    record |= {key: day.format(year=year) for key, day in _DATES.items()}
    if not form.stage:
        record["stage"] = (
            "evaluated" if "score" in blank else "approved" if t("sample.approved") in form.name else "declared"
        )
    return {key: record[key] for key in blank if record.get(key) is not None}


def sample_file(form: Form, year: str, body: str, language: str) -> bytes:
    """The goal file of a sample document, which says that it is one."""
    t = catalogue(language)
    head = ("# yaml-language-server: $schema=../../schema/document.json", f"# {t('sample.head')}")
    return write_goal_file(sample_record(form, year, body, language), head)


class _Sample:
    """Fills a blank record; ``weights`` are the points of each indicator where it has some."""

    def __init__(self, t: Catalogue, blank: dict[str, Any]) -> None:
        self.t = t
        self.targets = [_Target(*t(f"sample.indicator.{n}").split("|")) for n in range(1, 7)]
        self.numbers = count(1)
        execution = "weight" in str(blank.get("budget"))
        self.points = self._points(_FULL - _OF_EXECUTION if execution else _FULL)

    def _points(self, whole: int) -> list[str]:
        each = whole // len(self.targets)
        return [*[str(each)] * (len(self.targets) - 1), str(whole - each * (len(self.targets) - 1))]

    def value(self, blank: Any, key: str) -> Any:
        """What stands for a blank field of the document or of an item."""
        match key, blank:
            case (("budget" | "revenue" | "levels_of_government"), dict()):
                return self._amounts(blank)
            case "indicators", list():
                return [record for group, one in enumerate(blank) for record in self._indicators(one, group)]
            case "spending_plan", list():
                steps = (step.split("|") for step in self.t("sample.spending_plan").split())
                return [{"by": by, "share": share} for by, share in steps]
            case (("weight" | "score"), str()):
                return str(_FULL)
            case _, dict():
                return {name: self.value(one, name) for name, one in blank.items()}
            case _, list():
                return [self.value(one, key) for one in blank]
        return blank if key in _GIVEN else self._text(key)

    def _text(self, key: str) -> str:
        if key in _BLANK:
            return ""
        if key in ("numbering", "rating"):
            return "1." if key == "numbering" else self.t("sample.rating")
        return self.t("sample.text", number=str(next(self.numbers)))

    def _amounts(self, blank: dict[str, Any]) -> dict[str, Any]:
        """Amounts of which the whole is one of its parts, so that sums hold whatever is summed: its projects, else the first."""
        names = [name for name in blank if name != "total"]
        stated = {"total", *(["projects"] if "projects" in names else names[:1])}
        return {name: self._amount(one, _AMOUNT if name in stated else _NONE) for name, one in blank.items()}

    def _amount(self, blank: Any, amount: str) -> Any:
        if not isinstance(blank, dict):
            return amount
        own = {
            "weight": str(_OF_EXECUTION),
            "score": str(_OF_EXECUTION),
            "rate": _RATE if amount != _NONE else "",
            "reason": "",
        }
        return {
            key: self._values(one, amount) if key == "values" else own.get(key, amount) for key, one in blank.items()
        }

    def _indicators(self, blank: dict[str, Any], group: int) -> Iterator[dict[str, Any]]:
        """Those of the term, of the year: each group promises a little less than the one before."""
        for stated, points in zip(self.targets, self.points, strict=True):
            name = self.t("sample.of_year", name=stated.name) if group else stated.name
            target = stated._replace(name=name, number=str(int(stated.number) - group))
            yield {key: self._of_indicator(key, one, target, points) for key, one in blank.items()}

    def _of_indicator(self, key: str, blank: Any, target: _Target, points: str) -> Any:
        whole = target.sign + target.number + target.unit
        match key:
            case "name":
                return target.name
            case "path":
                return [target.first, target.second][: len(blank)]
            case "target":
                return whole
            case "targets":
                return dict.fromkeys(blank, whole)
            case "actual" | "baseline":
                return target.number + target.unit
            case "weight" | "score":
                return points
            case "levels":
                more = int(target.number) % 10  # no two indicators have the same
                return [*(f"≥{least + more}%" for least in (85, 75, 65)), f"<{65 + more}%"][: len(blank)]
            case "values":
                return self._values(blank, whole, target)
            case "likelihood" | "rating":
                return self.t(f"sample.{key}")
            case "reasons":
                return dict.fromkeys(blank, "")
        return "" if key in _BLANK_OF_INDICATORS else self.value(blank, key)

    def _values(self, blank: list[dict[str, str]], text: str, target: _Target | None = None) -> list[dict[str, str]]:
        """Values of regions, years or phases: all the same, in parts where the form prints them so."""
        parts = {"text": text, "for": self.t("sample.for")}
        if target and blank and "sign" in blank[0]:
            parts |= {"sign": target.sign, "text": target.number, "unit": target.unit}
        return [{key: parts.get(key, one) for key, one in value.items()} for value in blank]
