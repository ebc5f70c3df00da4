"""The styles and scripts of the package: files joined in a stated order, each bundle named for its content.

Scripts are modules, so that tools see what each takes from the others; browsers get each bundle as one classic script,
since from a disk they load no modules. The modules of a bundle share one block: a name that two of them declare at their
top stops the whole bundle, and nothing of it is seen outside.
"""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from typing import NamedTuple

_SHARED = ("shared/address.js", "shared/batch.js", "shared/dom.js", "shared/save.js", "shared/text.js")


class Bundle(NamedTuple):
    """One file of the site, and the files below the package's ``assets/`` that it is joined from, in this order.

    Whatever a script imports stands above it.
    """

    name: str
    parts: tuple[str, ...]


STYLES = Bundle(
    "goalbook.css",
    (
        "css/base.css", "css/head.css", "css/cards.css", "css/columns.css", "css/glossary.css", "css/guide.css", "css/indicators.css",
        "css/listings.css", "css/results.css", "css/rows.css", "css/print.css", "css/search.css", "css/snapshots.css", "css/touch.css",
    ),
)  # fmt: skip
SCRIPTS = Bundle(
    "goalbook.js",
    (
        *_SHARED, "page/copy.js", "page/find.js", "page/missing.js",
        "indicators/rows.js", "indicators/state.js", "indicators/order.js", "indicators/form.js",
        "indicators/list.js", "indicators/start.js", "beside/table.js", "beside/start.js",
    ),
)  # fmt: skip
# For the search page alone.
SEARCH_SCRIPT = Bundle(
    "search.js",
    (
        *_SHARED, "search/fold.js", "search/numbers.js", "search/forms.js", "search/plan.js", "search/ranges.js",
        "search/files.js", "search/payloads.js", "search/tables.js", "search/index.js", "search/cover.js",
        "search/query.js", "search/matches.js", "search/facets.js", "search/near.js", "search/next.js", "search/state.js",
        "search/ahead.js", "search/names.js", "search/results.js", "search/notices.js", "search/panel.js", "search/download.js",
        "search/later.js", "search/page.js", "search/listen.js", "search/start.js",
    ),
)  # fmt: skip
BUNDLES = (STYLES, SCRIPTS, SEARCH_SCRIPT)

# What tools read and browsers don't: imports, the word that exports, and comments that say types, which are a third of the text.
_FOR_TOOLS = re.compile(
    r"""^import\ \{[\w, ]+\}\ from\ "[\w./]+";\n
    | ^export\ (?=(?:async\ function|function|class|const)\b)
    | ^[ ]*/\*\*(?:[^*]|\*(?!/))*\*/\n""",
    re.M | re.X,
)


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


class Asset(NamedTuple):
    """A bundle as the site has it: its file below the site's root, which tells its content, and its text."""

    file: str
    text: str


def asset(bundle: Bundle) -> Asset:
    """The file of a bundle."""
    text = joined(bundle)
    stem, suffix = bundle.name.split(".")
    return Asset(f"assets/goalbook/{stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{suffix}", text)


def joined(bundle: Bundle) -> str:
    """The files of a bundle as one text."""
    assets = files("goalbook").joinpath("assets")
    texts = [assets.joinpath(part).read_text(encoding="utf-8") for part in bundle.parts]
    if bundle.name.endswith(".css"):
        return "\n".join(texts)
    script = '"use strict";\n{\n' + "\n".join(_FOR_TOOLS.sub("", text) for text in texts) + "}\n"
    # A site says nothing in a language that isn't its own, not even where only a machine reads it.
    return _BEYOND_ASCII.sub(_escaped, script)


def _escaped(match: re.Match[str]) -> str:
    """The characters as strings and patterns of a script may have them, a unit of UTF-16 each."""
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
