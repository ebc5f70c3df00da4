"""What `make fuzz` once found stays mended, and the fuzzer itself works."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from site_tests.hostile.fuzz import feed, mutant
from site_tests.hostile.targets import CORPUS, TARGETS, Target

FOUND = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def test_every_find_is_taken(record_property: Callable[[str, object], None]) -> None:
    """Each input of the corpus is read, or refused as its reader says."""
    assert {path.parent.name for path in FOUND} <= TARGETS.keys()
    record_property("hostile inputs", len(FOUND))
    assert [(path.name, fault) for path in FOUND if (fault := feed(TARGETS[path.parent.name], path.read_bytes()))] == []


@pytest.mark.parametrize("name", TARGETS)
def test_sound_inputs_and_some_mutants_are_taken(name: str, record_property: Callable[[str, object], None]) -> None:
    """A target takes what it begins with, and a few mutants, the same each time."""
    target, random = TARGETS[name], Random(name)
    seeds = target.seeds()
    assert seeds
    inputs = [seeds[0], *(mutant(random.choice(seeds), random) for _ in range(12))]
    record_property("hostile inputs", len(inputs))
    assert [fault for raw in inputs if (fault := feed(target, raw))] == []


def test_a_fault_is_told() -> None:
    """An exception that the reader doesn't name is a find; one that it names is not."""

    def fail(raw: bytes) -> None:
        raise KeyError(raw)

    assert "KeyError" in feed(Target(fail, (), list), b"x")
    assert feed(Target(fail, (KeyError,), list), b"x") == ""
