"""Measure pages as a phone gets them: Lighthouse over sites that were built, served with gzip, in turn."""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from site_tests.bench.__main__ import say
from site_tests.helpers.pages import DOCUMENTS, PAGES

_LIGHTHOUSE = "lighthouse@12.8.2"
_PAGES = {
    "home": PAGES["home"],
    "document": DOCUMENTS["hebei-project"],
    "search": PAGES["search"],
    "indicators": PAGES["indicators"],
}
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")
_CHROME = "--headless=new --no-sandbox --disable-gpu"
_FIGURES = ("performance", "first paint", "first paint, s", "accessibility", "best practices", "SEO", "KB moved")


class _Packing(SimpleHTTPRequestHandler):
    """Sends texts in gzip, as servers of sites do."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> Any:
        """The head of an answer; gives its body."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _PACKED or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        for name, value in (("Type", self.guess_type(path)), ("Encoding", "gzip"), ("Length", str(len(body)))):
            self.send_header(f"Content-{name}", value)
        self.end_headers()
        return BytesIO(body)


def _program() -> list[str]:
    """Lighthouse where it is installed, else as npm fetches it. Raises SystemExit without either."""
    if found := shutil.which("lighthouse"):
        return [found]
    if found := shutil.which("npx"):
        return [found, "--yes", _LIGHTHOUSE]
    raise SystemExit("lighthouse and npm are missing: apt-get install npm")


def _figures(address: str, profile: Path) -> list[float]:
    chrome = f"--chrome-flags={_CHROME} --user-data-dir={profile}"
    command = [*_program(), address, "--quiet", "--output=json", chrome]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr)
    report = json.loads(done.stdout)
    scores = {name: one["score"] for name, one in report["categories"].items()}
    paint = report["audits"]["first-contentful-paint"]
    return [
        scores["performance"], paint["score"], paint["numericValue"] / 1000, scores["accessibility"],
        scores["best-practices"], scores["seo"], report["audits"]["total-byte-weight"]["numericValue"] / 1000,
    ]  # fmt: skip


def bench(sites: list[Path], runs: int) -> str:
    """The table of the medians of each page of each site."""
    found: dict[tuple[str, Path], list[list[float]]] = {}
    servers = {site: ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, directory=str(site))) for site in sites}
    for server in servers.values():
        threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="goalbook-bench-") as profile:
        for _ in range(runs):
            for name, page in _PAGES.items():
                for site, server in servers.items():
                    say(f"  {name}: {site}")
                    one = _figures(f"http://127.0.0.1:{server.server_port}/{page}", Path(profile))
                    found.setdefault((name, site), []).append(one)
    lines = [f"| page | site | {' | '.join(_FIGURES)} |", f"|---|---|{'--:|' * len(_FIGURES)}"]
    for (name, site), measured in found.items():
        cells = (f"{median(each):.2f}" for each in zip(*measured, strict=True))
        lines.append(f"| {name} | {site} | {' | '.join(cells)} |")
    weights = (
        f"{site}: {sum(one.stat().st_size for one in site.rglob('*') if one.is_file()):,} bytes" for site in sites
    )
    return "\n".join((*lines, "", *weights))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="*", type=Path, default=[Path("site")], help="folders of built sites")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print(bench(asked.sites, asked.runs))
