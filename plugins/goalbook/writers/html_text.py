"""Pieces of HTML around a printed value: its text, its direction, its id and the links and signs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from goalbook.messages.catalogue import Catalogue
from goalbook.model.direction import has_own_direction
from goalbook.model.places import cell_anchor


class Mark(NamedTuple):
    """A sign at a cell. At a doubtful one: the link to what is said of it, and who says it, a ``note`` or, as ``doubt``, a rule.

    At a result, without a link: the ``words`` for what became of its target, which is its kind.
    """

    link: str
    kind: str
    words: str = ""


Marks = Mapping[str, tuple[Mark, ...]]


def text_html(text: str) -> str:
    """Printed text as HTML, its line ends kept."""
    return escape(text).replace("\n", "<br>")


def direction(text: str) -> str:
    """The attribute that lets a text run in its own direction, where it may have one."""
    return ' dir="auto"' if has_own_direction(text) else ""


def permalink(anchor: str, name: str, t: Catalogue) -> str:
    """A link to an anchor of the page, without text of its own, so that copied text stays as printed."""
    label = escape(t("page.permalink", name=" ".join(name.split())[:40]), quote=True)
    return f'<a class="gb-permalink" href="#{anchor}" aria-label="{label}"></a>'


def id_of(path: str, anchors: Mapping[str, str] | None) -> str:
    """The id attribute of what prints the value at a path; nothing without a path or without anchors."""
    return f' id="{cell_anchor(path, anchors)}"' if path and anchors is not None else ""


def sign_of_mark(mark: Mark, t: Catalogue) -> str:
    """A sign without text of its own, so that copied text stays as printed."""
    if mark.words:
        words = escape(mark.words, quote=True)
        return f'<span class="gb-outcome gb-{mark.kind}" role="img" aria-label="{words}" data-gb-word="{words}"></span>'
    label = escape(t(f"mark.{mark.kind}"), quote=True)
    return f'<a class="gb-{mark.kind}-mark" href="{escape(mark.link, quote=True)}" aria-label="{label}"></a>'
