"""Whatever ends a command at whatever moment: the site that is served is whole, and the next run gives what it always gives.

The moments are drawn by a seeded generator from all changes to files that a command makes (``doomed``), so that they are the
same on every machine.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import TracebackType

import pytest
from goalbook.snapshot.verify import verify

from site_tests.conftest import ROOT
from site_tests.helpers.generate import write_goals
from site_tests.helpers.leaves import leaf_of
from site_tests.helpers.office import as_docx
from site_tests.snapshot.project import commit, git
from site_tests.whole.test_publishing import tree

GOAL = "goals/2024/sample-0001/project.yml"
GONE = "goals/2024/sample-0001/department.yml"
EXPORT = ("goalbook", "export", "goals/2024", "--to", "csv", "-o", "made.csv")
IMPORTED = "goals/2024/sample-0001/imported.yml"
IMPORT = ("goalbook", "import", "source.docx", "-o", IMPORTED)
SNAPSHOT = ("goalbook", "snapshot", "create", "2024")
BUILD = ("goalbook", "build")
PATIENCE = 120  # seconds; a run that takes longer hangs
CONFIG = """\
site_name: 样例
docs_dir: goals
theme: {name: material, language: zh, font: false}
plugins:
  - goalbook:
      formats: [csv, json, yaml]
