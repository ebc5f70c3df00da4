"""A page of the site itself: its official form is read, not what the page says of it."""

from __future__ import annotations

from lxml import html

_AROUND = ("gb-paper-name", "gb-narrow", "gb-paper-foot")  # beside the form on its sheet of paper


def form_alone(root: html.HtmlElement) -> bool:
    """Leave of a page of a document its form, and its title where the form doesn't print that; False where it is no such page."""
    papers, body = root.find_class("gb-paper"), root.find("body")
    if not papers or body is None:
        return False
    for part in (part for name in _AROUND for paper in papers for part in paper.find_class(name)):
        part.drop_tree()
    printed = " ".join("".join(paper.itertext()) for paper in papers)
    titles = [title for title in root.iter("h1") if _words(title) not in " ".join(printed.split())]
    for child in list(body):
        body.remove(child)
    body.text = None
    for part in (*titles, *papers):
        part.tail = None
        body.append(part)
    return True


def _words(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
