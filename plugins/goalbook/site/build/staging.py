"""A site is built beside the last one and exchanged for it in one step, by one build at a time; the last one becomes the spare of the next
build.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from goalbook.files import FileLock, exchange, this_process
from goalbook.site.build.carried import bring_back
from goalbook.site.build.site_trees import NO_TREES, SiteTrees, keep_trees, known_trees
from goalbook.site.build.spare import bring_up, put_over
from goalbook.store import Store
from goalbook.trees import DiskTree, FolderState, disk_tree


class Staging:
    """A build of a site: the lock that it holds and the folder beside the site, of a name of its own, in which it works.

    What else it keeps on disk has names that begin with the folder's: the next build clears what a dead one left. ``tree`` is
    that of the site which was put in place, where it was looked at.
    """

    def __init__(self, site: Path, busy: Callable[[str], None]) -> None:
        """Begin with an empty folder, once no other build of the site is at work; ``busy`` is told once, in the words of the
        other one, what is waited for, and may raise."""
        self.site = site
        self._lock = FileLock(site.with_name(f".{site.name}.lock"), this_process(), busy)
        self._old = site.with_name(f".{site.name}.old")
        self._spare = site.with_name(f".{site.name}.spare")
        self.folder = site.with_name(f".{site.name}.{token_hex(4)}.new")
        self.tree: DiskTree = {}
        self._known = NO_TREES
        self._stays: dict[str, FolderState] = {}  # folders that hold what they hold in the site
        self._clear()
        self.folder.mkdir()

    def _clear(self) -> None:
        """Put things as they were before a build that died: while the lock is held nobody else is at work."""
        if not self.site.exists() and self._old.is_dir():
            self._old.rename(self.site)
        left = re.compile(rf"\.{re.escape(self.site.name)}\.([0-9a-f]{{8}}\.new.*|new|old)")
        for path in list(self.site.parent.iterdir()):
            if left.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)

    def bring_back(self, store: Store, name: str, apart: str) -> None:
        """Have the site in its place that a store carries under a name, where there is none, as if it had been made here."""
        with suppress(OSError):  # else all is made
            bring_back(store, name, (self.site, self._spare, self.folder.with_name(f"{self.folder.name}.back")), apart)

    def take_spare(self, apart: str, store: Store | None = None) -> set[int] | None:
        """Have the folder hold the files of the site too, by those of the spare, but for what lies ``apart``; what was made in the folder
        stays, and its names are given, told by their ``hash``. None where there is no spare that can be used: the folder is as it was.
        What a ``store`` knows of both isn't read from the disk.
        """
        if not self._spare.is_dir() or not self.site.is_dir():
            return None
        made = self.folder.with_name(f"{self.folder.name}.made")
        self.folder.rename(made)
        self._spare.rename(self.folder)
        try:
            self._known = known_trees(store, self.site) if store else NO_TREES
            self._stays = bring_up(self.folder, self.site, apart, self._known)
            self._known = self._known._replace(spare={})  # it isn't needed any more, and is large
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            made.rename(self.folder)
            return None
        names = set(map(hash, put_over(made, self.folder)))
        shutil.rmtree(made, ignore_errors=True)
        return names

    @property
    def seen(self) -> bool:
        """Whether the folder, in the place of the spare, holds all files of the site as it was made: nobody wrote to that since."""
        return bool(self._known.site)

    def abandon(self) -> None:
        """Clear away what was made; the site stays as it was. Nothing where the build is over."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()

    def finish(self, settled: Callable[[], None] | None = None, store: Store | None = None) -> None:
        """Put the folder in the site's place: in one step where the system can exchange two folders; with a ``store``, which keeps what is
        known of both, the last site becomes the spare then. ``settled`` is called at the end, before another build can begin."""
        shutil.rmtree(self._spare, ignore_errors=True)
        if not self.site.exists():
            self.folder.rename(self.site)
        elif exchange(self.folder, self.site):
            if store:
                self.folder.rename(self._spare)
        else:
            self.site.rename(self._old)
            self.folder.rename(self.site)
            shutil.rmtree(self._old, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            if store:
                with suppress(OSError):  # the site is in place: what isn't known of it is looked at next time
                    self.tree = disk_tree(self.site, self._stays, self._known.site)
                    keep_trees(store, self.site, SiteTrees(self.tree, self._known.site))
            if settled:
                settled()
        finally:
            self.abandon()
