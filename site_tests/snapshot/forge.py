"""A stranger's snapshot: altered, and its lists made anew so that it fits itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from goalbook.snapshot.bag import (
    PAYLOAD,
    PAYLOAD_LIST,
    SIGNATURE,
    SUMS,
    TAG_LIST,
    UNSUMMED,
    files_of,
    sum_lines,
    tag_list,
)

HOOK = """from pathlib import Path


def on_config(config):
    Path({marker!r}).write_text("ran")
    return config
"""


def seal_again(bag: Path) -> None:
    """Make the lists of an altered bag anew; its signature, which can't be, is taken away."""
    (bag / SIGNATURE).unlink(missing_ok=True)
    apart = UNSUMMED | {PAYLOAD_LIST}
    digests = {
        name: hashlib.sha256((bag / name).read_bytes()).hexdigest() for name in files_of(bag) if name not in apart
    }
    payload = sum_lines({name: one for name, one in digests.items() if name.startswith(PAYLOAD)})
    (bag / PAYLOAD_LIST).write_bytes(payload)
    digests[PAYLOAD_LIST] = hashlib.sha256(payload).hexdigest()
    sums = sum_lines(digests)
    (bag / TAG_LIST).write_bytes(tag_list(digests, sums))
    (bag / SUMS).write_bytes(sums)


def alter(bag: Path) -> None:
    """Put another text into one page of a snapshot, so that the whole fits itself."""
    page = bag / "data/site/index.html"
    page.write_bytes(page.read_bytes().replace(b"</body>", b"<!-- altered --></body>"))
    seal_again(bag)


def lay_hook(bag: Path, marker: Path) -> None:
    """Give a snapshot a program that leaves a mark where it is run."""
    (bag / "data/overrides/hook.py").write_text(HOOK.format(marker=str(marker)), "utf-8")
    with (bag / "data/mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [overrides/hook.py]\n")
    seal_again(bag)
