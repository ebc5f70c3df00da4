"""Debian's nginx with the configuration that the README states, asked for every page by several readers at a time."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import pytest

from site_tests.conftest import ROOT

pytestmark = pytest.mark.full

_REQUESTS = 500
_READERS = 8
_LINE = "{the line of policy.txt}"
_CONFIG = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    log_not_found off;
    {paths}
    server {{
        listen 127.0.0.1:{port};
        root {site};
{documented}
    }}
}}
"""
_PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _ask(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", quote(path))
    answer = connection.getresponse()
    got = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return got


@pytest.fixture(scope="module")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of nginx with the documented headers, and the site that it serves, in which a frozen page lies."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    assert program, "nginx is missing: apt-get install nginx-light"
    folder = tmp_path_factory.mktemp("nginx")
    served = shutil.copytree(site, folder / "site")
    (served / "snapshots/2022").mkdir(parents=True)
    shutil.copy(site / "about/index.html", served / "snapshots/2022/about.html")
    # The workers of nginx that root starts belong to a user of their own, who may not enter the folder of a user's runs.
    own = tmp_path_factory.getbasetemp()
    runs = own.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else own.parent
    for path in (folder, *folder.parents):
        if path.is_relative_to(runs):
            path.chmod(0o755)
    blocks = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    (documented,) = (block for block in blocks if _LINE in block)
    assert documented.count(_LINE) == 1
    documented = documented.replace(_LINE, (site / "policy.txt").read_text("utf-8").strip())
    port = _free_port()
    paths = "\n    ".join(f"{name}_temp_path {folder}/{name};" for name in _PATHS)
    config = _CONFIG.format(folder=folder, paths=paths, port=port, site=served, documented=documented)
    (folder / "nginx.conf").write_text(config, "utf-8")
    running = subprocess.Popen([program, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"])
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert running.poll() is None, (folder / "error.log").read_text("utf-8")
        time.sleep(0.05)
    yield port, served
    running.terminate()
    running.wait(timeout=30)
    assert (folder / "error.log").read_text("utf-8") == ""


def _address(site: Path, path: Path) -> str:
    return "/" + path.relative_to(site).as_posix().removesuffix("index.html")


def test_nginx_serves_the_site_under_load(nginx: tuple[int, Path]) -> None:
    """Of 500 requests for all files, eight at a time, each gets its file whole, under the policy and the other headers."""
    port, site = nginx
    policy = (site / "policy.txt").read_text("utf-8").strip()
    files = [path for path in sorted(site.rglob("*")) if path.is_file() and "snapshots" not in path.parts]
    with ThreadPoolExecutor(_READERS) as readers:
        asked = list(islice(cycle(files), _REQUESTS))
        answers = list(readers.map(lambda path: _ask(port, _address(site, path)), asked))
    assert len(answers) == _REQUESTS
    for path, (status, headers, body) in zip(asked, answers, strict=True):
        assert (status, body) == (200, path.read_bytes()), path
        assert headers["content-security-policy"] == policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_nginx_sends_the_error_page(nginx: tuple[int, Path]) -> None:
    """What isn't there gets the site's own error page, under the same policy."""
    port, site = nginx
    status, headers, body = _ask(port, "/2020/missing/page/")
    assert (status, body) == (404, (site / "404.html").read_bytes())
    assert headers["content-security-policy"] == (site / "policy.txt").read_text("utf-8").strip()


def test_nginx_leaves_frozen_pages_their_own_policy(nginx: tuple[int, Path]) -> None:
    """A frozen page gets only what it can't state itself."""
    port, _ = nginx
    status, headers, _ = _ask(port, "/snapshots/2022/about.html")
    assert status == 200
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert headers["x-content-type-options"] == "nosniff"
