"""What of a goal file is more than one may hold, told at the first entry, key or text too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from goalbook.goalfile.formats import read_goal_file
from goalbook.goalfile.nodes import Mapping, Node, Path, Sequence, Text, in_words, locate, locate_key
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem, details
from goalbook.model.limits import (
    DIVIDED,
    MOST_BESIDE,
    MOST_CHARACTERS,
    MOST_IN_A_LIST,
    MOST_IN_ALL,
    MOST_IN_AN_ENTRY,
    MOST_KEYS,
    MOST_TOGETHER,
    PARAGRAPHS,
)

_FEWEST = min(MOST_IN_A_LIST, *MOST_IN_ALL.values())


def read_counted(raw: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The node of a goal file and every problem of its text; no node where it can't be parsed or holds too much."""
    node, problems = read_goal_file(raw, file)
    over = list(_over_limits(node, file)) if node and _may_be_over(node, len(raw)) else []
    return (None if over else node), [*problems, *over]


def _may_be_over(node: Node, size: int) -> bool:
    """Whether a file may hold too much, told far faster than by counting: its bytes are no more than its longest text may have,
    no list or group is long, and all lists together have no more entries than those of one name may."""
    if size > MOST_CHARACTERS:
        return True
    entries, waiting = 0, [node]
    for at in waiting:
        if type(at) is Mapping:
            if len(at.entries) > MOST_KEYS:
                return True
            waiting += [value for _, value in at.entries.values() if type(value) is not Text]
        elif type(at) is Sequence:
            entries += len(at.items)
            waiting += [value for value in at.items if type(value) is not Text]
    return entries > _FEWEST


def _over_limits(node: Node, file: str) -> Iterator[Problem]:
    for code, path, key, count, most in _Counts().over(node)[:MAX_PROBLEMS]:
        place = locate_key(node, path) if code == "too-many-keys" else locate(node, path)
        values = details({"key": key, "count": f"{count:,}", "most": f"{most:,}"})
        yield Problem(file, *place, code, in_words(node, path), values)


class _Counts:
    """Goes over a file once and counts; ``first`` is where the lists of a name go over what they may hold in all."""

    def __init__(self) -> None:
        self.entries: Counter[str] = Counter()
        self.first: dict[str, Path] = {}
        self.found: list[tuple[str, Path, str, int, int]] = []  # code, path, key, count, the most

    def over(self, node: Node) -> list[tuple[str, Path, str, int, int]]:
        """What is too much, the lists of one name last."""
        self._visit(node, (), "")
        for key, path in self.first.items():
            self.found.append(("too-many-entries", path, key, self.entries[key], MOST_IN_ALL[key]))
        return self.found

    def _visit(self, node: Node, path: Path, key: str) -> int:
        """Go over a value; gives how many characters of it stand wherever what holds it stands."""
        if type(node) is Text:
            if (length := len(node.value or "")) > MOST_CHARACTERS:
                self.found.append(("too-long", path, key, length, MOST_CHARACTERS))
            return length
        if type(node) is Mapping:
            return self._visit_keys(node, path, key)
        return self._visit_entries(node, path, key) if type(node) is Sequence else 0

    def _visit_keys(self, node: Mapping, path: Path, key: str) -> int:
        if len(node.entries) > MOST_KEYS:
            first = next(islice(node.entries, MOST_KEYS, None))
            self.found.append(("too-many-keys", (*path, first), key, len(node.entries), MOST_KEYS))
        sizes = {name: self._visit(value, (*path, name), name) for name, (_, value) in node.entries.items()}
        if not path and (beside := sum(sizes.values())) > MOST_BESIDE:
            longest = max(sizes, key=sizes.__getitem__)
            self.found.append(("too-long-beside", (longest,), longest, beside, MOST_BESIDE))
        return sum(sizes.values())

    def _visit_entries(self, node: Sequence, path: Path, key: str) -> int:
        self._count(len(node.items), path, key)
        texts = [_units(value.value or "") + 1 for value in node.items if type(value) is Text]
        if key not in PARAGRAPHS and (together := sum(texts) - 1) > MOST_TOGETHER:
            self.found.append(("too-long-together", path, key, together, MOST_TOGETHER))
        sizes = [self._visit(value, (*path, n), key) for n, value in enumerate(node.items)]
        if key not in DIVIDED:
            return sum(sizes)
        for n, size in enumerate(sizes):
            if size > MOST_IN_AN_ENTRY:
                self.found.append(("too-long-entry", (*path, n), key, size, MOST_IN_AN_ENTRY))
        return 0

    def _count(self, length: int, path: Path, key: str) -> None:
        most = MOST_IN_ALL.get(key)
        if most is not None:
            before = self.entries[key]
            self.entries[key] += length
            if before <= most < before + length:
                self.first[key] = (*path, most - before)
        elif length > MOST_IN_A_LIST:
            self.found.append(("too-many-entries", (*path, MOST_IN_A_LIST), key, length, MOST_IN_A_LIST))


def _units(text: str) -> int:
    """The letters of a text as Excel counts them: those beyond the first plane of Unicode are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
