"""The names of years, bodies, stages and forms, and days, as pages print them."""

from __future__ import annotations

from goalbook.book.load import UNDATED
from goalbook.forms.form import Form
from goalbook.messages.catalogue import Catalogue
from goalbook.model.records import Body
from goalbook.site.frame.settings import Settings


def year_label(t: Catalogue, folder: str) -> str:
    """The name of a year's folder: 2024年, 年度不详."""
    return t("document.undated") if folder == UNDATED else t("document.year", year=folder)


def dated(t: Catalogue, year: str, period: str) -> str:
    """The year of a document with the printed period that it stands for, 2021年（2021-22）; that it isn't known where neither is stated."""
    if not year:
        return period or t("document.undated")
    words = t("document.year", year=year)
    return t("document.period", year=words, period=period) if period else words


def year_title(t: Catalogue, folder: str) -> str:
    """The title of a year's page and collections."""
    return t("listing.undated_title") if folder == UNDATED else t("listing.year_title", year=year_label(t, folder))


def body_year_title(t: Catalogue, folder: str, body: Body) -> str:
    """The title of the page and the collections of a body in a year."""
    return t("listing.body_year_title", body=body.shown, year=year_label(t, folder))


def stage_label(t: Catalogue, stage: str) -> str:
    """环节: its official name, or that it is not stated."""
    return t(f"stage.{stage}") if stage else t("document.stage_absent")


def form_label(t: Catalogue, form: Form) -> str:
    """The name of a form with the region it is in use in."""
    return t("document.form_of", region=form.region, name=form.name)


def shown_day(settings: Settings, iso: str) -> str:
    """An ISO day in the words of the language, 2024年1月31日; where it is empty, that it isn't known."""
    if not iso:
        return settings.t("changes.undated")
    year, month, day = iso.split("-")
    return settings.t("day", year=year, month=int(month), day=int(day), iso=iso)
