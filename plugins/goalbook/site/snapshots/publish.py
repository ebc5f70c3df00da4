"""Snapshots on the live site: served as they were frozen, listed, and tied to what the site publishes today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from goalbook.book.load import Book
from goalbook.files import copy_checked, link, write_file
from goalbook.site.build.produce import Maker
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.snapshots.lineage import lineages
from goalbook.site.snapshots.versions import version_pages
from goalbook.snapshot.archive import Folder, pack, tree_of
from goalbook.snapshot.bag import LATER, PAYLOAD, SIGNATURE, STAMP, SUMS, UNSUMMED, read_sums, sha256
from goalbook.snapshot.changes import CHANGES
from goalbook.snapshot.compare_zip import same
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST
from goalbook.snapshot.names import correction_number
from goalbook.snapshot.published import SIGNERS, Kept, Published
from goalbook.snapshot.windows import CHECK, CHECK_SIGNATURE

SNAPSHOTS_ADDRESS = "snapshots"
_SITE = f"{PAYLOAD}site/"
# What stands beside a snapshot's pages, each under the snapshot's name and this.
_BESIDE = {SUMS: SUMS, SIGNATURE: SIGNATURE, STAMP: STAMP, MANIFEST: MANIFEST, f"{PAYLOAD}{CHANGES}": CHANGES}


class Shown(NamedTuple):
    """A snapshot as the list shows it: its .zip's bytes and digest, and which files stand beside it."""

    snapshot: Published
    size: int
    digest: str
    beside: tuple[str, ...]


def publish_snapshots(snapshots: Sequence[Published], maker: Maker, *, again: bool = False) -> None:
    """Copy every snapshot into a new site; each byte is checked against its SHA256SUMS on the way.

    Raises SnapshotError with every file that isn't as it was frozen. ``again`` takes the files of the site before, which a live
    server checked when it began.
    """
    for snapshot in snapshots:
        before, to = (folder / SNAPSHOTS_ADDRESS for folder in (maker.before, maker.site))
        listed = read_sums((snapshot.folder / SUMS).read_bytes())
        there = set(Folder(snapshot.folder).names())
        wrong = sorted((there ^ listed.keys()) - UNSUMMED)
        for name in sorted(there & listed.keys()):
            target = f"{snapshot.name}/{name.removeprefix(_SITE)}" if name.startswith(_SITE) else ""
            if again and target and link(before / target, to / target):
                continue
            if not copy_checked(snapshot.folder / name, to / target if target else None, listed[name]):
                wrong.append(name)
        for name, beside in _BESIDE.items():
            if name in there:
                write_file(to / f"{snapshot.name}.{beside}", (snapshot.folder / name).read_bytes())
        if wrong:
            raise SnapshotError("altered", name=snapshot.name, files=tuple(wrong), folder=str(snapshot.folder))
        _archive(snapshot, listed, to / f"{snapshot.name}.zip")
    for signers in {snapshot.folder.with_name(SIGNERS) for snapshot in snapshots}:
        if signers.is_file():
            write_file(maker.site / SNAPSHOTS_ADDRESS / SIGNERS, signers.read_bytes())


def _archive(snapshot: Published, listed: dict[str, str], to: Path) -> None:
    """The .zip that lies beside a snapshot, once each of its files is found to be as frozen; made anew where none does."""
    source = snapshot.archive
    if not source.is_file():
        pack(Folder(snapshot.folder), snapshot.name, snapshot.facts.day, to)
        return
    with tree_of(source) as tree:
        wrong = sorted((set(tree.names()) ^ listed.keys()) - UNSUMMED)
        for name in set(tree.names()) & listed.keys():
            try:
                with tree.open(name) as file:
                    wrong += [] if sha256(file) == listed[name] else [name]
            except OSError:
                wrong.append(name)
        for name in UNSUMMED - LATER:
            wrong += [] if same(tree, Folder(snapshot.folder), name) else [name]
    if wrong:
        raise SnapshotError("altered", name=source.name, files=tuple(sorted(wrong)), folder=str(source))
    with source.open("rb") as file:
        digest = sha256(file)
    copy_checked(source, to, digest)


