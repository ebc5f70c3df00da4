"""Bytes, requests and time of first and later queries in Chromium."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLong

from site_tests.bench.search.engines import WAIT, Engine
from site_tests.bench.search.host import Host

# Slow 4G: 1.6 Mbit/s down, 0.75 up, 150 ms; a processor four times slower than this one.
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
_SLOWER = 4


@dataclass
class Moved:
    """Bytes and requests of first and later queries, and seconds until the first result is shown on a slow network."""

    first: list[int] = field(default_factory=list)
    first_requests: list[int] = field(default_factory=list)
    later: list[int] = field(default_factory=list)
    later_requests: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def middle(values: list[int] | list[float]) -> float:
    """The median."""
    return median(values)


def high(values: list[int] | list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def moved(browser: Browser, engine: Engine, queries: list[str], timed: list[str]) -> Moved:
    """Each query as the first of a fresh profile, with the next one as the later; some of them timed on a slow network."""
    found = Moved()
    host = Host(engine.site)
    try:
        for query, later in zip(queries, [*queries[1:], queries[0]], strict=True):
            context = browser.new_context()
            tab = context.new_page()
            host.sent.clear()
            engine.open(tab, host.address, query)
            engine.settle(tab)
            _count(engine, host, found.first, found.first_requests)
            engine.ask(tab, later)
            _count(engine, host, found.later, found.later_requests)
            context.close()
        found.seconds = [_seconds(browser, engine, host, query) for query in timed]
    finally:
        host.close()
    return found


def _count(engine: Engine, host: Host, sizes: list[int], requests: list[int]) -> None:
    own = [one.size for one in host.sent if engine.own.search(one.path)]
    sizes.append(sum(own))
    requests.append(len(own))
    host.sent.clear()


def slowed(tab: Page, *, network: bool) -> None:
    """Slow the processor of a tab, and its network."""
    client = tab.context.new_cdp_session(tab)
    client.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    if network:
        client.send("Network.enable")
        client.send("Network.emulateNetworkConditions", _NETWORK)


def _seconds(browser: Browser, engine: Engine, host: Host, query: str) -> float:
    context = browser.new_context()
    tab = context.new_page()
    slowed(tab, network=True)
    start = time.perf_counter()
    try:
        engine.open(tab, host.address, query)
        return time.perf_counter() - start
    except TooLong:
        return WAIT / 1000
    finally:
        context.close()
