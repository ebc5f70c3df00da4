"""Collections to site files: put together from what was made of each document, not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from goalbook.files import link, write_pieces
from goalbook.site.build.collections import Collection, Fault, wanted
from goalbook.site.build.produce import Maker
from goalbook.site.frame.downloads import Offer
from goalbook.site.frame.settings import Settings
from goalbook.writers.csv import join_csv, write_collected_rows
from goalbook.writers.formats import PAPER, addresses_named, cover_of, misfits, write_all
from goalbook.writers.json import join_json
from goalbook.writers.paper import Leaf, Paper, Unfit


class Collected(NamedTuple):
    """What was made of a collection."""

    offer: Offer
    faults: tuple[Fault, ...]


Assemble = Callable[[Maker, Collection, str], Iterator[bytes]]


def collect(maker: Maker, volume: Collection, assemble: Assemble | None = None) -> Collected:
    """Publish one collection, whose files are put together here or as ``assemble`` does it; gives what its page offers."""
    settings = maker.settings
    formats, too_many = wanted(settings, len(volume.members))
    sizes: list[tuple[str, int | None]] = []
    faults: list[Fault] = []
    left_out: list[tuple[str, tuple[str, ...]]] = []
    for suffix in formats:
        without = volume.without(suffix)
        path = maker.site / f"{volume.address}.{suffix}"
        if settings.on_request:
            sizes.append((suffix, None))
        elif _is_one(maker, volume, suffix) or (
            suffix in volume.kept and maker.keep_file(f"{volume.address}.{suffix}")
        ):
            sizes.append((suffix, path.stat().st_size))
        elif len(without) == len(volume.members):
            faults.append(Fault(volume.address, suffix, next(iter(without.values()))))
        else:
            try:
                sizes.append((suffix, write_pieces(path, (assemble or assembled)(maker, volume, suffix))))
            except Unfit as cause:
                faults.append(Fault(volume.address, suffix, cause))
                continue
            if without:
                left_out.append((suffix, tuple(without)))
                faults.append(Fault(volume.address, suffix, _incomplete(without, settings)))
    there = {suffix for suffix, _ in sizes}
    absent = (*settings.absent, *(fault.suffix for fault in faults if fault.suffix not in there))
    offer = Offer(len(volume.members), tuple(sizes), absent, tuple(too_many), tuple(left_out))
    return Collected(offer, tuple(faults))


def _incomplete(without: Mapping[str, Unfit], settings: Settings) -> Unfit:
    count, documents = len(without), addresses_named(tuple(without), settings.t)
    return Unfit("office.left_out", count=str(count), documents=documents)


def fitted(maker: Maker, volume: Collection, suffix: str) -> Collection:
    """A collection that knows which documents can't be in its file of a format. Raises ``Unfit`` where none can."""
    found = misfits(suffix, map(maker.leaf, volume.members), maker.settings.paper)
    if len(found) == len(volume.members):
        raise next(iter(found.values()))
    return replace(volume, faults=tuple(Fault(address, suffix, cause) for address, cause in found.items()))


def collection_pieces(maker: Maker, volume: Collection, suffix: str, leaves: Iterable[Leaf] = ()) -> Iterator[bytes]:
    """A fitted collection in a format, piece by piece, of ``leaves`` or read from the goals' files."""
    without = volume.without(suffix)
    fitting = (leaf for leaf in leaves or map(maker.leaf, volume.members) if leaf.address not in without)
    return write_all(suffix, fitting, _paper(maker, volume, suffix))


def _is_one(maker: Maker, volume: Collection, suffix: str) -> bool:
    """Give a collection of a single document the paper of that one; False where it is no such collection."""
    own = f"{volume.members[0].entry.address}.{suffix}"
    return (
        len(volume.members) == 1
        and suffix in PAPER
        and link(maker.site / own, maker.site / f"{volume.address}.{suffix}")
    )


def assembled(maker: Maker, volume: Collection, suffix: str) -> Iterator[bytes]:
    """A collection of documents that have been made, piece by piece, without those that its format can't hold."""
    if suffix == "json":
        names = (f"{member.entry.address}.json" for member in volume.members)
        return join_json((maker.site / name).read_bytes() for name in names)
    if suffix == "csv":
        return join_csv(_rows(maker, volume), maker.settings.language)
    return collection_pieces(maker, volume, suffix, _leaves(maker, volume))


def _rows(maker: Maker, volume: Collection) -> Iterator[bytes]:
    """The rows of each document; those of one that was to be kept, and is not there any more, are made again."""
    for member, share in zip(volume.members, volume.spilled, strict=True):
        yield share.read_rows() if share.rows else write_collected_rows(maker.leaf(member))


def _leaves(maker: Maker, volume: Collection) -> Iterator[Leaf]:
    """Each document as it goes on paper; one that was to be kept, and is not there any more, is read again."""
    for member, share in zip(volume.members, volume.spilled, strict=True):
        yield share.read_leaf() if share.leaf else maker.leaf(member)


def _paper(maker: Maker, volume: Collection, suffix: str) -> Paper:
    settings = maker.settings
    left_out = tuple(volume.without(suffix))
    cover = cover_of(volume.title, len(volume.members) - len(left_out), settings.authority, settings.t, left_out)
    return replace(settings.paper, cover=cover, date=volume.date)
