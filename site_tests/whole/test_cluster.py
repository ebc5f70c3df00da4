"""A local cluster of real worker processes: the bytes of one machine, whatever becomes of a worker."""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from site_tests.bench.sites import goalbook_site
from site_tests.conftest import ROOT, run_build
from site_tests.whole.test_publishing import tree

pytestmark = pytest.mark.full

DOCUMENTS = 120
PATIENCE = 120  # seconds
# A worker that dies at the second errand that it is given.
DYING = """\
import os, signal
from goalbook.site.build import errand

make, given = errand.make_elsewhere, []

def make_elsewhere(*sent):
    given.append(sent)
    if len(given) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return make(*sent)

errand.make_elsewhere = make_elsewhere
"""
# A worker in which one document can't be made; its traceback is deeper than can be sent.
FAILING = """\
from goalbook.site.build import errand

class Maker(errand.Maker):
    def make(self, job):
        return self.make(job) if job.entry.address.file == "{file}" else super().make(job)

errand.Maker = Maker
"""


class Worker(NamedTuple):
    """Where a worker has the software from, and further options."""

    package: Path = ROOT / "plugins"
    options: tuple[str, ...] = ()


@contextmanager
def running(
    name: str, folder: Path, *arguments: str, package: Path = ROOT / "plugins"
) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the cluster, on this machine alone; it is ended with the test."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--no-dashboard", *arguments]
    with (
        (folder / f"{name}-{len(list(folder.iterdir()))}.log").open("wb") as log,
        subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": str(package)}
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def address_in(told: Path) -> str:
    """The address that a scheduler has written down."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(FileNotFoundError, json.JSONDecodeError):
            return str(json.loads(told.read_text("utf-8"))["address"])
        time.sleep(0.1)
    raise TimeoutError(told)


@contextmanager
def cluster(folder: Path, *workers: Worker) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler, by its address, with workers that each have a package of their own and are prepared by a script."""
    folder.mkdir()
    told = folder / "scheduler.json"
    with ExitStack() as processes:
        at = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        processes.enter_context(running("scheduler", folder, *at))
        address = address_in(told)
        each = ("--host", "127.0.0.1", "--nthreads", "1", "--local-directory", str(folder), "--no-nanny", address)
        yield (
            address,
            [
                processes.enter_context(running("worker", folder, *worker.options, *each, package=worker.package))
                for worker in workers
            ],
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of generated documents, with Word files."""
    top = tmp_path_factory.mktemp("cluster")
    return goalbook_site(top / "site", DOCUMENTS, 1, ("csv", "json", "yaml", "docx")).folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> dict[str, str]:
    """The site as one process makes it."""
    done = run_build(folder, "-d", "alone")
    assert done.returncode == 0, done.stderr
    return tree(folder / "alone")


def built(folder: Path, scheduler: str) -> dict[str, str]:
    """The site as a cluster makes it, from nothing."""
    shutil.rmtree(folder / ".cache")
    done = run_build(folder, "-d", "there", "--scheduler", scheduler)
    assert done.returncode == 0, done.stderr
    found = tree(folder / "there")
    shutil.rmtree(folder / "there")
    return found


def test_a_cluster_makes_the_same_bytes(folder: Path, alone: dict[str, str], tmp_path: Path) -> None:
    """Two workers that know nothing but what they are sent."""
    with cluster(tmp_path / "cluster", Worker(), Worker()) as (scheduler, _):
        assert built(folder, scheduler) == alone


def test_a_worker_that_is_killed_costs_only_time(folder: Path, alone: dict[str, str], tmp_path: Path) -> None:
    """What it had made and what it was making is made again by the other one."""
    script = tmp_path / "dying.py"
    script.write_text(DYING, "utf-8")
    with cluster(tmp_path / "cluster", Worker(), Worker(options=("--preload", str(script)))) as (scheduler, workers):
        assert built(folder, scheduler) == alone
        assert workers[1].wait(PATIENCE) == -signal.SIGKILL
        assert workers[0].poll() is None


def test_a_document_that_fails_on_a_worker_stops_the_build(folder: Path, tmp_path: Path) -> None:
    """It is named with what went wrong; the site that stands keeps its bytes."""
    standing = folder / "standing"
    standing.mkdir()
    (standing / "index.html").write_text("as it was", "utf-8")
    file = next((folder / "goals").glob("2*/**/*.yml")).relative_to(folder / "goals").as_posix()
    script = tmp_path / "failing.py"
    script.write_text(FAILING.format(file=file), "utf-8")
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    with cluster(tmp_path / "cluster", Worker(options=("--preload", str(script)))) as (scheduler, _):
        done = run_build(folder, "-d", "standing", "--scheduler", scheduler)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert f"goals/{file}" in said
    assert "RecursionError: " in said
    assert "Traceback" not in said
    assert {path.name: path.read_text("utf-8") for path in standing.iterdir()} == {"index.html": "as it was"}


def test_a_worker_of_other_software_stops_the_build(folder: Path, tmp_path: Path) -> None:
    """A comment in one module of the worker's is enough; nothing is published."""
    package = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins", package, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    with (package / "goalbook/forms/fill.py").open("a", encoding="utf-8") as file:
        file.write("# Another.\n")
    with cluster(tmp_path / "cluster", Worker(package)) as (scheduler, workers):
        done = run_build(folder, "-d", "refused", "--scheduler", scheduler)
    assert done.returncode == 1
    assert f"{platform.node()}, {workers[0].pid} 装的软件与本机不同" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "refused").exists()
