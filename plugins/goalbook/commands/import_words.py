"""What came of an import, in words: where the cells of a document went, and what was made of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from goalbook.messages.catalogue import Catalogue

if TYPE_CHECKING:
    from goalbook.importing.account import Account, Brought
    from goalbook.importing.batch import Outcome
    from goalbook.importing.limits import SourceError


def reason(error: SourceError, t: Catalogue) -> str:
    """Why a source, or a document of it, was refused."""
    return t(f"import.error.{error.code}", **error.values)


def account_lines(brought: Brought, t: Catalogue) -> Iterator[str]:
    """Where each cell of a document went."""
    from goalbook.importing.account import Account

    made = brought.account
    assert isinstance(made, Account)
    yield t("import.form", form=brought.form_name, region=brought.region, id=brought.form_id)
    counts = {"values": made.values, "labels": made.labels, "left": len(made.left)}
    yield t("import.cells", pieces=made.pieces, **counts)
    yield from doubt_lines(made, t)


def doubt_lines(made: Account, t: Catalogue) -> Iterator[str]:
    """The cells that are not in the file or not in their place, and what is doubtful."""
    for title, pieces in (("left", made.left), ("other", made.other), ("misplaced", made.misplaced)):
        for piece in pieces:
            yield t(f"import.{title}", place=piece.place, text=short(piece.text))
    for aside in made.asides:
        yield t(f"import.aside.{aside.kind}", place=aside.place, text=short(aside.text))
    for doubt in made.doubts:
        kind = t(f"review.{doubt['kind']}")
        yield t("import.doubt", at=short(doubt.get("at", "")), kind=kind, printed=short(doubt.get("printed", "")))


def offer_lines(documents: Sequence[Brought], number: int, t: Catalogue) -> Iterator[str]:
    """The documents of a source of several, of which one was read."""
    if len(documents) > 1:
        yield t("import.parts", parts=len(documents), number=number)
        for brought in documents:
            yield t("import.part", number=brought.number, form=brought.form_id, title=short(brought.title))


def outcome_lines(outcome: Outcome, t: Catalogue) -> Iterator[str]:
    """One document of many: which goal file it is in, and what of it is doubtful; or why there is none."""
    source = short(outcome.source)
    place = t("import.batch.number", source=source, number=outcome.number) if outcome.number else source
    if outcome.refused:
        yield t("import.batch.refused", place=place, reason=reason(outcome.refused, t))
        return
    made = outcome.account
    state = "made" if made.certain else "doubtful"
    yield t(f"import.batch.{state}", place=place, file=outcome.file, values=made.values)
    yield from (f"  {line}" for line in doubt_lines(made, t))


def short(text: str) -> str:
    """A text in one line, short enough for a message."""
    from goalbook.diff.words import one_line

    return one_line(text.strip())
