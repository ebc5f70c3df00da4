"""What was demanded and could not be checked is a failure, and nothing of the snapshot is run then."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from goalbook.snapshot.archive import Folder
from goalbook.snapshot.finding import BagFinding, Trust, Unchecked, Verdict
from goalbook.snapshot.sign import Signature, sign
from goalbook.snapshot.verify import verify

from site_tests.snapshot.forge import alter, lay_hook
from site_tests.snapshot.project import goalbook

PROGRAMS = {
    "missing": None,
    "not-executable": "#!/bin/sh\nexit 0\n",
    "no-program": "\0\0\0",
    "crashing": "#!/bin/sh\nkill -SEGV $$\n",
    "too-old": "#!/bin/sh\necho 'unknown option -- Y' >&2\nexit 1\n",
    "slow": "#!/bin/sh\nsleep 20\n",
}
programs = pytest.mark.parametrize("kind", PROGRAMS)


@pytest.fixture
def copy(bag: Path, tmp_path: Path) -> Path:
    """A copy of the signed snapshot, without its .zip."""
    return Path(shutil.copytree(bag, tmp_path / "2023"))


def path_with(folder: Path, program: str, kind: str) -> str:
    """A PATH on which one program is as this kind says, and everything else but ssh-keygen and openssl is there."""
    folder.mkdir()
    for one in ("sh", "kill", "sleep"):
        (folder / one).symlink_to(shutil.which(one) or f"/bin/{one}")
    if (text := PROGRAMS[kind]) is not None:
        (folder / program).write_text(text, "utf-8")
        (folder / program).chmod(0o644 if kind == "not-executable" else 0o755)
    return str(folder)


@programs
def test_a_signature_that_can_t_be_checked_proves_nothing(
    kind: str, copy: Path, signer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However ssh-keygen fails: of a demanded signature nothing is proven, of another it is only said."""
    monkeypatch.setattr("goalbook.snapshot.program._SECONDS", 0.3)
    monkeypatch.setenv("PATH", path_with(tmp_path / "bin", "ssh-keygen", kind))
    for trust in (Trust(signers=signer / "allowed_signers"), Trust(signature=copy / "SHA256SUMS.sig")):
        verdict = verify(copy, trust)
        assert (verdict.standing, verdict.whole) == ("unchecked", False)
        assert [(one.file, one.demanded) for one in verdict.unchecked] == [("SHA256SUMS.sig", True)]
        assert not verdict.may_run(trusted=True)
    verdict = verify(copy)
    assert verdict.standing == "unproven"
    assert [(one.file, one.demanded) for one in verdict.unchecked] == [("SHA256SUMS.sig", False)]


