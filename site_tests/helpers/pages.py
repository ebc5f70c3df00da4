"""The kinds of page that a site has, and an example of each on the real site."""

from __future__ import annotations

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
    "not-found": "404.html",
    **{f"form-{name}": f"forms/{name}/" for name in DOCUMENTS},
    **DOCUMENTS,
}
"""A page of each kind, by its kind."""

REDIRECT = "2021/shanhaiguan-cppcc/insurance/"
WITHDRAWN = "2022/shanhaiguan-cppcc/member-studios/"
BROKEN = "2022/shanhaiguan-cppcc/deliberation/"
ODD_PAGES = {"redirect": REDIRECT, "withdrawn": WITHDRAWN, "problems": "problems/", "problems-of-one": BROKEN}
"""Kinds of page that the real site has none of: those of the odd site."""
