"""更改历史: what changed in the goals' folder, when and by whom, read from its git repository."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Literal, NamedTuple

from goalbook.git.clock import latest_time
from goalbook.git.public_notes import NOTE, notes_of_merges
from goalbook.git.run import GitError, git_bytes, git_process
from goalbook.goalfile.characters import UNSEEN
from goalbook.model.address import Address

_MOST_OF_A_FILE = 20
_MOST_CHANGES = 200
_MOST_FILES = 50
_LONGEST = 200

_MARK = b"\x01"
_RENAMED = re.compile(rb"[RC]\d+")

_LOG = (
    "log", "--date-order", "-c", "--name-status", "-z", "-M75%", "-l1000", "--no-relative", "--no-show-signature",
    "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--encoding=UTF-8",
    f"--format=%x{_MARK.hex()}%H%x00%cs%x00%aN%x00%s%x00{NOTE}", "--", ".",
)  # fmt: skip

Touched = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One change: its ISO day where it was made, who made it, its subject line, and the id of its commit.

    The day is empty where the commit says one that has not come yet; ``note`` is what it says to the public (``Public-Note:``), or
    else the merge that brought it.
    """

    day: str
    author: str
    subject: str
    commit: str
    note: str = ""


class ToldFile(NamedTuple):
    """A document that a commit changed: its address, what it was called then, a sentence for each change."""

    address: str
    words: str
    sentences: tuple[str, ...]


