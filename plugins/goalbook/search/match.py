"""Which documents hold the words of a query, and how well: FORMAT.md, sections 5 and 8."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goalbook.search.index import Index, TermEntry, TermFile
from goalbook.search.plan import PlannedTerm, PlannedText, Word

Scores = dict[int, int]
_Listed = list[tuple[TermFile, TermEntry]]


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents found with their scores; ``relaxed`` says that none held all words and these come nearest."""

    scores: Scores
    relaxed: bool = False


def match_words(index: Index, words: Sequence[Word]) -> Matches:
    """The documents that hold all words, else the nearest; every document where there are no words."""
    if not words:
        return Matches(dict.fromkeys(range(index.documents), 0))
    matcher = _Matcher(index)
    found: Scores | None = None
    for word in words:
        scores = matcher.word(word)
        found = scores if found is None else {n: score + scores[n] for n, score in found.items() if n in scores}
        if not found:
            break
    return Matches(found) if found else Matches(matcher.nearest(words), relaxed=True)


class _Matcher:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.lists: dict[tuple[str, bool], _Listed] = {}
        self.scored: dict[tuple[str, bool], Scores] = {}

    def word(self, word: Word) -> Scores:
        """The documents that hold a word."""
        best: Scores = {}
        for text in word.alternatives:
            for number, score in self._text(text).items():
                best[number] = max(score, best.get(number, 0))
        return best

    def nearest(self, words: Sequence[Word]) -> Scores:
        """The documents that have most of the pieces, as scores in which the count of pieces goes first."""
        pieces = dict.fromkeys((piece.text, piece.prefix) for word in words for piece in word.alternatives[0])
        counts: Scores = {}
        sums: Scores = {}
        for text, prefix in pieces:
            for number, score in self._piece(PlannedTerm(0, text, prefix)).items():
                counts[number] = counts.get(number, 0) + 1
                sums[number] = sums.get(number, 0) + score
        best = max(counts.values(), default=0)
        return {number: count << 32 | sums[number] for number, count in counts.items() if 4 * count >= 3 * best}

    def _text(self, text: PlannedText) -> Scores:
        lists = [self._piece(piece) for piece in text]
        smallest = min(lists, key=len)
        numbers = [number for number in smallest if all(number in one for one in lists)]
        if len(text) > 1 and numbers and not self._is_around(text):
            numbers = self._in_a_row(text, numbers)
        return {number: sum(one[number] for one in lists) // len(lists) for number in numbers}

    def _is_around(self, text: PlannedText) -> bool:
        """Whether one of the pieces stands nowhere without all of the text around it."""
        whole = ""
        for piece in text:
            whole = whole[: piece.offset] + piece.text
        for piece in text:
            for _, entry in () if piece.prefix else self._listed(piece):
                before, after = entry.beside
                left, right = whole[: piece.offset], whole[piece.offset + len(piece.text) :]
                if before.endswith(left) and after.startswith(right):
                    return True
        return False

    def _in_a_row(self, text: PlannedText, numbers: list[int]) -> list[int]:
        """Those of the documents in which the pieces stand at their offsets from one place."""
        bases: dict[int, set[int]] = {}
        for n, piece in enumerate(text):
            found: dict[int, set[int]] = {}
            for file, entry in self._listed(piece):
                for number, places in self.index.positions(file, entry).items():
                    found.setdefault(number, set()).update(place - piece.offset for place in places)
            bases = (
                {number: found[number] for number in numbers}
                if n == 0
                else {number: own & found[number] for number, own in bases.items()}
            )
        return [number for number, own in bases.items() if own]

    def _piece(self, piece: PlannedTerm) -> Scores:
        key = (piece.text, piece.prefix)
        if key not in self.scored:
            scores: Scores = {}
            for file, entry in self._listed(piece):
                rarity = self._rarity(entry.count)
                for number, weight in file.documents(entry).items():
                    scores[number] = max(rarity * weight, scores.get(number, 0))
            self.scored[key] = scores
        return self.scored[key]

    def _listed(self, piece: PlannedTerm) -> _Listed:
        key = (piece.text, piece.prefix)
        if key not in self.lists:
            self.lists[key] = self.index.find(*key)
        return self.lists[key]

    def _rarity(self, count: int) -> int:
        return math.floor(32 * math.log(1 + (self.index.documents - count + 0.5) / (count + 0.5)) + 0.5)
