"""What goes on paper: a document in its official form with what its running foot says, and the settings of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goalbook.book.annex import Annex
from goalbook.book.filled import Filled
from goalbook.forms.fill import ProseText, Sheet
from goalbook.messages.catalogue import language_of
from goalbook.writers.geometry import Sides, sides_of

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
    Excel files name, that of their readers' machines; where it is empty, the usual one of the language.
    """

    families: tuple[str, ...] = (SERIF,)
    folders: tuple[str, ...] = ()
    office: str = ""


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
    ``language`` that of the words around the forms; ``cover`` makes it a book. ``annexes`` makes what stands after the form of a
    document, in a language; without it nothing does.
    """

    url: str = ""
    directory_urls: bool = True
    authority: str = ""
    date: str = ""
    language: str = "zh"
    fonts: Fonts = Fonts()
    cover: Cover | None = None
    annexes: Callable[[Filled, str], Annex | None] | None = None

    @property
    def office_font(self) -> str:
        """The font that Word and Excel files name."""
        return self.fonts.office or ("宋体" if language_of(self.language) == "zh" else "Times New Roman")

    def permanent(self, address: str) -> str:
        """The absolute address of a document's page, or nothing."""
        return f"{self.url}{address}{'/' if self.directory_urls else '.html'}" if self.url else ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document on paper: in its form, with the ISO day of its newest change and the address of its page (or nothing).

    ``annex`` is what stands after the form and marks its cells; data formats are without it.
    """

    filled: Filled
    date: str = ""
    permalink: str = ""
    annex: Annex | None = None

    @property
    def address(self) -> str:
        """Where the document stands."""
        return self.filled.entry.address

    @property
    def digest(self) -> str:
        """The sha256 of its goal file."""
        return self.filled.entry.digest

    @property
    def title(self) -> str:
        """Its title as printed, else the name of its form."""
        return self.filled.entry.title

    @property
    def year(self) -> str:
        """Its year, or nothing."""
        return self.filled.entry.year

    @property
    def body(self) -> str:
        """The name of the reporting body."""
        return self.filled.body.name or self.filled.body.shown

    @property
    def source(self) -> str:
        """The file that it was taken from, or nothing."""
        source = self.filled.document.source
        return source.file if source else ""

    @property
    def sheet(self) -> Sheet:
        """Its filled form."""
        return self.filled.sheet

    @property
    def signed(self) -> Sheet:
        """Its filled form with the signs at doubtful cells."""
        return self.annex.signed(self.sheet) if self.annex else self.sheet

    @property
    def texts(self) -> Iterator[str]:
        """All that is printed of it."""
        yield from (self.title, self.body, self.source, self.address)
        if self.annex:
            yield self.annex.legend
        for part in (*self.signed, *([self.annex.text] if self.annex else [])):
            if isinstance(part, ProseText):
                yield from (one.text for one in part.paragraphs)
            else:
                yield from (part.number, part.title, part.subtitle)
                yield from (cell.text for cell in (*part.above, *part.cells, *part.below))

    @property
    def sides(self) -> Sides:
        """Its paper as it is printed."""
        return sides_of(self.filled.form)


def leaf(filled: Filled, paper: Paper, date: str = "") -> Leaf:
    """A document as it goes on paper, with its annex; without a ``date`` it has that of its publication."""
    annex = paper.annexes(filled, paper.language) if paper.annexes else None
    return Leaf(filled, date or filled.entry.stated_day, paper.permanent(filled.entry.address), annex)