"""


class Project:
    """A small site in two versions, and what undisturbed runs make of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        write_goals(folder / "goals", 3)
        (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
        (folder / "source.docx").write_bytes(as_docx(leaf_of("2022/shanhaiguan-cppcc/vehicle-insurance").sheet))
        (folder / ".gitignore").write_text("/site/\n/.site.*\n/made.csv\n/snapshots/\n", "utf-8")
        git(folder, "init", "-q")
        commit(folder, "样例")
        first = (folder / GOAL).read_bytes()
        self.texts = (
            first,
            first.replace("保障".encode(), "确保".encode()).replace("name: 校园".encode(), "name: 校舍".encode()),
        )
        assert first != self.texts[1]
        self.version = 1
        self.built: list[dict[str, str]] = []
        self.exported: list[bytes] = []
        for _ in self.texts:
            self.turn()
            assert self.run(*BUILD).returncode == 0
            self.built.append(tree(self.site))
            assert self.run(*EXPORT).returncode == 0
            self.exported.append((folder / "made.csv").read_bytes())
        assert self.built[0] != self.built[1]
        self.names = self.beside()

    def turn(self) -> None:
        """Save the other version of the goals."""
        self.version = 1 - self.version
        (self.folder / GOAL).write_bytes(self.texts[self.version])

    def beside(self) -> set[str]:
        """Everything in the folder, but for what is in the site, in its spare, in git's own, and in and beside the site of a live server,
        which the next one takes over."""
        others = ("site/", ".site.spare", ".git/", "snapshots", *(f".cache/goalbook/{dot}served-" for dot in ("", ".")))
        paths = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*"))
        return {path for path in paths if not path.startswith(others)}

    def start(self, *command: str, fate: str = "", moment: int = 0, **environment: str) -> subprocess.Popen[str]:
        """Start a command, with a fate or without; its output waits in pipes."""
        module, *rest = command
        doomed = ["site_tests.helpers.doomed", fate, str(moment), *command] if fate else [module, *rest]
        env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"} | environment
        env["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "plugins")))
        return subprocess.Popen(
            [sys.executable, "-m", *doomed], cwd=self.folder, env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *command: str, fate: str = "", moment: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        with self.start(*command, fate=fate, moment=moment) as process:
            out, err = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def moments(self, count: int, *command: str, seed: int) -> Iterator[int]:
        """So many moments of a command that has something to do, in each of as many equal parts of it one."""
        if command == BUILD:
            self.turn()  # a site that stands isn't built
        told = self.run(*command, fate="count").stdout
        total = int(told.rpartition("changes ")[2])
        assert total > count
        rng = Random(seed)
        for part in range(count):
            yield rng.randint(part * total // count + 1, (part + 1) * total // count)

    def check_site(self) -> None:
        """The site is one of the two, whole."""
        assert tree(self.site) in self.built

    def build_again(self) -> None:
        """One more build gives what an undisturbed one does, and leaves nothing else behind."""
        done = self.run(*BUILD)
        assert done.returncode == 0, done.stderr
        assert tree(self.site) == self.built[self.version]
        assert self.beside() == self.names


class Watch:
    """Reads the site as its server does, all the time; ``broken`` is what it found wrong."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.broken: list[str] = []
        self.looks = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        assert self.looks
        assert not self.broken

    def _look(self) -> None:
        while not self._stop.is_set():
            try:
                folder = os.open(self.site, os.O_RDONLY)
            except OSError as error:
                self.broken.append(str(error))
                break
            try:
                fault = self._fault(folder)
                # What was read of a folder that has been replaced meanwhile is no page that anybody was given.
                if fault and os.path.samestat(os.fstat(folder), self.site.stat()):
                    self.broken.append(fault)
            finally:
                os.close(folder)
            self.looks += 1
            time.sleep(0.002)

    def _fault(self, folder: int) -> str:
        """What is wrong with the site in an open folder: a page that isn't whole, a document of the manifest without one."""
        try:
            made = json.loads(_read(folder, ".goalbook.json"))["documents"]
            for name in ("", *(f"{address}/" for address in made)):
                if not _read(folder, f"{name}index.html").rstrip().endswith(b"</html>"):
                    return f"{name} is cut off"
        except (OSError, ValueError, KeyError) as error:
            return repr(error)
        return "" if len(made) in (2, 3) else f"{len(made)} documents"


def _read(folder: int, name: str) -> bytes:
    with open(name, "rb", opener=lambda path, flags: os.open(path, flags, dir_fd=folder)) as file:
        return file.read()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site, which every test leaves as it found it."""
    return Project(tmp_path_factory.mktemp("kills"))


def _some(few: int, many: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("count", [few, pytest.param(many, marks=pytest.mark.full)])


@_some(2, 40)
def test_a_killed_build(project: Project, count: int) -> None:
    """The last site stays, or the new one is there; never a part."""
    for moment in project.moments(count, *BUILD, seed=1):
        project.turn()
        with Watch(project.site):
            assert project.run(*BUILD, fate="kill", moment=moment).returncode == -signal.SIGKILL
            project.check_site()
            project.build_again()


@_some(1, 20)
def test_two_builds_of_which_one_is_killed(project: Project, count: int) -> None:
    """The other one waits for it if it must, takes over, and publishes the whole site."""
    for moment in project.moments(count, *BUILD, seed=2):
        project.turn()
        with Watch(project.site), project.start(*BUILD, fate="kill", moment=moment) as doomed:
            done = project.run(*BUILD)
            doomed.communicate(timeout=PATIENCE)
            assert done.returncode == 0, done.stderr
            project.check_site()
            project.build_again()


@_some(1, 20)
def test_a_full_disk(project: Project, count: int) -> None:
    """From some moment no byte can be written: the build fails, or had written all; the site is whole."""
    failed = 0
    for moment in project.moments(count, *BUILD, seed=3):
        project.turn()
        with Watch(project.site):
            failed += project.run(*BUILD, fate="full", moment=moment).returncode != 0
            project.check_site()
            project.build_again()
    assert failed


@_some(1, 12)
def test_a_goal_file_that_vanishes(project: Project, count: int) -> None:
    """It is told in a sentence; the site stays, or is one without that document; with the file back all is as it was."""
    gone, struck = (project.folder / GONE).with_name("vanished"), 0
    for moment in project.moments(count, *BUILD, seed=4):
        project.turn()
        with Watch(project.site):
            done = project.run(GONE, *BUILD, fate="vanish", moment=moment)
            if done.returncode:
                project.check_site()
                assert "goals/2024/sample-0001/department.yml 在构建期间" in done.stdout + done.stderr
            assert "Traceback" not in done.stderr
            # A build whose spare is the site already changes less than the one that was counted: the last moment may be after its end.
            if gone.exists():
                gone.rename(project.folder / GONE)
                struck += 1
            project.build_again()
    assert struck >= max(1, count - 1)


@_some(1, 14)
def test_a_killed_export(project: Project, count: int) -> None:
    """The file is the one of before or the new one, and nothing else is left in its folder after one more."""
    made = project.folder / "made.csv"
    for moment in project.moments(count, *EXPORT, seed=5):
        project.turn()
        project.run(*EXPORT, fate="kill", moment=moment)
        assert made.read_bytes() in project.exported
        assert project.run(*EXPORT).returncode == 0
        assert made.read_bytes() == project.exported[project.version]
        assert project.beside() == project.names


@_some(1, 6)
def test_a_killed_import(project: Project, count: int) -> None:
    """The goal file is there whole, or the next import makes it."""
    file = project.folder / IMPORTED
    project.run(*IMPORT)
    whole = file.read_bytes()
    file.unlink()
    moments = list(project.moments(count, *IMPORT, seed=6))
    file.unlink()
    for moment in moments:
        assert project.run(*IMPORT, fate="kill", moment=moment).returncode == -signal.SIGKILL
        if file.exists():
            assert file.read_bytes() == whole
            file.unlink()
        project.run(*IMPORT)
        assert file.read_bytes() == whole
        file.unlink()
        assert project.beside() == project.names


@_some(1, 10)
def test_a_killed_snapshot(project: Project, count: int) -> None:
    """What has its name is whole; the next run gives the same bytes, whether it had it or not."""
    if project.version:
        project.turn()
    snapshots = project.folder / "snapshots"
    moments = list(project.moments(count, *SNAPSHOT, seed=7))
    whole = tree(snapshots)
    assert "2024.zip" in whole
    for moment in moments:
        shutil.rmtree(snapshots)
        assert project.run(*SNAPSHOT, fate="kill", moment=moment).returncode == -signal.SIGKILL
        if (snapshots / "2024").exists():
            assert verify(snapshots / "2024").whole
        else:
            done = project.run(*SNAPSHOT)
            assert done.returncode == 0, done.stderr
        made = tree(snapshots)
        assert made["2024.zip"] == whole["2024.zip"]
        assert {name: made[name] for name in made if name[:5] == "2024/"} == {
            name: whole[name] for name in whole if name[:5] == "2024/"
        }
    shutil.rmtree(snapshots)
    project.build_again()


@_some(1, 10)
def test_a_live_server_that_is_killed_while_files_are_saved(project: Project, count: int, tmp_path: Path) -> None:
    """It works in a folder of its own: the site that was built stays as it is, and builds go on."""
    for moment in project.moments(count, *BUILD, seed=8):
        before = tree(project.site)
        serve = ("mkdocs", "serve", "-a", "127.0.0.1:0")
        # The first build makes fewer changes than one that replaces a site: late moments fall into the builds after a save.
        with Watch(project.site), project.start(*serve, fate="kill", moment=2 * moment, TMPDIR=str(tmp_path)) as server:
            end = time.monotonic() + PATIENCE
            while server.poll() is None and time.monotonic() < end:
                project.turn()
                time.sleep(0.5)
            server.kill()
            server.communicate()
            assert time.monotonic() < end
            assert tree(project.site) == before
            project.build_again()
