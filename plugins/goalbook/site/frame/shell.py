"""The theme's page around a goal page: rendered once by the site generator, captured, and spliced page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from goalbook.site.frame.blanks import without_blanks
from goalbook.site.frame.page import Page
from goalbook.site.frame.policy import Code, code_of, policy_of, with_policy
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.tags import tags_of, with_edits

# Marks that stand for what differs. They outlast plugins that make HTML small: none is a comment, and their blanks keep the
# quotes of the attributes that they stand in.
TITLE = "gbslot title gb"
DESCRIPTION = "gbslot description gb"
HEAD = '<meta name="gbslotheadgb">'
CONTENT = "<h1>gbslotcontentgb</h1>"
START = "gb-start"
PART = "gbsloturlgb"
_EARLY = "gbslot early gb"
# Around the scripts of the theme, which browsers neither fetch nor run in a template.
_LATER, _LATER_END = "gbslot later gb", "gbslot end gb"
_POLICY = "gbslot policy gb"
_URL = "gbslot url gb"
# How a mark of several characters comes back: each is one tag or element, whatever its attributes and quotes are by then.
_COME_BACK = {HEAD: r"<meta\b[^>]*gbslotheadgb[^>]*>", CONTENT: r"<h1\b[^>]*>[^<]*gbslotcontentgb[^<]*</h1\s*>"}
# The scripts of the theme and of Goalbook.
_OWN = re.compile(r"assets/(?:javascripts/bundle|goalbook/goalbook)\.[^/]*\.js$")


def source_of(depth: int) -> str:
    """The name of the Markdown source that stands for all pages with so many address parts."""
    return f"{'/'.join([PART] * depth)}.md"


def _url_of(depth: int, settings: Settings) -> str:
    return settings.url_of("/".join([PART] * depth))


@dataclass(frozen=True, slots=True)
class Shell:
    """A captured page cut at its slots: ``pieces`` of fixed text with the ``slots`` between them (one fewer), and the code
    that stands in it, which its policy names. Code in a page's own content is not named: nothing in it runs.
    """

    pieces: tuple[str, ...]
    slots: tuple[str, ...]
    code: tuple[Code, ...] = ()

    def splice(self, page: Page, settings: Settings) -> str:
        """The whole HTML of a page; every value is escaped for the place it goes to."""
        values = {
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            _EARLY: page.early,
            _LATER: '<template id="gb-later">' if page.early else "",
            _LATER_END: "</template>" if page.early else "",
            HEAD: page.head,
            CONTENT: page.content,
            _URL: settings.url_of(page.address),
        }
        values[_POLICY] = policy_of((_filled(code, values) for code in self.code), settings)
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += (values[slot], piece)
        return "".join(parts)


def capture(html: str, depth: int, settings: Settings) -> Shell:
    """The shell in a rendered stand-in page, without blanks that show nothing.

    Raises ValueError, that names it, where the theme left out the slot of the content or of the head.
    """
    html = without_blanks(html)
    code: tuple[Code, ...] = ()
    if settings.policy:
        code = tuple(each._replace(text=_marked(each.text, depth, settings)) for each in code_of(html))
        html = with_policy(html, _POLICY)
    html = with_edits(html, (*_early(html), *_later(html)))
    marks = {
        **{mark: re.escape(mark) for mark in (TITLE, DESCRIPTION, _EARLY, _LATER, _LATER_END, _POLICY)}, **_COME_BACK,
        _URL: re.escape(_url_of(depth, settings)),
    }  # fmt: skip
    pieces: list[str] = []
    slots: list[str] = []
    done = 0
    for found in re.finditer("|".join(f"({mark})" for mark in marks.values()), html, re.I):
        pieces.append(html[done : found.start()])
        slots.append(list(marks)[(found.lastindex or 1) - 1])
        done = found.end()
    if CONTENT not in slots:
        raise ValueError("content")
    if HEAD not in slots:
        raise ValueError("head")
    return Shell((*pieces, html[done:]), tuple(slots), code)


def _early(html: str) -> Iterator[tuple[int, int, str]]:
    """The slot of what comes before the styles of a page, which hold up all that follows them."""
    for tag in tags_of(html):
        if tag.name == "link" and (tag.attributes or {}).get("rel", "").lower() == "stylesheet":
            yield tag.start, tag.start, _EARLY
            return


def _later(html: str) -> Iterator[tuple[int, int, str]]:
    """The slots around the scripts of a page's end; none where other code may go by when they run."""
    tags = tags_of(html)
    own = [n for n, tag in enumerate(tags) if tag.name == "script" and "src" in (tag.attributes or {})]
    if not own or any("DOMContentLoaded" in code.text for code in code_of(html)):
        return
    between = tags[own[0] : own[-1] + 2]
    if len(between) == 2 * len(own) and all(_OWN.search((tags[n].attributes or {})["src"]) for n in own):
        yield between[0].start, between[0].start, _LATER
        yield between[-1].end, between[-1].end, _LATER_END


def _marked(text: str, depth: int, settings: Settings) -> str:
    return text.replace(_url_of(depth, settings), _URL)


def _filled(code: Code, values: dict[str, str]) -> Code:
    """Code as it stands in a page."""
    text = code.text
    for mark in (TITLE, DESCRIPTION, _URL):
        text = text.replace(mark, values[mark])
    return code._replace(text=text)
