"""Every page is HTML as the standard has it, and each of its links and anchors leads somewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from site_tests.conftest import LIGHT, ROOT, copy_site
from site_tests.helpers.links import faulty_links
from site_tests.snapshot.project import commit, git, goalbook
from site_tests.whole.conftest import SETTINGS, Varied

_VNU = ROOT / "site_tests/js/node_modules/vnu-jar/build/dist/vnu.jar"
_FROZEN = "2022"
_BASE = "https://goals.example/office/goals/"


@pytest.fixture(scope="module")
def with_frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site below a path, with one of its years frozen."""
    folder = copy_site(tmp_path_factory.mktemp("frozen") / "site", LIGHT)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nsite_url: {_BASE}\n")
    (folder / ".gitignore").write_text("/site/\n/.site.*\n", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "测试")
    for arguments in (("snapshot", "create", _FROZEN), ("build",)):
        done = goalbook(folder, *arguments)
        assert done.returncode == 0, done.stderr
    return folder / "site"


def _faults(*files: Path) -> list[str]:
    """What the checker of the standard's own people finds in pages and in all pages of folders: doubled ids too."""
    java = shutil.which("java")
    assert java, "java is missing: apt-get install default-jre-headless"
    assert _VNU.is_file(), "vnu is missing: make checks, or npm ci in site_tests/js"
    command = [java, "-jar", str(_VNU), "--skip-non-html", "--errors-only", "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = [one for one in json.loads(done.stderr)["messages"] if not _is_newer(one)]
    return [f"{one.get('url')}: {one['message']}: {one.get('extract', '')}" for one in messages]


def _is_newer(message: dict[str, str]) -> bool:
    """Whether the checker doesn't know yet what the standard has: a link that waits for an element before the first frame."""
    return "“blocking”" in message["message"] and '<link rel="expect" ' in message.get("extract", "")


def test_every_page_is_valid(site: Path, odd_site: Path, with_frozen: Path) -> None:
    """No page has an error: of the real site, of moved, withdrawn and faulty documents, and of a frozen year."""
    folders = (site, odd_site, with_frozen)
    assert [len(list(folder.rglob("*.html"))) > 40 for folder in folders] == [True] * 3
    assert _faults(*folders) == []


def test_the_checker_tells(tmp_path: Path) -> None:
    """A doubled id, a column without cells and a completion of a box to tick are errors."""
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><title>x</title><p id="a">x<p id="a">x'
        '<table><colgroup><col><col></colgroup><tr><td colspan="2">x</td></tr></table>'
        '<input type="checkbox" autocomplete="off" aria-label="x">',
        "utf-8",
    )
    found = " ".join(_faults(tmp_path))
    assert [word in found for word in ("Duplicate ID", "no cells beginning in it", "autocomplete")] == [True] * 3


def _served_at(name: str, site: Path) -> str:
    """Where a site of these settings is read."""
    if SETTINGS[name].get("use_directory_urls", True):
        return str(SETTINGS[name].get("site_url", "http://127.0.0.1/"))
    return site.as_uri() + "/"


@pytest.mark.parametrize("name", SETTINGS)
def test_every_link_leads_somewhere(varied: Varied, name: str) -> None:
    """Each link, file, form and anchor of every page is there: below a path, at a root, and from a disk."""
    site, given = varied(name), SETTINGS[name]
    outward = (
        given["repo_url"],
        *(given["goalbook"][key] for key in ("contact", "licence_url") if key in given["goalbook"]),
    )
    count, faults = faulty_links(site, _served_at(name, site), outward)
    assert faults == []
    assert count > 2000


def test_every_link_of_a_frozen_site_leads_somewhere(with_frozen: Path) -> None:
    """In a site with a frozen year, and in that year taken out of it to the root of another host."""
    count, faults = faulty_links(with_frozen, _BASE)
    assert faults == []
    frozen = with_frozen / "snapshots" / _FROZEN
    own, faults = faulty_links(frozen, "https://elsewhere.example/", (_BASE,))
    assert faults == []
    assert count > own + 2000 > 2500


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    """A page or an anchor that isn't there, a folder without its slash, another host, and what holds at a root only."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("<p id=here><a href=.>x</a>", "utf-8")
    good = ("a/", "a/#here", "./a/index.html", _BASE, "#top", "data:,")
    bad = ("b/", "a", "a/#gone", "#gone", "https://elsewhere.example/", "/a/", "../a/")
    links = "".join(f'<a href="{link}">x</a>' for link in (*good, *bad))
    (tmp_path / "index.html").write_text(
        f'<p id="top">{links}<img srcset="c.png 2x"><form action="c/"></form>', "utf-8"
    )
    count, faults = faulty_links(tmp_path, _BASE)
    assert [fault.split(": ")[1] for fault in faults] == [*bad, "c.png", "c/"]
    assert count == len(good) + len(bad) + 3
