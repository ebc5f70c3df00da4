"""What goes on paper: a document in its official form with what its running foot says, and the settings of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from goalbook.book.entry import Entry, shown_title
from goalbook.forms.catalogue import FORMS
from goalbook.forms.fill import Sheet, fill
from goalbook.model.records import Body, Document

SERIF = "Noto Serif CJK SC"


class Unfit(Exception):
    """A format can't hold this document whole; ``str()`` of it is the key of its message, ``values`` fill that.

    ``office.too_long`` (address, limit).
    """

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class FontFault(Unfit):
    """The font can't print this: ``font.missing`` (family) or ``font.glyphs`` (family, characters, where)."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families that everything is printed in, and folders that are searched for them besides the system's.

    A character is taken from the first family that has it; no other family is ever used. ``office`` is the one that Word and
    Excel files name: it is that of their readers' machines.
    """

    families: tuple[str, ...] = (SERIF,)
    folders: tuple[str, ...] = ()
    office: str = "宋体"


@dataclass(frozen=True, slots=True)
class Cover:
    """What a collection says of itself: with it come a contents list and the indexes.

    ``lines`` stand under the title, one below the other: the year's bodies, how many documents.
    """

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What all documents of one file on paper have in common.

    ``url`` is the site's address, ending in a slash, or empty where it isn't known: then there is no permalink.
    ``authority`` publishes, ``date`` is the ISO day of the newest data in the file (empty where it isn't known),
    ``language`` that of the words around the forms; ``cover`` makes it a book.
    """

    url: str = ""
    directory_urls: bool = True
    authority: str = ""
    date: str = ""
    language: str = "zh"
    fonts: Fonts = Fonts()
    cover: Cover | None = None

    def permanent(self, address: str) -> str:
        """The absolute address of a document's page, or nothing."""
        return f"{self.url}{address}{'/' if self.directory_urls else '.html'}" if self.url else ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document on paper: its filled form, and what names it.

    ``body`` is the name of the reporting body, ``source`` the file that it was taken from (or nothing), ``digest`` the
    sha256 of its goal file, ``date`` the ISO day of its newest change (or nothing), ``permalink`` the address of its page
    (or nothing).
    """

    address: str
    title: str
    body: str
    sheet: Sheet
    year: str = ""
    landscape: bool = False
    source: str = ""
    digest: str = ""
    date: str = ""
    permalink: str = ""


def filled_form(document: Document) -> Sheet:
    """The document in its own official form."""
    return fill(FORMS[document.form], document)


def leaf(document: Document, entry: Entry, body: Body, paper: Paper, date: str = "") -> Leaf:
    """A document as it goes on paper."""
    form = FORMS[document.form]
    return Leaf(
        address=entry.address,
        title=shown_title(document, form),
        body=body.name or body.shown,
        sheet=filled_form(document),
        year=document.year or "",
        landscape=form.landscape,
        source=document.source.file if document.source else "",
        digest=entry.digest,
        date=date or entry.published,
        permalink=paper.permanent(entry.address),
    )
