"""The rows of a table in text, each with its line; how long a cell may be is said by the reader, and holds for that reader alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator


def csv_rows(text: str, sign: str, most: int) -> Iterator[tuple[int, list[str]]]:
    """The number of the last line and the cells of each row, cells being parted by a sign and at most so many characters long.

    Raises csv.Error where the text is no such table. The limit of the ``csv`` module is one of the whole process, so it is put back
    after every row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    while True:
        before = csv.field_size_limit(most)
        try:
            cells = next(reader, None)
        finally:
            csv.field_size_limit(before)
        if cells is None:
            return
        yield reader.line_num, cells
