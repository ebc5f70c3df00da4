"""How large the sheets of an older workbook are, looked up before a library builds anything of them."""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass

from goalbook.importing.limits import SourceError, within
from goalbook.importing.sources.ole import open_ole

_BOF, _MERGED = 0x0809, 0x00E5
_CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))


@dataclass(slots=True)
class _Sheet:
    """How far a sheet of an older workbook reaches."""

    rows: int = 0
    columns: int = 0

    def take(self, row: int, column: int) -> None:
        """A cell that is there."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        within("rows", self.rows)
        within("columns", self.columns)
        within("area", self.rows * self.columns)


def measure_xls(raw: bytes) -> None:
    """Refuse an older workbook that is over a limit: its library keeps a place for each cell up to the last one."""
    file = open_ole(raw)
    name = next((name for name in ("Workbook", "Book") if name in file.entries), None)
    if name is None:
        raise SourceError("not-office")
    data = file.stream(name)
    counts: Counter[str] = Counter()
    sheet = _Sheet()
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + length]
        at += 4 + length
        counts["elements"] += 1
        within("elements", counts["elements"])
        if kind == _BOF:
            sheet = _Sheet()
            counts["sheets"] += 1
            within("sheets", counts["sheets"])
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind in (0x00BD, 0x00BE) else column
            counts["cells"] += max(last - column + 1, 1)
            within("cells", counts["cells"])
            sheet.take(row, last)
        elif kind == _MERGED:
            for start in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, start)
                counts["merges"] += 1
                counts["merged"] += max(bottom - top + 1, 0) * max(right - left + 1, 0)
            within("merges", counts["merges"])
            within("merged", counts["merged"])
