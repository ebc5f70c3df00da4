"""A BagIt bag (RFC 8493) written so that the same files always give the same bytes.

The library ``bagit`` isn't used for writing: it stamps the bag with its own name and with the day of the clock.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from goalbook.files import write_file
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST, Facts

PAYLOAD = "data/"
SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.sig"
STAMP = f"{SUMS}.tsr"
DECLARATION, INFO = "bagit.txt", "bag-info.txt"
PAYLOAD_LIST, TAG_LIST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
# They are made from SHA256SUMS or hold its digest, so that it can't list them; it lists everything else.
UNSUMMED = frozenset((SUMS, SIGNATURE, STAMP, TAG_LIST))
# May be added to a finished bag.
LATER = frozenset((SIGNATURE, STAMP))

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
# What a manifest would have to escape, or a file system of the users can't hold.
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\%:*?"<>|\ud800-\udfff]|[. ](/|$)|^/|/(/|$)')

Tick = Callable[[int], None]


def is_fit(name: str) -> bool:
    """Whether a file may be called so in a bag: on every system and in every list without an escape."""
    return bool(name) and not _UNFIT.search(name)


def sha256(file: BinaryIO, tick: Tick | None = None) -> str:
    """The digest of an open file; ``tick`` is told the bytes of each block."""
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
        if tick:
            tick(len(block))
    return digest.hexdigest()


def files_of(folder: Path) -> list[str]:
    """The files below a folder as sorted POSIX paths; links count as files."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def sum_lines(digests: Mapping[str, str]) -> bytes:
    """Lines as ``sha256sum`` writes and reads them, sorted by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def read_sums(raw: bytes) -> dict[str, str]:
    """The digests by name in such lines. Raises SnapshotError where a line is none, or the lines aren't sorted."""
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError as error:
        raise SnapshotError("bad_sums", line=0) from error
    digests: dict[str, str] = {}
    for number, line in enumerate(lines[:-1], 1):
        match = _LINE.fullmatch(line)
        if match is None or not is_fit(match[2]) or match[2] in digests:
            raise SnapshotError("bad_sums", line=number)
        digests[match[2]] = match[1]
    if lines[-1] or list(digests) != sorted(digests):
        raise SnapshotError("bad_sums", line=len(lines))
    return digests


def seal_bag(bag: Path, facts: Facts, agent: str, tick: Tick | None = None) -> str:
    """Write the lists of a bag whose other files are all there; gives the sha256 of its SHA256SUMS.

    SHA256SUMS is written last but one: until then nothing verifies.
    """
    digests = _digests(bag, files_of(bag), tick)
    payload = {name: digest for name, digest in digests.items() if name.startswith(PAYLOAD)}
    size = sum((bag / name).stat().st_size for name in payload)
    own = {
        DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        INFO: _info(facts, agent, f"{size}.{len(payload)}"),
        PAYLOAD_LIST: sum_lines(payload),
    }
    for name, content in own.items():
        write_file(bag / name, content)
        digests[name] = hashlib.sha256(content).hexdigest()
    sums = sum_lines(digests)
    write_file(bag / TAG_LIST, tag_list(digests, sums))
    write_file(bag / SUMS, sums)
    return hashlib.sha256(sums).hexdigest()


def tag_list(digests: Mapping[str, str], sums: bytes) -> bytes:
    """tagmanifest-sha256.txt: everything beside the payload, but for itself and what may be added later."""
    tags = {name: digest for name, digest in digests.items() if not name.startswith(PAYLOAD)}
    return sum_lines(tags | {SUMS: hashlib.sha256(sums).hexdigest()})


def _digests(bag: Path, names: Iterable[str], tick: Tick | None) -> dict[str, str]:
    digests = {}
    for name in names:
        if not is_fit(name):
            raise SnapshotError("unfit_name", file=name)
        with (bag / name).open("rb") as file:
            digests[name] = sha256(file, tick)
    return digests


def _info(facts: Facts, agent: str, oxum: str) -> bytes:
    about = {
        "Source-Organization": facts.authority,
        "External-Identifier": facts.address or facts.name,
        "External-Description": f"{facts.title} {facts.name}",
        "Bagging-Date": facts.day,
        "Bag-Software-Agent": agent,
        "Payload-Oxum": oxum,
        "Goalbook-Manifest": MANIFEST,
    }
    lines = (f"{label}: {' '.join(value.split())}\n" for label, value in about.items() if value.strip())
    return "".join(lines).encode()
