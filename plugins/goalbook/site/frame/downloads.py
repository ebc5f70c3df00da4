"""What a page offers to download, with sizes."""

from __future__ import annotations

from dataclasses import dataclass

# The formats of downloads by suffix, each with its bytes; None where it is made on request.
Sizes = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page says of a collection: the sizes of its files by suffix, what it can't be had as, and what it is too long for."""

    documents: int
    sizes: Sizes = ()
    absent: tuple[str, ...] = ()
    too_many: tuple[str, ...] = ()
