"""A site that stands isn't made again: as long as each byte that it is made from is the same, and each of its files as it was written."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from goalbook import trees
from goalbook.host.plugin import GoalbookPlugin
from goalbook.host.runs import build
from goalbook.host.site_watch import known_sources
from goalbook.host.standing import SitePlace, Sources, StandingSite, find_standing, settings_chain
from goalbook.site.build.build import build_pages
from goalbook.site.build.staging import Staging
from goalbook.store import store_at
from goalbook.trees import contents_digest, disk_tree, tree_digest
from mkdocs.config import load_config

from site_tests.conftest import run_build
from site_tests.helpers.generate import write_goals
from site_tests.snapshot.project import commit, git

CONFIG = """\
INHERIT: parent.yml
site_name: 样例
repo_url: !ENV [GOALBOOK_SAMPLE_REPOSITORY, ""]
plugins:
  - goalbook:
      formats: [csv]
      jobs: 1
"""
PARENT = """\
docs_dir: goals
theme: {name: material, language: zh, custom_dir: overrides}
"""


def site_of(folder: Path, config: str = CONFIG) -> Path:
    """A small site in a repository; gives its settings file."""
    write_goals(folder / "goals", 3)
    (folder / "goals/2024/sample-0001/draft.txt").write_text("nothing to be published", "utf-8")
    (folder / "overrides/partials").mkdir(parents=True)
    (folder / "overrides/partials/sample.html").write_text("sample", "utf-8")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    (folder / "parent.yml").write_text(PARENT, "utf-8")
    (folder / "goals/index.md").write_text("# 样例\n", "utf-8")
    (folder / ".gitignore").write_text("/site/\n/.cache/\n", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "样例")
    return folder / "mkdocs.yml"


def standing(config: Path) -> StandingSite | None:
    """What is found of a site, by a process that comes later."""
    store_at.cache_clear()
    return find_standing(SitePlace(str(config), None, strict=False))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built; tests leave it as they found it."""
    config = site_of(tmp_path_factory.mktemp("standing"))
    build(str(config))
    return config


@pytest.fixture
def config(built: Path) -> Iterator[Path]:
    """The site, which stands before a test and after it."""
    assert standing(built)
    yield built
    assert standing(built)


