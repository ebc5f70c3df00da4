"""What a correction changed, as a list for machines: which documents, bodies and pages, and their digests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from goalbook.book.load import load_document
from goalbook.book.own_forms import forms_of
from goalbook.diff.compare import compare
from goalbook.diff.words import sentence
from goalbook.forms.catalogue import Forms
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.messages.visible import visible
from goalbook.model.address import BODIES, Address
from goalbook.snapshot.bag import PAYLOAD, SUMS, files_of, read_sums
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, Facts, facts_of, read_facts
from goalbook.snapshot.forms import frozen_forms

CHANGES = "changes.json"

CorrectedKind = Literal["document", "body", "page", "file"]
CorrectionKind = Literal["added", "dropped", "changed", "renamed", "withdrawn"]
_MOST_SENTENCES = 100


@dataclass(frozen=True, slots=True)
class Erratum:
    """One file that a correction changed: its digests before and after, each empty where there is none; of a document its
    address, title, earlier address where it was renamed, the reason where it was withdrawn, and in sentences what changed.
    """

    change: CorrectionKind
    kind: CorrectedKind
    file: str
    before: str
    after: str
    address: str = ""
    title: str = ""
    reason: str = ""
    address_before: str = ""
    sentences: tuple[str, ...] = ()
    more_sentences: int = 0


def read_changes(raw: bytes) -> tuple[Erratum, ...]:
    """The changes in a changes.json. Raises SnapshotError where it is none."""
    try:
        found = []
        for change in json.loads(raw)["changes"]:
            if change["change"] not in get_args(CorrectionKind) or change["kind"] not in get_args(CorrectedKind):
                raise ValueError("another change")
            texts = {
                "file": change["file"], "before": change["sha256_before"], "after": change["sha256_after"],
                "address": change.get("address"), "title": change.get("title"),
                "reason": (change.get("withdrawn") or {}).get("reason"), "address_before": change.get("address_before"),
            }  # fmt: skip
            told = {key: str(text or "") for key, text in texts.items()}
            sentences = tuple(map(str, change.get("sentences", ())))
            more = int(change.get("more_sentences", 0))
            found.append(Erratum(change["change"], change["kind"], **told, sentences=sentences, more_sentences=more))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError("bad_changes") from error
    return tuple(found)


def changes_bytes(facts: Facts, before: Path, data: Path) -> bytes:
    """changes.json of a correction, from the snapshot it corrects and its own sources. Raises SnapshotError where nothing
    of what is published differs.
    """
    assert facts.corrects
    old_facts = facts_of(read_facts((before / MANIFEST).read_bytes()))
    old_folder = f"{PAYLOAD}{old_facts.goals}/"
    digests = read_sums((before / SUMS).read_bytes())
    old = {name.removeprefix(old_folder): digest for name, digest in digests.items() if name.startswith(old_folder)}
    goals = data / facts.goals
    new = {name: sha256((goals / name).read_bytes()).hexdigest() for name in files_of(goals)}
    t = catalogue(language_of(facts.language))
    forms = forms_of(before / old_folder, frozen_forms(before / PAYLOAD))[0], forms_of(goals, frozen_forms(data))[0]
    versions = _Versions(before / old_folder, old, goals, new, *forms)
    renamed = versions.renamed()
    found = [
        versions.change(name, renamed.get(name, name), t)
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name) and name not in renamed.values()
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


@dataclass(frozen=True, slots=True)
class _Versions:
    """The goals before and after: their folders, the digests of the files in them, and the forms they may be in."""

    old: Path
    old_digests: Mapping[str, str]
    new: Path
    new_digests: Mapping[str, str]
    old_forms: Forms
    new_forms: Forms

    def renamed(self) -> dict[str, str]:
        """The files of documents that stood under another name before, which they state, each with that name."""
        found: dict[str, str] = {}
        for name in sorted(self.new_digests.keys() - self.old_digests.keys()):
            document = load_document(self.new, name, self.new_forms)[0] if _kind(name) == "document" else None
            for address in document.was if document else ():
                origin = Address(address).file
                if origin in self.old_digests and origin not in self.new_digests and origin not in found.values():
                    found[name] = origin
                    break
        return found

    def change(self, name: str, origin: str, t: Catalogue) -> dict[str, Any]:
        """One file as the list has it; ``origin`` is its name before."""
        before, after = self.old_digests.get(origin), self.new_digests.get(name)
        kind = _kind(name)
        change: dict[str, Any] = {"change": _how(name, origin, before, after), "kind": kind, "file": name}
        change |= {"sha256_before": before, "sha256_after": after}
        if kind == "document":
            one = load_document(self.old, origin, self.old_forms)[0] if before else None
            other = load_document(self.new, name, self.new_forms)[0] if after else None
            document = other or one
            change |= {"address": Address.of_file(name), "title": document.title if document else None}
            if origin != name:
                change["address_before"] = Address.of_file(origin)
            if other and other.withdrawn:
                change |= {"change": "withdrawn", "withdrawn": other.withdrawn.model_dump()}
            elif one and other:
                drawn = self.new_forms[other.form], self.old_forms[one.form]
                told = [visible(sentence(one_change, drawn, t, str)) for one_change in compare(one, other)]
                change["sentences"] = told[:_MOST_SENTENCES]
                change["more_sentences"] = max(0, len(told) - _MOST_SENTENCES)
        return change


def _how(name: str, origin: str, before: str | None, after: str | None) -> CorrectionKind:
    if name != origin:
        return "renamed"
    return "added" if before is None else "dropped" if after is None else "changed"


def _kind(name: str) -> str:
    parts = name.split("/")
    if not name.endswith(".yml"):
        return "page" if name.endswith(".md") else "file"
    return "body" if parts[0] == BODIES else "document" if len(parts) == 3 else "file"
