"""The differences of two versions as text, as Markdown that is safe to post, and as JSON (see FORMAT.md)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal

from goalbook.diff.compare import Change
from goalbook.diff.documents import FileDiff
from goalbook.diff.effect import difference
from goalbook.diff.words import Quote, label_of, sentence
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible

DIFF_FORMAT = "1"
LONGEST_COMMENT = 65_536  # characters that forges take for a comment
_FOR_THE_REST = 400
_TICKS = re.compile("`+")

_COUNTED = ("raised", "lowered", "reworded", "now-measurable", "no-longer-measurable")


def text(files: Iterable[FileDiff], t: Catalogue, first: Sequence[str] = ()) -> Iterator[str]:
    """The lines of ``first``, then a line for each change, each with the words for its document; at the end how many there were."""
    told: list[FileDiff] = []
    yield from first
    for file in files:
        told.append(file)
        head = _state(file, t, visible)
        yield head
        for line in _money(file, t, visible):
            yield f"  {line}"
        for change in file.changes:
            yield f"  {sentence(change, file.forms, t, visible, file.where)}"
    yield diff_summary(told, t)


def markdown(files: Iterable[FileDiff], t: Catalogue, first: Sequence[str] = ()) -> str:
    """A comment of at most 65,536 characters: what a document says stands in code spans, where nothing acts on it.

    The lines of ``first`` stand above all else, and as many of them as fit in half of it.
    """
    told = list(files)
    fits = _fitting(list(first), LONGEST_COMMENT // 2)
    lines = [*(f"- {line}" for line in first[:fits]), *([""] if first else []), f"**{diff_summary(told, t)}**"]
    size = sum(len(line) + 1 for line in lines)
    unsaid = unsaid_files = 0
    for file in told:
        block = ["", f"### {_state(file, t, code)}", "", *(f"- {line}" for line in _money(file, t, code))]
        block += [f"- {sentence(change, file.forms, t, code)}" for change in file.changes]
        fits = _fitting(block, LONGEST_COMMENT - _FOR_THE_REST - size)
        if fits < len(block):
            unsaid_files += 1
            unsaid += sum(line.startswith("- ") for line in block[fits:])
            # A heading alone says less than nothing.
            block = block[:fits] if fits > 3 else []
        size += sum(len(line) + 1 for line in block)
        lines += block
    if unsaid_files:
        lines += ["", f"**{t('diff.cut', files=unsaid_files, changes=unsaid)}**"]
    return "\n".join(lines) + "\n"


def _fitting(block: list[str], room: int) -> int:
    for n, line in enumerate(block):
        room -= len(line) + 1
        if room < 0:
            return n
    return len(block)


def diff_as_json(files: Iterable[FileDiff], before: str, after: str, t: Catalogue) -> dict[str, object]:
    """The differences of goal files as FORMAT.md describes them; ``after`` is "" for the working tree."""
    told = list(files)
    return {
        "format": DIFF_FORMAT,
        "before": before,
        "after": after or None,
        "counts": change_counts(told),
        "files": [_file(one, t) for one in told],
    }


def change_counts(files: Iterable[FileDiff]) -> dict[str, int]:
    """How many files are in each state, and how many changes have which effect or bring or take which records."""
    found: Counter[str] = Counter()
    for file in files:
        found[file.state] += 1
        for change in file.changes:
            found[f"{change.record or 'document'}-{change.kind}" if change.kind != "changed" else "fields"] += 1
            if change.effect in _COUNTED:
                found[change.effect] += 1
    return dict(sorted(found.items()))


def diff_summary(files: Iterable[FileDiff], t: Catalogue) -> str:
    """What was changed in all, in one sentence."""
    found = change_counts(files)
    if not found:
        return t("diff.nothing")
    parts = [t(f"diff.count.{key}", count=count) for key, count in found.items() if f"diff.count.{key}" in t]
    return t("diff.comma").join(parts) + t("diff.stop")


def _file(file: FileDiff, t: Catalogue) -> dict[str, object]:
    return {
        "state": file.state,
        "address": file.address or None,
        "address_before": file.address_before or None,
        "where": list(file.where),
        "form": file.form or None,
        "faulty": list(file.faulty),
        "money": _amounts(file),
        "changes": [
            asdict(change)
            | {
                "where": list(change.where),
                "path_before": change.path_before or None,
                "path_after": change.path_after or None,
                "effect": change.effect or None,
                "label": label_of(file.forms, change, t) if change.kind == "changed" else None,
                "difference": _exact(change),
                "sentence": sentence(change, file.forms, t, str, file.where),
            }
            for change in file.changes
        ],
    }


def _exact(change: Change) -> str | None:
    more = difference(change.effect, change.before, change.after)
    return None if more is None else f"{more:f}"


def _amounts(file: FileDiff) -> dict[str, object] | None:
    before, after = file.money
    if before is None and after is None:
        return None
    more = _more(file)
    return {
        "before": before.printed if before else None,
        "after": after.printed if after else None,
        "unit_before": file.units[0] or None,
        "unit": file.units[1] or None,
        "difference": None if more is None else f"{more:f}",
    }


def _more(file: FileDiff) -> Decimal | None:
    """How much more the budget is than before; only amounts in one unit have a difference."""
    before, after = file.money
    return after.sum - before.sum if before and after and file.units[0] == file.units[1] else None


def _state(file: FileDiff, t: Catalogue, quote: Quote) -> str:
    where = " › ".join(quote(word) for word in file.where)
    address, before = quote(file.address), quote(file.address_before)
    match file.state:
        case "renamed":
            told = t("diff.state.renamed", before=before, after=address)
            return f"{where}{told}" if file.changes else f"{where}{told}{t('diff.no_more')}"
        case "added" | "dropped":
            shown = address if file.address else before
            return f"{where}{t(f'diff.state.{file.state}', address=shown, count=file.indicators)}"
        case "unreadable":
            sides = t("diff.comma").join(t(f"diff.side.{side}") for side in file.faulty)
            return f"{where}{t('diff.state.unreadable', sides=sides)}"
        case _:
            return f"{where}{t(f'diff.state.{file.state}', address=address)}"


def _money(file: FileDiff, t: Catalogue, quote: Quote) -> Iterator[str]:
    """The budget before and after, where it is another."""
    before, after = (
        quote(f"{money.printed} {unit}".rstrip()) if money else ""
        for money, unit in zip(file.money, file.units, strict=True)
    )
    more = _more(file)
    if file.state in ("added", "dropped") and (before or after):
        yield t("diff.money", value=before or after)
    elif (before or after) and more != 0 and file.state != "unreadable":
        told = t("diff.difference", difference=f"{more:+,f}") if more is not None else ""
        yield t("diff.money_changed", before=before or t("diff.blank"), after=after or t("diff.blank")) + told


def code(words: str) -> str:
    """Words as a code span: neither markup nor a mention, a reference to an issue or a link in them does anything."""
    words = visible(words)
    if not words:
        return ""
    fence = "`" * (max((len(run) for run in _TICKS.findall(words)), default=0) + 1)
    pad = " " if words[0] in "` " or words[-1] in "` " else ""
    return f"{fence}{pad}{words}{pad}{fence}"
