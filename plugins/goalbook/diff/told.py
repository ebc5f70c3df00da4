"""更改说明: what a commit changed in the goals, told to readers: each document with its changes in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goalbook.diff.documents import FileDiff, diff
from goalbook.diff.words import sentence
from goalbook.git.history import ToldFile
from goalbook.git.revision import RevisionError, Version, version_of
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible

_MOST = 12  # changes of a document that are told one by one
# Fields that say nothing of the goals.
_OF_THE_FILE = frozenset({"goalbook", "source.transcript"})


def told_by(root: Path, commit: str, t: Catalogue) -> tuple[ToldFile, ...]:
    """What a commit changed in the goals below a folder, against the commit before it on its branch; nothing where only the layout is
    another. Raises RevisionError where git doesn't know it.
    """
    after = version_of(root, commit)
    try:
        before = version_of(root, f"{commit}^")
    except RevisionError:
        before = Version(root, commit, {})  # the first commit of all
    files = diff(before, after)
    return tuple(ToldFile(*_named(file), told) for file in files if (told := tuple(_sentences(file, t))))


def _named(file: FileDiff) -> tuple[str, str]:
    """The address of a document, and what it is called: its year, body and name."""
    address = file.address or file.address_before
    year = address.split("/")[0]
    return address, " ".join((*([year] if year.isdecimal() else []), " › ".join(map(visible, file.where))))


def _sentences(file: FileDiff, t: Catalogue) -> Iterator[str]:
    if file.state in ("added", "dropped"):
        counted = t("diff.told.indicators", count=file.indicators) if file.indicators else ""
        yield t(f"diff.told.{file.state}") + counted
    elif file.state == "unreadable":
        yield t("diff.told.unreadable")
    elif file.state == "renamed":
        yield t("diff.told.renamed")
    told = [change for change in file.changes if change.record or change.field not in _OF_THE_FILE]
    yield from (sentence(change, file.forms, t, visible) for change in told[:_MOST])
    if len(told) > _MOST:
        yield t("diff.told.in_all", count=len(told))
