"""Verifying a snapshot: every file that is missing, added or altered, its lists, its .zip, its signature and time stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from goalbook.snapshot.archive import Tree, Zip, tree_of
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
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, read_facts
from goalbook.snapshot.finding import BagFinding, Trust, Verdict
from goalbook.snapshot.sign import Signature, Stamp, check_signature, check_stamp


def verify(path: Path, trust: Trust | None = None, tick: Tick | None = None) -> Verdict:
    """Verify the bag in a folder or .zip; that of a folder together with the .zip beside it, where there is one.

    Raises SnapshotError where there is no snapshot at all.
    """
    trust = trust or Trust()
    with tree_of(path) as tree:
        verdict = _verify(tree, trust, tick)
        beside = path.with_name(f"{path.name}.zip")
        if isinstance(tree, Zip):
            found = remade(tree, verdict.name, path)
        elif beside.is_file():
            found = list(compare_zip(tree, beside, verdict.name))
        else:
            return verdict
    findings = tuple(sorted({*verdict.findings, *found}))
    return Verdict(
        verdict.name, verdict.files, verdict.sums, findings, verdict.signature, verdict.stamp, verdict.unchecked, True
    )


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
    signature, stamp, unchecked, found = _witnesses(tree, sums, trust)
    return Verdict(
        name,
        len(there),
        hashlib.sha256(sums).hexdigest(),
        tuple(sorted({*findings, *found})),
        signature,
        stamp,
        unchecked,
    )


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


def _witnesses(
    tree: Tree, sums: bytes, trust: Trust
) -> tuple[Signature | None, Stamp | None, tuple[str, ...], list[BagFinding]]:
    findings: list[BagFinding] = []
    unchecked: list[str] = []
    signature: Signature | None = None
    stamp: Stamp | None = None
    raw = trust.signature.read_bytes() if trust.signature else small(tree, SIGNATURE)
    if raw is not None:
        try:
            signature = check_signature(sums, raw, trust.signers)
            unchecked += [] if signature else [SIGNATURE]
        except SnapshotError as fault:
            findings.append(BagFinding(SIGNATURE, fault.code, str(next(iter(fault.values.values()), ""))))
    elif trust.signers:
        findings.append(BagFinding(SIGNATURE, "missing"))
    raw = small(tree, STAMP)
    if raw is not None:
        try:
            stamp = check_stamp(sums, raw, trust.authority)
            unchecked += [] if stamp and stamp.checked else [STAMP]
        except SnapshotError as fault:
            findings.append(BagFinding(STAMP, fault.code, str(next(iter(fault.values.values()), ""))))
    elif trust.authority:
        findings.append(BagFinding(STAMP, "missing"))
    return signature, stamp, tuple(unchecked), findings


def _as_far_as_readable(sums: bytes) -> dict[str, str]:
    """The lines of a damaged SHA256SUMS that can be read: so that all other files are still looked at."""
    listed: dict[str, str] = {}
    for line in sums.split(b"\n"):
        try:
            listed |= read_sums(line + b"\n")
        except SnapshotError:
            continue
    return listed
