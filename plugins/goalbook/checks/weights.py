"""What a site says of rules: it silences, promotes or weighs them anew, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from goalbook.checks.rules import RULES
from goalbook.goalfile.problem import closest
from goalbook.messages.catalogue import Catalogue

Weight = Literal["error", "warning", "note", "off"]

_WEIGHTS: dict[str, Weight] = {weight: weight for weight in get_args(Weight)}
_MOST_PARENTS = 10


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
        weight = _WEIGHTS.get("off" if own.get("severity") is False else str(own.get("severity")))
        reason = str(own.get("reason") or "").strip()
        if weight is None or own.keys() - {"severity", "reason"}:
            faults.append(t("checks.bad_weight", rule=name, choices=", ".join(_WEIGHTS)))
        elif not reason:
            faults.append(t("checks.no_reason", rule=name))
        else:
            found.append(Weighed(name, weight, reason))
    return tuple(found), faults


def stated_in(config: Path) -> object:
    """The setting ``checks`` of the plugin in a site's configuration; None where there is none.

    Raises ValueError with the place where the file can't be read.
    """
    for _ in range(_MOST_PARENTS):
        try:
            found = yaml.load(config.read_bytes(), _Loader)
        except (OSError, yaml.YAMLError) as error:
            raise ValueError(f"{config}: {error}") from error
        settings = found if isinstance(found, Mapping) else {}
        if "plugins" in settings or not isinstance(settings.get("INHERIT"), str):
            return _of_plugin(settings.get("plugins"))
        config = config.parent / settings["INHERIT"]
    return None


def _of_plugin(plugins: object) -> object:
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, Mapping) and isinstance(options := entry.get("goalbook"), Mapping):
            return options.get("checks")
    return None


class _Loader(yaml.SafeLoader):
    """Reads plain YAML; what a tag of MkDocs or Python would make is left out."""


def _nothing(loader: _Loader, suffix: str, node: Any) -> None:
    return None


_Loader.add_multi_constructor("!", _nothing)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _nothing)
