"""Hostile Markdown pages and settings in one site, opened in Chromium under the pages' own policy: nothing runs, no other host is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from goalbook.git.history import History
from goalbook.host.options import GoalbookConfig, settings_of
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError
from playwright.sync_api import Browser, BrowserContext, Dialog

from site_tests.conftest import LIGHT, copy_site, run_build, serve
from site_tests.helpers.pages import DOCUMENTS, every_page
from site_tests.hostile.pages import HIT, HOST, NAV, PAGES, REFUSED, SETTINGS

pytestmark = pytest.mark.slow

_LISTEN = """window.hits = []; window.hit = (what) => { hits.push(what); };
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => { hits.push(name); };"""
# Everything that a reader may do with what stands in a page.
_USE = """() => {
    const kinds = ["click", "mouseover", "focus", "toggle", "load", "error", "animationstart", "begin", "pointerdown"];
    for (const kind of ["click", "submit"]) addEventListener(kind, (event) => event.preventDefault(), true);
    for (const one of document.querySelectorAll("*"))
        for (const kind of kinds) one.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
    window.stop();
    return hits;
}"""
# What would run or lead out where somebody follows it, whatever the policy says.
_ACTING = """() => [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes]
    .filter(({name, value}) => /^on/.test(name) || name === "srcdoc" || name === "formaction"
        || (/^(xlink:)?href$|^src$|^action$|^data$/.test(name)
            && /^(javascript|vbscript|data):/i.test(value.replace(/[\\0-\\x20]/g, ""))))
    .map(({name, value}) => `${one.tagName} ${name}=${value}`))"""


@dataclass(slots=True)
class Seen:
    """What a page did."""

    hits: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    acting: list[str] = field(default_factory=list)


def settings_with(folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    """The settings of a site with others."""
    config: dict[str, Any] = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    for name, value in given.items():
        place, _, last = name.rpartition(".")
        holder = config["plugins"][0]["goalbook"] if place == "goalbook" else config
        (holder.setdefault("extra", {}) if place == "extra" else holder)[last] = value
    return config


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with all hostile settings and pages."""
    folder = copy_site(tmp_path_factory.mktemp("strange"), LIGHT)
    config = settings_with(folder, SETTINGS)
    # Links that lead nowhere are warned of.
    config["strict"] = False
    config["nav"] += [*NAV, *(f"tried/{name}.md" for name in PAGES)]
    config["theme"]["features"] += [
        "content.action.edit",
        "content.action.view",
        "navigation.footer",
        "navigation.path",
    ]
    config["markdown_extensions"] = ["attr_list", "tables", "md_in_html", "footnotes", "abbr", "pymdownx.superfences"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    (folder / "goals/tried").mkdir()
    for name, text in PAGES.items():
        (folder / f"goals/tried/{name}.md").write_text(text, "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A profile in which the policies of pages are in force."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    made.add_init_script(_LISTEN)
    yield made
    made.close()


def _dismiss(seen: Seen, dialog: Dialog) -> None:
    seen.hits.append(dialog.message)
    dialog.dismiss()


def used(context: BrowserContext, address: str, names: list[str]) -> dict[str, Seen]:
    """What pages did when they were opened and all in them was used; those that did nothing are left out."""
    found: dict[str, Seen] = {}
    current = Seen()

    def asked(url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).hostname != "127.0.0.1":
            current.asked.append(url)

    context.on("request", lambda request: asked(request.url))
    for name in names:
        # What is used may lead on: each page has a tab of its own.
        current, tab = Seen(), context.new_page()
        tab.on("dialog", partial(_dismiss, current))
        tab.goto(address + name, wait_until="load")
        current.acting += tab.evaluate(_ACTING)
        tab.wait_for_timeout(30)
        current.hits += tab.evaluate(_USE)
        tab.close()
        if current != Seen():
            found[name] = current
    return found


# Other ways of writing what another page tries.
_VARIANTS = frozenset((
    "script-block", "script-elsewhere", "script-in-noscript", "event-slash", "event-animation", "event-media", "svg-foreign",
    "link-entities", "link-controls", "link-automatic", "link-title", "image-lowered", "style-cell", "form-image", "processing",
    "attributes-link", "attributes-heading", "markdown-in-svg", "meta-icon-up", "meta-redirect-out", "meta-template-absolute",
    "meta-template-part", "meta-lists", "meta-mappings", "meta-nothing", "meta-digits", "meta-date",
))  # fmt: skip


@every_page
def test_nothing_of_a_page_or_setting_acts(
    strange: Path, context: BrowserContext, record_property: Callable[[str, object], None], every: bool
) -> None:
    """Pages with hostile texts, and those that show hostile settings, run nothing, ask nobody, and hold nothing that would."""
    assert len(SETTINGS) + len(NAV) >= 15
    assert PAGES.keys() > _VARIANTS
    names = [f"tried/{name}/" for name in PAGES if every or name not in _VARIANTS]
    assert len(names) >= 25
    record_property("hostile inputs", len(names) + len(SETTINGS) + len(NAV))
    server = serve(strange)
    others = [
        "",
        "about/",
        "indicators/",
        "search/?q=车辆",
        "rules/",
        "changes/",
        "404.html",
        DOCUMENTS["hebei-project"],
    ]
    found = used(context, f"http://127.0.0.1:{server.server_port}/", [*names, *others])
    server.shutdown()
    server.server_close()
    record_property("hostile executed", sum(len(one.hits) + len(one.asked) for one in found.values()))
    assert [f"{name}: {one}" for name, one in found.items()] == []


def _settle(folder: Path) -> None:
    config = load_config(str(folder / "mkdocs.yml"))
    options = config.plugins["goalbook"].config
    assert isinstance(options, GoalbookConfig)
    settings_of(options, config, History())


@pytest.mark.parametrize("name", REFUSED)
def test_an_address_that_leads_nowhere_is_refused(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A site whose settings would lead readers into code isn't built, and is told the setting."""
    record_property("hostile inputs", 1)
    folder = copy_site(tmp_path / "site", LIGHT)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings_with(folder, {name: REFUSED[name]})), "utf-8")
    with pytest.raises(ConfigurationError) as told:
        _settle(folder)
    assert name.removeprefix("goalbook.").split(".")[0] in str(told.value)


def test_what_acts_is_seen(context: BrowserContext, tmp_path: Path) -> None:
    """The same texts in a page without a policy and as they are do run, ask and act: the test above can fail."""
    for name in ("script", "events", "iframe", "image", "link"):
        (tmp_path / f"{name}.html").write_text(f"<!DOCTYPE html><body>{PAGES[name]}", "utf-8")
    (tmp_path / "plain.html").write_text(f"<!DOCTYPE html><body>{HIT} {HOST}", "utf-8")
    (tmp_path / "led.html").write_text(f'<!DOCTYPE html><a href="javascript:{HIT}">x</a>', "utf-8")
    names = ["script.html", "events.html", "iframe.html", "plain.html", "led.html"]
    server = serve(tmp_path)
    found = used(context, f"http://127.0.0.1:{server.server_port}/", names)
    server.shutdown()
    server.server_close()
    assert [name for name in names if name not in found] == ["plain.html"]
    assert found["script.html"].hits
    assert found["events.html"].hits
    assert found["iframe.html"].asked == [f"http://{HOST}/"]
    assert found["led.html"].acting
