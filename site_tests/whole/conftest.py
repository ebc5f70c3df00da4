"""Fixtures of browser tests: a site with every odd kind of page, and windows that stay open from test to test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from playwright.sync_api import Browser, Page

from site_tests.conftest import LIGHT, copy_site, run_build, serve
from site_tests.helpers.grown_site import build_grown_site
from site_tests.helpers.packed import Packed, pack, packed_in
from site_tests.helpers.pages import BROKEN, DOCUMENTS, GROWN_PAGES, PAGES, REDIRECT, WITHDRAWN
from site_tests.helpers.shared import made_once

Window = Callable[[Literal["light", "dark"], int], Page]
Where = Callable[[str], str]

# What the live server does with problems, without a server: their pages are written. All else is as in every build.
_AS_SERVED = """
from goalbook.host.live_site import LiveSite
from goalbook.host.plugin import GoalbookPlugin
GoalbookPlugin.on_startup = lambda plugin, **_: setattr(plugin, "kind", LiveSite(serving=True))
LiveSite.settle = lambda kind, settings: settings
"""

_OWN = {
    "authority": "示范单位", "emblem": "assets/emblem.svg", "contact": "https://goals.example/form", "licence": "公开", "licence_url": "https://goals.example/l",
    "site_id_code": "1234567890", "column": "绩效目标", "column_type": "公开", "branch": "main", "snapshots": "snapshots",
    "jobs": 1, "formats": LIGHT.split(", "), "fonts": ["Noto Serif CJK SC"], "font_folders": ["overrides"],
    "office_font": "宋体", "checks": {"IN-19": {"severity": "off", "reason": "测试"}}, "policy": True,
    "forms": ["hebei-project", "cn-project"], "store": ".kept",
}  # fmt: skip
CONTACT = "contact: {office: 示例办公室（测试）, phone: 0100-5550100, mail: office@goals.example}\n"
EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="9" fill="#fff"/></svg>'
)
# Every setting that the README names, and the theme's that could ask another host.
SETTINGS: dict[str, dict[str, Any]] = {
    "github": {
        "site_url": "https://goals.example/office/goals/",
        "repo_url": "https://github.com/example/goals",
        "edit_uri": "edit/main/goals/",
        "theme": {
            "font": None,
            "features": ["navigation.tabs", "navigation.top", "navigation.tracking", "content.action.edit", "toc.follow"],
        },
        "goalbook": _OWN,
    },
    "gitlab": {
        "site_url": "https://goals.example/",
        "repo_url": "https://gitlab.com/example/goals",
        "theme": {
            "language": "en",
            "font": {"text": "Roboto"},
            "palette": {"primary": "teal"},
            "features": ["navigation.instant", "navigation.tabs.sticky", "header.autohide", "announce.dismiss"],
        },
        "goalbook": {**_OWN, "forge": "gitlab", "annex": False, "withdrawn_text": True},
    },
    "from-disk": {
        "repo_url": "https://git.goals.example/example/goals",
        "use_directory_urls": False,
        "theme": {"font": False},
        "goalbook": {"forge": "gitea", "formats": LIGHT.split(", ")},
    },
}  # fmt: skip

Varied = Callable[[str], Path]


def append(folder: Path, page: str, text: str) -> None:
    """Add lines to the goal file of a document's page."""
    with (folder / f"goals/{page.rstrip('/')}.yml").open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture(scope="session")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with a moved document, one taken down and one that can't be published."""
    return made_once(tmp_path_factory, "odd", _build_odd) / "site"


def _build_odd(folder: Path) -> None:
    copy_site(folder, LIGHT)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("strict: true", "strict: false"), "utf-8")
    append(folder, DOCUMENTS["hebei-project"], f"was: [{REDIRECT.rstrip('/')}]\npublished: 2022-02-03\n")
    append(folder, WITHDRAWN, "withdrawn: {date: 2024-01-31, reason: 测试撤下}\n")
    append(folder, BROKEN, "no-such-field: 测试\n")
    with (folder / "goals/bodies/shanhaiguan-cppcc.yml").open("a", encoding="utf-8") as file:
        file.write(CONTACT)
    (folder / "sitecustomize.py").write_text(_AS_SERVED, "utf-8")
    done = run_build(folder, PYTHONPATH=str(folder))
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Varied:
    """The real site under other settings, built once for each."""
    return lambda name: made_once(tmp_path_factory, name, partial(_build_varied, name)) / "site"


def _build_varied(name: str, folder: Path) -> None:
    copy_site(folder)
    (folder / "overrides/assets").mkdir()
    (folder / "overrides/assets/emblem.svg").write_text(EMBLEM, "utf-8")
    config = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    given = dict(SETTINGS[name])
    config["theme"].update(given.pop("theme"))
    config["plugins"] = [{"goalbook": given.pop("goalbook")}]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({**config, **given}, allow_unicode=True), "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def odd_address(odd_site: Path) -> Iterator[str]:
    """The address of the odd site on a local server."""
    server = serve(odd_site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def grown_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three years with lists of what is owed and a frozen year."""
    return made_once(tmp_path_factory, "grown", build_grown_site) / "site"


@pytest.fixture(scope="session")
def grown_address(grown_site: Path) -> Iterator[str]:
    """The address of the grown site on a local server."""
    server = serve(grown_site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def where(request: pytest.FixtureRequest) -> Where:
    """Tells the address of a page of a kind; the site that has it is built when it is first asked for."""

    def find(kind: str) -> str:
        if kind in GROWN_PAGES:
            return str(request.getfixturevalue("grown_address")) + GROWN_PAGES[kind]
        return str(request.getfixturevalue("address")) + PAGES[kind]

    return find


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    """A tab that prefers a scheme of colours and has a width, the same one each time it is asked for."""
    tabs: dict[tuple[str, int], Page] = {}

    def find(scheme: Literal["light", "dark"], width: int) -> Page:
        if (scheme, width) not in tabs:
            viewport = {"width": width, "height": 900}
            context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="zh-CN", bypass_csp=True)  # type: ignore[arg-type]
            tabs[scheme, width] = context.new_page()
        return tabs[scheme, width]

    yield find
    for tab in tabs.values():
        tab.context.close()


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """The source package and the wheel of this tree, made once."""
    return packed_in(made_once(tmp_path_factory, "packed", pack))
