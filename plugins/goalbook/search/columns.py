"""筛选: the facets of all documents, a column each."""

from __future__ import annotations

from collections.abc import Sequence

from goalbook.search.codec import to_json, varint, varints
from goalbook.search.record import KINDS, SearchRecord

# Lower bounds of the bands of money, in yuan; the first is for no comparable amount.
BANDS = ("", "0", "10000", "100000", "1000000", "10000000", "100000000")


class Columns:
    """Collects the facets of documents in the order of their numbers."""

    def __init__(self) -> None:
        self.bodies: dict[tuple[str, str, str], int] = {}
        self.regions: dict[tuple[str, str], int] = {("", ""): 0}
        self.forms: dict[tuple[str, str], int] = {}
        self.stages: dict[str, int] = {"": 0}
        self.categories: dict[str, int] = {}
        self.sets: dict[tuple[tuple[int, int], ...], int] = {}
        self.values: dict[str, bytearray] = {
            name: bytearray() for name in ("body", "region", "form", "stage", "indicators", "band", "amount")
        }
        self.titles: list[bytes] = []

    def add(self, record: SearchRecord) -> None:
        """Take the facets of the next document."""
        pairs = tuple(
            (self.categories.setdefault(category, len(self.categories)), KINDS.index(kind))
            for category, kind in record.indicators
        )
        row = {
            "body": self.bodies.setdefault(record.body, len(self.bodies)),
            "region": self.regions.setdefault(record.region, len(self.regions)),
            "form": self.forms.setdefault(record.form, len(self.forms)),
            "stage": self.stages.setdefault(record.stage, len(self.stages)),
            "indicators": self.sets.setdefault(pairs, len(self.sets)),
            "band": band_of(record.fen),
            "amount": 0 if record.fen is None else max(record.fen, 0) + 1,
        }
        for name, value in row.items():
            self.values[name] += varint(value)
        # GB 18030 orders the common characters by their pronunciation.
        self.titles.append(record.title.encode("gb18030"))

    def payloads(self) -> dict[str, bytes]:
        """The payload of every column by its name."""
        heads: dict[str, object] = {
            "body": list(self.bodies),
            "region": list(self.regions),
            "form": list(self.forms),
            "stage": list(self.stages),
            "indicators": {
                "categories": list(self.categories),
                "kinds": KINDS,
                "sets": list(self.sets),
            },
            "band": BANDS,
            "amount": None,
        }
        columns = {name: _column(head, bytes(self.values[name])) for name, head in heads.items()}
        return columns | {"title": _column(None, varints(self._ranks()))}

    def _ranks(self) -> Sequence[int]:
        ranks = [0] * len(self.titles)
        for rank, number in enumerate(sorted(range(len(self.titles)), key=self.titles.__getitem__)):
            ranks[number] = rank
        return ranks


def band_of(fen: int | None) -> int:
    """The place among the bands of an amount in fen."""
    if fen is None:
        return 0
    return max(1, sum(fen >= int(bound) * 100 for bound in BANDS[1:]))


def _column(head: object, values: bytes) -> bytes:
    text = to_json(head)
    return varint(len(text)) + text + values
