"""The styles and scripts of the package: files joined in a stated order, each bundle named for its content."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import NamedTuple


class Bundle(NamedTuple):
    """One file of the site, and the files below the package's ``assets/`` that it is joined from, in this order."""

    name: str
    parts: tuple[str, ...]


STYLES = Bundle(
    "goalbook.css",
    (
        "css/base.css", "css/columns.css", "css/glossary.css", "css/guide.css", "css/indicators.css",
        "css/listings.css", "css/print.css", "css/search.css", "css/snapshots.css",
    ),
)  # fmt: skip
SCRIPTS = Bundle("goalbook.js", ("js/find.js", "js/indicators.js", "js/page.js"))
# For the search page alone.
SEARCH_SCRIPT = Bundle("search.js", ("search/reader.js", "search/view.js"))
BUNDLES = (STYLES, SCRIPTS, SEARCH_SCRIPT)


class Asset(NamedTuple):
    """A bundle as the site has it: its file below the site's root, which tells its content, and its text."""

    file: str
    text: str


def asset(bundle: Bundle) -> Asset:
    """Join a bundle."""
    folder = files("goalbook").joinpath("assets")
    text = "\n".join(folder.joinpath(part).read_text(encoding="utf-8") for part in bundle.parts)
    stem, suffix = bundle.name.split(".")
    return Asset(f"assets/goalbook/{stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{suffix}", text)
