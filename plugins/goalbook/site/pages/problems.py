"""Readable pages for goal files with problems, shown by the live server in place of the pages that can't be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from goalbook.goalfile.problem import Problem
from goalbook.messages.problems import message, remedy
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

PROBLEMS_ADDRESS = "problems"


def fault_pages(settings: Settings, problems: Sequence[Problem]) -> Iterator[Page]:
    """The page of all problems, and one at the address of each document that has errors."""
    yield _page(settings, PROBLEMS_ADDRESS, problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    for file, found in groupby(errors, key=lambda problem: problem.file):
        address = file.rsplit(".", 1)[0]
        if address.count("/") == 2 and all(part and not part.startswith(".") for part in address.split("/")):
            yield _page(settings, address, list(found))


def _page(settings: Settings, address: str, problems: Sequence[Problem]) -> Page:
    t = settings.t
    shown = [(problem, message(problem, t), remedy(problem, t)) for problem in problems]
    content = render(settings, "pages/faults.html", address, problems=shown, folder=settings.folder)
    return Page(address, t("problem.heading"), t("problem.heading"), content, listed=False)
