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
from goalbook.snapshot.error import NotChecked, SnapshotError
from goalbook.snapshot.program import ask_program, last_line

NAMESPACE = "goalbook"
_KEYGEN = "ssh-keygen"
# How each says no; whatever else it exits with is no answer.
_KEYGEN_NO, _OPENSSL_NO = 255, 1
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
    command = [_KEYGEN, "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key)]
    try:
        # It may ask for the passphrase of a key, and waits for it.
        done = subprocess.run(command, input=sums, capture_output=True, env=os.environ | {"LC_ALL": "C"}, check=False)
    except OSError as error:
        raise SnapshotError("no_program", program=_KEYGEN) from error
    if done.returncode:
        raise SnapshotError("sign_failed", key=str(key), text=last_line(done.stderr))
    _add(bag / SIGNATURE, done.stdout)


def stamp(bag: Path, file: Path) -> Stamp:
    """Put a time stamp beside the SHA256SUMS that it was given for. Raises SnapshotError where it was for something else."""
    if (bag / STAMP).exists():
        raise SnapshotError("signed", file=STAMP)
    raw = file.read_bytes()
    found = check_stamp((bag / SUMS).read_bytes(), raw)
    _add(bag / STAMP, raw)
    return found


def check_signature(sums: bytes, signature: bytes, signers: Path | None = None) -> Signature:
    """Whose signature it is. Raises SnapshotError where it isn't good, NotChecked where that can't be told here.

    With ``signers`` (in the format of ssh's ALLOWED SIGNERS) it must be by one of them; without, only its key is told.
    """
    if not _canonical(signature):
        raise SnapshotError("bad_signature", text="armor")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        common = ["-n", NAMESPACE, "-s", str(file)]
        key = _key_of(ask_program([_KEYGEN, "-Y", "check-novalidate", *common], sums, _KEYGEN_NO))
        if not signers:
            return Signature(key)
        for name in _principals(file, signers):
            command = [_KEYGEN, "-Y", "verify", *common, "-f", str(signers), "-I", name]
            if ask_program(command, sums, _KEYGEN_NO).returncode == 0:
                return Signature(key, name)
    raise SnapshotError("unknown_signer", file=str(signers))


def _principals(signature: Path, signers: Path) -> list[str]:
    """Who may have made a signature, by a list of signers. Raises NotChecked where the list can't be read or names nobody."""
    try:
        lines = [line.strip() for line in signers.read_bytes().splitlines()]
    except OSError as error:
        raise NotChecked("no_signers", file=str(signers)) from error
    if not any(line and not line.startswith(b"#") for line in lines):
        raise NotChecked("no_signers", file=str(signers))
    done = ask_program(
        [_KEYGEN, "-Y", "find-principals", "-s", str(signature), "-f", str(signers)], b"", _KEYGEN_NO
    )  # fmt: skip
    found = done.stdout.decode("utf-8", "replace").splitlines()
    # What it tells of a line begins with the name of the file.
    faults = [line for line in done.stderr.splitlines() if line.startswith(os.fsencode(f"{signers}:"))]
    if faults and not found:
        raise NotChecked("bad_signers", file=str(signers), text=last_line(faults[0]))
    return found


def check_stamp(sums: bytes, raw: bytes, authority: Path | None = None) -> Stamp:
    """What a time stamp says. Raises SnapshotError where it isn't for these sums, NotChecked where that can't be told here.

    With the certificates of the ``authority`` its own signature is checked too.
    """
    if len(raw) > _LARGEST:
        raise SnapshotError("bad_stamp")
    with tempfile.TemporaryDirectory() as folder:
        data, file = Path(folder, "sums"), Path(folder, "stamp")
        data.write_bytes(sums)
        file.write_bytes(raw)
        told = ask_program(["openssl", "ts", "-reply", "-in", str(file), "-text"], b"", _OPENSSL_NO)
        text = told.stdout.decode("utf-8", "replace")
        time, imprint = _STAMPED.search(text), _imprint(text)
        if told.returncode or not time or imprint != hashlib.sha256(sums).hexdigest():
            raise SnapshotError("bad_stamp")
        if not authority:
            return Stamp(time[1])
        _refuse_no_certificates(authority)
        command = ["openssl", "ts", "-verify", "-data", str(data), "-in", str(file), "-CAfile", str(authority)]
        done = ask_program(command, b"", _OPENSSL_NO)
        if done.returncode:
            raise SnapshotError("bad_stamp_authority", text=last_line(done.stderr))
        return Stamp(time[1], checked=True)


def _refuse_no_certificates(authority: Path) -> None:
    try:
        if b"-----BEGIN" in authority.read_bytes():
            return
    except OSError as error:
        raise NotChecked("no_certificates", file=str(authority)) from error
    raise NotChecked("no_certificates", file=str(authority))


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


def _key_of(done: subprocess.CompletedProcess[bytes]) -> str:
    found = _KEY.search(done.stdout.decode("utf-8", "replace"))
    if done.returncode or not found:
        raise SnapshotError("bad_signature", text=last_line(done.stderr))
    return f"{found[1]} {found[2]}"


def _add(path: Path, content: bytes) -> None:
    try:
        add_file(path, content)
    except FileExistsError as error:
        raise SnapshotError("signed", file=path.name) from error
