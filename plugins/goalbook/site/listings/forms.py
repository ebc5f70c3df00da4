"""表样: the list of official forms, and the page of each with its blank form and its documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from markupsafe import Markup

from goalbook.forms.catalogue import Forms
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.form import Form
from goalbook.goalfile.formats import FORMAT
from goalbook.messages.catalogue import Catalogue
from goalbook.model.records import Document
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import form_label, shown_day
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.bodies import newest_first
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.rows import document_rows, group_row
from goalbook.site.listings.shelf import Shelf
from goalbook.store import key_from
from goalbook.writers.html import write_html

FORMS_ADDRESS = "forms"


def form_pages(settings: Settings, shelf: Shelf, forms: Forms) -> Iterator[Draft | DraftGroup]:
    """The list of forms, as the site names them or those that documents use in the order of their ids; then each form."""
    t = settings.t
    used = {name: entries[0].form for name, entries in sorted(shelf.by_form.items())}
    # What a document is in has a page, so that its link leads there.
    shown = {name: forms[name] for name in settings.forms if name in forms} | used
    rows = [
        group_row(f"{FORMS_ADDRESS}/{name}", shown[name].name, shown[name].region, shelf.by_form.get(name, ()))
        for name in settings.forms or used
        if name in shown
    ]
    listing = Listing(FORMS_ADDRESS, "listings/forms.html", t("listing.forms"), t("listing.forms_description"))
    yield from paged(settings, shelf.taken, listing, rows)
    for form in shown.values():
        used_in = [(shelf.row_facts(one), shelf.bodies[one.body].shown) for one in shelf.by_form.get(form.id, ())]
        facts = key_from("form", form.id, form.digest, list(shelf.years), used_in, shelf.taken_facts)
        yield DraftGroup(facts, partial(_form, settings, shelf, form))


def _form(settings: Settings, shelf: Shelf, form: Form) -> Iterator[Draft]:
    t = settings.t
    rows, unit = document_rows(t, shelf, newest_first(shelf, shelf.by_form.get(form.id, ())))
    description = t("listing.form_description", form=form_label(t, form))
    sheet = blank(form)
    return paged(
        settings,
        shelf.taken,
        Listing(f"{FORMS_ADDRESS}/{form.id}", "listings/form.html", form_label(t, form), description),
        rows,
        form=form,
        compared=t("listing.never_compared")
        if form.compared == "never"
        else form.compared and shown_day(settings, form.compared),
        heads=printed_heads(sheet),
        sheet=_sheet_html(sheet, t),
        unit=unit,
    )


@cache
def blank(form: Form) -> Sheet:
    """A form as it is before it is filled in, under its official name."""
    return fill(form, Document(goalbook=FORMAT, form=form.id, title=form.name, body="blank"))


def printed_heads(sheet: Sheet) -> list[str]:
    """The words a form prints beside its values, in printed order, each once; none that is lost."""
    words: list[str] = []
    for part in sheet:
        if isinstance(part, ProseText):
            words += (one.text for one in part.paragraphs)
        else:
            words += (cell.text for cell in part.cells if cell.kind == "label" and not cell.hidden)
    return list(dict.fromkeys(word for word in words if word))


def _sheet_html(sheet: Sheet, t: Catalogue) -> Markup:
    return Markup(write_html(sheet, t, heading=3))
