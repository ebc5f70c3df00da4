"""README and ADOPTING.md, followed word by word from an empty folder and a wheel of this tree to a published site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from site_tests.conftest import ROOT, serve
from site_tests.helpers.packed import Packed, lend_packages
from site_tests.host.test_serve import free_port, wait_for

ADOPTING = ROOT / "ADOPTING.md"
_SECTION = re.compile(r"^## Evaluate in five minutes\n(.*?)^## ", re.S | re.M)
# A block of commands, or a file to write: the last name set as code before a block that isn't commands.
_BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```$", re.S | re.M)
_PUBLIC = "/var/www/html"
DOCUMENT = "2026/sample-body/repair"


@dataclass(frozen=True)
class Step:
    """A command to run, or a file to write where it has a ``path``."""

    text: str
    path: str = ""


def steps(text: str) -> Iterator[Step]:
    """What a page asks its reader to do, in order."""
    for block in _BLOCK.finditer(text):
        if block[1] == "sh":
            yield from (Step(line) for line in block[2].splitlines())
        else:
            yield Step(block[2], re.findall(r"`(goals/[\w/.-]+\.yml)`", text[: block.start()])[-1])


def evaluating() -> list[Step]:
    """The steps in README."""
    section = _SECTION.search((ROOT / "README.md").read_text("utf-8"))
    assert section
    return list(steps(section[1]))


def adopting() -> list[Step]:
    """The steps in ADOPTING.md."""
    return list(steps(ADOPTING.read_text("utf-8")))


class Reader:
    """Someone in an empty folder who does what a page says, with no index of packages within reach."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.public = folder / "public"
        who = {
            f"GIT_{role}_{part}": "test@goals.example" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
        }
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "GIT_"))}
        self.env = clean | who | {
            "PATH": f"{Path(sys.executable).parent}:{clean['PATH']}", "PIP_NO_INDEX": "1", "LANG": "C.UTF-8",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1", "GIT_CONFIG_GLOBAL": os.devnull,
            # Whatever reads or writes text by the locale's code page, which on Windows may be 936, is told.
            "PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "default::EncodingWarning",
        }  # fmt: skip

    def follow(self, step: Step) -> str:
        """Do one step; gives what a command says."""
        if step.path:
            (self.folder / step.path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / step.path).write_text(step.text, "utf-8")
            return ""
        if step.text.startswith("cd "):
            self.folder /= step.text.removeprefix("cd ")
            return ""
        (wheel, *_) = [*self.folder.glob("*.whl"), Path("none")]
        line = step.text.replace("goalbook-VERSION-py3-none-any.whl", wheel.name).replace(_PUBLIC, str(self.public))
        done = subprocess.run(
            ["sh", "-c", line], cwd=self.folder, env=self.env, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        if "-m venv" in line:
            lend_packages(self.folder / ".venv")
        told = done.stdout + done.stderr
        assert re.findall(r".*/goalbook/.*EncodingWarning.*", told) == []
        return told


@pytest.fixture(scope="module")
def reader(packed: Packed, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader who came to the end, having looked at the live server on the way."""
    reader = Reader(tmp_path_factory.mktemp("empty"))
    shutil.copy(packed.wheel, reader.folder)
    *before, serving = evaluating()
    for step in before:
        reader.follow(step)
    assert "mkdocs serve" in serving.text
    port = free_port()
    command = f"exec {serving.text.split('#')[0].strip()} --dev-addr 127.0.0.1:{port}"
    server = subprocess.Popen(["sh", "-c", command], cwd=reader.folder, env=reader.env)
    try:
        wait_for(f"http://127.0.0.1:{port}/", lambda page: "绩效目标公开" in page)
    finally:
        server.terminate()
        server.wait(timeout=30)
    for step in adopting():
        reader.follow(step)
    return reader


def test_what_was_installed_is_the_wheel(reader: Reader) -> None:
    """Not this repository's own package; and the wheel lies in the new repository, pinned."""
    python = str(reader.folder.parent / ".venv/bin/python")
    code = "import goalbook; print(goalbook.__file__)"
    told = subprocess.run([python, "-c", code], env=reader.env, capture_output=True, text=True, check=True).stdout
    assert Path(told.strip()).is_relative_to(reader.folder.parent / ".venv")
    (wheel,) = (reader.folder / "wheels").iterdir()
    assert f"./wheels/{wheel.name}" in (reader.folder / "requirements.txt").read_text("utf-8")


def test_own_form_and_document_are_published(reader: Reader) -> None:
    """The page of the document has the form's own labels and the document's values; all downloads are there."""
    text = (reader.public / f"{DOCUMENT}/index.html").read_text("utf-8")
    for words in ("道路维修项目绩效目标表（示例）", "年度目标", "≥1.5公里", "维修道路长度"):
        assert words in text
    for suffix in ("yml", "json", "csv", "xlsx", "docx", "pdf"):
        assert (reader.public / f"{DOCUMENT}.{suffix}").is_file(), suffix
    assert (reader.public / f"{DOCUMENT}.yml").read_bytes() == (reader.folder / f"goals/{DOCUMENT}.yml").read_bytes()


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_ask_nobody_else_and_fit(reader: Reader, browser: Browser, width: int) -> None:
    """In a browser no page asks another host, says anything in the console or is wider than the screen."""
    server = serve(reader.public)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
    tab, asked, said = context.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    for page in (
        "",
        "2026/",
        f"{DOCUMENT}/",
        "2026/sample-body/department/",
        "about/",
        "search/",
        "guide/",
        "indicators/",
    ):
        tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
    server.shutdown()
    server.server_close()
    context.close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert said == []


def test_commands_are_counted() -> None:
    """What the page says of their number is so."""
    first = [step for step in evaluating() if not step.path]
    then = [step for step in adopting() if not step.path]
    counted = re.search(
        r"<!-- counted -->\n(\d+) commands, (\d+) of them in README and (\d+) here, and two files",
        ADOPTING.read_text("utf-8"),
    )
    assert counted
    assert [int(number) for number in counted.groups()] == [len(first) + len(then), len(first), len(then)]
    assert len([step for step in adopting() if step.path]) == 2
