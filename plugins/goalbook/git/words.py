"""What speaks against a history, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goalbook.git.history import HistoryFault
from goalbook.messages.catalogue import Catalogue


def words_of_history(faults: Collection[HistoryFault], t: Catalogue) -> Iterator[tuple[HistoryFault, str]]:
    """A sentence for each kind of fault, with the first of its kind; commits that say a day to come are counted, the newest is named."""
    for fault in faults:
        if fault.code == "shallow":
            yield fault, t("changes.shallow")
    if ahead := [fault for fault in faults if fault.code == "ahead"]:
        yield ahead[0], t("changes.ahead", count=len(ahead), commit=ahead[0].commit[:12], day=ahead[0].day)
