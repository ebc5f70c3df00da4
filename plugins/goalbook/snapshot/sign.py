"""Signatures by ``ssh-keygen -Y`` and time stamps (RFC 3161) over SHA256SUMS: made and checked by the tools offices have."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from goalbook.files import add_file
from goalbook.snapshot.bag import SIGNATURE, STAMP, SUMS
from goalbook.snapshot.error import SnapshotError

NAMESPACE = "goalbook"
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
_WIDTH = 70
_KEY = re.compile(r"with (\S+) key (SHA256:\S+)")
_IMPRINT = re.compile(r"^\s+[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -])+)", re.M)
_STAMPED = re.compile(r"^Time stamp: (.+)$", re.M)
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Signature:
    """What is known of a signature: by which key, and by whom where a list of signers was asked; '' where it isn't known."""

    key: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp: the time it states; ``checked`` where the certificate of its authority was at hand."""

    time: str
    checked: bool = False


def sign(bag: Path, key: Path) -> None:
    """Sign the SHA256SUMS of a bag. Raises SnapshotError where there is a signature already or ssh-keygen refuses."""
    if (bag / SIGNATURE).exists():
        raise SnapshotError("signed", file=SIGNATURE)
    sums = (bag / SUMS).read_bytes()
    # Over standard input nothing is written beside SHA256SUMS until the signature is whole.
    done = _run(["ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key)], sums, ask=True)
    if done is None:
        raise SnapshotError("no_program", program="ssh-keygen")
    if done.returncode:
        raise SnapshotError("sign_failed", key=str(key), text=_last(done.stderr))
    _add(bag / SIGNATURE, done.stdout)


def stamp(bag: Path, file: Path) -> Stamp:
    """Put a time stamp beside the SHA256SUMS that it was given for. Raises SnapshotError where it was for something else."""
    if (bag / STAMP).exists():
        raise SnapshotError("signed", file=STAMP)
    raw = file.read_bytes()
    found = check_stamp((bag / SUMS).read_bytes(), raw)
    if found is None:
        raise SnapshotError("no_program", program="openssl")
    _add(bag / STAMP, raw)
    return found


def check_signature(sums: bytes, signature: bytes, signers: Path | None = None) -> Signature | None:
    """Whose signature it is; None where there is no ssh-keygen here. Raises SnapshotError where it isn't good.

    With ``signers`` (in the format of ssh's ALLOWED SIGNERS) it must be by one of them; without, only its key is told.
    """
    if not _canonical(signature):
        raise SnapshotError("bad_signature", text="armor")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        common = ["-n", NAMESPACE, "-s", str(file)]
        if not signers:
            done = _run(["ssh-keygen", "-Y", "check-novalidate", *common], sums)
            return _key_of(done)
        whose = _run(["ssh-keygen", "-Y", "find-principals", "-s", str(file), "-f", str(signers)], sums)
        if whose is None:
            return None
        for name in whose.stdout.decode("utf-8", "replace").splitlines():
            command = ["ssh-keygen", "-Y", "verify", *common, "-f", str(signers), "-I", name]
            done = _run(command, sums)
            if done and done.returncode == 0 and (found := _key_of(done)):
                return Signature(found.key, name)
    raise SnapshotError("unknown_signer", file=str(signers))


def check_stamp(sums: bytes, raw: bytes, authority: Path | None = None) -> Stamp | None:
    """What a time stamp says; None where there is no openssl here. Raises SnapshotError where it isn't for these sums.

    With the certificates of the ``authority`` its own signature is checked too.
    """
    if len(raw) > _LARGEST:
        raise SnapshotError("bad_stamp")
    with tempfile.TemporaryDirectory() as folder:
        data, file = Path(folder, "sums"), Path(folder, "stamp")
        data.write_bytes(sums)
        file.write_bytes(raw)
        told = _run(["openssl", "ts", "-reply", "-in", str(file), "-text"], b"")
        if told is None:
            return None
        text = told.stdout.decode("utf-8", "replace")
        time, imprint = _STAMPED.search(text), _imprint(text)
        if told.returncode or not time or imprint != hashlib.sha256(sums).hexdigest():
            raise SnapshotError("bad_stamp")
        if not authority:
            return Stamp(time[1])
        command = ["openssl", "ts", "-verify", "-data", str(data), "-in", str(file), "-CAfile", str(authority)]
        done = _run(command, b"")
        if done is None or done.returncode:
            raise SnapshotError("bad_stamp_authority", text=_last(done.stderr) if done else "")
        return Stamp(time[1], checked=True)


def _imprint(text: str) -> str:
    """The imprint in openssl's words for a time stamp: lines of hexadecimal pairs under its heading."""
    _, _, rest = text.partition("Message data:")
    before, _, _ = rest.partition("Serial number:")
    return "".join("".join(re.findall(r"[0-9a-f]{2}", line)) for line in _IMPRINT.findall(before))


def _canonical(signature: bytes) -> bool:
    """Whether a signature is written in the one way that ssh-keygen writes it, so that no byte of it is free."""
    if not (signature.startswith(_BEGIN) and signature.endswith(_END)):
        return False
    body = signature[len(_BEGIN) : -len(_END)]
    try:
        blob = base64.b64decode(body.replace(b"\n", b""), validate=True)
    except (binascii.Error, ValueError):
        return False
    text = base64.b64encode(blob)
    return body == b"".join(text[at : at + _WIDTH] + b"\n" for at in range(0, len(text), _WIDTH))


def _key_of(done: subprocess.CompletedProcess[bytes] | None) -> Signature | None:
    if done is None:
        return None
    found = _KEY.search(done.stdout.decode("utf-8", "replace"))
    if done.returncode or not found:
        raise SnapshotError("bad_signature", text=_last(done.stderr))
    return Signature(f"{found[1]} {found[2]}")


def _add(path: Path, content: bytes) -> None:
    try:
        add_file(path, content)
    except FileExistsError as error:
        raise SnapshotError("signed", file=path.name) from error


def _run(command: list[str], given: bytes, *, ask: bool = False) -> subprocess.CompletedProcess[bytes] | None:
    """A program's result; None where it isn't installed. ``ask`` lets it ask for the passphrase of a key."""
    environment = os.environ | {"LC_ALL": "C"}
    if not ask:
        environment |= {"SSH_ASKPASS_REQUIRE": "never"}
    try:
        return subprocess.run(command, input=given, capture_output=True, env=environment, check=False)
    except FileNotFoundError:
        return None


def _last(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
