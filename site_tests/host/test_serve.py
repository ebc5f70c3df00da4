"""The live server: a saved goal file is shown, a broken one shows its problems, and the server lives on."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from zipfile import ZipFile

import pytest
from goalbook.host.places import leave_served, lodge_served

from site_tests.conftest import LIGHT, copy_site
from site_tests.whole.test_publishing import INSURANCE, edit

PAGE = "2022/shanhaiguan-cppcc/vehicle-insurance/"
# How long a change may take on a busy machine before the test gives up: not a measure of speed.
PATIENCE = 60


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int = 0, *options: str) -> Iterator[str]:
    """The address of a live server for a site's sources."""
    port = port or free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options]
    log = (folder / "log").open("w")
    process = subprocess.Popen(
        command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def get(address: str, timeout: float = 5) -> str:
    """A page of the server, or nothing while there is none."""
    try:
        with urllib.request.urlopen(address, timeout=timeout) as answer:
            return str(answer.read().decode())
    except (HTTPError, URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(address: str, told: Callable[[str], bool]) -> str:
    """The page as soon as it is as told."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if told(page := get(address)):
            return page
        time.sleep(0.1)
    raise AssertionError(f"{address} did not change:\n{page[-2000:]}")


def test_a_saved_file_is_shown_and_a_broken_one_explained(tmp_path: Path) -> None:
    """Save, break, mend: the page follows each time, and other pages stay."""
    folder = copy_site(tmp_path, LIGHT)
    with serving(folder) as address:
        wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
        edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
        wait_for(address + PAGE, lambda page: "三辆公车续保" in page)

        edit(folder / INSURANCE, "name: 车辆保险费", "name: %车辆保险费")
        broken = wait_for(address + PAGE, lambda page: "尚不能发布" in page)
        assert f"{INSURANCE}:" in broken
        assert "给值加上引号" in broken
        assert "livereload" in broken
        assert "综合事务管理" in get(address + "2022/shanhaiguan-cppcc/general-affairs/")
        assert "problems/" in get(address + "2022/shanhaiguan-cppcc/general-affairs/")

        edit(folder / INSURANCE, "name: %车辆保险费", "name: 车辆保险费")
        mended = wait_for(address + PAGE, lambda page: "三辆公车续保" in page)
        assert "尚不能发布" not in mended
    assert f"{INSURANCE}:" in (folder / "log").read_text("utf-8")


_HOLD = """from pathlib import Path
from time import sleep

def on_pre_build(config):
    while Path(config.config_file_path).with_name("hold").exists():
        sleep(0.05)
"""


def test_what_was_saved_is_shown_while_the_site_is_built(tmp_path: Path) -> None:
    """A build that is held up: the saved document is there with its files, other pages are as they were, browsers load them again twice."""
    folder = copy_site(tmp_path, LIGHT)
    (folder / "hold.py").write_text(_HOLD, "utf-8")
    edit(folder / "mkdocs.yml", "plugins:\n", "hooks: [hold.py]\nplugins:\n")
    with serving(folder) as address:
        wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
        first = get(f"{address}livereload/0/1")
        (folder / "hold").touch()
        edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
        saved = wait_for(address + PAGE, lambda page: "三辆公车续保" in page)
        assert "livereload" in saved
        second = get(f"{address}livereload/{first}/1")
        assert int(second) > int(first)
        name = f"{address}{PAGE.rstrip('/')}"
        assert "三辆公车续保" in get(f"{name}.csv")
        assert "三辆公车续保" in get(f"{name}.json")
        assert "三辆公车续保" in get(f"{name}.yml")
        assert "综合事务管理" in get(address + "2022/shanhaiguan-cppcc/general-affairs/")
        for other in (
            "nothing/",
            "vehicle-insurance/../../../hold.py",
            "vehicle-insurance/%2e%2e/%2e%2e/%2e%2e/hold.py",
        ):
            assert get(f"{address}2022/shanhaiguan-cppcc/{other}") == ""
        (folder / "hold").unlink()
        assert int(get(f"{address}livereload/{second}/1", PATIENCE)) > int(second)
        assert "三辆公车续保" in get(f"{address}2022.csv")
        built = get(address + PAGE)
        assert built.partition("\nlivereload(")[0] == saved.partition("\nlivereload(")[0]


def test_office_files_are_made_when_asked_for(tmp_path: Path) -> None:
    """A save makes none; the page offers them, and each request gives the file of the goals as they are now."""
    folder = copy_site(tmp_path, "xlsx, docx, csv, json, yaml")
    with serving(folder) as address:
        page = wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
        name = PAGE.rstrip("/")
        assert f'{name}.xlsx" download>下载 Excel（XLSX）</a>' in page
        for file, part in ((f"{name}.xlsx", "xl/sharedStrings.xml"), (f"{name}.docx", "word/document.xml")):
            assert "两辆公车续保" in _inside(address + file, part)
        edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
        wait_for(address + PAGE, lambda page: "三辆公车续保" in page)
        assert "三辆公车续保" in _inside(f"{address}{name}.xlsx", "xl/sharedStrings.xml")
        assert "三辆公车续保" in _inside(f"{address}2022.xlsx", "xl/sharedStrings.xml")
        assert "三辆公车续保" in get(f"{address}2022.csv")
        assert get(f"{address}2022/shanhaiguan-cppcc/nothing.xlsx") == ""


def _inside(address: str, part: str) -> str:
    """A part of an office file that the server gives."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer, ZipFile(io.BytesIO(answer.read())) as archive:
        assert int(answer.headers["Content-Length"]) > 1000
        return archive.read(part).decode()


def test_the_next_server_finds_the_site(tmp_path: Path) -> None:
    """It takes the files of the one before and shows what was edited in between; no link is left where MkDocs made its folder."""
    folder, port = copy_site(tmp_path, LIGHT), free_port()
    other = PAGE.replace("vehicle-insurance", "general-affairs")
    with serving(folder, port) as address:
        wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
    (served,) = (folder / ".cache/goalbook").glob("served-*")
    before = (served / other / "index.html").stat().st_ino
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    with serving(folder, port) as address:
        wait_for(address + PAGE, lambda page: "三辆公车续保" in page)
    assert (served / other / "index.html").stat().st_ino == before


_HOLD_AFTER_FIRST = """from pathlib import Path
from time import sleep

calls = []

def on_startup(command, dirty):  # MkDocs keeps hooks that have it for later builds
    pass

def on_pre_build(config):
    calls.append(0)
    while len(calls) > 1 and Path(config.config_file_path).with_name("hold").exists():
        sleep(0.05)
"""


def test_the_next_server_shows_the_site_before_it_builds(tmp_path: Path) -> None:
    """While its first build is held up pages are those of the server before; what is made on request waits for the build, of which
    browsers are told."""
    folder, port = copy_site(tmp_path, "xlsx, csv"), free_port()
    (folder / "hold.py").write_text(_HOLD_AFTER_FIRST, "utf-8")
    edit(folder / "mkdocs.yml", "plugins:\n", "hooks: [hold.py]\nplugins:\n")
    with serving(folder, port) as address:
        wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    (folder / "hold").touch()
    with serving(folder, port) as address, ThreadPoolExecutor() as asking:
        assert "两辆公车续保" in wait_for(address + PAGE, bool)
        assert "先显示上次的网站" in (folder / "log").read_text("utf-8")
        first = get(f"{address}livereload/0/1")
        asked = asking.submit(_inside, f"{address}{PAGE.rstrip('/')}.xlsx", "xl/sharedStrings.xml")
        time.sleep(0.5)
        assert not asked.done()
        (folder / "hold").unlink()
        assert "三辆公车续保" in asked.result(PATIENCE)
        wait_for(address + PAGE, lambda page: "三辆公车续保" in page)
        assert int(wait_for(f"{address}livereload/{first}/1", bool)) > int(first)


def test_what_is_asked_for_is_refused_where_the_first_build_fails(tmp_path: Path) -> None:
    """The server goes on with the site before, waits for nobody, and shows what was mended."""
    folder, port = copy_site(tmp_path, "xlsx, csv"), free_port()
    with serving(folder, port) as address:
        wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
    lists = folder / "overrides/goalbook/listings"
    lists.mkdir(parents=True, exist_ok=True)
    (lists / "years.html").write_text("{{ nothing.at.all }}", "utf-8")
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    with serving(folder, port) as address:
        assert "两辆公车续保" in wait_for(address + PAGE, bool)
        with pytest.raises(HTTPError, match="404"):
            urllib.request.urlopen(f"{address}{PAGE.rstrip('/')}.xlsx", timeout=PATIENCE)
        (lists / "years.html").unlink()
        edit(folder / INSURANCE, "三辆公车续保", "四辆公车续保")
        wait_for(address + PAGE, lambda page: "四辆公车续保" in page)


def test_a_server_that_follows_nothing_builds_first(tmp_path: Path) -> None:
    """It would show the site before for ever."""
    folder, port = copy_site(tmp_path, LIGHT), free_port()
    with serving(folder, port) as address:
        wait_for(address + PAGE, lambda page: "两辆公车续保" in page)
    edit(folder / INSURANCE, "两辆公车续保", "三辆公车续保")
    with serving(folder, port, "--no-livereload") as address:
        assert "三辆公车续保" in wait_for(address + PAGE, bool)


def test_a_server_leaves_its_folder_as_mkdocs_takes_it_away(tmp_path: Path) -> None:
    """What stands for the folder that MkDocs made is gone at the end, the site itself stays; without a store nothing is lodged."""
    made, config = tmp_path / "made", tmp_path / "mkdocs.yml"
    for named, lodged in (("", False), ("kept", True), ("kept", True)):
        made.mkdir()
        lodge_served(made, named, str(config), "http://127.0.0.1:8000/")
        assert made.is_symlink() is lodged
        (made / "index.html").write_text("示例", "utf-8")
        lodge_served(made, named, str(config), "http://127.0.0.1:8000/")
        leave_served(made)
        assert made.is_dir() is not lodged
        if not lodged:
            (made / "index.html").unlink()
            made.rmdir()
    (served,) = (tmp_path / "kept").iterdir()
    assert (served / "index.html").read_text("utf-8") == "示例"


def test_the_server_starts_on_broken_files(tmp_path: Path) -> None:
    """A file that is broken from the start is explained too."""
    folder = copy_site(tmp_path, LIGHT)
    edit(folder / INSURANCE, "form: hebei-project", "form: hebei-projects")
    with serving(folder) as address:
        page = wait_for(address + PAGE, lambda page: "尚不能发布" in page)
        assert "hebei-project”" in page
