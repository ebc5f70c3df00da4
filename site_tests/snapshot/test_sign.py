"""Signatures and time stamps that come later: nothing else of a snapshot changes, and they must be for it."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from goalbook.snapshot import sign as signing
from goalbook.snapshot.error import NotChecked, SnapshotError
from goalbook.snapshot.finding import Trust
from goalbook.snapshot.sign import Signature, Stamp, check_signature, check_stamp, sign, stamp
from goalbook.snapshot.verify import verify

from site_tests.helpers.command import run_command
from site_tests.snapshot.by_hand import bag_by_hand, zip_beside
from site_tests.snapshot.project import tree

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
def unsigned(tmp_path: Path) -> Path:
    """A bag that isn't signed, with its .zip."""
    bag = bag_by_hand(tmp_path)
    zip_beside(bag)
    return bag


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A time-stamping authority of these tests."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(_CONFIG, "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")
    certificate(folder, "key", "certificate", "-addext", "extendedKeyUsage=critical,timeStamping")
    return folder


def openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in a folder."""
    program = shutil.which("openssl")
    assert program, "openssl is missing: apt-get install openssl"
    subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=True)


def certificate(folder: Path, key: str, name: str, *more: str) -> None:
    """A key and its certificate, signed by itself."""
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
            "-out", name, "-subj", f"/CN={name}", *more)  # fmt: skip


def stamped(authority: Path, data: Path) -> Path:
    """A time stamp of the authority for a file, asked for as offices ask."""
    openssl(authority, "ts", "-query", "-data", str(data), "-sha256", "-cert", "-out", "query")
    openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer", "certificate", "-inkey", "key",
            "-out", "reply.tsr")  # fmt: skip
    return authority / "reply.tsr"


def test_a_signature_may_come_later(unsigned: Path, signer: Path) -> None:
    """`snapshot sign` adds one file; the .zip stays, and both are whole; a second signature is refused."""
    before, archive = tree(unsigned), unsigned.with_name("2023.zip").read_bytes()
    done = run_command("snapshot", "sign", unsigned, "--sign-key", signer / "key")
    assert done.exit_code == 0, done.stderr
    after = tree(unsigned)
    assert after.pop("SHA256SUMS.sig")
    assert after == before
    assert unsigned.with_name("2023.zip").read_bytes() == archive
    trust = Trust(signers=signer / "allowed_signers")
    verdict = verify(unsigned, trust)
    assert verdict.findings == ()
    assert verdict.signature is not None
    assert verdict.signature.signer == "office@example.org"
    alone = Trust(signers=signer / "allowed_signers", signature=unsigned / "SHA256SUMS.sig")
    assert verify(unsigned.with_name("2023.zip"), alone).findings == ()
    again = run_command("snapshot", "sign", unsigned, "--sign-key", signer / "key")
    assert again.exit_code == 1
    assert "不会覆盖" in again.stderr


def test_what_isn_t_whole_is_not_signed(unsigned: Path, signer: Path) -> None:
    """An altered snapshot is told of instead."""
    (unsigned / "data/a.txt").write_bytes(b"")
    done = run_command("snapshot", "sign", unsigned, "--sign-key", signer / "key")
    assert done.exit_code == 1
    assert "data/a.txt" in done.stdout
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
    certificate(authority, "x", "other")
    shutil.copy(stamped(authority, unsigned / "SHA256SUMS"), unsigned / "SHA256SUMS.tsr")
    found = verify(unsigned, Trust(authority=authority / "other")).findings
    assert [(one.file, one.code) for one in found] == [("SHA256SUMS.tsr", "bad_stamp_authority")]


def test_a_wanted_time_stamp_that_isn_t_there_is_missing(unsigned: Path, authority: Path) -> None:
    """Who asks for a time stamp is told that there is none."""
    found = verify(unsigned, Trust(authority=authority / "certificate")).findings
    assert [(one.file, one.code) for one in found] == [("SHA256SUMS.tsr", "missing")]


SUMS = b"sums"
BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"


def refused(work: Callable[[], object]) -> tuple[type[SnapshotError], str, dict[str, object]]:
    """The refusal that something ends in: its kind, its code, its values."""
    with pytest.raises(SnapshotError) as caught:
        work()
    return type(caught.value), caught.value.code, dict(caught.value.values)


@pytest.fixture
def signature(tmp_path: Path, signer: Path) -> bytes:
    """The office's signature over ``SUMS``."""
    (tmp_path / "SHA256SUMS").write_bytes(SUMS)
    sign(tmp_path, signer / "key")
    return (tmp_path / "SHA256SUMS.sig").read_bytes()


