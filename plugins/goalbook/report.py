"""Problems in words: what is wrong and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goalbook.catalogue import Catalogue
from goalbook.paper import Unfit
from goalbook.problem import Problem
from goalbook.snapshot.bag import SIGNATURE
from goalbook.snapshot.fault import SnapshotError
from goalbook.snapshot.finding import Verdict

_MOST_NAMES = 20
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def message(problem: Problem, t: Catalogue) -> str:
    """What is wrong, in one sentence."""
    return t(f"fault.{problem.code}", **dict(problem.details))


def remedy(problem: Problem, t: Catalogue) -> str:
    """What to write instead."""
    values = dict(problem.details)
    suggestion = values.get("suggestion", "")
    meant = t("problem.meant", suggestion=suggestion) if suggestion else ""
    return t(f"remedy.{problem.code}", **values, meant=meant)


def unfit(fault: Unfit, t: Catalogue) -> str:
    """Why a format can't be had, and what to do."""
    group, name = fault.key.split(".")
    text = t(f"font.{name}", **fault.values) if group == "font" else t(f"office.{name}", **fault.values)
    return _visible(text)


def lines(problem: Problem, t: Catalogue, folder: str = "") -> str:
    """A problem as two lines of text: place, severity, where and message; then the remedy."""
    where = t("problem.place", where=problem.where) if problem.where else ""
    place = f"{folder}{problem.file}:{problem.line}:{problem.column}"
    first = f"{place}: {t(f'problem.{problem.severity}')}: {where}{message(problem, t)}"
    return f"{_visible(first)}\n    {_visible(remedy(problem, t))}"


def _visible(text: str) -> str:
    """A text, which may name a file of any name, without what a terminal would obey or couldn't write."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def count(problems: Iterable[Problem], files: int, t: Catalogue) -> str:
    """How many errors and warnings there are, in one sentence."""
    severities = [problem.severity for problem in problems]
    if not severities:
        return t("problem.none", files=files)
    errors = severities.count("error")
    return t("problem.count", files=files, errors=errors, warnings=len(severities) - errors)


def said(fault: SnapshotError, t: Catalogue) -> str:
    """What stops the work on a snapshot, and what to do."""
    values = dict(fault.values)
    if "files" in values:
        names = values["files"]
        more = t("freeze.more", count=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else ""
        values["files"] = "".join(f"\n    {name}" for name in (*names[:_MOST_NAMES], *([more] if more else [])))
    return "\n".join(_visible(line) for line in t(f"freeze.{fault.code}", **values).split("\n"))


def verdict_lines(verdict: Verdict, t: Catalogue) -> list[str]:
    """What a verification found, line by line: every file that isn't as it was frozen, then what is known of the whole."""
    found = [_visible(f"{one.file}: {t(f'verify.{one.code}', detail=one.detail)}") for one in verdict.findings]
    values = {"name": verdict.name or "?", "files": verdict.files, "count": len(verdict.findings)}
    found.append(t("verify.not_whole" if verdict.findings else "verify.whole", **values))
    found.append(t("verify.sums", sums=verdict.sums))
    signature, stamp = verdict.signature, verdict.stamp
    if signature:
        signed = t("verify.signed_by", signer=signature.signer, key=signature.key) if signature.signer else ""
        found.append(_visible(signed or t("verify.signed", key=signature.key)))
    elif not any(one.file == SIGNATURE for one in verdict.findings):
        found.append(t("verify.unsigned"))
    if stamp:
        found.append(_visible(t("verify.stamped", time=stamp.time)))
    return [*found, *(t("verify.unchecked", file=name) for name in verdict.unchecked)]
