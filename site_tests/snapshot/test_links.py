"""Links of a snapshot's pages: each is found, whatever stands around it, and cut without a change to anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.site.frozen.links import Astray, broken_links, cut_links, links_of

_OUT = "https://elsewhere.example/x"
_DECLARED = "https://example.org/versions/"


def cut(html: str) -> str:
    """A page in a folder, cut where two files are there."""
    return cut_links(html, "a/page.html", _DECLARED, {"a/page.html", "there.html"})


@pytest.mark.parametrize(
    ("html", "result"),
    [
        (f'<a data-href="../there.html" href="{_OUT}">w</a>', f"w ({_OUT})"),
        (f'<a data-href="{_OUT}" href="../there.html">w</a>', None),
        (f'<a title="a>b" href="{_OUT}">w</a>', f"w ({_OUT})"),
        (f"<a title='</a>' href=\"{_OUT}\">w</a>", f"w ({_OUT})"),
        ("<a title=\"href='https://elsewhere.example'\" href='../there.html'>w</a>", None),
        (f"<a href={_OUT}>w</a>", f"w ({_OUT})"),
        (f"<a href='{_OUT}'>w</a>", f"w ({_OUT})"),
        (f'<A CLASS=x HREF = "{_OUT}" >w</A >', f"w ({_OUT})"),
        (f'<a\n  href="{_OUT}"\n>w\n</a\n>', f"w\n ({_OUT})"),
        (f'<a/href="{_OUT}"/>w</a>', f"w ({_OUT})"),
        ('<a href=" \n https://else\nwhere.example/x ">w</a>', f"w ({_OUT})"),
        ('<a href="HTTPS://elsewhere.example/x">w</a>', "w (HTTPS://elsewhere.example/x)"),
        ('<a href="https&#58;//elsewhere.example/x">w</a>', f"w ({_OUT})"),
        ('<a href="//elsewhere.example/x">w</a>', "w (//elsewhere.example/x)"),
        (f'<a href="{_OUT}?a=1&amp;b=2">w</a>', f"w ({_OUT}?a=1&amp;b=2)"),
        (f'<a href="{_OUT}?a=1&amp;b=2">{_OUT}?a=1&amp;b=2</a>', f"{_OUT}?a=1&amp;b=2"),
        (f'<a href="{_OUT}?a=1&b=2"><b>{_OUT}?a=1&#38;b=2</b></a>', f"<b>{_OUT}?a=1&#38;b=2</b>"),
        ('<a href="&#109;ailto:&#120;@example.org">&#120;@example.org</a>', "&#120;@example.org"),
        (f'<svg><a xlink:href="{_OUT}"><text>w</text></a></svg>', f"<svg><text>w</text> ({_OUT})</svg>"),
        (f'<a href="{_OUT}">v<a href="../there.html">w</a>', f'v ({_OUT})<a href="../there.html">w</a>'),
        (f'<p><a href="{_OUT}">w</p>', "<p>w</p>"),
        (f'<a href="../there.html" href="{_OUT}">w</a>', None),
        (f'<a href="{_OUT}" href="../there.html">w</a>', f"w ({_OUT})"),
        (f'<map><area shape=rect href="{_OUT}"><area href="../there.html"></map>', '<map><area href="../there.html"></map>'),
        ('<a href="gone.html">w</a>', "w"),
        (f'<a href="{_DECLARED}x/">w</a>', None),
        ("<a>w</a> <a name=x>w</a> <a href=''>w</a> <a href>w</a> <a href=#x>w</a>", None),
        ("<abbr href=https://x.example>w</abbr>", None),
    ],
)  # fmt: skip
def test_a_link_that_leads_away_is_cut(html: str, result: str | None) -> None:
    """However it is written; one that may stay, and all else, keeps its bytes. A page that is cut stays as it is."""
    around = "<!DOCTYPE html>\r\n<p CLASS = 'x'>文 &nbsp;&amp; <br/>\n{}\n</p >&lt;\n"
    expected = around.format(html if result is None else result)
    assert cut(around.format(html)) == expected
    assert cut(expected) == expected


@pytest.mark.parametrize(
    "html",
    [
        f'<!-- <a href="{_OUT}">w</a> -->',
        f"<script>const x = '<a href=\"{_OUT}\">w</a>';</script>",
        f"<style>/* <a href={_OUT}>w</a> */</style>",
        f"<p>&lt;a href={_OUT}&gt;w&lt;/a&gt; < a href={_OUT}></p>",
    ],
)
def test_what_only_looks_like_a_link_is_none(html: str) -> None:
    """Text, comments, scripts and styles keep their bytes, and are no links."""
    assert cut(html) == html
    assert links_of(html) == []


@pytest.mark.parametrize(
    ("html", "link"),
    [
        (f'<link rel=preload data-href=x title=">" href="{_OUT}">', _OUT),
        (f"<form action={_OUT}></form>", _OUT),
        (f"<button formaction='{_OUT}'>w</button>", _OUT),
        (f'<img SRC="{_OUT}">', _OUT),
        (f'<img srcset="../there.html 1x, {_OUT} 2x">', _OUT),
        (f'<link rel=preload imagesrcset="{_OUT} 100w">', _OUT),
        ('<img srcset="data:image/png;base64,AAAA 1x, gone.png 2x">', "gone.png"),
        (f'<meta http-equiv=Refresh content="0; url={_OUT}">', _OUT),
        (f'<object data="{_OUT}"></object>', _OUT),
        (f'<a href="../there.html" ping="{_OUT}">w</a>', _OUT),
    ],
)
def test_what_a_page_loads_is_not_cut_but_named(tmp_path: Path, html: str, link: str) -> None:
    """No words could stand for it: the page keeps its bytes, and the link is told of, once."""
    assert cut(html) == html
    (tmp_path / "a").mkdir()
    (tmp_path / "a/page.html").write_text(html, "utf-8")
    (tmp_path / "there.html").write_text("", "utf-8")
    assert list(broken_links(tmp_path, "", _DECLARED)) == [Astray("a/page.html", link)]


def test_a_picture_in_the_page_leads_nowhere(tmp_path: Path) -> None:
    """It is there with the page; any other such address isn't a picture."""
    (tmp_path / "a.html").write_text('<img src="data:image/png;base64,AAAA"><img src="DATA:text/html,x">', "utf-8")
    assert [found.link for found in broken_links(tmp_path, "", "")] == ["DATA:text/html,x"]


def test_real_pages_keep_their_bytes(site: Path) -> None:
    """Line ends, quotes and entities: where all that leads out is declared, nothing of them changes.

    The page that a server shows for a missing one is none of a snapshot.
    """
    pages = [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    assert len(pages) > 25
    for path in pages:
        html = path.read_bytes().decode()
        assert cut_links(html, path.relative_to(site).as_posix(), "https://") == html, path
