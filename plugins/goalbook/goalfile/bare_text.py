"""What readers of YAML make of a text that stands without quotes: most of them type it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from goalbook.goalfile.slips import value_slip

_ORDINARY = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~][^:#,\[\]{}\t\n\\]*(?<!\s)")
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][0-9A-Za-z_.:+-]*")


def needs_no_quotes(text: str) -> bool:
    """Whether a text is the same without quotes for every reader of YAML, in brackets too, and for people: quotes of Word around it
    are meant only where YAML's stand around them."""
    if (text and value_slip(text)) or not _ORDINARY.fullmatch(text) or _NUMBER_LIKE.fullmatch(text):
        return False
    typed = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    return not any(pattern.match(text) for _, pattern in typed)


def as_typed(text: str) -> Any:
    """The number, truth value or text that a reader of YAML that types makes of a text without quotes."""
    return yaml.safe_load(text)
