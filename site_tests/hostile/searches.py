"""Hostile queries to a search index, and indexes that lie or are damaged."""

from __future__ import annotations

import functools
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from goalbook.search.codec import INDEX_MANIFEST

from site_tests.conftest import ROOT
from site_tests.hostile.runner import Case, command
from site_tests.hostile.texts import TEXTS
from site_tests.search.made import make_index

_QUERIES = {
    "quotes": '"' * 5_000,
    "words": " ".join(f"甲{n}" for n in range(2_000)),
    "same-word": "金额 " * 5_000,
    "one-letter": "费" * 20_000,
    "ninety-kilobytes": "绩效目标管理" * 5_000,
    "digits": "1" * 5_000,
    "numbers": " ".join(map(str, range(2_000))),
    "points": "1." * 5_000,
    "wide": "ＡＢＣ１２３" * 2_000,
    "minus": "-" * 5_000,
    "regex": "(a+)+$" * 500,
    "nothing": "",
    "blank": "\u3000\t \u00a0",
    "combining": "e\u0301" * 5_000,
    "ligatures": "ﷺ" * 3_000,
    "hangul": "각" * 3_000,
    "null": "a\u0001b",
    "quoted": f'"{"费" * 5_000}"',
}


def search_cases() -> Iterator[Case]:
    """Cases of `goalbook search`."""
    for name, text in {**TEXTS, **_QUERIES}.items():
        yield Case(f"queries/{name}", _site, command("search", "--site", "site", "--limit", "0", "--", text))
    for name in ("script", "up", "digits", "bidi"):
        for option in ("--year", "--body", "--region", "--form", "--stage"):
            yield Case(
                f"filters{option}-{name}", _site, command("search", "--site", "site", option, TEXTS[name], "金额")
            )
    for name, damage in _damages():
        yield Case(f"index/{name}", _damaged(damage), command("search", "--site", "site", "金额 管理"))


@functools.cache
def kept_index() -> Path:
    """An index of the published documents, made once."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-index-"))
    make_index(ROOT / "goals", folder)
    return folder


def _site(folder: Path) -> None:
    shutil.copytree(kept_index(), folder / "site", ignore=shutil.ignore_patterns(".spill"))


def _damaged(damage: Callable[[bytes, bool], bytes]) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        _site(folder)
        for path in sorted((folder / "site").rglob("*.bin")):
            path.write_bytes(damage(path.read_bytes(), path == folder / "site" / INDEX_MANIFEST))

    return prepare


def _damages() -> Iterator[tuple[str, Callable[[bytes, bool], bytes]]]:
    from goalbook.search.codec import pack_payload as seal
    from goalbook.search.codec import unseal

    yield "empty", lambda _raw, _first: b""
    yield "manifest-empty", lambda raw, first: b"" if first else raw
    yield "cut", lambda raw, _first: raw[: len(raw) // 2]
    yield "others-cut", lambda raw, first: raw if first else raw[: len(raw) // 2]
    yield "others-empty", lambda raw, first: raw if first else b""
    yield "garbage", lambda _raw, _first: bytes(range(256)) * 10
    values: dict[str, object] = {"list": [], "text": "x", "nothing": {}, "huge": {"documents": 10**30}, "null": None}
    for name, value in values.items():
        yield (
            f"manifest-{name}",
            functools.partial(lambda value, raw, first: seal(json.dumps(value).encode()) if first else raw, value),
        )
    yield "payloads-of-ff", lambda raw, first: raw if first else seal(b"\xff" * 10_000)
    yield "payloads-of-7f", lambda raw, first: raw if first else seal(b"\x7f" * 10_000)
    yield "bomb", lambda raw, first: raw if first else seal(bytes(400_000_000))
    for number in range(6):

        def flipped(raw: bytes, first: bool, number: int = number) -> bytes:
            random = Random(number)
            try:
                made = bytearray(unseal(raw))
            except zlib.error:  # the rest of a stream whose beginning is in another file
                made = bytearray(raw)
            if not first:
                for _ in range(5):
                    made[random.randrange(len(made))] ^= 1 << random.randrange(8)
            return seal(bytes(made))

        yield f"flipped-{number}", flipped
