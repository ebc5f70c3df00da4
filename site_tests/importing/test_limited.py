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
from goalbook.importing.sources.office import converted

from site_tests.hostile.packages import compound, docx_with, label, xls_with, xlsx_with, zipped

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
        net, proxy, home, secret, *said = converted(DOC, "doc")[0].decode().split("\n")
    assert net == "no network"
    assert (proxy, secret) == ("http://127.0.0.1:9", "none")
    assert home.startswith(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["programs"]
    assert {f"-env:UserInstallation=file://{home}/profile", "--infilter=MS Word 97", "--headless"} <= {*said}
    assert "DisableMacrosExecution" in said[-1]
    assert "BlockUntrustedRefererLinks" in said[-1]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<?xml version='1.0'?><w/>", "is-xml"),
        (b"MIME-Version: 1.0", "is-mhtml"),
        (compound({"EncryptedPackage": b"x"}), "is-encrypted"),
        (compound({"PowerPoint Document": b"x"}), "is-slides"),
        (compound({"Other": b"x"}), "is-ole"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is-picture"),
        (b"\x89PNG\r\n\x1a\n", "is-picture"),
        (b"BM\0\0\0\0\0\0\0\0\x36", "is-picture"),
        (zipped({"OFD.xml": "<ofd/>"}), "is-ofd"),
        (zipped({"content.xml": "<a/>"}), "is-odf"),
        (zipped({"a.txt": "x"}), "is-zip"),
        (b"Rar!\x1a\x07", "is-zip"),
        (bytes(range(32)) * 40, "not-known"),
        (b"", "not-anything"),
        (b" \r\n", "not-anything"),
    ],
)
@pytest.mark.parametrize("suffix", [".docx", ".xls", ".txt", ".html", ".csv", ".md", ""])
def test_what_is_not_read_is_told_by_its_content(raw: bytes, code: str, suffix: str) -> None:
    """Whatever its name: in words of its own, never as text in an unknown encoding; LibreOffice is never asked."""
    with pytest.raises(SourceError) as caught:
        kind_of(raw, suffix)
    assert caught.value.code == code


@pytest.mark.parametrize("suffix", [".doc", ".docm", ".xls", ".xlsm", ".et", ".wps", ".txt", ".html", ".csv", ""])
@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (docx_with("<w:p/>"), "docx"),
        (xlsx_with(), "xlsx"),
        (xls_with(label(0, 0, "甲")), "xls"),
        (DOC, "doc"),
        (b"{\\rtf1}", "rtf"),
        (b"%PDF-1.7", "pdf"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "odt"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet\n", "content.xml": "<a/>"}), "ods"),
        (b"<html><img src=http://127.0.0.1:9/x></html>", "html"),
        ("\ufeff<!-- x --><table><tr><td>甲".encode(), "html"),
        ("<table><tr><td>甲".encode("utf-16"), "html"),
    ],
)
def test_what_is_read_is_known_by_its_content(raw: bytes, kind: str, suffix: str) -> None:
    """A web page that a system exports as .xls, and an Office file of another name, are read as what they are."""
    assert kind_of(raw, suffix) == kind


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [(".txt", "text"), (".md", "text"), ("", "text"), (".htm", "html"), (".csv", "csv"), (".tsv", "csv")],
)
def test_of_a_text_the_name_says_what_it_is(suffix: str, kind: str) -> None:
    """Its content can't."""
    assert kind_of("甲,乙".encode(), suffix) == kind


def test_an_older_word_document_is_known_by_its_stream() -> None:
    """The stream of its text makes it one."""
    assert kind_of(DOC, ".doc") == "doc"
