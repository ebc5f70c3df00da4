"""Hostile snapshots: archives that lead out, grow, lie or are damaged; lists and manifests that can't be."""

from __future__ import annotations

import functools
import io
import json
import lzma
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from site_tests.hostile.runner import Case, command
from site_tests.hostile.texts import TEXTS

KEPT = Path(__file__).parent.parent / "snapshot/kept/2024.zip.xz"
_ZIP, _FOLDER = command("snapshot", "verify", "2024.zip"), command("snapshot", "verify", "2024")
_NAMES = {
    "up": "../ran",
    "far-up": "2024/" + "../" * 20 + "tmp/ran",
    "absolute": "/tmp/ran",
    "drive": "C:/ran",
    "backslash": "2024\\..\\ran",
    "null": "2024/a\0b",
    "long": "2024/" + "a" * 60_000,
    "deep": "2024/" + "a/" * 20_000 + "b",
    "bidi": "2024/a\u202eb",
    "line": "2024/a\nb",
    "escape": "2024/\x1b[2J",
    "dot": "2024/./a",
    "empty": "2024//a",
    "blank": "2024/ ",
    "reserved": "2024/con",
    "two-tops": "2025/a",
}
_LISTS = {
    "empty": b"",
    "up": b"0" * 64 + b"  ../../etc/passwd\n",
    "absolute": b"0" * 64 + b"  /etc/passwd\n",
    "device": b"0" * 64 + b"  /dev/zero\n",
    "short": b"00  a\n",
    "no-utf8": b"0" * 64 + b"  \xff\n",
    "null": b"0" * 64 + b"  a\0b\n",
    "long-line": b"0" * 64 + b"  " + b"a" * 1_000_000,
    "many-lines": b"".join(b"%064x  a%d\n" % (n, n) for n in range(10_000)),
    "twice": (b"0" * 64 + b"  a\n") * 5_000,
    "returns": b"\r\n" * 10_000,
    "binary": bytes(range(256)) * 100,
}


def snapshot_cases() -> Iterator[Case]:
    """Cases of `goalbook snapshot verify`."""
    for name, inside in _NAMES.items():
        yield _archive(f"zip/name-{name}", zipped([("2024/SHA256SUMS", b""), (inside, b"x")]))
    for name, raw in _archives():
        yield _archive(f"zip/{name}", raw)
    for name, raw in _LISTS.items():
        yield Case(f"sums/{name}", _with("SHA256SUMS", raw), _FOLDER)
        yield Case(f"tags/{name}", _with("tagmanifest-sha256.txt", raw), _FOLDER)
    for name, raw in _manifests():
        yield Case(f"manifest/{name}", _with("manifest.json", raw), _FOLDER)
    for name in ("SHA256SUMS.sig", "SHA256SUMS.tsr"):
        for label, raw in {
            "empty": b"",
            "binary": bytes(range(256)) * 300,
            "large": b"-----BEGIN SSH SIGNATURE-----\n" + b"A" * 3_000_000,
        }.items():
            yield Case(f"seal/{name}-{label}", _with(name, raw), _FOLDER)
    for name in ("SHA256SUMS", "manifest.json", "bagit.txt", "data/mkdocs.yml", "new"):
        for label, to in {"passwd": "/etc/passwd", "zero": "/dev/zero", "itself": ".", "nowhere": "nowhere"}.items():
            yield Case(f"links/{name}-{label}", _linked(name, to), _FOLDER)
    yield Case("links/pipe", _pipe, _FOLDER)


def zipped(files: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED, kind: int = stat.S_IFREG) -> bytes:
    """An archive with members of any name and kind."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in files:
            info = zipfile.ZipInfo("x")
            info.filename, info.external_attr = name, (kind | 0o644) << 16
            made.writestr(info, content, method)
    return out.getvalue()


def _archive(name: str, raw: bytes) -> Case:
    return Case(name, lambda folder: (folder / "2024.zip").write_bytes(raw), _ZIP)


@functools.cache
def kept() -> bytes:
    """The archive of a snapshot that is kept as a sample."""
    return lzma.decompress(KEPT.read_bytes())


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "no-members", zipped([])
    yield "garbage", bytes(range(256)) * 100
    yield "end-only", b"PK\x05\x06" + bytes(18)
    yield "end-lies", b"PK\x05\x06" + b"\xff" * 18
    yield "bomb", zipped([("2024/SHA256SUMS", b""), ("2024/a", bytes(300_000_000))], zipfile.ZIP_DEFLATED)
    yield "bomb-of-sums", zipped([("2024/SHA256SUMS", bytes(300_000_000))], zipfile.ZIP_DEFLATED)
    yield "lzma", zipped([("2024/SHA256SUMS", b"x" * 1_000)], zipfile.ZIP_LZMA)
    yield "link", zipped([("2024/SHA256SUMS", b"/etc/passwd")], kind=stat.S_IFLNK)
    yield "device", zipped([("2024/SHA256SUMS", b"")], kind=stat.S_IFCHR)
    yield "many-members", zipped([(f"2024/{n}", b"") for n in range(5_000)])
    yield "same-member", zipped([("2024/a", b"")] * 50)
    whole = kept()
    yield "cut", whole[: len(whole) // 2]
    yield "behind", whole + b"x" * 1_000
    yield "before", b"x" * 1_000 + whole
    for number in range(30):
        made, random = bytearray(whole), Random(number)
        # Most of an archive are the bytes of its files; its directory stands at the end.
        for _ in range(random.choice((1, 3, 30))):
            place = len(made) - 1 - random.randrange(min(len(made), 9_000) if number % 2 else len(made))
            made[place] = random.randrange(256)
        yield f"flipped-{number}", bytes(made)


def _manifests() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "deep", b"[" * 100_000
    yield "huge-number", b'{"goalbook_snapshot": ' + b"9" * 5_000 + b"}"
    yield "list", b"[]"
    yield "large", b'{"a": "' + b"a" * 2_000_000 + b'"}'
    yield "utf-16", "{}".encode("utf-16")
    whole = json.loads(_sample("manifest.json"))
    values: dict[str, object] = {"none": None, "list": [], "up": "../..", "number": 10**400, "text": TEXTS["script"]}
    for key in ("name", "date", "site", "data", "corrects", "live_site"):
        for label, value in values.items():
            yield f"{key}-{label}", json.dumps(whole | {key: value}).encode()


def _sample(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(kept())) as archive:
        return archive.read(f"2024/{name}")


def _bag(folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(kept())) as archive:
        archive.extractall(folder)
    return folder / "2024"


def _with(name: str, raw: bytes) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        (_bag(folder) / name).write_bytes(raw)

    return prepare


def _linked(name: str, to: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        path = _bag(folder) / name
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return prepare


def _pipe(folder: Path) -> None:
    import os

    bag = _bag(folder)
    shutil.rmtree(bag / "data")
    os.mkfifo(bag / "data")
