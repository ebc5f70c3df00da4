"""English grammar of counts: one of something takes the singular of its noun and of the verb after it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SINGULAR = {"bodies": "body", "categories": "category", "duties": "duty", "entries": "entry"}
_VERBS = {"have": "has", "are": "is", "were": "was", "don't": "doesn't", "do": "does"}
_NOUNS = (
    "amounts|bodies|budgets|bytes|categories|cells|changes|characters|columns|commits|days|differences|documents|"
    "doubts|duties|elements|entries|errors|faults|files|findings|formats|indicators|items|keys|labels|levels|"
    "links|names|notes|pages|parts|places|projects|regions|rules|seams|seconds|shares|sheets|tables|tags|targets|"
    "texts|things|totals|values|warnings|years"
)
# The place of a value, the noun that stands right after it, or after one more word, and the verb after the noun.
_COUNTED = re.compile(
    r"\{(?P<place>[a-z_]+)\} (?P<between>(?:more|other|such) )?"
    rf"(?P<noun>{_NOUNS})\b(?: (?P<verb>{'|'.join(_VERBS)})\b)?"
)


def agreeing(text: str, values: Mapping[str, object]) -> str:
    """An English text whose places are not filled yet, with singulars where the value counts one."""
    if not any(value == 1 or value == "1" for value in values.values()):
        return text
    return _COUNTED.sub(lambda found: _one(found) if str(values.get(found["place"])) == "1" else found[0], text)


def _one(found: re.Match[str]) -> str:
    noun = _SINGULAR.get(found["noun"], found["noun"].removesuffix("s"))
    verb = f" {_VERBS[found['verb']]}" if found["verb"] else ""
    return f"{{{found['place']}}} {found['between'] or ''}{noun}{verb}"
