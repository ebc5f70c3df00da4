"""Hostile drawings of forms: their YAML, their widths, chains of names, places of labels and parts."""

from __future__ import annotations

from collections.abc import Iterator

from goalbook.forms.drawing import read_form
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message, remedy

from site_tests.checks.test_hostile import HOSTILE
from site_tests.hostile.runner import Case, laid
from site_tests.hostile.texts import TEXTS, quoted

_HEAD = "goalbook: 2\nname: 样例\n"
_KEYS = (
    "title",
    "under",
    "above",
    "widths",
    "head",
    "rows",
    "each",
    "row",
    "across",
    "total",
    "sign",
    "label",
    "prose",
)
_DRAWING = """parts:
  - table: one
    widths: 10 20
    rows: |
      {}
"""


def form_cases() -> Iterator[Case]:
    """Cases of reading a drawn form."""
    for name, (content, _) in HOSTILE.items():
        yield _case(f"yaml/{name}", content)
    for name, text in TEXTS.items():
        yield _case(f"texts/{name}", f"{_HEAD}{_parts(quoted(text))}".encode("utf-8", "surrogatepass"))
    for name, text in _drawings():
        yield _case(f"drawings/{name}", f"{_HEAD}{text}".encode())


def _case(name: str, raw: bytes) -> Case:
    def act() -> None:
        form, problems = read_form(raw, "one.yml", "one")
        assert (form is None) == any(one.severity == "error" for one in problems)
        for problem in problems:
            for language in ("zh", "en"):
                assert message(problem, catalogue(language))
                assert remedy(problem, catalogue(language)) is not None

    return Case(name, laid([]), act)


def _parts(text: str) -> str:
    """A part for each key of a part that has the text."""
    parts = "".join(
        f"  - {{table: t{n}, widths: 10 20, rows: '甲 | {{name}}', {key}: {text}}}\n" for n, key in enumerate(_KEYS)
    )
    return f"parts:\n{parts}region: {text}\nkinds: [{text}]\ntotal: [{text}]\n".replace(
        "rows: '甲 | {name}', rows:", "rows:"
    )


def _drawings() -> Iterator[tuple[str, str]]:
    yield "no-parts", "parts: []\n"
    yield "many-parts", "parts:\n" + "  - {table: one, widths: 10 20, rows: '甲 | {name}'}\n" * 2_000
    yield "many-columns", _DRAWING.replace("10 20", "1 " * 5_000).format("| " * 5_000)
    yield "many-rows", _DRAWING.format("甲 | {name}\n      " * 2_000)
    yield "wide-widths", _DRAWING.replace("10 20", "9" * 5_000 + " 1").format("甲 | {name}")
    yield "other-digits", _DRAWING.replace("10 20", "١٠ ²").format("甲 | {name}")
    yield "negative", _DRAWING.replace("10 20", "-1 0").format("甲 | {name}")
    for label, cell in {
        "open": "{" * 1_000,
        "closed": "}" * 1_000,
        "attribute": "{name.__class__}",
        "up": "{../name}",
        "index": "{0}",
        "deep": "{" + ".".join(["items"] * 500) + "}",
        "stars": "{items**}",
        "format": "{name!r:>99999}",
        "joins": "^ | <",
        "all-joined": "^ | ^",
        "chain": "{items[kind=duty] as a}",
        "only": "{items[kind=" + "x" * 1_000 + "]}",
        "pipes": "|" * 1_500,
        "wavy": "~" * 1_500,
        "signs": "<>^v*|" * 200,
        "unknown": "{nothing}",
        "empty": "{}",
        "blank": "{ }",
        "twice": "{name}{name}",
    }.items():
        yield f"cell-{label}", _DRAWING.format(f"甲 | {cell}")
    for label, chain in {
        "self": "items as items",
        "stars": "items** / items** / items**",
        "slashes": "/" * 1_000,
        "long": "items / " * 200 + "items",
        "unknown": "nothing",
        "dotted": "budget.total",
        "names": " / ".join(f"items as a{n}" for n in range(100)),
        "empty": '""',
    }.items():
        yield f"each-{label}", f"parts:\n  - {{table: one, widths: 10 20, each: {chain}, row: '甲 | {{name}}'}}\n"
