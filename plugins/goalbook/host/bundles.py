"""The styles and scripts of the site: each bundle is made of some files of the package's assets, in the order stated here.

Scripts are modules, so that tools see what each takes from the others; browsers get each bundle as one classic script,
since from a disk they load no modules. The modules of a bundle share one block: a name that two of them declare at their
top stops the whole bundle, and nothing of it is seen outside.
"""

from __future__ import annotations

import re
from importlib.resources import files

_SHARED = ("shared/address.js", "shared/batch.js", "shared/dom.js", "shared/text.js")
# Whatever a script imports stands above it. The script of the search page isn't on the others.
SOURCES = {
    "goalbook.css": (
        "css/base.css", "css/columns.css", "css/glossary.css", "css/guide.css", "css/indicators.css",
        "css/listings.css", "css/print.css", "css/search.css", "css/snapshots.css",
    ),
    "goalbook.js": (
        *_SHARED, "page/copy.js", "page/find.js",
        "indicators/rows.js", "indicators/state.js", "indicators/order.js", "indicators/form.js",
        "indicators/list.js", "indicators/start.js",
    ),
    "search.js": (
        *_SHARED, "search/fold.js", "search/numbers.js", "search/plan.js", "search/ranges.js",
        "search/files.js", "search/payloads.js", "search/index.js",
        "search/query.js", "search/matches.js", "search/facets.js", "search/state.js",
        "search/names.js", "search/results.js", "search/notices.js", "search/panel.js", "search/download.js",
        "search/page.js", "search/listen.js", "search/start.js",
    ),
}  # fmt: skip
# What tools read and browsers don't: imports, the word that exports, and comments that say types, which are a third of the text.
_FOR_TOOLS = re.compile(
    r"""^import\ \{[\w, ]+\}\ from\ "[\w./]+";\n
    | ^export\ (?=(?:async\ function|function|class|const)\b)
    | ^[ ]*/\*\*(?:[^*]|\*(?!/))*\*/\n""",
    re.M | re.X,
)


def join_bundle(name: str) -> str:
    """The files of a bundle as one text."""
    assets = files("goalbook").joinpath("assets")
    texts = [assets.joinpath(source).read_text(encoding="utf-8") for source in SOURCES[name]]
    if name.endswith(".css"):
        return "\n".join(texts)
    return '"use strict";\n{\n' + "\n".join(_FOR_TOOLS.sub("", text) for text in texts) + "}\n"
