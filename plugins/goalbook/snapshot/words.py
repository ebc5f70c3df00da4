"""Snapshots in words: what stops the work on one, and what a verification found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible, visible_lines
from goalbook.snapshot.bag import SIGNATURE
from goalbook.snapshot.change import SnapshotChange
from goalbook.snapshot.error import SnapshotError, SnapshotNote
from goalbook.snapshot.finding import BagFinding, Verdict

_MOST_NAMES = 20
# What is found in an archive that other software packed again.
_REPACKED = frozenset(("no_zip", "not_remade"))


def words_of_error(fault: SnapshotError | SnapshotNote, t: Catalogue) -> str:
    """What stops the work on a snapshot or is to be said of it, and what to do."""
    values = {
        name: words_of_error(value, t) if isinstance(value, SnapshotError) else value
        for name, value in fault.values.items()
    }
    if "files" in values:
        names = values["files"]
        more = t("freeze.more", count=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else ""
        values["files"] = "".join(f"\n    {name}" for name in (*names[:_MOST_NAMES], *([more] if more else [])))
    return visible_lines(t(f"freeze.{fault.code}", **values))


def verdict_lines(verdict: Verdict, t: Catalogue) -> list[str]:
    """What a verification found, line by line: every file that isn't as it was frozen, who signed it and when, what could not
    be checked; last what all of it comes to.
    """
    lines = [f"{one.file}: {t(f'verify.{one.code}', detail=one.detail)}" for one in verdict.findings]
    lines += [t("verify.litter", file=name) for name in verdict.litter]
    lines += [t("verify.sums", sums=verdict.sums), *_witness_lines(verdict, t)]
    for left in verdict.unchecked:
        why = t(f"freeze.{left.code}", **left.values)
        lines.append(t("verify.demanded" if left.demanded else "verify.unchecked", file=left.file, why=why))
    if _REPACKED & {one.code for one in verdict.findings}:
        lines.append(t("verify.repacked"))
    values = {"name": verdict.name or "?", "files": verdict.files, "count": len(verdict.findings)}
    lines.append(t(f"verify.standing.{verdict.standing}", **values))
    return [visible(line) for line in lines]


def _witness_lines(verdict: Verdict, t: Catalogue) -> list[str]:
    """Who signed and when it was stamped; beside altered files a good signature is told for what it is: of the list alone."""
    lines = []
    signature, stamp = verdict.signature, verdict.stamp
    if signature:
        listed = signature.signer
        signer = t("verify.signer", signer=listed, key=signature.key) if listed else signature.key
        good = t("verify.signed_by" if listed else "verify.signed", signer=signer)
        lines.append(t("verify.signed_list", signer=signer) if verdict.findings else good)
    elif SIGNATURE not in {*(one.file for one in verdict.findings), *(one.file for one in verdict.unchecked)}:
        lines.append(t("verify.unsigned"))
    if stamp:
        lines.append(t("verify.stamped", time=stamp.time))
    return lines


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


def change_lines(changes: Iterable[SnapshotChange], t: Catalogue, quote: Callable[[str], str]) -> list[str]:
    """What a change does to snapshots, a sentence each; ``quote`` makes names fit for where the sentences stand."""
    lines = []
    for change in changes:
        names = [quote(file) for file in change.files[:_MOST_NAMES]]
        if len(change.files) > _MOST_NAMES:
            names.append(t("freeze.more", count=len(change.files) - _MOST_NAMES))
        files = t("diff.comma").join(name or t("diff.blank") for name in names)
        line = t(f"snapshot_change.{change.kind}", name=quote(change.name), count=len(change.files), files=files)
        lines.append(
            line
            + (t(f"snapshot_change.vouched.{change.vouched}", signer=quote(change.signer)) if change.vouched else "")
        )
    return lines
