"""Filled forms as PDF."""

from __future__ import annotations

from collections.abc import Iterable

from goalbook.paper import Leaf, Paper


def write_pdf(leaves: Iterable[Leaf], paper: Paper) -> bytes:
    """The documents in this order as one PDF file; with ``paper.cover`` as a book with contents and indexes.

    Raises ``goalbook.paper.FontFault`` before anything is written where the font or a character in it is missing.
    """
    raise NotImplementedError  # the first commit settles the interface
