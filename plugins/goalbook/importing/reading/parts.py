"""The documents that a source holds, one after the other, each in a form of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from goalbook.forms.form import Form, Prose
from goalbook.importing.lines import Lines, SourceLine
from goalbook.importing.reading.match import label_found
from goalbook.importing.reading.over import like_title, title_among
from goalbook.importing.reading.recognise import likely_forms, recognise
from goalbook.importing.reading.rows import is_page_mark, is_paragraph
from goalbook.importing.reading.steps import Step, steps_of

Part = tuple[Form, Lines]
_Begin = tuple[int, Form]

# So many lines over a table may be its title, its year and its unit.
_OVER = 8
# So many places where a document could begin may be within one: labels that another form has at its beginning.
_TRIED = 6
_ROW = 3


def parts_in(forms: Mapping[str, Form], lines: Lines) -> list[Part]:
    """Each document of a source with its form: together they hold all of it. Nothing where no form is recognised."""
    likely = likely_forms(forms, lines.lines)
    begins = {n: form for form in likely.values() for n in _begins(form, lines)}
    found = sorted(begins.items()) if len(likely) == 1 else list(_recognised(likely, lines))
    if not found:
        form = recognise(forms, lines.lines)
        return [(form, lines)] if form else []
    ahead = recognise(forms, lines.lines[: found[0][0]])
    return _divided(lines, [(0, ahead), *found] if ahead else found)


def parts_of(form: Form, lines: Lines) -> list[Part]:
    """The documents of a source all of which are in one form: together they hold all of it."""
    return _divided(lines, [(n, form) for n in _begins(form, lines)] or [(0, form)])


def _divided(lines: Lines, begins: list[_Begin]) -> list[Part]:
    """The lines from each beginning to the next; what stands over the first is with it."""
    ends = [n for n, _ in begins[1:]]
    starts = [0, *ends]
    parts = [
        (form, lines.part(start, end))
        for (_, form), start, end in zip(begins, starts, [*ends, len(lines.lines)], strict=True)
    ]
    parts[0][1].ahead = begins[0][0]
    return parts


def _recognised(forms: Mapping[str, Form], lines: Lines) -> Iterator[_Begin]:
    """Where the documents of several forms begin: what stands from there on must be of the form that begins so."""
    begins: dict[int, set[str]] = {}
    for name, form in forms.items():
        for n in _begins(form, lines):
            begins.setdefault(n, set()).add(name)
    places = [*sorted(begins), len(lines.lines)]
    at = 0
    while at < len(places) - 1:
        end = at + 1
        for tried in range(at + 1, min(at + _TRIED, len(places))):
            form_here = recognise(forms, lines.lines[places[at] : places[tried]])
            if form_here is not None and form_here.id in begins[places[at]]:
                yield places[at], form_here
                end = tried
                break
        at = end


def _begins(form: Form, source: Lines) -> list[int]:
    """The lines with which documents of a form begin, the titles over their tables with them."""
    lines = source.lines
    step = next((one for one in steps_of(form) if one.first and one.labels), None)
    if step is None:
        return []
    found: list[int] = []
    for n, line in enumerate(lines):
        if any(slot.fresh and label_found(step.labels[0].text, slot.piece.text) for slot in line.slots):
            leaf = bisect_right(source.leaves, n)
            begin = _title_over(form, step, lines, n, source.leaves[leaf - 1] if leaf else 0)
            if begin is not None:
                found.append(begin)
    return found


def _title_over(form: Form, step: Step, lines: list[SourceLine], at: int, leaf: int) -> int | None:
    """The title over the first line of a table, which stands on its leaf, or the prose over it, else that line; None where a head is
    only printed again.
    """
    begin = form.parts[0]
    prose = isinstance(begin, Prose)
    first = at
    while first and (prose or (first > leaf and at - first < _OVER)) and not _is_row(lines[first - 1]):
        first -= 1
    over = range(first, at)
    if isinstance(begin, Prose) and begin.label is not None:
        label = begin.label.text
        over = range(next((n for n in over[::-1] if label_found(label, lines[n].texts[0])), first), at)
    titles = [n for n in over if _may_be_title(lines[n], n == leaf) and not is_page_mark(lines[n])]
    if prose or not titles:
        again = step.head and not titles and first > 0
        return None if again else min(titles, default=at)
    return titles[title_among([lines[n] for n in titles]) or 0]


def _may_be_title(line: SourceLine, first: bool) -> bool:
    """Whether a line is a paragraph or a heading; or a row of one text, as in a sheet with wider tables, where it is called like a
    title or is the first line of all.
    """
    if is_paragraph(line) or line.level > 0:
        return True
    said = [text for text in line.texts if text.strip()]
    return line.merged and len(said) == 1 and (first or like_title(said[0]) > 0)


def _is_row(line: SourceLine) -> bool:
    return line.table and sum(bool(text.strip()) for text in line.texts) >= _ROW
