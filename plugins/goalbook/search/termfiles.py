"""Term files and their position files: postings in ascending order, cut where a file is full."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goalbook.search.beside import LEAST, may_be_stated, sides
from goalbook.search.codec import varint
from goalbook.search.spill import Posting
from goalbook.search.tokenize import EVEN, NUMBER, PLACED

TERM_BYTES = 16_000
POSITION_BYTES = 16_000


def has_positions(term: str) -> bool:
    """Whether a term has positions: all of three characters and more have, but numbers alone haven't."""
    return not term.startswith(NUMBER) and len(term.removeprefix(EVEN)) >= PLACED


def is_stated(term: str, documents: int, least: int) -> bool:
    """Whether a term file says what stands beside a term that so many documents hold."""
    return documents >= least and may_be_stated(term)


def _text(text: bytes) -> bytes:
    return varint(len(text)) + text


class TermFiles:
    """Writes postings into files by ``keep``, which takes a payload and gives its name.

    ``firsts`` and ``names`` are the first term and the name of every term file written; what stands beside a term is said of those that
    at least so many documents hold.
    """

    def __init__(self, keep: Callable[[bytes], str], least: int = LEAST) -> None:
        self.keep, self.least = keep, least
        self.firsts: list[str] = []
        self.names: list[str] = []
        self.held: list[Posting] = []
        self.size = 0

    def add(self, posting: Posting) -> None:
        """Take the next term."""
        size = len(posting.documents) + len(posting.weights) + 8
        if self.held and self.size + size > TERM_BYTES:
            self.finish()
        self.held.append(posting)
        self.size += size

    def finish(self) -> None:
        """Write what is held."""
        if not self.held:
            return
        positions = list(self._position_files())
        out = bytearray(varint(len(self.held)) + varint(len(positions)))
        for name, count in positions:
            out += name.encode() + varint(count)
        before = ""
        for posting in self.held:
            shared = next(
                (n for n, (a, b) in enumerate(zip(before, posting.term, strict=False)) if a != b), len(before)
            )
            rest = posting.term[shared:].encode()
            # Characters beyond the basic plane are two code units.
            units = len(posting.term[:shared].encode("utf-16-be")) // 2
            out += varint(units) + _text(rest) + varint(posting.count) + varint(len(posting.documents))
            if is_stated(posting.term, posting.count, self.least):
                out += b"".join(_text(side.encode()) for side in sides(posting.beside))
            before = posting.term
        for posting in self.held:
            out += posting.documents + posting.weights
        self.firsts.append(self.held[0].term)
        self.names.append(self.keep(bytes(out)))
        self.held, self.size = [], 0

    def _position_files(self) -> Iterator[tuple[str, int]]:
        """The positions of the terms held, in files of their own: names, and how many terms each is for."""
        held: list[Posting] = []
        size = 0
        for posting in self.held:
            if has_positions(posting.term):
                own = len(posting.counts) + len(posting.highs) + len(posting.lows)
                if held and size + own > POSITION_BYTES:
                    yield self._position_file(held)
                    held, size = [], 0
                held.append(posting)
                size += own
        if held:
            yield self._position_file(held)

    def _position_file(self, held: list[Posting]) -> tuple[str, int]:
        columns = (*(one.counts for one in held), *(one.highs for one in held), *(one.lows for one in held))
        return self.keep(b"".join(columns)), len(held)