def live_pages(
    settings: Settings, book: Book, snapshots: Sequence[Published], maker: Maker, warn: Callable[[str], None]
) -> Iterator[Page]:
    """The pages that a site with snapshots has beside its own: their list, errata and other years of every document and year,
    and a page wherever a snapshot has one and the live site has none.
    """
    if not snapshots:
        return
    known = lineages(book, snapshots)
    yield _list(settings, snapshots, maker.site)
    yield from version_pages(settings, book, snapshots, known)
    _warn(settings, book, snapshots, warn)
    for snapshot in snapshots:
        documents = {kept.page: kept for kept in snapshot.documents}
        for file in _pages_of(snapshot):
            address = file.removesuffix(".html")
            if not maker.has(settings.file(address)):
                yield _stand_in(settings, snapshot, address, documents.get(file))


def _list(settings: Settings, snapshots: Sequence[Published], site: Path) -> Page:
    shown = []
    for snapshot in snapshots:
        archive = site / SNAPSHOTS_ADDRESS / f"{snapshot.name}.zip"
        with archive.open("rb") as file:
            digest = sha256(file)
        beside = tuple(
            one for one in _BESIDE.values() if (site / SNAPSHOTS_ADDRESS / f"{snapshot.name}.{one}").is_file()
        )
        shown.append(Shown(snapshot, archive.stat().st_size, digest, beside))
    t = settings.t
    signers = site / SNAPSHOTS_ADDRESS / SIGNERS
    content = render(
        settings, "snapshots/snapshots.html", SNAPSHOTS_ADDRESS, shown=shown, first=snapshots[0].name, signature=SIGNATURE,
        signers=signers.read_text("utf-8", "replace") if signers.is_file() else "", signers_file=SIGNERS,
        windows_check=CHECK, windows_signature=CHECK_SIGNATURE,
    )  # fmt: skip
    return Page(SNAPSHOTS_ADDRESS, t("snapshots.title"), t("snapshots.description"), content)


def _pages_of(snapshot: Published) -> Iterator[str]:
    """The pages of a snapshot below its year and its lists: those that once were pages of the live site."""
    for name in read_sums((snapshot.folder / SUMS).read_bytes()):
        own = (f"{_SITE}index.html", f"{_SITE}erratum.html")  # its home page leads to it, and isn't at the same address
        if name.startswith(_SITE) and name.endswith(".html") and name not in own:
            yield name.removeprefix(_SITE)


def _stand_in(settings: Settings, snapshot: Published, address: str, kept: Kept | None) -> Page:
    """The page at an address that only a snapshot has a page for."""
    t = settings.t
    title = kept.title if kept else t("versions.gone_page")
    content = render(
        settings, "snapshots/stand-in.html", address, title=title, snapshot=snapshot, kept=kept,
        frozen=f"{settings.base(address)}{SNAPSHOTS_ADDRESS}/{snapshot.name}/{address}.html",
    )  # fmt: skip
    return Page(
        address, t("versions.gone_title", title=title), t("versions.gone", name=snapshot.name), content, listed=False
    )


def _warn(settings: Settings, book: Book, snapshots: Sequence[Published], warn: Callable[[str], None]) -> None:
    """Tell of documents of a year's last snapshot that vanished without a word, or whose name now means another."""
    t = settings.t
    entries = {entry.address: entry for entry in book.entries}
    taken = {old for entry in book.entries for old in entry.was}
    years = {address.year for address in entries}
    last: dict[str, Published] = {}
    for snapshot in snapshots:
        other = last.setdefault(snapshot.facts.year, snapshot)
        if correction_number(snapshot.name) > correction_number(other.name):
            last[snapshot.facts.year] = snapshot
    for snapshot in last.values():
        for kept in snapshot.documents if snapshot.facts.year in years else ():
            entry = entries.get(kept.address)
            if entry is None and kept.address not in taken:
                warn(t("versions.vanished", file=kept.address.file, name=snapshot.name))
            elif entry and kept.code and entry.code and entry.code != kept.code:
                values = {
                    "file": kept.address.file,
                    "name": snapshot.name,
                    "before": kept.code,
                    "after": entry.code,
                }
                warn(t("versions.reused", **values))