def test_a_signature_tells_its_key(signature: bytes, signer: Path) -> None:
    """The kind of the key and its fingerprint, as ssh-keygen tells them; with a list, whose it is."""
    done = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(signer / "key.pub")], capture_output=True, text=True, check=True
    )
    key = f"ED25519 {done.stdout.split()[1]}"
    assert check_signature(SUMS, signature) == Signature(key, "")
    assert check_signature(SUMS, signature, signer / "allowed_signers") == Signature(key, "office@example.org")


def test_the_signer_is_whoever_of_the_list_may_have_signed_this(signature: bytes, signer: Path, tmp_path: Path) -> None:
    """Comments name nobody; of a line with several names the first is told; a key that counts for other things is nobody's."""
    key = " ".join((signer / "key.pub").read_text("utf-8").split()[:2])
    listed = tmp_path / "list"
    listed.write_text(f'# {key}\n\nb@example.org,a@example.org namespaces="goalbook" {key}\n', "utf-8")
    assert check_signature(SUMS, signature, listed).signer == "b@example.org"
    listed.write_text(f'a@example.org namespaces="other" {key}\n', "utf-8")
    found = refused(lambda: check_signature(SUMS, signature, listed))
    assert found == (SnapshotError, "unknown_signer", {"file": str(listed)})


@pytest.mark.parametrize("content", [None, b"", b" \n# nobody\n"])
def test_a_list_of_nobody_gives_no_answer(content: bytes | None, signature: bytes, tmp_path: Path) -> None:
    listed = tmp_path / "list"
    if content is not None:
        listed.write_bytes(content)
    found = refused(lambda: check_signature(SUMS, signature, listed))
    assert found == (NotChecked, "no_signers", {"file": str(listed)})


def test_a_list_with_a_fault_gives_no_answer_where_it_names_nobody_else(
    signature: bytes, signer: Path, tmp_path: Path
) -> None:
    """ssh-keygen's own words on the first fault are passed on."""
    listed = tmp_path / "list"
    listed.write_bytes(b"garbage\nmore garbage\n")
    kind, code, values = refused(lambda: check_signature(SUMS, signature, listed))
    assert (kind, code, values["file"]) == (NotChecked, "bad_signers", str(listed))
    assert str(values["text"]).startswith(f"{listed}:1: ")
    listed.write_bytes(b"garbage\n" + (signer / "allowed_signers").read_bytes())
    assert check_signature(SUMS, signature, listed).signer == "office@example.org"


def test_a_signature_over_something_else_is_bad(signature: bytes, signer: Path, tmp_path: Path) -> None:
    """Other sums, or another purpose: ssh-keygen's words are passed on."""
    kind, code, values = refused(lambda: check_signature(b"Sums", signature))
    assert (kind, code) == (SnapshotError, "bad_signature")
    assert "incorrect signature" in str(values["text"])
    (tmp_path / "file").write_bytes(SUMS)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "other", "-f", str(signer / "key"), str(tmp_path / "file")]
    subprocess.run(command, capture_output=True, check=True)
    other = (tmp_path / "file.sig").read_bytes()
    assert refused(lambda: check_signature(SUMS, other))[1] == "bad_signature"


def _armored(blob: bytes, width: int = 70) -> bytes:
    text = base64.b64encode(blob)
    return BEGIN + b"".join(text[at : at + width] + b"\n" for at in range(0, len(text), width)) + END


def test_a_signature_is_written_in_one_way(signature: bytes) -> None:
    """No byte of it is free: another width, a blank, a character that means nothing, more before or behind are refused."""
    blob = base64.b64decode(b"".join(signature.splitlines()[1:-1]))
    assert _armored(blob) == signature
    body = signature[len(BEGIN) : -len(END)]
    others = [
        b"_" + signature[1:], signature[:-2] + b"_\n",
        _armored(blob, 69), _armored(blob, 71), b"\n" + signature, signature + b"\n", body, BEGIN + body, body + END, b"",
        signature.replace(b"\n", b"\r\n"), BEGIN + b"!" + body + END, BEGIN + body[:-3] + body[-2:] + END,
        BEGIN + b"\n" + body + END, BEGIN + body.replace(b"A", b"\xff", 1) + END,
    ]  # fmt: skip
    for other in others:
        found = refused(lambda other=other: check_signature(SUMS, other))  # type: ignore[misc]
        assert found == (SnapshotError, "bad_signature", {"text": "armor"}), other


