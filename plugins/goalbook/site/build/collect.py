"""Collections to site files: put together from what was made of each document, not made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from goalbook.files import link, write_pieces
from goalbook.site.build.collections import Collection, wanted
from goalbook.site.build.produce import Fault, Maker
from goalbook.site.frame.downloads import Offer
from goalbook.writers.csv import join_csv, write_collected_rows
from goalbook.writers.formats import PAPER, cover_of, write_all
from goalbook.writers.json import join_json
from goalbook.writers.paper import Leaf, Paper, Unfit


class Collected(NamedTuple):
    """What was made of a collection."""

    offer: Offer
    faults: tuple[Fault, ...]


def collect(maker: Maker, volume: Collection) -> Collected:
    """Publish one collection; gives what its page offers."""
    settings = maker.settings
    formats, too_many = wanted(settings, len(volume.members))
    sizes: list[tuple[str, int | None]] = []
    faults: list[Fault] = []
    for suffix in formats:
        path = maker.site / f"{volume.address}.{suffix}"
        if settings.on_request:
            sizes.append((suffix, None))
        elif _is_one(maker, volume, suffix) or (
            suffix in volume.kept and link(maker.before / f"{volume.address}.{suffix}", path)
        ):
            sizes.append((suffix, path.stat().st_size))
        else:
            try:
                sizes.append((suffix, write_pieces(path, _assembled(maker, volume, suffix))))
            except Unfit as cause:
                faults.append(Fault(volume.address, suffix, cause))
    absent = (*settings.absent, *(fault.suffix for fault in faults))
    return Collected(Offer(len(volume.members), tuple(sizes), absent, tuple(too_many)), tuple(faults))


def collection_pieces(maker: Maker, volume: Collection, suffix: str, leaves: Iterable[Leaf] = ()) -> Iterator[bytes]:
    """A collection in a format, piece by piece, of ``leaves`` or read from the goals' files. Raises ``Unfit``."""
    return write_all(suffix, leaves or map(maker.leaf, volume.members), _paper(maker, volume))


def _is_one(maker: Maker, volume: Collection, suffix: str) -> bool:
    """Give a collection of a single document the paper of that one; False where it is no such collection."""
    own = f"{volume.members[0].entry.address}.{suffix}"
    return (
        len(volume.members) == 1
        and suffix in PAPER
        and link(maker.site / own, maker.site / f"{volume.address}.{suffix}")
    )


def _assembled(maker: Maker, volume: Collection, suffix: str) -> Iterator[bytes]:
    """A collection of documents that have been made, piece by piece. Raises ``Unfit``."""
    if suffix == "json":
        names = (f"{member.entry.address}.json" for member in volume.members)
        return join_json((maker.site / name).read_bytes() for name in names)
    if suffix == "csv":
        return join_csv(_rows(maker, volume), maker.settings.language)
    return write_all(suffix, _leaves(maker, volume), _paper(maker, volume))


def _rows(maker: Maker, volume: Collection) -> Iterator[bytes]:
    """The rows of each document; those of one that was to be kept, and is not there any more, are made again."""
    for member, share in zip(volume.members, volume.spilled, strict=True):
        yield share.read_rows() if share.rows else write_collected_rows(maker.leaf(member))


def _leaves(maker: Maker, volume: Collection) -> Iterator[Leaf]:
    """Each document as it goes on paper; one that was to be kept, and is not there any more, is read again."""
    for member, share in zip(volume.members, volume.spilled, strict=True):
        yield share.read_leaf() if share.leaf else maker.leaf(member)


def _paper(maker: Maker, volume: Collection) -> Paper:
    settings = maker.settings
    cover = cover_of(volume.title, len(volume.members), settings.authority, settings.t)
    return replace(settings.paper, cover=cover, date=volume.date)
