"""A document's page: its head and summary, a picture, the official form, the review notes, its source and history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from goalbook.book.filled import Filled
from goalbook.checks.doubts import Doubt
from goalbook.checks.review import told_notes, unstated_words
from goalbook.forms.fill import ProseText, Sheet
from goalbook.git.days import newest_day
from goalbook.git.history import LoggedChange
from goalbook.messages.catalogue import Catalogue
from goalbook.model.amounts import counted
from goalbook.model.places import record_anchor
from goalbook.model.records import Document
from goalbook.model.target import read_amount, read_share
from goalbook.model.transcript import edits_of
from goalbook.results.judged import results_in
from goalbook.results.told import NOTHING_TOLD, StoryTold
from goalbook.site.document.parts import Parts
from goalbook.site.document.related import Related, Relation
from goalbook.site.document.sheet import doubt_anchor, note_anchor, write_sheet
from goalbook.site.document.summary import Sentence, in_one_text, summary_of
from goalbook.site.document.whole import Whole
from goalbook.site.frame.achieved import outcome_words
from goalbook.site.frame.cite import cite_document, versions_address
from goalbook.site.frame.downloads import Sizes
from goalbook.site.frame.forge_links import edit_link, report_link
from goalbook.site.frame.labels import dated, shown_day
from goalbook.site.frame.page import Page
from goalbook.site.frame.pictures import PictureValue, bars, steps
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.rules import has_rule_page

_MOST_CONTENTS = 40
_MOST_BARS = 100  # more are no picture


@dataclass(frozen=True, slots=True)
class Subject:
    """A document with all that its page says of it beside its own text.

    ``siblings`` are the other documents of its body and year, ``years`` the same document in other years, ``relations`` what it has
    to do with others; ``sizes`` are the
    bytes of its downloads by suffix (none where one is made on request), ``absent`` the suffixes of those that it should have and can't;
    ``changes`` its history, newest first; ``whole`` is the budget that its own is a part of, ``doubts`` what the rules found in it,
    ``told`` what is told of its other stages and years.
    """

    filled: Filled
    siblings: Sequence[Related] = ()
    years: Sequence[Related] = ()
    changes: Sequence[LoggedChange] = ()
    sizes: Sizes = ()
    absent: tuple[str, ...] = ()
    relations: Sequence[Relation] = ()
    whole: Whole | None = None
    doubts: Sequence[Doubt] = ()
    told: StoryTold = NOTHING_TOLD


def document_pages(settings: Settings, subject: Subject, parts: Parts) -> Iterator[Page]:
    """The pages of a document from its filled form: its own, and those of the further parts of a long one."""
    filled = subject.filled
    entry, title = filled.entry, _page_title(settings, subject)
    summary = summary_of(settings.t, filled, subject.whole, subject.doubts, subject.told.before)
    for number, sheet in enumerate(parts.sheets, 1):
        address = parts.page(number)
        values: dict[str, object] = {
            "document": filled.document, "entry": entry, "body": filled.body, "form": filled.form, "pages": parts, "number": number,
            "changed": newest_day(subject.changes), "day": lambda iso: shown_day(settings, iso),
            "sheet": Markup(write_sheet(settings, filled, sheet, address, subject.doubts)), "heading": entry.title,
        }  # fmt: skip
        if number == 1:
            content = render(
                settings, "document/document.html", address, **values, **_values(settings, subject, parts, summary)
            )
        else:
            content = render(settings, "document/document-part.html", address, **values)
        called = title if parts.count == 1 else settings.t("parts.title", title=title, number=number, count=parts.count)
        head = (
            ""
            if entry.withdrawn
            else render(settings, "document/document-head.html", address, page=address, entry=entry, body=filled.body)
        )
        yield Page(
            address,
            called,
            in_one_text(settings.t, summary),
            content,
            head,
            not entry.withdrawn,
            entry.title,
            entry.address,
        )


def _values(settings: Settings, subject: Subject, parts: Parts, summary: Sequence[Sentence]) -> dict[str, object]:
    """What the page of a document states beside its form."""
    filled, t = subject.filled, settings.t
    document, entry = filled.document, filled.entry

    def link(anchor: str) -> str:
        page = parts.page_of(anchor)
        return f"#{anchor}" if page == entry.address else settings.href(entry.address, page, anchor)

    return {
        "subject": subject, "summary": summary, "picture": _picture(settings, document),
        "plan": _plan(document), "contents": _contents(filled.sheet), "notes": told_notes(filled, t), "link": link,
        "note_anchor": note_anchor, "target": lambda note: record_anchor(note.path, filled.anchors), "edited": _edited(t, document),
        "has_page": lambda rule: has_rule_page(rule, filled.form, t), "doubt_anchor": doubt_anchor,
        "unstated": unstated_words(filled, t),
        "edit": edit_link(settings, entry.address.file), "report": report_link(settings, *_report(settings, subject)),
        "file": entry.address.document, "cite": cite_document(settings, entry, filled.body, subject.changes),
        "versions": versions_address(entry.address), "dated": lambda other: dated(t, other.year, other.period),
        "missed": [(one, outcome_words(t, one)) for one in results_in(filled) if one.found.outcome == "missed"],
    }  # fmt: skip


def _page_title(settings: Settings, subject: Subject) -> str:
    """A title that tells the page from every other: title, body and year."""
    entry = subject.filled.entry
    year = dated(settings.t, entry.year, entry.period)
    return " · ".join((entry.title, subject.filled.body.shown, year))


def _picture(settings: Settings, document: Document) -> Markup:
    """Planned spending as steps, or the budget of the first-level items as bars; nothing where there is neither."""
    t = settings.t
    plan = [(c, share) for c in document.spending_plan if (share := read_share(c.share)) is not None]
    if plan and len(plan) == len(document.spending_plan):
        values = [PictureValue(c.by, share, c.share) for c, share in plan]
        text = t("picture.between").join(f"{value.label} {value.printed}" for value in values)
        return Markup(steps(values, "gb-plan", t("picture.plan"), text))
    amounts = ((item, counted(item.budget.get("total"))) for item in document.items)
    values = [
        PictureValue(item.name or item.numbering or "", number, text)
        for item, text in amounts
        if (number := read_amount(text)) is not None
    ]
    if not 2 <= len(values) <= _MOST_BARS:
        return Markup("")
    text = t("picture.between").join(f"{value.label} {value.printed}" for value in values)
    unit = t("document.unit_of", unit=document.money_unit) if document.money_unit else t("document.unit_absent")
    name = t("picture.money", unit=unit)
    return Markup(bars(values, "gb-money", name, text))


def _plan(document: Document) -> str:
    return " → ".join(f"{c.by} {c.share}" for c in document.spending_plan)


def _edited(t: Catalogue, document: Document) -> str:
    """That a transcribed text was changed since, and how much of it."""
    edits = edits_of(document)
    if count := len(edits.changed) + edits.gone:
        return t("document.edited", count=count)
    return t("document.moved") if edits.moved else ""


def _contents(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Level, text and anchor of the headings in prose: none where there are too few to need a list."""
    headings = [
        (one.level, one.text, one.anchor)
        for part in sheet
        if isinstance(part, ProseText)
        for one in part.paragraphs
        if one.anchor
    ]
    return headings[:_MOST_CONTENTS] if len(headings) > 2 else []


def _report(settings: Settings, subject: Subject) -> tuple[str, str]:
    t, entry = settings.t, subject.filled.entry
    address = settings.permanent(entry.address)
    title = t("report.title", title=entry.title, body=subject.filled.body.shown)
    return title, t("report.text", address=address, digest=entry.digest[:12])
