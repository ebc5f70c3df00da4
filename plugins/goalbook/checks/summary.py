"""The end of a check in words: how many problems there are, what was answered, and which rules didn't run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from goalbook.checks.check import Checked
from goalbook.checks.rule import Rule
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import count
from goalbook.model.address import is_document_path


def check_summary(checked: Checked, files: Collection[str], t: Catalogue, *, verbose: bool = False) -> Iterator[str]:
    """Sentences on the files that were asked for; with ``verbose`` the rules that didn't run by their ids."""
    yield count([one for one in checked.problems if one.file in files], len(files), t)
    answers = [one.answer for one in checked.answered if one.file in files]
    if answers:
        accepted, reviewed = answers.count("accepted"), answers.count("reviewed")
        yield t("checks.summary_answered", accepted=accepted, reviewed=reviewed)
    entries = [entry for entry in checked.book.entries if entry.address.file in files]
    if indicators := sum(entry.indicators for entry in entries):
        numeric = sum(entry.numeric for entry in entries)
        yield t("checks.summary_numeric", indicators=indicators, numeric=numeric)
    if unread := sum(is_document_path(file) for file in files) - len(entries):
        yield t("checks.summary_unread", files=unread)
    yield from _idle(checked.waiting, checked.unplaced if entries else (), t, verbose)
    for weighed in checked.weights:
        if weighed.weight == "off":
            yield t("checks.summary_off", rule=weighed.rule, reason=weighed.reason)


def _idle(waiting: Sequence[Rule], unplaced: Sequence[Rule], t: Catalogue, verbose: bool) -> Iterator[str]:
    """The rules that didn't run: how many, or which and why."""
    if not verbose and (waiting or unplaced):
        yield t("checks.summary_idle", count=len(waiting) + len(unplaced))
    if verbose and waiting:
        yield t("checks.summary_waiting", rules=_ids(waiting, t))
    if verbose and unplaced:
        yield t("checks.summary_unplaced", rules=_ids(unplaced, t))


def _ids(rules: Sequence[Rule], t: Catalogue) -> str:
    return t("checks.between").join(rule.id for rule in rules)
