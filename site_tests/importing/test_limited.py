"""Reading in a child process: its limits hold, what it starts ends with it, and LibreOffice gets nothing but Word documents."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from goalbook.importing.limited import run_limited
from goalbook.importing.limits import MOST, Allowance, SourceError, within
from goalbook.importing.sources.kind import kind_of
from goalbook.importing.sources.office import docx_of

from site_tests.hostile.packages import compound

PLENTY = Allowance(memory=1 << 30, processor=20, clock=60)
DOC = compound({"WordDocument": b"x"})


class Panic(BaseException):
    """Stands for a panic of Rust, which is no Exception."""


def fail(name: str) -> object:
    """Fail in a way that a library may fail."""
    match name:
        case "panic":
            raise Panic
        case "deep":
            return fail("deep")
        case "memory":
            return bytearray(4 << 30)
        case "text":
            return b"\xff".decode()
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "abort":
            os.abort()
        case "busy":
            return any(iter(int, 1))
    return os.write(1, name.encode())


def sleep_with(path: str) -> None:
    """Start a program that goes on for a while and then writes a file; wait for it."""
    import subprocess

    subprocess.run(["sh", "-c", f"sleep 5; touch {path}"], check=True)


@pytest.mark.parametrize(
    ("name", "code"),
    [("deep", "too-deep"), ("memory", "too-much-memory"), ("text", "damaged"), ("panic", "damaged"), ("crash", "crashed"),
     ("abort", "too-much-memory")],
)  # fmt: skip
def test_every_failure_of_a_child_is_a_refusal(name: str, code: str) -> None:
    """Errors of any kind, a panic that is no Exception, a crash: each one refusal."""
    with pytest.raises(SourceError) as caught:
        run_limited(PLENTY, fail, name)
    assert caught.value.code == code


def test_the_processor_time_of_a_child_ends() -> None:
    """A child that never comes to an end is ended."""
    with pytest.raises(SourceError) as caught:
        run_limited(Allowance(PLENTY.memory, 1, 60), fail, "busy")
    assert caught.value.code == "too-slow"


def test_what_a_child_prints_is_no_part_of_its_outcome() -> None:
    """The outcome is the value alone."""
    assert run_limited(PLENTY, fail, "printed") == 7


def test_all_that_a_child_started_ends_with_it(tmp_path: Path) -> None:
    """At the limit of the clock the whole group ends: the file is never written."""
    with pytest.raises(SourceError) as caught:
        run_limited(Allowance(PLENTY.memory, 20, 3), sleep_with, str(tmp_path / "late"))
    assert caught.value.code == "too-slow"
    time.sleep(4)
    assert not (tmp_path / "late").exists()


def test_a_module_in_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's repository may hold a pickle.py or lxml.py."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)", "utf-8")
    (tmp_path / "goalbook.py").write_text("raise SystemExit(9)", "utf-8")
    assert run_limited(PLENTY, abs, -3) == 3


@pytest.mark.parametrize("what", MOST)
def test_a_limit_is_told_with_its_number(what: str) -> None:
    """At the limit all is well, one more is refused."""
    within(what, MOST[what])
    with pytest.raises(SourceError) as caught:
        within(what, MOST[what] + 1)
    assert (caught.value.code, caught.value.values) == (f"over-{what}", {"most": f"{MOST[what]:,}"})


OFFICE = """#!{python}
import os, socket, sys
folder = sys.argv[sys.argv.index("--outdir") + 1]
os.makedirs(folder)
try:
    socket.create_connection(("127.0.0.1", {port}), 5).close()
    net = "reached"
except OSError:
    net = "no network"
said = [net, os.environ.get("https_proxy", ""), os.environ["HOME"], os.environ.get("SECRET", "none"), *sys.argv[1:]]
said.append(open(os.environ["HOME"] + "/profile/user/registrymodifications.xcu").read())
open(folder + "/source.docx", "w").write("\\n".join(said))
"""


def test_libreoffice_runs_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reaches no server of this machine, has a profile of its own without macros, reads Word only, and leaves nothing."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        program = tmp_path / "programs/soffice"
        program.parent.mkdir()
        program.write_text(OFFICE.format(python=sys.executable, port=server.getsockname()[1]), "utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("SECRET", "told")
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        net, proxy, home, secret, *said = docx_of(DOC).decode().split("\n")
    assert net == "no network"
    assert (proxy, secret) == ("http://127.0.0.1:9", "none")
    assert home.startswith(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["programs"]
    assert {f"-env:UserInstallation=file://{home}/profile", "--infilter=MS Word 97", "--headless"} <= {*said}
    assert "DisableMacrosExecution" in said[-1]
    assert "BlockUntrustedRefererLinks" in said[-1]


@pytest.mark.parametrize(
    ("raw", "suffix", "code"),
    [
        (b"<html><img src=http://127.0.0.1:9/x></html>", ".doc", "is-html"),
        (b"{\\rtf1}", ".doc", "is-rtf"),
        (b"<?xml version='1.0'?><w/>", ".doc", "is-xml"),
        (b"MIME-Version: 1.0", ".doc", "is-mhtml"),
        ("甲".encode(), ".doc", "is-text"),
        (compound({"Workbook": b"x"}), ".doc", "is-xls"),
        (DOC, ".xls", "is-doc"),
        (compound({"EncryptedPackage": b"x"}), ".docx", "is-encrypted"),
        (b"%PDF-1.7", ".pdf", "is-pdf"),
        (b"a,b", ".csv", "is-csv"),
        (b"PK", ".docm", "is-macros"),
        (b"# x", ".md", "unknown-suffix"),
    ],
)
def test_a_file_is_what_its_name_says(raw: bytes, suffix: str, code: str) -> None:
    """What it is instead, and what isn't read, is told in its own words; LibreOffice is never asked."""
    with pytest.raises(SourceError) as caught:
        kind_of(raw, suffix)
    assert caught.value.code == code


def test_an_older_word_document_is_known_by_its_stream() -> None:
    """The stream of its text makes it one."""
    assert kind_of(DOC, ".doc") == "doc"
