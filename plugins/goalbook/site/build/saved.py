"""Documents that were saved since their site was built, made anew when they are asked for: the next build takes longer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from goalbook.book.entry import summarise
from goalbook.book.filled import GoalChanged
from goalbook.book.load import Book, load_document
from goalbook.git.days import data_day
from goalbook.git.history import History
from goalbook.model.address import Address
from goalbook.site.build.collections import Member
from goalbook.site.build.job import Job
from goalbook.site.build.produce import Maker


class SavedDocuments:
    """The documents of a built site, as their goal files are now; what is told of others on their pages is as it was built.

    Threads of a server may ask side by side: files are made one document after another.
    """

    def __init__(self, maker: Maker, book: Book, history: History, jobs: Iterable[Job]) -> None:
        self._jobs = {str(job.entry.address): job for job in jobs}
        self._maker, self._history = maker, history
        self._forms, self._bodies = book.forms, frozenset(book.bodies)
        self._folder = TemporaryDirectory()
        self._lock = Lock()

    def close(self) -> None:
        """Let go what was made; the site has all as it is."""
        with self._lock:
            self._jobs = {}
            self._folder.cleanup()

    def file(self, name: str) -> bytes | None:
        """A file or page of a document, by its name below the site's root; None where the site's own is as the goal file says, or that
        can't be published, of which the next build tells."""
        with self._lock:
            job = self._jobs.get(_address(name))
            site = self._site_of(job) if job else None
            path = site and site / (name if not name.endswith("/") else f"{name}index.html")
            return path.read_bytes() if path and path.is_file() else None

    def _site_of(self, job: Job) -> Path | None:
        """Where a document is anew, of its file as it is now; None where it needn't be, or can't."""
        file = self._maker.root / job.entry.address.file
        try:
            raw = file.read_bytes() if file.is_file() else b""
        except OSError:
            return None
        digest = sha256(raw).hexdigest()
        if not raw or digest == job.entry.digest:
            return None
        site = Path(self._folder.name) / digest
        return site if site.is_dir() or self._made(job, digest, site) else None

    def _made(self, job: Job, digest: str, site: Path) -> bool:
        """Whether a document could be made from its file with a digest."""
        name = job.entry.address.file
        document, raw, _ = load_document(self._maker.root, name, self._forms, self._bodies)
        if document is None or sha256(raw).hexdigest() != digest:  # it is being saved right now
            return False
        entry = summarise(document, self._forms[document.form], Address.of_file(name), digest)
        member = Member(entry, job.member.body, data_day(entry, self._history))
        new = site.with_suffix(".new")
        maker = replace(self._maker, site=new, before=new, waiting=new, made=None, seen=False)
        try:
            maker.make(replace(job, member=member, unchanged=False, kept=(), shared=frozenset()))
        except GoalChanged:
            return False
        new.rename(site)
        return True


def _address(name: str) -> str:
    """The address of the document that a file or page may be of; nothing where it can be of none."""
    parts = name.split("/")
    if len(parts) < 3 or any(part in (".", "..") or "\\" in part for part in parts):
        return ""
    return "/".join((*parts[:2], parts[2].partition(".")[0]))
