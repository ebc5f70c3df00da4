"""Words of sample documents: sentences, names, targets and amounts, composed by a seeded generator."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from goalbook.model.target import read_target

_BARE_SHARE = 0.012  # as many targets of the real documents are a unit without its number
_TRIES = 8
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,6})\1")


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """The vocabulary as its file states it."""
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


def amount(cents: int) -> str:
    """金额 as the forms print it: ``12,504.03``."""
    return f"{cents // 100:,}.{cents % 100:02}"


def _numbered(indicator: list[str]) -> list[str]:
    """The targets of an indicator that hold a number which can be measured against."""
    return [target for target in indicator[1:] if re.search(r"[≥≤＞＝=约于\d-][{]\w+[}]|[}]%|＝\d", target)]


@dataclass(frozen=True, slots=True)
class Words:
    """A source of texts for one document of an office; a name that it gave is not given again."""

    rng: Random
    office: dict[str, Any]
    used: set[str] = field(default_factory=set)
    tally: list[bool] = field(default_factory=list)  # of the indicators so far, whether they have a number

    def one(self, key: str) -> str:
        """Any entry of a list of the vocabulary."""
        return str(self.rng.choice(vocabulary()[key]))

    def text(self, key: str, **values: object) -> str:
        """A pattern of the vocabulary with words of the office in its places."""
        return self._filled(vocabulary()["words"][key], **values)

    def paragraph(self, sentences: int) -> str:
        """So many sentences."""
        return "".join(self.text("sentence") for _ in range(sentences))

    def name(self, key: str) -> str:
        """A name of an item that this document doesn't have yet."""
        return self._unique(lambda: self.text(key))

    def indicator(self, level: dict[str, Any]) -> tuple[str, str]:
        """三级指标 and 指标值 that fit a level-2 label; now and then the value is a bare unit.

        At least half of a document's values so far have a number.
        """
        targets: list[str] = []
        short = 2 * sum(self.tally) < len(self.tally) + 1
        choices = [one for one in level["indicators"] if _numbered(one)] if short else level["indicators"]

        def propose() -> str:
            nonlocal targets
            pattern, *targets = self.rng.choice(choices or level["indicators"])
            return self._filled(pattern)

        name = self._unique(propose)
        if not short and self.rng.random() < _BARE_SHARE:
            self.tally.append(False)
            return name, str(self.rng.choice(vocabulary()["bare"]["units"]))
        target = self._filled(self.rng.choice((_numbered([name, *targets]) if short else targets) or targets))
        self.tally.append(read_target(target).is_numeric)
        return name, target

    def cents(self, most: int = 300_000) -> int:
        """An amount in hundredths of its unit, small ones more often than large ones."""
        return 10 * self.rng.randint(5, self.rng.randint(10, most // 10))

    def _unique(self, propose: Callable[[], str]) -> str:
        """A proposed name that is new, numbered where the words don't suffice."""
        for _ in range(_TRIES):
            if (name := propose()) not in self.used:
                break
        whole, n = name, 1
        while whole in self.used:
            n += 1
            whole = str(vocabulary()["words"]["again"]).format(name=name, no=n)
        self.used.add(whole)
        return whole

    def _filled(self, pattern: str, **values: object) -> str:
        """A pattern with words in its places, of which none ends as the next one begins (卫生监督监督检查)."""
        while _DOUBLED.search(text := self._composed(pattern, **values)):
            pass
        return text

    def _composed(self, pattern: str, **values: object) -> str:
        rng, words = self.rng, vocabulary()
        return pattern.format(
            duty=rng.choice(self.office["duties"]),
            thing=rng.choice(self.office["things"]),
            people=self.office["people"],
            way=rng.choice(words["ways"]),
            verb=rng.choice(words["verbs"]),
            aspect=rng.choice(words["aspects"]),
            effect=rng.choice(words["effects"]),
            few=rng.randint(2, 12),
            some=rng.randint(15, 90),
            many=rng.randint(2, 40) * 50,
            rate=rng.choice((85, 90, 92, 95, 96, 98)),
            low=rng.choice((60, 70, 75, 80)),
            month=rng.randint(3, 12),
            money=amount(10 * rng.randint(10, 5_000)),
            **values,
        )
