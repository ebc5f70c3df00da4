"""A document's page: its head and summary, a picture, the official form, the review notes, its source and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from goalbook.book.entry import Entry, money_of
from goalbook.forms.catalogue import FORMS
from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.form import Form
from goalbook.git.history import LoggedChange
from goalbook.messages.catalogue import Catalogue
from goalbook.model.places import anchors, record_anchor, resolve
from goalbook.model.records import Body, Document
from goalbook.model.target import read_amount, read_share
from goalbook.site.document.findings import findings_of
from goalbook.site.frame.cite import cite_document, versions_address
from goalbook.site.frame.downloads import Sizes
from goalbook.site.frame.forge_links import edit_link, report_link
from goalbook.site.frame.labels import shown_day
from goalbook.site.frame.page import Page
from goalbook.site.frame.pictures import PictureValue, bars, steps
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.glossary import term_anchor
from goalbook.writers.html import write_html

_FULL = Decimal(100)
_MOST_CONTENTS = 40


@dataclass(frozen=True, slots=True)
class Related:
    """Another document to link from a page: its address, its title and its year (empty where unknown)."""

    address: str
    title: str
    year: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A document with all that its page says of it beside its own text.

    ``siblings`` are the other documents of its body and year, ``years`` the same document in other years; ``sizes`` are the
    bytes of its downloads by suffix (none where one is made on request), ``absent`` the suffixes of those that it should have and can't;
    ``changes`` its history, newest first.
    """

    document: Document
    entry: Entry
    body: Body
    siblings: Sequence[Related] = ()
    years: Sequence[Related] = ()
    changes: Sequence[LoggedChange] = ()
    sizes: Sizes = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A review note as the page shows it, with the anchor it has and the one of what it speaks of."""

    anchor: str
    target: str
    kind: str
    at: str
    printed: str
    suggest: str
    note: str


def document_page(settings: Settings, subject: Subject, sheet: Sheet) -> Page:
    """The page of a document from its filled form."""
    document, entry, t = subject.document, subject.entry, settings.t
    form = FORMS[document.form]
    notes = _notes(document, t)
    summary = summarise_in_words(settings, subject)
    content = render(
        settings,
        "document/document.html",
        entry.address,
        subject=subject,
        document=document,
        entry=entry,
        body=subject.body,
        form=form,
        heading=page_heading(subject),
        summary=summary,
        picture=_picture(settings, document, form),
        plan=_plan(document),
        sheet=Markup(
            write_html(sheet, t, _terms(settings, entry.address), _marks(document, notes), marks=anchors(document))
        ),
        contents=_contents(sheet),
        notes=notes,
        findings=findings_of(settings, document, subject.body),
        unstated=_unstated(settings, subject),
        day=lambda iso: shown_day(settings, iso),
        edit=edit_link(settings, f"{entry.address}.yml"),
        report=report_link(settings, *_report(settings, subject)),
        file=entry.address.rsplit("/", 1)[1],
        cite=cite_document(settings, entry, subject.body, subject.changes),
        versions=versions_address(entry.address),
    )
    head = (
        ""
        if entry.withdrawn
        else render(settings, "document/document-head.html", entry.address, entry=entry, body=subject.body)
    )
    title = page_title(settings, subject)
    return Page(entry.address, title, summary, content, head, not entry.withdrawn, entry.title)


def page_heading(subject: Subject) -> str:
    """The title as printed, else the name of the form."""
    return subject.entry.title


def page_title(settings: Settings, subject: Subject) -> str:
    """A title that tells the page from every other: title, body and year."""
    entry = subject.entry
    year = settings.t("document.year", year=entry.year) if entry.year else settings.t("document.undated")
    return " · ".join((subject.entry.title, subject.body.shown, year))


def summarise_in_words(settings: Settings, subject: Subject) -> str:
    """One plain sentence or two: how much money for what by when, how many indicators, how many with a number."""
    t, document, entry = settings.t, subject.document, subject.entry
    when = t("summary.when", year=entry.year) if entry.year else ""
    who = document.name or subject.body.shown
    parts = []
    money = money_of(document, FORMS[document.form])
    if money:
        unit = f" {document.money_unit}" if document.money_unit else t("summary.no_unit")
        sentence = t("summary.budget", when=when, who=who, amount=money.printed, unit=unit)
        if money.blank:
            sentence += t("summary.blank", count=money.blank)
        if document.name and document.about and len(document.about) <= 40 and "\n" not in document.about:
            sentence += t("summary.purpose", purpose=document.about.strip())
        done = next((c for c in document.spending_plan if (read_share(c.share) or 0) >= _FULL), None)
        if done:
            sentence += t("summary.plan", by=done.by, share=done.share)
        parts.append(sentence + t("summary.stop"))
    else:
        parts.append(t("summary.no_budget", when=when, who=who, title=entry.title))
    if entry.indicators:
        parts.append(t("summary.indicators", count=entry.indicators, numeric=entry.numeric))
    return t("summary.between").join(parts)


def _picture(settings: Settings, document: Document, form: Form) -> Markup:
    """Planned spending as steps, or the budget of the first-level items as bars; nothing where there is neither."""
    t = settings.t
    plan = [(c, share) for c in document.spending_plan if (share := read_share(c.share)) is not None]
    if plan and len(plan) == len(document.spending_plan):
        values = [PictureValue(c.by, share, c.share) for c, share in plan]
        text = t("picture.between").join(f"{value.label} {value.printed}" for value in values)
        return Markup(steps(values, "gb-plan", t("picture.plan"), text))
    amounts = ((item, str(item.budget.get("total", ""))) for item in document.items)
    values = [
        PictureValue(item.name or item.no or "", number, text)
        for item, text in amounts
        if (number := read_amount(text)) is not None
    ]
    if len(values) < 2:
        return Markup("")
    text = t("picture.between").join(f"{value.label} {value.printed}" for value in values)
    name = t("picture.money", unit=document.money_unit or t("absent"))
    return Markup(bars(values, "gb-money", name, text))


def _plan(document: Document) -> str:
    return " → ".join(f"{c.by} {c.share}" for c in document.spending_plan)


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


def _terms(settings: Settings, address: str):  # type: ignore[no-untyped-def]
    def term(label: str) -> str:
        anchor = term_anchor(label)
        return settings.href(address, "glossary", anchor) if anchor else ""

    return term


def _in_words(t: Catalogue, at: str) -> str:
    """The place of a note as a reader would say it: a field at its end by its official name."""
    words = [word.strip() for word in at.split("/")]
    if f"label.{words[-1]}" in t:
        words[-1] = t(f"label.{words[-1]}")
    return " › ".join(words)


def _notes(document: Document, t: Catalogue) -> list[Note]:
    marks = anchors(document)
    notes = []
    for n, review in enumerate(document.review, 1):
        path = resolve(document, review.at) or ""
        notes.append(
            Note(f"note-{n}", record_anchor(path, marks), review.kind, _in_words(t, review.at), review.printed or "",
                 review.suggest or "", review.note or "")
        )  # fmt: skip
    return notes


def _marks(document: Document, notes: list[Note]) -> dict[str, str]:
    """The cells that a note speaks of: the path of the cell with the anchor of its first note."""
    marks: dict[str, str] = {}
    for review, note in zip(document.review, notes, strict=True):
        path = resolve(document, review.at)
        if path:
            last = path.rsplit(".", 1)[-1]
            marks.setdefault(f"{path}.name" if last.isdigit() else path, note.anchor)
    return marks


def _unstated(settings: Settings, subject: Subject) -> list[str]:
    """What belongs to such a document and isn't stated in it, in the words of the page."""
    t, document = settings.t, subject.document
    money = bool(subject.entry.money)
    missing = {
        "body": not subject.body.name,
        "year": not document.year or document.year_basis is not None,
        "stage": not document.stage,
        "title": not document.title,
        "money_unit": money and not document.money_unit,
    }
    return [t(f"unstated.{name}") for name, absent in missing.items() if absent]


def _report(settings: Settings, subject: Subject) -> tuple[str, str]:
    t, entry = settings.t, subject.entry
    address = settings.permanent(entry.address)
    title = t("report.title", title=entry.title, body=subject.body.shown)
    return title, t("report.text", address=address, digest=entry.digest[:12])