def test_what_is_signed_stays(tmp_path: Path, signer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature that is there, or comes while another is made, is not written over; so is a time stamp."""
    (tmp_path / "SHA256SUMS").write_bytes(SUMS)
    for name, work in (
        ("SHA256SUMS.sig", lambda: sign(tmp_path, signer / "key")),
        ("SHA256SUMS.tsr", lambda: stamp(tmp_path, signer / "key")),
    ):
        (tmp_path / name).write_bytes(b"first")
        assert refused(work) == (SnapshotError, "signed", {"file": name})
        assert (tmp_path / name).read_bytes() == b"first"
        (tmp_path / name).unlink()

    def taken(path: Path, _: bytes) -> None:
        raise FileExistsError(path)

    monkeypatch.setattr(signing, "add_file", taken)
    assert refused(lambda: sign(tmp_path, signer / "key")) == (SnapshotError, "signed", {"file": "SHA256SUMS.sig"})


def test_why_nothing_was_signed_is_told(tmp_path: Path, signer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ssh-keygen's last words with the key that was given; or that there is no such program."""
    (tmp_path / "SHA256SUMS").write_bytes(SUMS)
    key = signer / "allowed_signers"
    kind, code, values = refused(lambda: sign(tmp_path, key))
    assert (kind, code, values["key"]) == (SnapshotError, "sign_failed", str(key))
    assert str(key) in str(values["text"])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(lambda: sign(tmp_path, key)) == (SnapshotError, "no_program", {"program": "ssh-keygen"})
    assert list(tmp_path.iterdir()) == [tmp_path / "SHA256SUMS"]


@pytest.fixture
def reply(authority: Path, tmp_path: Path) -> bytes:
    """A time stamp for ``SUMS``."""
    (tmp_path / "sums").write_bytes(SUMS)
    return stamped(authority, tmp_path / "sums").read_bytes()


def test_a_time_stamp_tells_its_time(reply: bytes, authority: Path) -> None:
    """As openssl tells it; whether it was checked is told with it."""
    done = subprocess.run(
        ["openssl", "ts", "-reply", "-in", str(authority / "reply.tsr"), "-text"],
        capture_output=True,
        text=True,
        check=True,
    )
    (time,) = (
        line.removeprefix("Time stamp: ") for line in done.stdout.splitlines() if line.startswith("Time stamp: ")
    )
    assert check_stamp(SUMS, reply) == Stamp(time, checked=False)
    assert check_stamp(SUMS, reply, authority / "certificate") == Stamp(time, checked=True)


def test_what_is_no_time_stamp_for_the_sums_is_refused(
    reply: bytes, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for other bytes, a text, one that is cut or refused; one that is too long isn't even asked about."""
    openssl(authority, "ts", "-query", "-digest", "0" * 64, "-sha256", "-out", "query")
    for sums, raw in (
        (b"Sums", reply),
        (SUMS, b"text"),
        (SUMS, reply[:-9]),
        (SUMS, b""),
        (SUMS, _rejection(authority)),
    ):
        assert refused(lambda s=sums, r=raw: check_stamp(s, r)) == (SnapshotError, "bad_stamp", {})  # type: ignore[misc]
    monkeypatch.setattr(signing, "_LARGEST", len(reply))
    assert check_stamp(SUMS, reply).time
    monkeypatch.setattr(signing, "_LARGEST", len(reply) - 1)
    assert refused(lambda: check_stamp(SUMS, reply)) == (SnapshotError, "bad_stamp", {})


def _rejection(authority: Path) -> bytes:
    """The reply of an authority that refuses to stamp: its policy isn't the one that was asked for."""
    openssl(authority, "ts", "-query", "-digest", "0" * 64, "-sha256", "-tspolicy", "1.9.9", "-out", "query")
    openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer", "certificate", "-inkey", "key",
            "-out", "rejected.tsr")  # fmt: skip
    return (authority / "rejected.tsr").read_bytes()


def test_certificates_that_are_none_give_no_answer(reply: bytes, tmp_path: Path) -> None:
    """No file, or one without any certificate; what can't be read as one is a refusal, in openssl's words."""
    for content in (None, b"text"):
        certificates = tmp_path / "certificates"
        if content:
            certificates.write_bytes(content)
        found = refused(lambda: check_stamp(SUMS, reply, tmp_path / "certificates"))
        assert found == (NotChecked, "no_certificates", {"file": str(certificates)})
    certificates.write_bytes(b"-----BEGIN CERTIFICATE-----\n")
    kind, code, values = refused(lambda: check_stamp(SUMS, reply, certificates))
    assert (kind, code) == (SnapshotError, "bad_stamp_authority")
    assert values["text"]
