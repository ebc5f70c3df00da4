"""A rule: its id, its weight, the function that finds, and two examples that its page and its test are made from.

A rule reads a case (a document with its form and body) and yields findings; ``run`` weighs and places them. A new rule is
one function with the ``rule`` decorator in a module listed in ``rules``, with its texts in ``locale/*/checks.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypedDict, Unpack

from goalbook.book.entry import Entry
from goalbook.checks.subject import Case
from goalbook.forms.fields import fields_of
from goalbook.forms.form import Form, RuleSet
from goalbook.goalfile.formats import FORMAT
from goalbook.goalfile.nodes import Path
from goalbook.goalfile.problem import Severity
from goalbook.model.records import ReviewKind

BODY = "example"
YEAR = "2024"
MARK = "# ←"
_HEAD = {"goalbook": FORMAT, "form": "hebei-project", "body": BODY, "year": YEAR}


class RuleFinding(NamedTuple):
    """What a rule found: the path of the place, the values of the message; ``variant`` names another message of the rule.

    ``severity`` is given where the column of the rule says two.
    """

    path: str | Path
    values: Mapping[str, str] = {}
    variant: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A goal file in short: what of it the rule looks at; the lines it finds end in ``# ←``.

    ``body`` is the file of its reporting body, ``others`` are goal files beside it, by their names.
    """

    text: str
    body: str = "name: 示例单位"
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def dated(self) -> bool:
        """Whether the year is stated."""
        return not re.search(r"^# year:", self.text, re.MULTILINE)


def whole(text: str) -> str:
    """The whole goal file of an example: what it doesn't state itself, nor says in a comment to be absent, is added."""
    head = [f"{key}: {value}" for key, value in _HEAD.items() if not re.search(rf"^(?:# )?{key}:", text, re.MULTILINE)]
    return "\n".join([*head, text.strip("\n"), ""])


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``needs`` are fields of which its form must print one; ``covered`` the kinds of review note that tell the same;
    ``only`` is the set of rules that it is of: it runs for the forms that name that set, a rule without one for all.

    ``over_book`` rules look at all documents of a body and year at once; ``optional`` ones run where a site gives them a
    weight; ``firm`` ones weigh as much in a transcribed text that wasn't changed;
    ``missing`` are the fields that the format doesn't have yet: such a rule never runs, and that is said.
    """

    id: str
    severity: Severity
    find: Callable[[Case], Iterable[RuleFinding]] | None = None
    find_in_book: Callable[[tuple[Entry, ...]], Iterable[tuple[Entry, RuleFinding]]] | None = None
    needs: tuple[str, ...] = ()
    only: RuleSet | None = None
    covered: tuple[ReviewKind, ...] = ()
    optional: bool = False
    firm: bool = False
    missing: tuple[str, ...] = ()
    loader: str = ""
    fires: Example | None = None
    passes: Example | None = None

    def applies(self, form: Form) -> bool:
        """Whether documents in a form have what the rule looks at."""
        own = self.only is None or form.rules == self.only
        return own and (not self.needs or bool(printed_by(form) & set(self.needs)))


class Scope(TypedDict, total=False):
    """What a rule is for; see ``Rule``."""

    needs: tuple[str, ...]
    only: RuleSet | None
    covered: tuple[ReviewKind, ...]
    firm: bool


@lru_cache(maxsize=256)
def printed_by(form: Form) -> frozenset[str]:
    """The fields that a form prints: ``goal``, ``items.budget.total``, ``indicators.basis``."""
    return frozenset(f"{owner}.{one.path}".lstrip(".") for owner, one in fields_of(form))


def rule(
    name: str,
    severity: Severity,
    *,
    fires: str | Example,
    passes: str | Example,
    **scope: Unpack[Scope],
) -> Callable[[Callable[[Case], Iterable[RuleFinding]]], Rule]:
    """Make a rule of the function below."""

    def made(find: Callable[[Case], Iterable[RuleFinding]]) -> Rule:
        examples = _example(fires), _example(passes)
        return Rule(name, severity, find, fires=examples[0], passes=examples[1], **scope)

    return made


def book_rule(
    name: str, severity: Severity, *, fires: Example, passes: Example, only: RuleSet | None = None
) -> Callable[[Callable[[tuple[Entry, ...]], Iterable[tuple[Entry, RuleFinding]]]], Rule]:
    """Make a rule over all documents of a body and year of the function below."""

    def made(find: Callable[[tuple[Entry, ...]], Iterable[tuple[Entry, RuleFinding]]]) -> Rule:
        return Rule(name, severity, find_in_book=find, only=only, fires=fires, passes=passes)

    return made


def _example(given: str | Example) -> Example:
    return given if isinstance(given, Example) else Example(given)