ToldCommits = Mapping[str, tuple[ToldFile, ...]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A change with the first of the files it touched, by their names of today, and how many they were.

    ``renamed`` are those of its files that had another name then: the name then, and that of today.
    """

    change: LoggedChange
    files: tuple[str, ...]
    count: int
    renamed: tuple[tuple[str, str], ...] = ()

    def today(self, address: str) -> str:
        """The address that a document which this change touched has today."""
        file = Address(address).file
        return Address.of_file(next((new for old, new in self.renamed if old == file), file))


class HistoryFault(NamedTuple):
    """What speaks against a history: that git has only part of it, or that a commit says a day that has not come yet."""

    code: Literal["shallow", "ahead"]
    commit: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The latest changes of a folder, and of each of its files; files are POSIX paths below the folder.

    ``newest`` is the day of the newest change; ``faults`` are to be told to whoever builds. ``told`` says what changes were about
    where git can't be asked, by the ids of their commits.
    """

    files: Mapping[str, tuple[LoggedChange, ...]] = field(default_factory=dict)
    changes: tuple[Changed, ...] = ()
    newest: str = ""
    faults: tuple[HistoryFault, ...] = ()
    told: ToldCommits = field(default_factory=dict)

    def of(self, file: str) -> tuple[LoggedChange, ...]:
        """The latest changes of a file, under earlier names too, newest first; none where none is known."""
        return self.files.get(file, ())

    def only(self, files: Collection[str]) -> History:
        """The history of some of the files, as if there were no others."""
        kept = {name: known for name, known in self.files.items() if name in files}
        told = {commit: _only(said, files) for commit, said in self.told.items()}
        changes = []
        for changed in self.changes:
            names = tuple(name for name in changed.files if name in files)
            # Of a change that touched many files only the first are named.
            if names or told.get(changed.change.commit):
                changes.append(Changed(changed.change, names, len(names)))
        newest = max((change.day for known in kept.values() for change in known), default="")
        listed = {changed.change.commit for changed in changes}
        told = {commit: said for commit, said in told.items() if commit in listed}
        return History(kept, tuple(changes), newest, told=told)


def _only(told: tuple[ToldFile, ...], files: Collection[str]) -> tuple[ToldFile, ...]:
    return tuple(one for one in told if Address(one.address).file in files)


def read_history(root: Path) -> History:
    """The history of a folder; an empty one where there is no git, no repository or not its whole history."""
    try:
        where = git_bytes(root, "rev-parse", "--is-shallow-repository", "--show-prefix")
        shallow, _, prefix = where.partition(b"\n")
        if shallow != b"false":
            return History(faults=(HistoryFault("shallow"),))
        ahead = commits_ahead(root)
        undated = {fault.commit for fault in ahead}
        notes = notes_of_merges(root)
        with git_process(root, *_LOG) as log:
            assert log.stdout is not None
            commits = _noted(_commits(_tokens(log.stdout), prefix.removesuffix(b"\n")), notes)
            return replace(_gather(_dated(commits, undated)), faults=ahead)
    except GitError:
        return History()


def history_state(root: Path) -> bytes:
    """All that git makes the history of a folder from, while no day in it is still to come; nothing where there is no history."""
    try:
        said = git_bytes(
            root,
            "rev-parse",
            "HEAD",
            "--is-shallow-repository",
            "--show-prefix",
            "--show-toplevel",
            "--git-path",
            "info/grafts",
        )
        settings = git_bytes(root, "config", "--list", "-z")
    except GitError:
        return b""
    *_, top, grafts = os.fsdecode(said.removesuffix(b"\n")).split("\n")
    beside = [path.read_bytes() for path in (Path(top, ".mailmap"), root / grafts) if path.is_file()]
    return repr((said, settings, beside)).encode()


def commits_ahead(root: Path) -> tuple[HistoryFault, ...]:
    """The commits of a folder that say a day which has not come yet, newest first; none where there is no git."""
    try:
        listed = git_bytes(root, "log", "--format=%H %cs %ct", "--no-show-signature", "--", ".")
    except GitError:
        return ()
    latest = latest_time()
    commits = (line.split(" ") for line in listed.decode().splitlines())
    return tuple(HistoryFault("ahead", commit, day) for commit, day, made in commits if int(made) > latest)


def _dated(
    commits: Iterable[tuple[LoggedChange, Touched]], undated: Collection[str]
) -> Iterator[tuple[LoggedChange, Touched]]:
    """The commits, some of them without the day that they say."""
    for change, touched in commits:
        yield replace(change, day="") if change.commit in undated else change, touched


def _noted(
    commits: Iterable[tuple[LoggedChange, Touched]], notes: Mapping[str, bytes]
) -> Iterator[tuple[LoggedChange, Touched]]:
    """The commits, with the notes of merges where they have none of their own."""
    for change, touched in commits:
        note = change.note or short_line(notes.get(change.commit, b""))
        yield replace(change, note=note) if note else change, touched


def _tokens(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(1 << 16):
        *tokens, rest = (rest + block).split(b"\0")
        yield from tokens
    if rest:
        yield rest


def _commits(tokens: Iterator[bytes], prefix: bytes) -> Iterator[tuple[LoggedChange, Touched]]:
    """Each commit with the files it touched: name below the prefix, and name before where that was another.

    Tokens are told apart by their place, so that no file name or subject line can pass for something else.
    """
    found: tuple[LoggedChange, Touched] | None = None
    for token in tokens:
        # git ends the line of a commit before the first of its files.
        status = token.removeprefix(b"\n")
        if status.startswith(_MARK):
            if found:
                yield found
            day, author, subject, note = (short_line(next(tokens, b"")) for _ in range(4))
            found = LoggedChange(day, author, subject, short_line(status[1:]), note), []
        elif status and found:
            names = [next(tokens, b"") for _ in range(2 if _RENAMED.fullmatch(status) else 1)]
            name, *before = (name.removeprefix(prefix).decode("utf-8", "replace") for name in reversed(names))
            found[1].append((name, "".join(before)))
    if found:
        yield found


def short_line(token: bytes) -> str:
    """What git tells of a commit, as a short line that can be shown."""
    return " ".join(UNSEEN.sub(" ", token.decode("utf-8", "replace")).split())[:_LONGEST]


def _gather(commits: Iterable[tuple[LoggedChange, Touched]]) -> History:
    files: dict[str, list[LoggedChange]] = {}
    changes: list[Changed] = []
    newest = ""
    today: dict[str, str] = {}  # the name a file has today by one that it had before
    for change, touched in commits:
        names = sorted({today.get(name, name) for name, _ in touched})
        renamed = tuple(sorted((name, today[name]) for name, _ in touched if name in today))
        today |= {before: today.get(name, name) for name, before in touched if before}
        for name in names:
            known = files.setdefault(name, [])
            if len(known) < _MOST_OF_A_FILE:
                known.append(change)
        if names and len(changes) < _MOST_CHANGES:
            changes.append(Changed(change, tuple(names[:_MOST_FILES]), len(names), renamed))
        newest = max(newest, change.day if names else "")
    return History({name: tuple(known) for name, known in files.items()}, tuple(changes), newest)
