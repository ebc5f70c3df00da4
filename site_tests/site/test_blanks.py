"""Blanks that show nothing are left out of shells; all others stay."""

from __future__ import annotations

import pytest
from goalbook.site.frame.blanks import without_blanks


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>\n\n   <b>一</b>  二</p>\n \n<p></p>", "<p>\n<b>一</b> 二</p>\n<p></p>"),
        ("<p>a \t b</p>", "<p>a b</p>"),
        ("<p>a b\nc</p>", "<p>a b\nc</p>"),
        ("<p>　　缩进\u00a0\u00a0二</p>", "<p>　　缩进\u00a0\u00a0二</p>"),
    ],
)
def test_runs_become_one(page: str, left: str) -> None:
    """A run of blanks is a line end where it has one, else a space; full-width and other spaces are text."""
    assert without_blanks(page) == left
    assert without_blanks(left) == left


@pytest.mark.parametrize("name", ["pre", "textarea", "script", "style"])
def test_shown_blanks_stay(name: str) -> None:
    """Elements that show their blanks or are code keep them, whatever stands in them."""
    inside = "<i>" if name == "pre" else ""
    kept = f"<{name} id='a'>a  {inside}\n\n  b</{name}>"
    assert without_blanks(f"<p>\n  {kept}\n  </p>") == f"<p>\n{kept}\n</p>"


def test_tags_stay() -> None:
    """What stands in a tag stays, also after a sign that looks like its end."""
    tag = "<a title='a >  b'   href=x>"
    assert without_blanks(f"<p>{tag}  c</a></p>") == f"<p>{tag} c</a></p>"