@programs
def test_certificates_that_can_t_be_used_prove_nothing(
    kind: str, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A time stamp that was to be checked fails the verification where openssl gives no answer."""
    (copy / "SHA256SUMS.tsr").write_bytes(b"reply")
    (tmp_path / "certificates").write_text("-----BEGIN CERTIFICATE-----\n", "utf-8")
    monkeypatch.setattr("goalbook.snapshot.program._SECONDS", 0.3)
    monkeypatch.setenv("PATH", path_with(tmp_path / "bin", "openssl", kind))
    verdict = verify(copy, Trust(authority=tmp_path / "certificates"))
    # openssl says no with 1: a command that it doesn't know is a refusal, and a failure all the same.
    assert verdict.standing == ("altered" if kind == "too-old" else "unchecked")
    assert not verdict.whole


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "no_signers"), ("# nobody\n\n", "no_signers"), ("garbage\n", "bad_signers"), (None, "no_signers")],
)
def test_a_list_that_names_nobody_proves_nothing(text: str | None, code: str, copy: Path, tmp_path: Path) -> None:
    """Empty, of comments alone, malformed or not to be read."""
    signers = tmp_path / "allowed_signers"
    if text is not None:
        signers.write_text(text, "utf-8")
    verdict = verify(copy, Trust(signers=signers))
    assert verdict.standing == "unchecked"
    assert [one.code for one in verdict.unchecked] == [code]


def test_a_given_signature_that_can_t_be_read_proves_nothing(copy: Path, signer: Path, tmp_path: Path) -> None:
    """Gone or a folder: with a list and without; the command line refuses a file that isn't there."""
    for where in (tmp_path / "nowhere", tmp_path):
        for signers in (None, signer / "allowed_signers"):
            verdict = verify(copy, Trust(signers=signers, signature=where))
            assert [(one.file, one.code, one.demanded) for one in verdict.unchecked] == [
                ("SHA256SUMS.sig", "unreadable", True)
            ]
            assert verdict.standing == "unchecked"
    assert goalbook(tmp_path, "snapshot", "verify", "2023", "--signature", "nowhere").returncode == 2


def test_certificates_that_are_none_prove_nothing(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty file of certificates is told as such; a stamp that is wanted and absent is missing."""
    (tmp_path / "empty").write_bytes(b"")
    found = verify(copy, Trust(authority=tmp_path / "empty"))
    assert [(one.file, one.code) for one in found.findings] == [("SHA256SUMS.tsr", "missing")]
    (copy / "SHA256SUMS.tsr").write_bytes(b"reply")
    monkeypatch.setattr("goalbook.snapshot.sign._imprint", lambda _: _digest(copy))
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "openssl").write_text("#!/bin/sh\necho 'Time stamp: today'\n", "utf-8")
    (bin_folder / "openssl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}:{os.environ['PATH']}")
    found = verify(copy, Trust(authority=tmp_path / "empty"))
    assert (found.standing, [one.code for one in found.unchecked]) == ("unchecked", ["no_certificates"])


def _digest(bag: Path) -> str:
    import hashlib

    return hashlib.sha256((bag / "SHA256SUMS").read_bytes()).hexdigest()


def test_a_stranger_s_program_is_never_run(copy: Path, signer: Path, tmp_path: Path) -> None:
    """A forged snapshot with a hook: run only with --trust alone, where it is whole and nothing that was demanded is open."""
    marker = tmp_path / "ran"
    lay_hook(copy, marker)
    listed = ("--allowed-signers", str(signer / "allowed_signers"))
    again = ("snapshot", "verify", "2023", "--rebuild")
    bare = path_with(tmp_path / "bin", "ssh-keygen", "missing")
    unsigned = goalbook(tmp_path, *again, *listed, "--trust")
    assert (unsigned.returncode, marker.exists()) == (1, False)
    (copy / "SHA256SUMS.sig").write_bytes(_signature(copy, tmp_path))
    for more in ((), ("--trust",)):
        without = goalbook(tmp_path, *again, *listed, *more, PATH=bare)
        assert (without.returncode, marker.exists()) == (3, False), without.stdout + without.stderr
        assert without.stdout.splitlines()[-1] == "年度存档 2023：未能证实：要求核对的内容在本机无法核对。"
        assert "没有重新生成" in without.stderr
        other = goalbook(tmp_path, *again, *listed, *more)
        assert (other.returncode, marker.exists()) == (1, False), other.stdout + other.stderr
    trusted = goalbook(tmp_path, *again, "--trust")
    assert marker.exists(), trusted.stdout + trusted.stderr


def _signature(bag: Path, folder: Path) -> bytes:
    """A stranger's own good signature."""
    key = folder / "stranger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    sign(bag, key)
    return (bag / "SHA256SUMS.sig").read_bytes()


def test_the_signer_of_other_bytes_vouches_for_nothing(copy: Path, signer: Path) -> None:
    """The office's signature beside sums that were made anew isn't good."""
    signature = (copy / "SHA256SUMS.sig").read_bytes()
    alter(copy)
    (copy / "SHA256SUMS.sig").write_bytes(signature)
    for trust in (Trust(), Trust(signers=signer / "allowed_signers")):
        found = verify(copy, trust)
        assert [(one.file, one.code) for one in found.findings] == [("SHA256SUMS.sig", "bad_signature")]
        assert found.signature is None


def test_a_good_signature_isn_t_the_last_word_over_altered_files(copy: Path, signer: Path) -> None:
    """It is said to be of the list alone, and what it comes to stands last."""
    (copy / "data/mkdocs.yml").write_bytes(b"")
    done = goalbook(copy.parent, "snapshot", "verify", "2023", "--allowed-signers", str(signer / "allowed_signers"))
    assert done.returncode == 1
    assert "签名有效" not in done.stdout
    assert "只是对 SHA256SUMS 这份清单的" in done.stdout
    assert done.stdout.splitlines()[-1] == "年度存档 2023：1 处与存档时或所要求的不同，不可采信。"


def test_an_archive_that_was_packed_again_is_told_what_to_do(copy: Path) -> None:
    """Compressed, or stored in another order: unpack it and verify the folder."""
    for kind in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        with zipfile.ZipFile(copy.with_name("again.zip"), "w", kind) as archive:
            for name in reversed(Folder(copy).names()):
                archive.write(copy / name, f"2023/{name}")
        done = goalbook(copy.parent, "snapshot", "verify", "again.zip")
        assert done.returncode == 1
        assert "goalbook snapshot verify 文件夹" in done.stdout + done.stderr


SIGNED = Signature("ED25519 SHA256:x", "office@example.org")
OPEN = Unchecked("SHA256SUMS.tsr", demanded=True, code="no_program", values={"program": "openssl"})


@pytest.mark.parametrize(
    ("findings", "signature", "unchecked", "standing", "runs"),
    [
        ((), None, (), "unproven", (False, True)),
        ((), Signature("key"), (), "unproven", (False, True)),
        ((), SIGNED, (), "proven", (True, True)),
        ((), SIGNED, (OPEN,), "unchecked", (False, False)),
        ((BagFinding("x", "altered"),), SIGNED, (), "altered", (False, False)),
        ((BagFinding("x", "altered"),), SIGNED, (OPEN,), "altered", (False, False)),
    ],
)
def test_one_place_decides(
    findings: tuple[BagFinding, ...], signature: Signature | None, unchecked: tuple[Unchecked, ...], standing: str,
    runs: tuple[bool, bool],
) -> None:  # fmt: skip
    """What is wrong weighs more than what is open, that more than a signature; only proof or trust lets anything run."""
    verdict = Verdict("2023", 1, "", findings, signature, None, unchecked)
    assert verdict.standing == standing
    assert (verdict.may_run(trusted=False), verdict.may_run(trusted=True)) == runs
