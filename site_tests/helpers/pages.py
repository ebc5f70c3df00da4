"""The kinds of page that a site has, and an example of each on the real site."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENTS = {
    "hebei-duties": "undated/county-cppcc/duties/",
    "hebei-department": "2022/shanhaiguan-cppcc/department/",
    "hebei-project": "2022/shanhaiguan-cppcc/vehicle-insurance/",
    "qinghai-department": "2024/huangyuan-cppcc/department/",
    "guangzhou-department": "2022/guangzhou-cppcc/department/",
}
"""A document of each form."""

PAGES = {
    "home": "",
    "years": "years/",
    "year": "2022/",
    "undated": "undated/",
    "body-year": "2022/shanhaiguan-cppcc/",
    "bodies": "bodies/",
    "body": "bodies/shanhaiguan-cppcc/",
    "regions": "regions/",
    "region": "regions/130303/",
    "forms": "forms/",
    "indicators": "indicators/",
    "search": "search/",
    "glossary": "glossary/",
    "guide": "guide/",
    "changes": "changes/",
    "about": "about/",
    "compare": "compare/",
    "beside": "compare/bodies/",
    "quality": "quality/",
    "quality-year": "quality/2022/",
    "quality-body": "quality/bodies/shanhaiguan-cppcc/",
    "rules": "rules/",
    "rule": "rules/IN-12/",
    "not-found": "404.html",
    **{f"form-{name}": f"forms/{name}/" for name in DOCUMENTS},
    **DOCUMENTS,
}
"""A page of each kind that the real site has, by its kind."""

GROWN_PAGES = {
    "home-grown": "",
    "year-grown": "2023/",
    "evaluation": "2023/water/pipes-result/",
    "missed": "missed/",
    "missed-body": "missed/2023/water/",
    "life": "2023/water/pipes/life/",
    "thing": "things/water/pipes/",
    "compared": "compare/2022-2023/",
    "compared-body": "compare/2022-2023/water/",
    "completeness": "completeness/",
    "completeness-year": "completeness/2023/",
    "completeness-year-large": "completeness/2024/",
    "completeness-list": "completeness/2024/owed/",
    "completeness-body": "completeness/2023/bodies/water/",
    "snapshots": "snapshots/",
    "versions": "versions/water/pipes/",
    "versions-year": "versions/2022/",
    "stand-in": "2022/roads/gone/",
    "frozen-home": "snapshots/2022/index.html",
    "frozen-document": "snapshots/2022/2022/water/pipes.html",
}
"""Kinds of page that a site gets over the years: those of the grown site."""

KINDS = PAGES | GROWN_PAGES
"""Every kind of page but the odd ones."""

REDIRECT = "2021/shanhaiguan-cppcc/insurance/"
WITHDRAWN = "2022/shanhaiguan-cppcc/member-studios/"
BROKEN = "2022/shanhaiguan-cppcc/deliberation/"
ODD_PAGES = {"redirect": REDIRECT, "withdrawn": WITHDRAWN, "problems": "problems/", "problems-of-one": BROKEN}
"""Kinds of page that the real site has none of: those of the odd site."""

every_page = pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.full)], ids=["of each kind", "every"]
)
"""For tests that open the pages of a site: those that are made alike are left to the full run."""


def pages_of(site: Path, every: bool) -> list[str]:
    """The files of pages: every one, or of those that tell of a rule, which are made alike, three."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    alike = [name for name in found if name.startswith("rules/")]
    assert len(alike) > 30
    return [name for name in found if every or name not in alike[3:]]
