"""A page written by hand: what Markdown makes stays as it was, nothing in it runs, asks another host or leaves its place."""

from __future__ import annotations

import re

import pytest
from goalbook.site.frame.harmless import harmless

from site_tests.helpers.hostile import MARKUP

KEPT = """<h2 id="objections">异议与反馈<a class="headerlink" href="#objections" title="Permanent link">¶</a></h2>
<p>见<a href="goalbook:changes">更改记录</a>，<a href="https://example.org/?a=1&amp;b=2">站外</a>。</p>
<p><a href="mailto:a@example.org">邮件</a></p>
<!-- goalbook:home -->
<table><thead><tr><th style="text-align: right;">数</th></tr></thead><tbody><tr><td>1 &lt; 2 &amp;&amp; 3</td></tr></tbody></table>
<p><img alt="图" src="../pictures/a.png" /><br /><code>&lt;script&gt;</code></p>
<hr /><div class="admonition note"><p class="admonition-title">注</p></div><details open=""><summary>更多</summary></details>
<ul><li><input type="checkbox" disabled="" /> 完成</li></ul><sup id="fnref:1"><a href="#fn:1">1</a></sup>
<pre class="mermaid"><code>a --&gt; b</code></pre>
"""


def test_what_markdown_makes_stays() -> None:
    """Headings, tables, links, pictures, notes, lists and the marker of the home page are the same bytes."""
    assert harmless(KEPT) == KEPT


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<script>alert(1)</script>b", "ab"),
        ("a<script>alert(1)", "a"),
        ("a<SCRIPT SRC=x></SCRIPT >b", "ab"),
        ("a<style>p{}</style>b", "ab"),
        ("a<iframe src=x>c</iframe>b", "ab"),
        ("a<object><object></object>c</object>b", "ab"),
        ("a<template><p>c</p></template>b", "ab"),
        ("<form action=x><button>a</button></form>", "a"),
        ("<p onclick=alert(1) class=x>a</p>", '<p class="x">a</p>'),
        ("<p/onclick=alert(1)>a</p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="java\tscript&colon;alert(1)">a</a>', "<a>a</a>"),
        ('<a href=" \x01jAvAsCrIpT:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="about/" href="javascript:x">a</a>', '<a href="about/">a</a>'),
        ('<a href="javascript:x" href="about/">a</a>', "<a>a</a>"),
        ('<img src=x onerror=alert(1) alt="图">', '<img src="x" alt="图">'),
        ('<img src="https://other.example/a.png" alt="图&lt;">', "图&lt;"),
        ('<img src="//other.example/a.png">', ""),
        ('<img src="/\\other.example/a.png">', ""),
        ('<img src="data:image/svg+xml,x">', ""),
        ("<svg onload=alert(1)><path d=M0 /><script>x</script><use href=x></use></svg>", '<svg><path d="M0" /></svg>'),
        ("<math><mtext><p>x</p></mtext></math>a", "a"),
        ('<p style="position: fixed">a</p>', "<p>a</p>"),
        ('<td style="text-align: right; x: url(y)">a</td>', "<td>a</td>"),
        ("</div></article></main>a", "a"),
        ("<div><p>a", "<div><p>a</p></div>"),
        ("<b><i>a</b></i>", "<b><i>a</i></b>"),
        ("a<!-- x --><!--[if IE]>b<![endif]--><!DOCTYPE c><?php d ?>", "a"),
        ("<!-- goalbook:home --><!-- goalbook:home--><!--goalbook:--><p>", "<!-- goalbook:home --><p></p>"),
        ("<input type=image src=x><input type=submit>", ""),
        ('<p id="__search">a</p><meta http-equiv=refresh content=0><base href=x><link rel=stylesheet href=x>', "<p>a</p>"),
        ("1 < 2 <", "1 &lt; 2 &lt;"),
    ],
)  # fmt: skip
def test_what_acts_is_gone(html: str, left: str) -> None:
    """No element, attribute, address or comment that acts is left; the words around it are."""
    assert harmless(html) == left


def test_what_is_left_is_left_alone() -> None:
    """Once through, nothing more is taken: what is written is read in one way only."""
    once = harmless(MARKUP * 3 + KEPT)
    assert harmless(once) == once
    assert not re.search(r"<(?:script|style|svg [^>]*onload)|<[^>]*\son\w+=", once)
