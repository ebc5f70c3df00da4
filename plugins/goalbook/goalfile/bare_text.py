"""What readers of YAML make of a text that stands without quotes: most of them type it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from goalbook.goalfile.slips import value_slip

_ORDINARY = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~][^:#,\[\]{}\t\n\\]*(?<!\s)")
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][0-9A-Za-z_.:+-]*")
# A number that all readers type alike.
_PRINTED_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
# What a reader of YAML 1.1, 1.2 or Ruby's types, besides what PyYAML does: a letter for yes or no, numbers in other notations and with
# commas, days and times, symbols.
_TYPED = re.compile(
    r"[yn]|[-+]?0[obx][0-9a-f_,]+|[-+]?(?:[0-9][0-9_,]*(?:\.[0-9_,]*)?|\.[0-9_,]+)(?:e[-+]?[0-9]+)?|[-+]?\.?(?:inf|nan)"
    r"|[-+]?[0-9][0-9_,]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?|:.*|true|false|yes|no|on|off|null",
    re.IGNORECASE,
)


def needs_no_quotes(text: str) -> bool:
    """Whether a text is the same without quotes for every reader of YAML, in brackets too, and for people: quotes of Word around it
    are meant only where YAML's stand around them."""
    if (text and value_slip(text)) or not _ORDINARY.fullmatch(text) or _NUMBER_LIKE.fullmatch(text):
        return False
    return reads_alike(text)


def reads_alike(text: str) -> bool:
    """Whether every reader of YAML makes the same of a text that stands without quotes: a text, or a number."""
    if _PRINTED_NUMBER.fullmatch(text):
        return True
    typed = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return not _TYPED.fullmatch(text) and not any(pattern.match(text) for _, pattern in typed)


def as_typed(text: str) -> Any:
    """The number, truth value or text that a reader of YAML that types makes of a text without quotes."""
    return yaml.safe_load(text)
