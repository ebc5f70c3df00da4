"""A site is published into a store of objects: a server on this machine that answers as Amazon's S3 does."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from lxml import etree

from site_tests.bench.sites import goalbook_site
from site_tests.conftest import run_build
from site_tests.whole.test_publishing import edit, tree

pytestmark = pytest.mark.full

PATIENCE = 120  # seconds
TO = "s3://goals/site"
# Who may read; the stand-in looks only that somebody is named.
WHO = "AWS4-HMAC-SHA256 Credential=made/20240101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"


class Bucket:
    """A bucket of the server, read as a web host reads it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "made",
            "AWS_SECRET_ACCESS_KEY": "made",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": "127.0.0.1",
        }

    def ask(self, path: str, method: str = "GET") -> bytes:
        """What the server answers."""
        request = Request(f"{self.address}/{path}", method=method, headers={"Authorization": WHO})
        with urlopen(request, timeout=PATIENCE) as answer:
            return bytes(answer.read())

    def names(self, prefix: str) -> list[str]:
        """The objects whose names begin so."""
        found, more = [], ""
        while True:
            listed = etree.fromstring(self.ask(f"goals?list-type=2&prefix={quote(prefix)}{more}"))
            found += [str(key) for key in listed.xpath("//*[local-name()='Key']/text()")]
            token = listed.xpath("//*[local-name()='NextContinuationToken']/text()")
            if not token:
                return found
            more = f"&continuation-token={quote(str(token[0]), safe='')}"

    def served(self) -> dict[str, str]:
        """The digests of the files of the version that is served."""
        prefix = f"site/versions/{self.ask('goals/site/current').decode().strip()}/"
        return {
            name.removeprefix(prefix): hashlib.sha256(self.ask(f"goals/{quote(name)}")).hexdigest()
            for name in self.names(prefix)
        }


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[Bucket]:
    """An empty bucket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (
        (tmp_path / "server.log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"PYTHONWARNINGS": "ignore"}) as server,
    ):
        made = Bucket(port)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(URLError, ConnectionError):
                made.ask("goals", "PUT")
                break
            time.sleep(0.1)
        yield made
        server.kill()


def test_a_site_is_published_whole_or_not_at_all(bucket: Bucket, tmp_path: Path) -> None:
    """The version that is served has the bytes of the folder; one that fails, in a document or on the way, changes nothing."""
    folder = goalbook_site(tmp_path / "site", 6, 1).folder
    done = run_build(folder, "--to", TO, **bucket.environment)
    assert done.returncode == 0, done.stderr
    first = tree(folder / "site")
    assert bucket.served() == first

    path = min(folder.glob("goals/2024/*/project.yml"))
    edit(path, "form: hebei-project", "form: hebei-projekt")
    broken = run_build(folder, "--to", TO, **bucket.environment)
    assert broken.returncode == 1
    assert path.relative_to(folder).as_posix() in broken.stdout + broken.stderr
    assert bucket.served() == first
    assert len({name.split("/")[2] for name in bucket.names("site/versions/")}) == 1

    edit(path, "form: hebei-projekt", "form: hebei-project")
    edit(path, "approved: 2024-01-22", "approved: 2024-01-23")
    cut = run_build(folder, "--to", TO, **bucket.environment | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"})
    assert cut.returncode == 1
    assert "那里发布的仍是上一个版本" in cut.stderr
    assert "Traceback" not in cut.stderr
    assert bucket.served() == first

    assert run_build(folder, "--to", TO, **bucket.environment).returncode == 0
    assert bucket.served() == tree(folder / "site") != first


def test_machines_that_come_and_go_share_a_store(bucket: Bucket, tmp_path: Path) -> None:
    """The second begins with the site that the first one made; where the store can't be had nothing is built."""
    first = goalbook_site(tmp_path / "first", 6, 1).folder
    second = shutil.copytree(first, tmp_path / "second")
    third = shutil.copytree(first, tmp_path / "third")
    store = "s3://goals/made.sqlite"
    done = run_build(first, "--store", store, **bucket.environment)
    assert done.returncode == 0, done.stderr
    assert bucket.names("made") == ["made.sqlite"]
    again = run_build(second, "--store", store, **bucket.environment)
    assert again.returncode == 0, again.stderr
    assert "其中 6 个未变" in again.stderr
    assert tree(second / "site") == tree(first / "site")
    cut = run_build(third, "--store", store, **bucket.environment | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"})
    assert cut.returncode == 1
    assert "Traceback" not in cut.stderr
    assert not (third / "site").exists()
