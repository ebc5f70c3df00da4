"""勘误: the page of a correction that says what it changed and why."""

from __future__ import annotations

from collections.abc import Sequence

from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Frozen, Settings
from goalbook.snapshot.changes import Erratum

ERRATUM_ADDRESS = "erratum"


def erratum_page(settings: Settings, frozen: Frozen, changes: Sequence[Erratum]) -> Page:
    """The erratum of a snapshot that is a correction."""
    t = settings.t
    title = t("erratum.title", name=frozen.name, corrects=frozen.corrects)
    lead = t("erratum.lead", reason=frozen.reason)
    content = render(
        settings, "frozen/erratum.html", ERRATUM_ADDRESS, title=title, lead=lead, frozen=frozen, changes=changes
    )
    return Page(ERRATUM_ADDRESS, title, lead, content)