def with_text(path: Path, old: str, new: str) -> Callable[[], object]:
    """Put a text in place of an equally long one, so that no time and no size tells of it; gives what undoes that."""
    before, text = path.stat(), path.read_text("utf-8")
    assert old in text
    assert len(old.encode()) == len(new.encode())

    def write(content: str) -> None:
        path.write_text(content, "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    write(text.replace(old, new, 1))
    return lambda: write(text)


GOAL = "goals/2024/sample-0001/project.yml"
CHANGES: dict[str, Callable[[Path], Callable[[], object]]] = {
    "a goal file": lambda folder: with_text(folder / GOAL, "项目", "專案"),
    "a body": lambda folder: with_text(folder / "goals/bodies/sample-0001.yml", "示例", "样例"),
    "what is left out": lambda folder: with_text(folder / "goals/2024/sample-0001/draft.txt", "nothing", "no one "),
    "a page": lambda folder: with_text(folder / "goals/index.md", "#", "-"),
    "a template": lambda folder: with_text(folder / "overrides/partials/sample.html", "sample", "simple"),
    "the settings": lambda folder: with_text(folder / "mkdocs.yml", "样例", "示例"),
    "the settings inherited": lambda folder: with_text(folder / "parent.yml", "zh", "en"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_byte_of_the_sources_is_noticed(config: Path, change: str) -> None:
    """Though the file is as long and as old as it was."""
    undo = CHANGES[change](config.parent)
    try:
        assert standing(config) is None
    finally:
        undo()


@pytest.mark.parametrize(
    "name", ["goals/2024/new.yml", "goals/2024/folder/", "goals/2024/.hidden", "overrides/404.html"]
)
def test_a_new_name_is_noticed(config: Path, name: str) -> None:
    """A file or a folder, published or not."""
    path = config.parent / name
    path.mkdir() if name.endswith("/") else path.write_bytes(b"")
    assert standing(config) is None
    path.rmdir() if name.endswith("/") else path.unlink()


def test_a_link_is_noticed_and_not_followed(config: Path) -> None:
    """It could lead to what never ends."""
    link = config.parent / "goals/2024/endless.yml"
    link.symlink_to("/dev/zero")
    assert standing(config) is None
    link.unlink()


def test_a_snapshot_is_noticed(config: Path) -> None:
    """Their folder is beside the goals."""
    folder = config.parent / "snapshots"
    folder.mkdir()
    (folder / "signers").write_bytes(b"x")
    assert standing(config) is None
    (folder / "signers").unlink()
    folder.rmdir()


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "GOALBOOK_SAMPLE_REPOSITORY"])
def test_the_environment_is_noticed(config: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as settings ask for it, and the date."""
    monkeypatch.setenv("GOALBOOK_ANOTHER", "7")
    assert standing(config)
    monkeypatch.setenv(name, "7")
    assert standing(config) is None
    monkeypatch.undo()


def test_other_software_is_noticed(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that was installed, and the bytes of this one."""
    (tmp_path / "another-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert standing(config) is None
    monkeypatch.undo()
    own = trees.contents_digest
    monkeypatch.setattr(
        "goalbook.host.standing.contents_digest",
        lambda path: b"changed" if path.name == "goalbook" else own(path),
    )
    assert standing(config) is None
    monkeypatch.undo()


def test_files_that_nobody_wrote_to_are_not_read(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the last time in their state is some seconds old, so that a later one would be another; until then each byte is."""
    read: list[str] = []
    own = trees.bytes_of_folder

    def told(path: Path) -> bytes:
        read.append(path.name)
        return own(path)

    monkeypatch.setattr("goalbook.host.standing.bytes_of_folder", told)
    goal, now = config.parent / GOAL, time.time_ns()
    for seconds, is_read in ((0, True), (0, True), (9, True), (9, False), (9, False)):
        monkeypatch.setattr(time, "time_ns", lambda later=seconds: now + later * 1_000_000_000)
        read.clear()
        goal.touch() if not seconds else None
        assert standing(config)
        assert (goal.parent.name in read) is is_read
    goal.touch()
    read.clear()
    assert standing(config)
    assert read == [goal.parent.name]
    undo = with_text(goal, "项目", "專案")
    assert standing(config) is None
    undo()


def test_a_commit_is_noticed(config: Path) -> None:
    """The history of the goals is on their pages."""
    git(config.parent, "commit", "-q", "--allow-empty", "-m", "再次")
    assert standing(config) is None
    git(config.parent, "reset", "-q", "--soft", "HEAD~1")


def test_another_build_at_work_is_waited_for(config: Path) -> None:
    """What it makes isn't known before it has ended: nothing is said of the site."""
    other = Staging(config.parent / "site", pytest.fail)
    assert standing(config) is None
    other.abandon()


def test_another_site_is_another_matter(config: Path, tmp_path: Path) -> None:
    """A strict build, and one into another folder, have notes of their own."""
    assert find_standing(SitePlace(str(config), None, strict=True)) is None
    assert find_standing(SitePlace(str(config), str(tmp_path), strict=False)) is None


@pytest.mark.parametrize("settings", [
    "hooks: [hook.py]", "markdown_extensions: [pymdownx.snippets]", "extra: {x: !!python/name:site_tests.conftest.ROOT }",
])  # fmt: skip
def test_what_is_made_from_unknown_things_is_made_anew(settings: str, tmp_path: Path) -> None:
    """Code of the site's own may take anything from anywhere."""
    config = site_of(tmp_path / "site")
    (config.parent / "hook.py").write_text("", "utf-8")
    assert sources(config)
    config.write_text(CONFIG + settings, "utf-8")
    assert sources(config) is None


def sources(config: Path) -> Sources | None:
    """What a site is known to be made from."""
    loaded = load_config(str(config))
    plugin = loaded.plugins["goalbook"]
    assert isinstance(plugin, GoalbookPlugin)
    return known_sources(loaded, plugin.config, settings_chain(str(config)))


def damaged(site: Path) -> Iterator[Callable[[], object]]:
    """Ways to alter a site without another size or time of a file."""
    page = site / "index.html"
    yield lambda: with_text(page, "html", "HTML")
    yield page.unlink
    yield lambda: (site / "new.html").write_bytes(b"")
    yield lambda: page.replace(site / "other.html")
    yield lambda: page.rename(page.with_suffix(".htm"))
    yield lambda: page.chmod(0o600)


@pytest.mark.parametrize("way", range(6))
def test_an_altered_site_has_another_state(way: int, tmp_path: Path) -> None:
    """Whatever was done to it."""
    (tmp_path / "2024").mkdir()
    for name in ("index.html", "2024/index.html"):
        (tmp_path / name).write_text("<html>", "utf-8")
    before = disk_tree(tmp_path)
    assert disk_tree(tmp_path) == before
    list(damaged(tmp_path))[way]()
    assert tree_digest(disk_tree(tmp_path)) != tree_digest(before)


def test_contents_are_told_apart() -> None:
    """Of a file, of a folder, of nothing."""
    here = Path(__file__)
    assert len({contents_digest(one) for one in (here, here.parent, here.parent.parent, here / "none")}) == 4


def test_the_command_makes_a_site_once(tmp_path: Path) -> None:
    """The second build says so and tells again what the first told; after damage the same site is made again."""
    config = site_of(tmp_path / "site")
    folder, site = config.parent, config.parent / "site"
    first = run_build(folder)
    assert first.returncode == 0, first.stderr
    files = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    place = site.stat().st_ino
    second = run_build(folder, "--timings", "times.json")
    assert second.returncode == 0
    assert site.stat().st_ino == place
    assert "网站未变：3 个文件" in second.stderr
    for told in (line for line in first.stderr.splitlines() if "draft.txt" in line):
        assert told in second.stderr
    assert "draft.txt" in second.stderr
    assert '"unchanged": 3' in (folder / "times.json").read_text("utf-8")
    assert run_build(folder, "--quiet").stderr == ""
    with_text(site / "index.html", "html", "HTML")
    assert "网站未变" not in run_build(folder).stderr
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == files
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".site")) == [".site.spare"]


def test_a_file_that_is_saved_meanwhile_is_not_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where it is as it was when the build ends: nobody knows what was read."""
    config = site_of(tmp_path / "site")
    goal = config.parent / GOAL
    own = build_pages

    def saved(*given: object) -> object:
        with_text(goal, "项目", "專案")()
        return own(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("goalbook.host.site_run.build_pages", saved)
    build(str(config))
    assert standing(config) is None
