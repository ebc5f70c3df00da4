"""Widespread plugins beside this one, each in a small site; the table in the package's ``host/PLUGINS.md`` is held to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from goalbook.host.beside_site import stage
from goalbook.host.live_site import LiveSite
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin

from site_tests.conftest import ROOT, run_build
from site_tests.helpers.command import run_command
from site_tests.snapshot.project import commit, git

TABLE = ROOT / "plugins/goalbook/host/PLUGINS.md"
# What is written in mkdocs.yml, and a file that the plugin makes where it makes one.
PLUGINS = {
    "minify": ("minify: {minify_html: true}", ""),
    "print-site": ("print-site", "print_page/index.html"),
    "rss": ("rss", "feed_rss_created.xml"),
    "git-revision-date-localized": ("git-revision-date-localized", ""),
    "git-authors": ("git-authors", ""),
    "redirects": ("redirects: {redirect_maps: {old.md: about.md}}", "old/index.html"),
    "literate-nav": ("literate-nav", ""),
    "awesome-nav": ("awesome-nav", ""),
    "section-index": ("section-index", ""),
    "monorepo": ("monorepo", ""),
    "macros": ("macros", ""),
    "tags": ("tags", ""),
    "blog": ("blog", "blog/index.html"),
    "offline": ("offline", ""),
    "privacy": ("privacy: {assets: false}", ""),
    "glightbox": ("glightbox", ""),
    "search": ("search", "search/search_index.json"),
}
_OF_MATERIAL = ("tags", "privacy")  # which need no package of their own: a sample for every run
_POLICY = re.compile(r"<meta\b[^>]*Content-Security-Policy")
CELLS = [(name, first) for name in PLUGINS for first in ((True, False) if name == "minify" else (False,))]


def build_beside(folder: Path, plugin: str, *, first: bool) -> tuple[Path, str]:
    """A new site with one document in git, built beside a plugin that stands before or after; gives its folder and what was told."""
    assert run_command("init", folder, "--year", 2024, "--url", "https://goals.example/x/").exit_code == 0
    config = folder / "mkdocs.yml"
    own = "  - goalbook:\n      formats: [csv, json, yaml]\n      store: ''\n"
    text, count = re.subn(r"  - goalbook:\n(?:      .*\n)+", "PLACE", config.read_text("utf-8"))
    assert count == 1
    if plugin == "awesome-nav":  # which makes the navigation, and warns where there is one
        text = re.sub(r"nav:\n(?:  - .*\n)+", "", text)
    entry = f"  - {plugin}\n" if plugin else ""
    config.write_text(text.replace("PLACE", entry + own if first else own + entry), "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "一")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return folder / "site", done.stderr


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The pages of the site without another plugin."""
    site, told = build_beside(tmp_path_factory.mktemp("alone") / "a", "", first=True)
    assert "privacy" not in told
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _marks(name: str) -> tuple[pytest.MarkDecorator, ...]:
    return () if name in _OF_MATERIAL else (pytest.mark.full,)


@pytest.mark.parametrize(("name", "first"), [pytest.param(*cell, marks=_marks(cell[0])) for cell in CELLS])
def test_a_plugin_holds_beside_this_one(name: str, first: bool, alone: set[str], tmp_path: Path) -> None:
    """Every page is there, whole, with one policy and no mark of a slot; and the plugin has done its work."""
    plugin, made = PLUGINS[name]
    site, told = build_beside(tmp_path / "a", plugin, first=first)
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    if name == "offline":  # which has no folders as addresses
        alone = {page if page.count("/") == 0 else page.replace("/index.html", ".html") for page in alone}
    assert alone <= pages
    for page in pages:
        text = (site / page).read_text("utf-8")
        assert "gbslot" not in text, page
        if page in alone:
            assert len(_POLICY.findall(text)) == 1, page
    address = "2024/sample-body/department"
    document = (site / (f"{address}.html" if name == "offline" else f"{address}/index.html")).read_text("utf-8")
    assert "样例单位整体支出绩效目标申报表" in document
    assert document.count("<h1") == 1
    assert not made or (site / made).is_file()
    assert ("privacy" in told) == (name == "privacy")


def test_what_can_t_be_combined_is_refused_by_name(tmp_path: Path) -> None:
    """A plugin that would call every link to a goal page wrong is named in one sentence; it needn't even be there for that."""
    (tmp_path / "goals").mkdir()
    config = MkDocsConfig(str(tmp_path / "mkdocs.yml"))
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    config.load_dict({"site_name": "x", "docs_dir": str(tmp_path / "goals"), "theme": {"name": "material"}})
    assert config.validate()[0] == []
    config.plugins["htmlproofer"] = BasePlugin()
    with pytest.raises(ConfigurationError, match="htmlproofer") as refused:
        stage(LiveSite(serving=False), config, waits=False)
    assert "\n" not in str(refused.value)


def test_the_table_says_what_was_tried() -> None:
    """Each plugin has its row, and no other has one."""
    rows = re.findall(r"^\| `([\w-]+)` \| .+? \| (holds|refused)", TABLE.read_text("utf-8"), re.M)
    assert [name for name, verdict in rows if verdict == "holds"] == list(PLUGINS)
    assert [name for name, verdict in rows if verdict == "refused"] == ["htmlproofer"]
