"""The shell of goal pages lets a page's own script come first, where nothing else depends on the theme's."""

from __future__ import annotations

import pytest
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.shell import CONTENT, HEAD, capture

SETTINGS = Settings("示例")
PLAIN = Page("search", "检索", "", "<h1>检索</h1>")
HASTY = Page("search", "检索", "", "<h1>检索</h1>", early="<script src=search.js async></script>")
STYLE = '<link rel="stylesheet" href="main.css">'
SCRIPTS = (
    '<script defer src="../assets/javascripts/bundle.a5f9d56c.min.js"></script>\n'
    '<script defer src="../assets/goalbook/goalbook.5d0947e8.js"></script>'
)


def spliced(page: Page, *, scripts: str = SCRIPTS, head: str = "") -> str:
    """A page in a shell of these scripts."""
    html = f'<!doctype html><html><head><meta charset="utf-8">{head}{STYLE}{HEAD}</head><body>{CONTENT}{scripts}</body></html>'
    return capture(html, 1, SETTINGS).splice(page, SETTINGS)


def test_what_is_early_comes_before_the_styles_and_the_theme_waits() -> None:
    """A page with elements that are to come early has them before its styles, and the scripts of the end in a template."""
    html = spliced(HASTY)
    assert f"{HASTY.early}{STYLE}" in html
    assert f'<template id="gb-later">{SCRIPTS}</template></body>' in html


def test_other_pages_have_no_trace_of_it() -> None:
    """The scripts of any other page run as they stand."""
    html = spliced(PLAIN)
    assert f"{SCRIPTS}</body>" in html
    assert "template" not in html
    assert "gbslot" not in html


@pytest.mark.parametrize(
    ("scripts", "head"),
    [
        (f'{SCRIPTS}<script defer src="../js/own.js"></script>', ""),
        (f"{SCRIPTS}<p>text</p>{SCRIPTS}", ""),
        (SCRIPTS, '<script src="https://example.org/count.js" async></script>'),
        (SCRIPTS, '<script>document.addEventListener("DOMContentLoaded", () => document$.subscribe(count))</script>'),
        ("", ""),
    ],
)
def test_no_script_waits_where_other_code_may_go_by_when_it_runs(scripts: str, head: str) -> None:
    """A site's own scripts, or code that listens to when the page stands, keep the scripts of the end as they are."""
    html = spliced(HASTY, scripts=scripts, head=head)
    assert f"{HASTY.early}{STYLE}" in html
    assert f"{scripts}</body>" in html
