"""What a site says of rules: it silences, promotes or weighs them anew, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from goalbook.checks.rules import RULES
from goalbook.goalfile.problem import closest
from goalbook.messages.catalogue import Catalogue

Weight = Literal["error", "warning", "note", "off"]

_WEIGHTS: dict[str, Weight] = {weight: weight for weight in get_args(Weight)}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A rule as a site weighs it, and why."""

    rule: str
    weight: Weight
    reason: str


Weights = tuple[Weighed, ...]


def read_weights(stated: object, t: Catalogue) -> tuple[Weights, list[str]]:
    """The weights that the setting ``checks`` states, and what is wrong with it, in words."""
    if stated is None:
        return (), []
    if not isinstance(stated, Mapping):
        return (), [t("checks.not_a_mapping")]
    found: list[Weighed] = []
    faults: list[str] = []
    for name, value in stated.items():
        if name not in RULES:
            likely = closest(str(name), [one.lower() for one in RULES]).upper()
            faults.append(
                t("checks.unknown_rule", rule=name, meant=t("problem.meant", suggestion=likely) if likely else "")
            )
            continue
        own = value if isinstance(value, Mapping) else {}
        # YAML takes a bare ``off`` for a truth value.
        weight = _WEIGHTS.get("off" if own.get("severity") is False else _plain(own.get("severity")))
        reason = _plain(own.get("reason")).strip()
        if weight is None or own.keys() - {"severity", "reason"}:
            faults.append(t("checks.bad_weight", rule=name, choices=", ".join(_WEIGHTS)))
        elif not reason:
            faults.append(t("checks.no_reason", rule=name))
        else:
            found.append(Weighed(name, weight, reason))
    return tuple(found), faults


def _plain(value: object) -> str:
    """A scalar as text; nothing for a list or mapping, which YAML's aliases could make endless."""
    return str(value) if value and isinstance(value, (str, int, float)) else ""
