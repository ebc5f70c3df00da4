"""Making a snapshot again from the data inside it, and which files then differ."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from goalbook.snapshot.archive import Tree, tree_of
from goalbook.snapshot.assemble import MADE, Build, StepReport, assemble
from goalbook.snapshot.bag import LATER, PAYLOAD, files_of, is_fit
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, facts_of, read_facts
from goalbook.snapshot.finding import BagFinding


def rebuild(path: Path, build: Build, report: StepReport) -> tuple[list[BagFinding], dict[str, tuple[str, str]]]:
    """The files that come out otherwise than they stand in a snapshot, and the software of another version than it was made
    with: by name the version then and now ('' where there is none).

    The sources inside hold templates and settings, which are programs: only for snapshots that are trusted.
    """
    with tempfile.TemporaryDirectory() as folder, tree_of(path) as tree:
        bag = Path(folder, "again")
        (bag / "data").mkdir(parents=True)
        raw = _bytes(tree, MANIFEST)
        facts = facts_of(read_facts(raw))
        for name in tree.names():
            if _is_source(name):
                (bag / name).parent.mkdir(parents=True, exist_ok=True)
                with tree.open(name) as source, (bag / name).open("wb") as copy:
                    shutil.copyfileobj(source, copy, 1 << 20)
        assemble(bag, facts, build, report)
        again = json.loads((bag / MANIFEST).read_bytes())
        findings = [
            *(BagFinding(name, "not_made_again") for name in set(tree.names()) - set(files_of(bag)) - LATER),
            *(BagFinding(name, "only_made_again") for name in set(files_of(bag)) - set(tree.names())),
            *(
                BagFinding(name, "made_otherwise")
                for name in sorted(set(files_of(bag)) & set(tree.names()))
                if _bytes(tree, name) != (bag / name).read_bytes()
            ),
        ]
    return sorted(findings), _versions(json.loads(raw), again)


def _is_source(name: str) -> bool:
    inside = name.removeprefix(PAYLOAD)
    return name.startswith(PAYLOAD) and inside.split("/")[0] not in MADE and is_fit(name)


def _bytes(tree: Tree, name: str) -> bytes:
    try:
        with tree.open(name) as file:
            return file.read()
    except (OSError, KeyError) as error:
        raise SnapshotError("unreadable", file=name) from error


def _versions(then: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[str, str]]:
    names = {**then["software"], **now["software"]}
    pairs = {name: (str(then["software"].get(name, "")), str(now["software"].get(name, ""))) for name in sorted(names)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
