"""What a correction changed, as a list for machines: which documents, bodies and pages, and their digests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from goalbook.folder import BODIES
from goalbook.load import load_document
from goalbook.snapshot.bag import PAYLOAD, SUMS, files_of, read_sums
from goalbook.snapshot.facts import MANIFEST, Facts, facts_of, read_manifest
from goalbook.snapshot.fault import SnapshotError

CHANGES = "changes.json"

Kind = Literal["document", "body", "page", "file"]
Change = Literal["added", "dropped", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Erratum:
    """One file that a correction changed: ``address`` and ``title`` of a document, its digests before and after, each empty
    where there is none, and the reason where it was withdrawn.
    """

    change: Change
    kind: Kind
    file: str
    before: str
    after: str
    address: str = ""
    title: str = ""
    reason: str = ""


def read_changes(raw: bytes) -> tuple[Erratum, ...]:
    """The changes in a changes.json. Raises SnapshotError where it is none."""
    try:
        found = []
        for one in json.loads(raw)["changes"]:
            if one["change"] not in get_args(Change) or one["kind"] not in get_args(Kind):
                raise ValueError("another change")
            texts = {
                "file": one["file"], "before": one["sha256_before"], "after": one["sha256_after"],
                "address": one.get("address"), "title": one.get("title"),
                "reason": (one.get("withdrawn") or {}).get("reason"),
            }  # fmt: skip
            found.append(Erratum(one["change"], one["kind"], **{key: str(text or "") for key, text in texts.items()}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError("bad_changes") from error
    return tuple(found)


def changes_bytes(facts: Facts, before: Path, data: Path) -> bytes:
    """changes.json of a correction, from the snapshot it corrects and its own sources. Raises SnapshotError where nothing
    of what is published differs.
    """
    assert facts.corrects
    old_facts = facts_of(read_manifest((before / MANIFEST).read_bytes()))
    old_folder = f"{PAYLOAD}{old_facts.goals}/"
    digests = read_sums((before / SUMS).read_bytes())
    old = {name.removeprefix(old_folder): digest for name, digest in digests.items() if name.startswith(old_folder)}
    goals = data / facts.goals
    new = {name: sha256((goals / name).read_bytes()).hexdigest() for name in files_of(goals)}
    found = [
        _change(name, old.get(name), new.get(name), before / old_folder, goals)
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]
    if not found:
        raise SnapshotError("nothing_changed", name=facts.corrects.name)
    whole = {
        "format": 1,
        "name": facts.name,
        "corrects": facts.corrects.name,
        "corrects_sums": facts.corrects.sums,
        "date": facts.day,
        "reason": facts.corrects.reason,
        "changes": found,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _change(name: str, before: str | None, after: str | None, old: Path, new: Path) -> dict[str, Any]:
    change: dict[str, Any] = {
        "change": "added" if before is None else "dropped" if after is None else "changed",
        "kind": _kind(name),
        "file": name,
        "sha256_before": before,
        "sha256_after": after,
    }
    if change["kind"] == "document":
        change["address"] = name.removesuffix(".yml")
        document = load_document(new if after else old, name)[0]
        change["title"] = document.title if document else None
        if document and after and document.withdrawn:
            change |= {"change": "withdrawn", "withdrawn": document.withdrawn.model_dump()}
        if document and after and document.was:
            change["was"] = list(document.was)
    return change


def _kind(name: str) -> str:
    parts = name.split("/")
    if not name.endswith(".yml"):
        return "page" if name.endswith(".md") else "file"
    return "body" if parts[0] == BODIES else "document" if len(parts) == 3 else "file"
