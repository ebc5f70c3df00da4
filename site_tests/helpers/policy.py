"""Copies of built sites whose pages note what their own policy refuses."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

REFUSED = "return window.refused"
"""Gives what the policy of a page refused so far."""

# It stands before the policy, which holds only for what comes after it.
_LISTEN = """<script>window.refused = []; addEventListener("securitypolicyviolation", (event) =>
    refused.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`))</script>"""


def listening_copy(site: Path, to: Path) -> Path:
    """A copy of a site in which each page listens; a page without a policy is a fault of the site."""
    shutil.copytree(site, to, copy_function=os.link)
    for path in to.rglob("*.html"):
        html = path.read_text("utf-8")
        assert html.count('<meta http-equiv="Content-Security-Policy"') == 1, path
        path.unlink()
        path.write_text(html.replace("<head>", f"<head>{_LISTEN}", 1), "utf-8")
    return to
