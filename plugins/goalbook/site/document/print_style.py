"""The print style of one document: paper, margins and the running foot that a page's margin boxes print."""

from __future__ import annotations

from goalbook.forms.form import Form
from goalbook.writers.geometry import BROWSER, sides_of

_UNSAFE = frozenset('"\\<>\n\r\f')


def print_style(form: Form, running: str, date: str) -> bytes:
    """CSS for the printed pages: the paper of the form, the page of the site and its document's address, page x of y, the data's date."""
    width, height = sides_of(form)
    return (
        f"@page{{size:{width:g}mm {height:g}mm;margin:{BROWSER.css_margins};"
        f"@bottom-left{{content:{css_string(running)}}}"
        f'@bottom-right{{white-space:nowrap;content:{css_string(f"{date} · " if date else "")} counter(page) " / " counter(pages)}}}}\n'
    ).encode()


def css_string(text: str) -> str:
    """A text as a CSS string; what could end it is written as an escape."""
    return '"' + "".join(f"\\{ord(c):x} " if c in _UNSAFE else c for c in text) + '"'
