"""名词解释: the official terms in two plain sentences each, and the term that a printed label stands for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from goalbook.forms.fields import labels_and_fields
from goalbook.forms.form import Form, Label
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

GLOSSARY_ADDRESS = "glossary"

# The terms in the order of the page; their words stand in the message catalogues.
GROUPS: dict[str, tuple[str, ...]] = {
    "goals": (
        "goal", "overall_goal", "indicator", "level1", "level2", "level3", "indicator_description", "target",
        "annual_target", "term_target", "basis", "grading", "grades",
    ),
    "categories": (
        "output", "quantity", "quality", "timeliness", "cost", "benefit", "economic", "social", "ecological",
        "lasting", "satisfaction", "served",
    ),
    "work": (
        "duties", "content", "functions", "functions_summary", "key_tasks", "task_name", "task_content",
        "task_funds", "task_goal", "other_tasks",
    ),
    "money": (
        "annual_budget", "budget", "amount", "money_unit", "budget_use", "fiscal_funds", "other_funds",
        "spending_plan", "budget_overview", "spending", "basic", "projects", "revenue", "allocation",
        "development", "special", "other_development", "by_level", "own_level", "transfers",
    ),
    "document": (
        "department", "supervisor", "basics", "staff", "units", "year", "project_code", "project_name",
    ),
    "stages": ("stage", "declared", "approved", "adjusted", "monitored", "evaluated"),
}  # fmt: skip

# Of forms in other languages than Chinese.
GENERAL = (
    "goal", "measure", "description", "target", "result", "baseline", "rating", "explanation", "basis", "weight", "score",
    "budget", "year",
)  # fmt: skip

_PUNCTUATION = str.maketrans("（）：", "():")
_YEAR = re.compile(r" ?(?:\([^()]*\)|(?:FY ?)?[0-9]{4}(?:[-/–][0-9]{2,4})?)? ?:?$", re.IGNORECASE)
_ENDING = re.compile(r"(\([^()]*\)|:)$")


@dataclass(frozen=True, slots=True)
class Term:
    """An official term: its anchor on the page, its other labels in the forms, two sentences, its source."""

    anchor: str
    term: str
    also: tuple[str, ...]
    text: str
    source: str


def terms(t: Catalogue) -> dict[str, tuple[Term, ...]]:
    """The terms of a language by group, in the order of the page."""
    return {group: tuple(_term(t, key) for key in keys) for group, keys in GROUPS.items()}


def general_terms(t: Catalogue) -> tuple[Term, ...]:
    """The terms for forms in other languages than Chinese."""
    return tuple(_term(t, f"general_{key}") for key in GENERAL)


def _term(t: Catalogue, key: str) -> Term:
    texts = {name: t(f"glossary.{key}.{name}") for name in ("term", "also", "text", "source")}
    also = tuple(label for label in texts["also"].split("|") if label)
    return Term(f"term-{key.replace('_', '-')}", texts["term"], also, texts["text"], texts["source"])


@lru_cache(maxsize=4096)
def term_anchor(label: str) -> str | None:
    """The anchor of the term that a printed label stands for; None where the glossary has none.

    White space, the width of brackets and colons, a closing colon or bracket such as （万元） don't count.
    """
    if (plain := _YEAR.sub("", " ".join(label.split())).casefold()) in _general_anchors():
        return _general_anchors()[plain]
    known = _anchors()
    words = "".join(label.split()).translate(_PUNCTUATION)
    while words not in known:
        shorter = _ENDING.sub("", words)
        if shorter == words:
            return None
        words = shorter
    return known[words]


@cache
def _anchors() -> dict[str, str]:
    """Anchors by label of Chinese forms, whatever the language of the site."""
    found: dict[str, str] = {}
    for group in terms(catalogue("zh")).values():
        for term in group:
            for label in (term.term, *term.also):
                found.setdefault(label.translate(_PUNCTUATION), term.anchor)
    return found


@cache
def _general_anchors() -> dict[str, str]:
    """Anchors by label of other forms, in small letters."""
    named = general_terms(catalogue("en"))
    return {label.casefold(): term.anchor for term in named for label in (term.term, *term.also)}


def glossary_page(settings: Settings, forms: Collection[Form]) -> Page:
    """The page of the terms that the labels of a site's ``forms`` lead to, by group: those of Chinese forms, the general ones."""
    t = settings.t
    labels = {one.text for form in forms for one in labels_and_fields(form) if isinstance(one, Label)}
    anchors = {anchor for label in labels if (anchor := term_anchor(label))}
    general = anchors & set(_general_anchors().values())
    groups = terms(t) if anchors - general or (t.language == "zh" and not general) else {}
    if general or not groups:
        groups = {"general": tuple(one for one in general_terms(t) if not general or one.anchor in general), **groups}
    content = render(settings, "pages/glossary.html", GLOSSARY_ADDRESS, groups=groups)
    return Page(GLOSSARY_ADDRESS, t("glossary.title"), t("glossary.description"), content)
