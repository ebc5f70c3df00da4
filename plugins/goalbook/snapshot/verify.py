"""Verifying a snapshot: every file that is missing, added or altered, its lists, its .zip, its signature and time stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from goalbook.snapshot.archive import Folder, Tree, Zip, tree_of
from goalbook.snapshot.bag import (
    PAYLOAD,
    PAYLOAD_LIST,
    SIGNATURE,
    STAMP,
    SUMS,
    TAG_LIST,
    UNSUMMED,
    Tick,
    read_sums,
    sha256,
    sum_lines,
    tag_list,
)
from goalbook.snapshot.compare_zip import compare_zip, remade, small
from goalbook.snapshot.error import NotChecked, SnapshotError
from goalbook.snapshot.facts import MANIFEST, read_facts
from goalbook.snapshot.finding import BagFinding, Trust, Unchecked, Verdict
from goalbook.snapshot.sign import Signature, Stamp, check_signature, check_stamp


def verify(path: Path, trust: Trust | None = None, tick: Tick | None = None) -> Verdict:
    """Verify the bag in a folder or .zip; that of a folder together with the .zip beside it, where there is one.

    Raises SnapshotError where there is no snapshot at all.
    """
    trust = trust or Trust()
    with tree_of(path) as tree:
        verdict = _verify(tree, trust, tick)
        if isinstance(tree, Folder):
            verdict = replace(verdict, litter=tuple(tree.litter()))
        beside = path.with_name(f"{path.name}.zip")
        if isinstance(tree, Zip):
            found = remade(tree, verdict.name, path)
        elif beside.is_file():
            found = list(compare_zip(tree, beside, verdict.name))
        else:
            return verdict
    return replace(verdict, findings=tuple(sorted({*verdict.findings, *found})), archive=True)


def sums_of(bag: Path) -> str:
    """The sha256 of a snapshot's SHA256SUMS: what stands for it."""
    try:
        return hashlib.sha256((bag / SUMS).read_bytes()).hexdigest()
    except OSError as error:
        raise SnapshotError("no_snapshot", path=str(bag), sums=SUMS) from error


def _verify(tree: Tree, trust: Trust, tick: Tick | None) -> Verdict:
    sums = small(tree, SUMS)
    if sums is None:
        return Verdict("", len(tree.names()), "", (BagFinding(SUMS, "unreadable"),))
    findings: list[BagFinding] = []
    try:
        listed = read_sums(sums)
    except SnapshotError as fault:
        findings.append(BagFinding(SUMS, "bad_line", str(fault.values["line"])))
        listed = _as_far_as_readable(sums)
    there = set(tree.names())
    findings += [BagFinding(name, "missing") for name in listed.keys() - there]
    findings += [BagFinding(name, "missing") for name in {TAG_LIST} - there]
    findings += [BagFinding(name, "added") for name in there - listed.keys() - UNSUMMED]
    for name in sorted(there & listed.keys()):
        findings += _altered(tree, name, listed[name], tick)
    unlisted = {name: small(tree, name) for name in sorted(there & UNSUMMED)}
    findings += [BagFinding(name, "unreadable") for name, raw in unlisted.items() if raw is None]
    findings += _lists(tree, listed, sums)
    name, found = _manifest(tree)
    findings += found
    seen = _Witnesses()
    seen.see(tree, sums, trust)
    all_found = tuple(sorted({*findings, *seen.findings}))
    digest = hashlib.sha256(sums).hexdigest()
    return Verdict(name, len(there), digest, all_found, seen.signature, seen.stamp, tuple(seen.unchecked))


def _altered(tree: Tree, name: str, expected: str, tick: Tick | None) -> Iterator[BagFinding]:
    try:
        with tree.open(name) as file:
            if sha256(file, tick) != expected:
                yield BagFinding(name, "altered")
    except OSError as error:
        yield BagFinding(name, "unreadable", str(error))


def _lists(tree: Tree, listed: dict[str, str], sums: bytes) -> Iterator[BagFinding]:
    """BagIt's own lists say the same as SHA256SUMS; that they do, and that it is unaltered itself, one tells of the other."""
    payload = sum_lines({name: digest for name, digest in listed.items() if name.startswith(PAYLOAD)})
    for name, expected in ((PAYLOAD_LIST, payload), (TAG_LIST, tag_list(listed, sums))):
        there = small(tree, name)
        if there is not None and there != expected:
            yield BagFinding(name, "disagrees", SUMS)
            told = next((line[66:] for line in there.decode("utf-8", "replace").split("\n") if line.endswith(SUMS)), "")
            if name == TAG_LIST and told == SUMS:
                yield BagFinding(SUMS, "disagrees", TAG_LIST)


def _manifest(tree: Tree) -> tuple[str, list[BagFinding]]:
    try:
        return str(read_facts(small(tree, MANIFEST) or b"")["name"]), []
    except SnapshotError:
        return "", [BagFinding(MANIFEST, "no_manifest")]


@dataclass(slots=True)
class _Witnesses:
    """The signature and the time stamp of a bag, what is wrong with them, and what could not be checked."""

    signature: Signature | None = None
    stamp: Stamp | None = None
    unchecked: list[Unchecked] = field(default_factory=list)
    findings: list[BagFinding] = field(default_factory=list)

    def see(self, tree: Tree, sums: bytes, trust: Trust) -> None:
        """Look at both; what ``trust`` names is demanded."""
        with self._told(SIGNATURE, bool(trust.signers or trust.signature)):
            raw = _given(trust.signature) if trust.signature else small(tree, SIGNATURE)
            if raw is not None:
                self.signature = check_signature(sums, raw, trust.signers)
            elif trust.signers:
                self.findings.append(BagFinding(SIGNATURE, "missing"))
        with self._told(STAMP, bool(trust.authority)):
            raw = small(tree, STAMP)
            if raw is not None:
                self.stamp = check_stamp(sums, raw, trust.authority)
                if not self.stamp.checked:
                    self.unchecked.append(Unchecked(STAMP, False, "no_authority"))
            elif trust.authority:
                self.findings.append(BagFinding(STAMP, "missing"))

    @contextmanager
    def _told(self, file: str, demanded: bool) -> Iterator[None]:
        try:
            yield
        except NotChecked as fault:
            self.unchecked.append(Unchecked(file, demanded, fault.code, fault.values))
        except SnapshotError as fault:
            self.findings.append(BagFinding(file, fault.code, str(next(iter(fault.values.values()), ""))))


def _given(file: Path) -> bytes:
    """A signature that was given. Raises NotChecked where it can't be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotChecked("unreadable", file=str(file)) from error


def _as_far_as_readable(sums: bytes) -> dict[str, str]:
    """The lines of a damaged SHA256SUMS that can be read: so that all other files are still looked at."""
    listed: dict[str, str] = {}
    for line in sums.split(b"\n"):
        try:
            listed |= read_sums(line + b"\n")
        except SnapshotError:
            continue
    return listed
