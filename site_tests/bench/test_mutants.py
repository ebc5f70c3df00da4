"""The mutants of code, by what they alter."""

from __future__ import annotations

import ast

import pytest

from site_tests.bench.mutants import mutants


def told(code: str) -> list[str]:
    """What each mutant of code alters."""
    return [mutant.told() for mutant in mutants(ast.parse(code))]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("c = a < b", ["a < b → a <= b", "a < b → a >= b"]),
        ("c = a and b", ["a and b → b", "a and b → a", "a and b → a or b"]),
        ("c = not a", ["not a → a"]),
        ("c = 3", ["3 → 4", "3 → 2"]),
        ("c = True", ["True → False"]),
        ("c = 'x'", ["'x' → ''"]),
        ("c = ''", ["'' → 'x'"]),
        ("c = b'x'", ["b'x' → b''"]),
        ("c = a + b", ["a + b → a - b"]),
        ("f(a, b)", ["f(a, b) → pass", "f(a, b) → f(b, a)"]),
        ("f(a)", ["f(a) → pass"]),
        ("a[b] = c", ["a[b] = c → pass"]),
        ("if a:\n    b = c", ["a → not a"]),
        ("def f() -> int:\n    'Text.'\n    return a", ["return a → return None"]),
        ("a: Literal['x'] = b", []),
        ("c = 'a|b(?:c|d)[|]'", [
            "'a|b(?:c|d)[|]' → ''", "'a|b(?:c|d)[|]' → 'a|b(?:d)[|]'", "'a|b(?:c|d)[|]' → 'a|b(?:c)[|]'",
            "'a|b(?:c|d)[|]' → 'b(?:c|d)[|]'", "'a|b(?:c|d)[|]' → 'a'",
        ]),
    ],
)  # fmt: skip
def test_each_kind_of_place_has_its_mutants(code: str, expected: list[str]) -> None:
    assert told(code) == expected


def test_a_mutant_is_put_in_and_taken_out() -> None:
    """Telling what it alters leaves the tree as it was."""
    tree = ast.parse("a = 1\nb = a - 2")
    found = list(mutants(tree))
    assert [mutant.line for mutant in found] == [1, 1, 2, 2, 2]
    found[2].swap()
    assert ast.unparse(tree) == "a = 1\nb = a + 2"
    found[2].swap()
    assert ast.unparse(tree) == "a = 1\nb = a - 2"


def test_what_differs_in_long_code_is_told() -> None:
    """With a little of what stands around it."""
    (empty, first, last) = told(f"c = '{'x' * 80}|{'y' * 80}'")
    assert len(empty) < 140
    assert (first.split(" → ")[1], last.split(" → ")[1]) == ("…'yyyyyyyyyy…", "…xxxxxxxxxx'…")
