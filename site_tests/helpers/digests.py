"""``python -m site_tests.helpers.digests``: the digest of every real document in every format, and of all in one file."""

from __future__ import annotations

import hashlib

from goalbook.writers.csv import write_csv
from goalbook.writers.json import write_json
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Cover, Paper

from site_tests.helpers.leaves import PAPER, REAL, leaf_of


def main() -> None:
    """Print name and digest, one a line."""
    found = {}
    leaves = []
    for name in REAL:
        leaf = leaf_of(name)
        leaves.append(leaf)
        found[f"{name}.xlsx"] = write_xlsx([leaf], PAPER)
        found[f"{name}.docx"] = write_docx([leaf], PAPER)
        found[f"{name}.csv"] = write_csv(leaf.sheet)
        found[f"{name}.json"] = write_json(leaf.filled)
    every = Paper(url=PAPER.url, cover=Cover("全部文件", ("共十件",)))
    found["all.xlsx"] = write_xlsx(leaves, every)
    found["all.docx"] = write_docx(leaves, every)
    for file, content in found.items():
        print(file, hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
