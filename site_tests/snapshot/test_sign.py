"""Signatures and time stamps that come later: nothing else of a snapshot changes, and they must be for it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.finding import Trust
from goalbook.snapshot.sign import sign, stamp
from goalbook.snapshot.verify import verify

from site_tests.snapshot.project import Years, goalbook, tree

_CONFIG = """
[tsa]
default_tsa = one
[one]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


@pytest.fixture
def unsigned(years: Years, tmp_path: Path) -> Path:
    """A copy of the correction, which isn't signed, with its .zip."""
    shutil.copy(years.snapshots / "2023-r1.zip", tmp_path)
    return Path(shutil.copytree(years.snapshots / "2023-r1", tmp_path / "2023-r1"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A time-stamping authority of these tests."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(_CONFIG, "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "certificate", "-subj", "/CN=Test",
            "-addext", "extendedKeyUsage=critical,timeStamping")  # fmt: skip
    return folder


def openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in a folder."""
    program = shutil.which("openssl")
    assert program, "openssl is missing: apt-get install openssl"
    subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=True)


def stamped(authority: Path, data: Path) -> Path:
    """A time stamp of the authority for a file, asked for as offices ask."""
    openssl(authority, "ts", "-query", "-data", str(data), "-sha256", "-cert", "-out", "query")
    openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer", "certificate", "-inkey", "key",
            "-out", "reply.tsr")  # fmt: skip
    return authority / "reply.tsr"


def test_a_signature_may_come_later(unsigned: Path, signer: Path) -> None:
    """`snapshot sign` adds one file; the .zip stays, and both are whole; a second signature is refused."""
    before, archive = tree(unsigned), unsigned.with_name("2023-r1.zip").read_bytes()
    done = goalbook(unsigned.parent, "snapshot", "sign", "2023-r1", "--sign-key", str(signer / "key"))
    assert done.returncode == 0, done.stderr
    after = tree(unsigned)
    assert after.pop("SHA256SUMS.sig")
    assert after == before
    assert unsigned.with_name("2023-r1.zip").read_bytes() == archive
    trust = Trust(signers=signer / "allowed_signers")
    verdict = verify(unsigned, trust)
    assert verdict.findings == ()
    assert verdict.signature is not None
    assert verdict.signature.signer == "office@example.org"
    alone = Trust(signers=signer / "allowed_signers", signature=unsigned / "SHA256SUMS.sig")
    assert verify(unsigned.with_name("2023-r1.zip"), alone).findings == ()
    again = goalbook(unsigned.parent, "snapshot", "sign", "2023-r1", "--sign-key", str(signer / "key"))
    assert again.returncode == 1
    assert "不会覆盖" in again.stderr


def test_what_isn_t_whole_is_not_signed(unsigned: Path, signer: Path) -> None:
    """An altered snapshot is told of instead."""
    (unsigned / "data/mkdocs.yml").write_bytes(b"")
    done = goalbook(unsigned.parent, "snapshot", "sign", "2023-r1", "--sign-key", str(signer / "key"))
    assert done.returncode == 1
    assert "data/mkdocs.yml" in done.stdout
    assert not (unsigned / "SHA256SUMS.sig").exists()


def test_a_key_that_can_t_sign_is_told_of(unsigned: Path, signer: Path) -> None:
    """ssh-keygen's own words are passed on, and nothing is left behind."""
    with pytest.raises(SnapshotError, match="sign_failed"):
        sign(unsigned, signer / "allowed_signers")
    assert verify(unsigned).whole
    assert not (unsigned / "SHA256SUMS.sig").exists()


def test_another_s_signature_is_not_the_office_s(unsigned: Path, signer: Path, tmp_path: Path) -> None:
    """A good signature by a key that isn't listed doesn't count."""
    key = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    sign(unsigned, key)
    assert verify(unsigned).whole
    findings = verify(unsigned, Trust(signers=signer / "allowed_signers")).findings
    assert [(one.file, one.code) for one in findings] == [("SHA256SUMS.sig", "unknown_signer")]


def test_a_time_stamp_is_checked_as_far_as_it_can_be(unsigned: Path, authority: Path) -> None:
    """Its imprint always; its authority where the certificates are at hand: else it is said that it wasn't."""
    reply = stamped(authority, unsigned / "SHA256SUMS")
    found = stamp(unsigned, reply)
    assert "GMT" in found.time
    verdict = verify(unsigned)
    assert verdict.findings == ()
    assert [(one.file, one.demanded) for one in verdict.unchecked] == [("SHA256SUMS.tsr", False)]
    assert verdict.stamp == found
    checked = verify(unsigned, Trust(authority=authority / "certificate"))
    assert (checked.findings, checked.unchecked) == ((), ())
    with pytest.raises(SnapshotError, match="signed"):
        stamp(unsigned, reply)


def test_a_time_stamp_for_something_else_is_named(unsigned: Path, authority: Path) -> None:
    """It is neither added nor, once there, overlooked; nor is one by another authority."""
    reply = stamped(authority, unsigned / "manifest.json")
    with pytest.raises(SnapshotError, match="bad_stamp"):
        stamp(unsigned, reply)
    shutil.copy(reply, unsigned / "SHA256SUMS.tsr")
    assert [(one.file, one.code) for one in verify(unsigned).findings] == [("SHA256SUMS.tsr", "bad_stamp")]
    openssl(
        authority,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "x",
        "-out",
        "other",
        "-subj",
        "/CN=Other",
    )
    shutil.copy(stamped(authority, unsigned / "SHA256SUMS"), unsigned / "SHA256SUMS.tsr")
    found = verify(unsigned, Trust(authority=authority / "other")).findings
    assert [(one.file, one.code) for one in found] == [("SHA256SUMS.tsr", "bad_stamp_authority")]


def test_a_wanted_time_stamp_that_isn_t_there_is_missing(unsigned: Path, authority: Path) -> None:
    """Who asks for a time stamp is told that there is none."""
    found = verify(unsigned, Trust(authority=authority / "certificate")).findings
    assert [(one.file, one.code) for one in found] == [("SHA256SUMS.tsr", "missing")]
