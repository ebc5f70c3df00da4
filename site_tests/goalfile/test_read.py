"""YAML text to nodes: texts stay as typed, places are right, and no input brings the reader down or to a crawl."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from goalbook.book.conform import conform
from goalbook.goalfile.nodes import Mapping, Text, as_plain
from goalbook.goalfile.problem import MAX_PROBLEMS, Problem
from goalbook.goalfile.read import MAX_BYTES, MAX_DEPTH, read_source
from goalbook.goalfile.validate import validate
from goalbook.model.records import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
FILE = "2024/made-body/one.yml"
# CPU time for 1 MiB; a reader that slows down with the square of the length takes minutes.
SECONDS = 20


def read(text: str) -> object:
    """The values of a text that has no problem."""
    node, problems = read_source(text.encode(), FILE)
    assert problems == []
    assert node is not None
    return as_plain(node)


def codes(raw: bytes) -> list[str]:
    """The codes of a text's problems."""
    return [problem.code for problem in read_source(raw, FILE)[1]]


TYPED = [
    "1.31",
    "0013",
    "1:30",
    "no",
    "Yes",
    "~",
    "0x1F",
    "1e3",
    ".5",
    "+1",
    "2024-01-02",
    "≥90%",
    "—",
    "/",
    "-5%",
    "=1",
    "无",
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_text_is_what_was_typed(typed: str) -> None:
    """No YAML type is ever resolved: numbers, dates, truth values and signs stay the text that was typed."""
    assert read(f"a: {typed}\nb: [{typed}]\n") == {"a": typed, "b": [typed]}


@pytest.mark.parametrize(("typed", "value"), [("", None), ("null", None), ('""', ""), ("''", ""), ('"null"', "null")])
def test_nothing_is_told_from_an_empty_text(typed: str, value: str | None) -> None:
    """An empty value and ``null`` are nothing; quotes with nothing between them are an empty text."""
    assert read(f"a: {typed}\n") == {"a": value}


def test_quotes_and_blocks_keep_their_text() -> None:
    """Quoted texts and blocks are read as YAML says, line ends, full-width spaces and signs included."""
    text = 'a: "目标1: 100% #1"\nb: \'%\'\nc: |-\n  　　第一段\n  第二段：# 全\nd: "1\\n2"\n'
    assert read(text) == {"a": "目标1: 100% #1", "b": "%", "c": "　　第一段\n第二段：# 全", "d": "1\n2"}


def test_keys_and_values_know_their_places() -> None:
    """Lines and columns begin at 1 and count characters, whatever the line ends and a byte order mark before them."""
    text = "# 注\n项目: 名称\nitems:\n  - {no: 一, name: 职责}\n"
    for raw in (text.encode(), text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode("utf-8-sig")):
        node, problems = read_source(raw, FILE)
        assert problems == []
        assert isinstance(node, Mapping)
        key, value = node.entries["项目"]
        assert ((key.line, key.column), (value.line, value.column)) == ((2, 1), (2, 5))
        _, items = node.entries["items"]
        assert (items.line, items.column) == (4, 3)
        assert as_plain(items) == [{"no": "一", "name": "职责"}]


def test_keys_keep_their_order() -> None:
    """Keys come in the order of the file."""
    assert list(Document.model_fields) != sorted(Document.model_fields)
    text = "".join(f"{name}: x\n" for name in reversed(Document.model_fields))
    node, _ = read_source(text.encode(), FILE)
    assert isinstance(node, Mapping)
    assert list(node.entries) == list(reversed(Document.model_fields))


def test_a_file_may_be_as_large_as_the_limit_and_not_larger() -> None:
    """A file of 1 MiB is read, one byte more is not."""
    text = b"a: " + b"b" * (MAX_BYTES - 4) + b"\n"
    assert codes(text) == []
    assert codes(b"#" + text) == ["too-large"]


def test_nesting_may_be_as_deep_as_the_limit_and_not_deeper() -> None:
    """Twelve levels are read, a thirteenth is not."""
    most = MAX_DEPTH - 1
    assert codes(b"a: " + b"[" * most + b"x" + b"]" * most) == []
    assert codes(b"a: " + b"[" * (most + 1) + b"x" + b"]" * (most + 1)) == ["too-deep"]


@pytest.mark.parametrize("unit", ["- *a\n", "a: b\n", "- !!x b\n", "- \x01\n", "? \n", '- "\\0"\n'])
def test_no_file_has_more_problems_than_anyone_reads(unit: str) -> None:
    """The problems of a file end at a limit."""
    assert len(codes(unit.encode() * 1000)) == MAX_PROBLEMS


SIGNS = [*"[{\"'#!>|,\t \n\r\x00"]
IN_A_LINE = ["- ", "? ", ": ", "a: ", "[a,", "[],", "{a: ", "&a "]
LINES = ["- *a\n", "- &a b\n", "- !!x b\n", "- []\n", "- b #c\n", "a #b\n", "a: b\n", "a\n", "\x00\n", "a\x01\r"]
BREAKS = ["---\n", "%A\n", "?\n", "a：b\n", "- >9\n", "1,"]


@cache
def _hostile() -> dict[str, str]:
    units = [*SIGNS, *IN_A_LINE, *LINES, *BREAKS]
    texts = {unit: unit * (MAX_BYTES // len(unit.encode())) for unit in units}
    texts |= {
        "keys with comments": "".join(f"a{n}: b #c\n" for n in range(90_000)),
        "tag directives": "".join(f"%TAG !a{n}! b\n" for n in range(60_000)),
        "a list in brackets": f"a: [{'b, ' * 300_000}c]",
        "keys in braces": f"a: {{{', '.join(f'k{n}: b' for n in range(90_000))}}}",
        "a block": "a: |\n" + "  b\n" * 250_000,
        "a text over lines": "a:\n" + "  b\n" * 250_000,
        "a quoted text": 'a: "' + "b\n" * 500_000 + '"',
        "escapes": 'a: "' + "\\t" * 500_000 + '"',
        "an open quote": 'a: "\n' + 'b: "c\n' * 150_000,
        "rising indents": "".join(f"{' ' * n}a:\n" for n in range(1_400)),
    }
    return texts


@pytest.mark.slow
@pytest.mark.parametrize("name", _hostile())
def test_hostile_texts_are_read_in_linear_time(name: str) -> None:
    """A file of 1 MiB that was made to be slow takes seconds at most."""
    raw = _hostile()[name].encode()[:MAX_BYTES]
    start = time.process_time()
    read_source(raw, FILE)
    assert time.process_time() - start < SECONDS


@cache
def real_texts() -> tuple[str, ...]:
    """The goal files of this repository."""
    texts = tuple(path.read_text(encoding="utf-8") for path in sorted(GOALS.rglob("*.yml")))
    assert len(texts) >= 10
    return texts


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real goal file with a few pieces cut out and a few put in."""
    text = draw(st.sampled_from(real_texts()))[: draw(st.integers(40, 4000))]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 6))
        text = text[:at] + draw(_PIECES) + text[at + cut :]
    return text.encode()


ONE = "%>|*&!?[]{},:：，\"'#-@`\t\n \r\\~=\u3000\xa0\ufeff\x00\u2028"
MORE = [
    ": ",
    "- ",
    "\n  ",
    "\n\t",
    '"\n',
    "[a, ",
    "{a: ",
    "---\n",
    "...\n",
    "|-\n",
    ">5\n",
    " #x",
    "<<: *a",
    "&a ",
    "*a",
]
WORDS = ["", "!!x ", "%TAG x\n", "null", "\r\n", "\u3000\u3000", "指标1: ", "1,000"]
_PIECES = st.sampled_from([*ONE, *MORE, *WORDS])


def inside(problem: Problem, raw: bytes) -> bool:
    """Whether a problem stands in its file, or right behind the end of one of its lines."""
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def check_reading(raw: bytes) -> None:
    """Read a file to the end of all checks: none raises, each problem has its place, no node means an error."""
    node, problems = read_source(raw, FILE)
    if node is None:
        assert any(problem.severity == "error" for problem in problems)
    else:
        _, faults = validate(Document, node, FILE)
        problems += [*faults.values(), *conform(node, FILE, faults, FORMS)]
    assert [problem for problem in problems if not inside(problem, raw)] == []


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example("a: b\n\u3000".encode())
@example(b"an:\n   {by: 3,")
@example(b"a: b\rc: d #e")
def test_no_bytes_bring_the_reader_down(raw: bytes) -> None:
    """Any bytes give a node or an error, and never an exception."""
    check_reading(raw)


@settings(deadline=None, max_examples=300)
@given(st.text("abc:-#'\"[]{},&*!|>%@` \n\t：，　", max_size=80))
def test_no_signs_bring_the_reader_down(text: str) -> None:
    """Any mixture of YAML's signs gives a node or an error, and never an exception."""
    check_reading(text.encode())


@settings(deadline=None, max_examples=400)
@given(mutated())
def test_no_slip_in_a_real_file_brings_the_reader_down(raw: bytes) -> None:
    """Real goal files with pieces cut out and put in give a node or errors at places inside the file."""
    check_reading(raw)


def test_a_refused_value_stays_in_the_tree_as_typed() -> None:
    """What is refused in the text keeps its place, so that the model doesn't find a second fault there."""
    node, problems = read_source(b"stage: *same\nname: >5\n", FILE)
    assert [problem.code for problem in problems] == ["alias", "sign-first"]
    assert isinstance(node, Mapping)
    assert node.entries["stage"][1] == Text("*same", 1, 8)
    assert node.entries["name"][1] == Text(">5", 2, 7)
