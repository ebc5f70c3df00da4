"""What a page offers to download, with sizes."""

from __future__ import annotations

from dataclasses import dataclass

# The formats of downloads by suffix, each with its bytes; None where it is made on request.
Sizes = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page says of a collection: the sizes of its files by suffix, what it can't be had as, what it is too long for, and
    by suffix the addresses of documents that could not be in it."""

    documents: int
    sizes: Sizes = ()
    absent: tuple[str, ...] = ()
    too_many: tuple[str, ...] = ()
    left_out: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """The suffixes of the files that hold all documents."""
        lacking = {suffix for suffix, _ in self.left_out}
        return tuple(suffix for suffix, _ in self.sizes if suffix not in lacking)
