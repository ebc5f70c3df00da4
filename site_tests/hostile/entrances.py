"""The entrances for strangers' data, each with its hostile cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_tests.hostile.around import address_cases, revision_cases, settings_cases
from site_tests.hostile.forms import form_cases
from site_tests.hostile.goals import goal_cases
from site_tests.hostile.runner import Case
from site_tests.hostile.searches import search_cases
from site_tests.hostile.snapshots import snapshot_cases

ENTRANCES: dict[str, Callable[[], Iterator[Case]]] = {
    "addresses": address_cases,
    "revisions": revision_cases,
    "settings": settings_cases,
    "forms": form_cases,
    "goals": goal_cases,
    "searches": search_cases,
    "snapshots": snapshot_cases,
}
