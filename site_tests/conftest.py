"""Fixtures that tests share: the real site, built once, a server for it, and a browser."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from site_tests.helpers.preloaded import run_goalbook
from site_tests.helpers.shared import made_once

ROOT = Path(__file__).parent.parent
# The formats that are made in no time, for tests that look at other things.
LIGHT = "csv, json, yaml"

# A slow machine is no fault, and a run finds what the run before found.
settings.register_profile("goalbook", deadline=None, derandomize=True)
settings.load_profile("goalbook")


def run_build(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `goalbook build` in a folder that holds a site."""
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment
    # This project's own modules, whatever else is asked for or installed.
    env["PYTHONPATH"] = os.pathsep.join([*filter(None, [environment.get("PYTHONPATH")]), str(ROOT / "plugins")])
    return run_goalbook(folder, ["build", *arguments], env)


def copy_site(to: Path, formats: str = "") -> Path:
    """A copy of the project's site sources, without what was built; with ``formats`` only with downloads in these."""
    to.mkdir(parents=True, exist_ok=True)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    if formats:
        assert config.count("  - goalbook:\n") == 1
        config = config.replace("  - goalbook:\n", f"  - goalbook:\n      formats: [{formats}]\n")
    (to / "mkdocs.yml").write_text(config, "utf-8")
    for name in ("goals", "overrides"):
        shutil.copytree(ROOT / name, to / name)
    return to


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once."""

    def make(folder: Path) -> None:
        done = run_build(copy_site(folder))
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "real", make) / "site"


class _Quiet(SimpleHTTPRequestHandler):
    sent: tuple[tuple[str, str], ...] = ()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Send what was asked for with every answer."""
        for name, value in self.sent:
            self.send_header(name, value)
        super().end_headers()


def serve(folder: Path, headers: Iterable[tuple[str, str]] = ()) -> ThreadingHTTPServer:
    """A server for a folder on a free port of this machine, which sends these headers."""
    handler = type("Handler", (_Quiet,), {"sent": tuple(headers)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the real site on a local server."""
    server = serve(site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where it is missing the tests fail with the name of the package."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            # No host but this machine answers.
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            ],
        )
        yield started
        started.close()


def new_profile(browser: Browser) -> BrowserContext:
    """A fresh profile at desktop size; the tests' own scripts run in it whatever a page's policy is."""
    return browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", bypass_csp=True)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile of a test's own."""
    made = new_profile(browser)
    yield made
    made.close()


@pytest.fixture(scope="session")
def browser_profile(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile that tests share: a fresh one takes the browser as long as a page."""
    made = new_profile(browser)
    made.new_page()  # stays open, and with it the process that pages are drawn by
    yield made
    made.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many hostile inputs were tried, and what came of them."""
    found: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()) if getattr(report, "when", "") == "call" else ():
                if name.startswith("hostile "):
                    found[name.removeprefix("hostile ")] += value
    if found:
        kinds = ", ".join(f"{kind} {found[kind]}" for kind in ("executed", "outside", "hangs", "tracebacks"))
        terminalreporter.write_line(f"hostile inputs: {found['inputs']}, {kinds}")


@pytest.fixture
def tab(browser_profile: BrowserContext) -> Iterator[Page]:
    """A fresh tab, in a profile that is as it was at first."""
    made = browser_profile.new_page()
    browser_profile.new_cdp_session(made).send("Network.clearBrowserCache")
    yield made
    for page in browser_profile.pages[1:]:
        if page.url.startswith("http"):
            kept = {"origin": "/".join(page.url.split("/")[:3]), "storageTypes": "all"}
            browser_profile.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
        page.close()
    browser_profile.set_offline(False)
    browser_profile.clear_permissions()
