"""Problems in words: what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable

from goalbook.goalfile.problem import LISTED, Details, Problem
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible


def message(problem: Problem, t: Catalogue) -> str:
    """What is wrong, in one sentence."""
    return t(f"fault.{problem.code}", **said(problem.details, t))


def remedy(problem: Problem, t: Catalogue) -> str:
    """What to write instead."""
    values = said(problem.details, t)
    suggestion = values.get("suggestion", "")
    meant = t("problem.meant", suggestion=suggestion) if suggestion else ""
    return t(f"remedy.{problem.code}", **values, meant=meant)


def said(values: Details, t: Catalogue) -> dict[str, str]:
    """The values of a message, those that are lists in the way of a language, and the name of a blank."""
    return dict(_said(key, text, t) for key, text in values)


def _said(key: str, text: str, t: Catalogue) -> tuple[str, str]:
    if key == "blank":
        return key, t(f"blank.{text}")
    return (key[:-1], text.replace(LISTED, t("checks.between"))) if key.endswith("*") else (key, text)


def words_of(problem: Problem, t: Catalogue, folder: str = "") -> str:
    """A problem as two lines of text: place, severity, where and message; then the remedy."""
    where = t("problem.place", where=problem.where) if problem.where else ""
    place = f"{folder}{problem.file}:{problem.line}:{problem.column}"
    first = f"{place}: {t(f'problem.{problem.severity}')}: {where}{message(problem, t)}"
    return f"{visible(first)}\n    {visible(remedy(problem, t))}"


def count(problems: Iterable[Problem], files: int, t: Catalogue) -> str:
    """How many errors, warnings and notes there are, in one sentence."""
    severities = [problem.severity for problem in problems]
    if not severities:
        return t("problem.none", files=files)
    errors, warnings, notes = (severities.count(one) for one in ("error", "warning", "note"))
    return t("problem.count", files=files, errors=errors, warnings=warnings, notes=notes)
