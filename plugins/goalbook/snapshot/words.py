"""Snapshots in words: what stops the work on one, and what a verification found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible
from goalbook.snapshot.bag import SIGNATURE
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.finding import BagFinding, Verdict

_MOST_NAMES = 20


def words_of_error(fault: SnapshotError, t: Catalogue) -> str:
    """What stops the work on a snapshot, and what to do."""
    values = dict(fault.values)
    if "files" in values:
        names = values["files"]
        more = t("freeze.more", count=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else ""
        values["files"] = "".join(f"\n    {name}" for name in (*names[:_MOST_NAMES], *([more] if more else [])))
    return "\n".join(visible(line) for line in t(f"freeze.{fault.code}", **values).split("\n"))


def verdict_lines(verdict: Verdict, t: Catalogue) -> list[str]:
    """What a verification found, line by line: every file that isn't as it was frozen, then what is known of the whole."""
    found = [visible(f"{one.file}: {t(f'verify.{one.code}', detail=one.detail)}") for one in verdict.findings]
    values = {"name": verdict.name or "?", "files": verdict.files, "count": len(verdict.findings)}
    found.append(t("verify.not_whole" if verdict.findings else "verify.whole", **values))
    found.append(t("verify.sums", sums=verdict.sums))
    signature, stamp = verdict.signature, verdict.stamp
    if signature:
        signed = t("verify.signed_by", signer=signature.signer, key=signature.key) if signature.signer else ""
        found.append(visible(signed or t("verify.signed", key=signature.key)))
    elif not any(one.file == SIGNATURE for one in verdict.findings):
        found.append(t("verify.unsigned"))
    if stamp:
        found.append(visible(t("verify.stamped", time=stamp.time)))
    return [*found, *(t("verify.unchecked", file=name) for name in verdict.unchecked)]


def rebuilt_lines(findings: Sequence[BagFinding], versions: Mapping[str, tuple[str, str]], t: Catalogue) -> list[str]:
    """What came of making a snapshot again: first, where the software's versions differ, that other bytes are to be expected
    and which versions then and now; then every file that differs.
    """
    lines = [t("freeze.versions_differ")] if versions else []
    lines += (
        t("freeze.version", name=name, then=then or "-", now=now or "-") for name, (then, now) in versions.items()
    )
    lines += (f"{finding.file}: {t(f'verify.{finding.code}')}" for finding in findings)
    lines.append(t("freeze.not_rebuilt", count=len(findings)) if findings else t("freeze.rebuilt"))
    return [visible(line) for line in lines]
