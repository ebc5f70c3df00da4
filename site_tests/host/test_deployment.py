"""Where a site can be put, each place tried; the tables in the package's ``host/`` are held to these and other tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.helpers.begun import begin
from site_tests.helpers.links import faulty_links
from site_tests.snapshot.project import env, git

TABLES = ("host/DEPLOYMENT.md", "host/SETTINGS.md", "git/CLONES.md")
_TRIED = re.compile(r"`(test_\w+)`")
_BELOW = "https://goals.example/office/goals/"
_WHO = {f"GIT_{role}_{part}": "test@goals.example" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
# A program of its own around MkDocs, which asks the configuration for the site once it is made, or once that failed at one of its steps.
_PARENT = """
import os, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

for step in ("", "config", "files", "page_markdown", "post_page", "post_build"):
    os.environ["BREAK"] = step
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    config.plugins.on_startup(command="build", dirty=False)
    fault = ""
    try:
        build(config)
    except ValueError as error:
        fault = str(error)
    finally:
        config.plugins.on_shutdown()
    assert fault == step, (fault, step)
    assert config.site_dir == os.path.abspath(sys.argv[1]), (config.site_dir, step)
"""
_BROKEN = """
import os

def _broken(step):
    def hook(*_, **__):
        if os.environ["BREAK"] == step:
            raise ValueError(step)
    return hook

on_config, on_files = _broken("config"), _broken("files")
on_page_markdown, on_post_page, on_post_build = _broken("page_markdown"), _broken("post_page"), _broken("post_build")
"""


def run(folder: Path, *command: str, **more: str) -> None:
    """Run a Python module or script in a folder, which must go well."""
    command = (sys.executable, *command)
    done = subprocess.run(command, cwd=folder, env=env(**_WHO, **more), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def names(site: Path) -> set[str]:
    """The files of a site."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_gh_deploy_pushes_the_whole_site(tmp_path: Path) -> None:
    """The branch of the bare repository holds just the site; below a path, every link of it leads to a file."""
    folder = begin(tmp_path / "a", "--url", _BELOW)
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    git(folder, "remote", "add", "origin", str(tmp_path / "bare.git"))
    run(folder, "-m", "mkdocs", "gh-deploy", "--message", "Published")
    pushed = git(tmp_path / "bare.git", "ls-tree", "-r", "-z", "--name-only", "gh-pages").strip("\0").split("\0")
    assert set(pushed) == names(folder / "site") | {".nojekyll"}
    git(tmp_path, "clone", "-q", "-b", "gh-pages", str(tmp_path / "bare.git"), "served")
    count, faults = faulty_links(tmp_path / "served", _BELOW, ("https://squidfunk.github.io",))
    assert count > 100
    assert faults == []
    assert not (tmp_path / "served/robots.txt").exists()


def test_read_the_docs_finds_its_folder(tmp_path: Path) -> None:
    """The command that it runs writes where it says, and at the root of a host every link leads to a file."""
    folder = begin(tmp_path / "a", "--url", "https://goals.example/")
    output = tmp_path / "output/html"
    run(folder, "-m", "mkdocs", "build", "--clean", "--site-dir", str(output), "--config-file", "mkdocs.yml")
    assert not (folder / "site").exists()
    count, faults = faulty_links(output, "https://goals.example/", ("https://squidfunk.github.io",))
    assert count > 100
    assert faults == []
    assert "robots.txt" in names(output)


def test_a_program_around_mkdocs_finds_the_site(tmp_path: Path) -> None:
    """The configuration says the stated folder once a site is made and wherever that failed; the site before stays, alone."""
    folder = begin(tmp_path / "a")
    (folder / "broken.py").write_text(_BROKEN, "utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [broken.py]\n")
    run(folder, "-c", _PARENT, str(tmp_path / "out/site"))
    assert {"index.html", "2024/sample-body/department/index.html"} <= names(tmp_path / "out/site")
    assert [path.name for path in (tmp_path / "out").iterdir() if ".new" in path.name] == []


@pytest.mark.parametrize("table", TABLES)
def test_tables_name_tests_that_are_there(table: str) -> None:
    """Each row says which tests tried it; those of this module are all named."""
    text = (ROOT / "plugins/goalbook" / table).read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "tried by" not in line]
    assert len(rows) > 5
    known = set()
    for path in (ROOT / "site_tests").rglob("test_*.py"):
        if "node_modules" not in path.parts:
            known |= set(re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.M))
    assert [row for row in rows if not _TRIED.search(row)] == []
    assert set(_TRIED.findall(text)) - known == set()
    if table == TABLES[0]:
        assert {name for name in globals() if name.startswith("test_") and "tables" not in name} <= set(
            _TRIED.findall(text)
        )


@pytest.mark.full
def test_an_environment_variable_moves_no_site(tmp_path: Path) -> None:
    """What hosts set for their own builds changes nothing of ours."""
    folder = begin(tmp_path / "a")
    run(folder, "-m", "goalbook", "build", "--site-dir", str(tmp_path / "one"))
    hosts = {"CI": "true", "READTHEDOCS": "True", "READTHEDOCS_OUTPUT": str(tmp_path / "x"), "GITHUB_ACTIONS": "true"}
    run(folder, "-m", "goalbook", "build", "--site-dir", str(tmp_path / "two"), **hosts)
    one, two = (
        {name: (site / name).read_bytes() for name in names(site)} for site in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert os.environ.get("READTHEDOCS") is None
