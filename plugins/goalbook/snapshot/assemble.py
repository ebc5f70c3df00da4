"""A bag from its facts and its sources: the one way in which snapshots are made, checked and made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from goalbook.book.own_forms import forms_of
from goalbook.files import write_file
from goalbook.messages.catalogue import catalogue, language_of
from goalbook.snapshot.bag import files_of, seal_bag
from goalbook.snapshot.facts import MANIFEST, Facts, MadeSite, manifest_bytes
from goalbook.snapshot.forms import frozen_forms
from goalbook.snapshot.note import note_of
from goalbook.writers.schema import SCHEMAS, schema

SITE = "data/site"
# Folders below data/ that are made; all else there is a source.
MADE = ("site", "rows", "schema")

StepReport = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done and how much there is."""

Build = Callable[[Path, Facts, StepReport], MadeSite]
"""Makes ``site`` and ``rows`` in a folder that holds the sources; gives what was made."""


def assemble(bag: Path, facts: Facts, build: Build, report: StepReport) -> str:
    """Make everything in a bag whose ``data/`` holds its sources; gives the sha256 of its SHA256SUMS."""
    data = bag / "data"
    made = build(data, facts, report)
    t = catalogue(language_of(facts.language))
    forms, _ = forms_of(data / facts.goals, frozen_forms(data))
    for name in SCHEMAS:
        write_file(data / f"schema/{name}.json", schema(name, forms, t))
    _clear(data)
    write_file(bag / MANIFEST, manifest_bytes(facts, made))
    name, note = note_of(facts, made)
    write_file(bag / name, note)
    total = sum((bag / file).stat().st_size for file in files_of(bag))
    return seal_bag(bag, facts, f"goalbook {made.software['goalbook']}", ticker(report, "seal", total))


def ticker(report: StepReport, step: str, total: int) -> Callable[[int], None]:
    """What counts bytes and tells of a step."""
    done = 0

    def tick(size: int) -> None:
        nonlocal done
        done += size
        report(step, done, total)

    return tick


def _clear(folder: Path) -> bool:
    """Take away folders that hold nothing: neither git nor a .zip keeps them. Tells whether one is empty."""
    empty = [_clear(path) if path.is_dir() else False for path in folder.iterdir()]
    if all(empty):
        folder.rmdir()
        return True
    return False
