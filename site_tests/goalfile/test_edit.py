"""Goal files with some values changed: all else of the text stays as it is."""

from __future__ import annotations

import difflib
from random import Random
from typing import Any

import pytest
from goalbook.goalfile.edit import edit_goal_file
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source

from site_tests.conftest import ROOT

RAW = """\
# head
goalbook: 1   # one
name: "甲"
budget:
  total: '1.0'  # all
indicators:
  # first
  - path: [产出, 数量]
    name: 一
    target: ≥1
  # second
  - name: 二  # two
    target: "2"
    levels:
      - a
      - b
text: |-
  行
  列
# tail
"""


def plain(raw: bytes) -> Any:
    """What a file says."""
    node, _ = read_source(raw, "")
    assert node is not None
    return as_plain(node)


def edited(change: Any, origins: Any = None, raw: str = RAW) -> list[str]:
    """The lines that a change takes out and puts in."""
    wanted = plain(raw.encode())
    change(wanted)
    made = edit_goal_file(raw.encode(), wanted, origins or {})
    lines = difflib.unified_diff(raw.splitlines(), made.decode().splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def at(*path: str | int, value: Any) -> Any:
    """A change that states a value at a path."""

    def change(wanted: Any) -> None:
        for step in path[:-1]:
            wanted = wanted[step]
        wanted[path[-1]] = value

    return change


CHANGES = {
    "in double quotes": (at("name", value="乙"), ['-name: "甲"', '+name: "乙"']),
    "quotes in quotes": (at("name", value='乙"'), ['-name: "甲"', '+name: "乙\\""']),
    "in single quotes": (at("budget", "total", value="2'0"), ["-  total: '1.0'  # all", "+  total: '2''0'  # all"]),
    "plain": (at("indicators", 0, "target", value="≥2"), ["-    target: ≥1", "+    target: ≥2"]),
    "plain no more": (at("indicators", 0, "target", value="no"), ["-    target: ≥1", '+    target: "no"']),
    "a sign": (at("indicators", 1, "name", value="二 #3: x"), ["-  - name: 二  # two", '+  - name: "二 #3: x"  # two']),
    "blank": (at("indicators", 0, "name", value=""), ["-    name: 一", '+    name: ""']),
    "lost": (at("indicators", 0, "name", value=None), ["-    name: 一", "+    name: null"]),
    "in brackets": (at("indicators", 0, "path", 1, value="质, 量"), ["-  - path: [产出, 数量]", '+  - path: [产出, "质, 量"]']),
    "a block": (at("text", value="行\n栏"), ["-  列", "+  栏"]),
    "a block no more": (at("text", value=" 行"), ["-text: |-", "-  行", "-  列", '+text: " 行"']),
    "a new block": (at("name", value="甲\n乙"), ['-name: "甲"', "+name: |-", "+  甲", "+  乙"]),
    "a new key": (at("budget", "other", value="5"), ["+  other: 5"]),
    "a new mapping": (at("facts", value={"a": "b"}), ["+facts:", "+  a: b"]),
    "a list for a text": (at("name", value=["a", "b"]), ['-name: "甲"', "+name:", "+  - a", "+  - b"]),
    "a text for a list": (at("indicators", 1, "levels", value="a"), ["-    levels:", "-      - a", "-      - b", "+    levels: a"]),
    "one of a list": (at("indicators", 1, "levels", value=["a", "c"]), ["-      - b", "+      - c"]),
    "more of a list": (at("indicators", 1, "levels", value=["a", "x", "b"]), ["+      - x"]),
    "less of a list": (at("indicators", 1, "levels", value=["b"]), ["-      - a"]),
    "less of a line": (at("indicators", 0, "path", value=["产出"]), ["-  - path: [产出, 数量]", "+  - path: [产出]"]),
    "nothing": (lambda _: None, []),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_is_changed_changes(name: str) -> None:
    """The lines that differ are those of the value; its quotes, its comment and its neighbours stay."""
    change, lines = CHANGES[name]
    assert edited(change) == lines


def test_records_come_go_and_move_with_their_comments() -> None:
    """A new entry in the layout of goal files; one that is moved takes its comments along; one that is gone takes its own."""
    new = {"name": "新", "path": ["x", "y"], "target": "a\nb"}

    def moved(wanted: Any) -> None:
        wanted["indicators"] = [wanted["indicators"][1], new, wanted["indicators"][0]]

    wanted = plain(RAW.encode())
    moved(wanted)
    made = edit_goal_file(RAW.encode(), wanted, {("indicators",): [1, None, 0]}).decode()
    second = RAW[RAW.index("  # second") : RAW.index("text:")]
    first = RAW[RAW.index("  - path") : RAW.index("  # second")]
    added = '  - name: 新\n    path: [x, "y"]\n    target: |-\n      a\n      b\n'
    assert made == RAW.replace(first + second, second + added + first)

    def gone(wanted: Any) -> None:
        del wanted["indicators"][1]

    taken = ["-  # second", "-  - name: 二  # two", '-    target: "2"', "-    levels:", "-      - a", "-      - b"]
    assert edited(gone, {("indicators",): [0]}) == taken


def test_keys_that_are_gone_are_taken_out() -> None:
    """A key with all that it holds; the comment beside it goes with it."""
    assert edited(lambda wanted: wanted.pop("budget")) == ["-budget:", "-  total: '1.0'  # all"]


def test_what_cannot_be_written_alone_is_refused() -> None:
    """The first key of an entry can't go without the entry."""
    with pytest.raises(ValueError, match="begins an entry"):
        edited(lambda wanted: wanted["indicators"][1].pop("name"))


@pytest.mark.parametrize("sign", ["\r\n", "\n"])
def test_line_ends_and_a_mark_at_the_start_stay(sign: str) -> None:
    """A file as Windows writes it stays one."""
    raw = b"\xef\xbb\xbf" + RAW.replace("\n", sign).encode()
    wanted = plain(raw)
    wanted["budget"]["other"] = "5"
    made = edit_goal_file(raw, wanted, {})
    assert made == raw.replace(b"# all" + sign.encode(), b"# all" + sign.encode() + b"  other: 5" + sign.encode())


REAL = sorted(path for path in (ROOT / "goals").glob("*/*/*.yml"))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_any_text_of_a_real_file_can_be_changed(path: Any) -> None:
    """Texts of all kinds in the places of real files: the file then says exactly that, and keeps all its comments."""
    raw, random = path.read_bytes(), Random(path.stem)
    texts = [
        "甲",
        "0013",
        "no",
        "a: b",
        "x #y",
        "'",
        '"',
        "- 一",
        "行\n列",
        " 前",
        "后 ",
        "",
        "3.50",
        "ok\\n",
        "[",
        "{a}",
        "~",
        "2024-01-01",
    ]

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: changed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [changed(one) for one in value]
        return random.choice(texts) if random.random() < 0.2 else value

    wanted = changed(plain(raw))
    made = edit_goal_file(raw, wanted, {})
    assert plain(made) == wanted
    assert [line for line in raw.decode().splitlines() if line.lstrip().startswith("#")] == [
        line for line in made.decode().splitlines() if line.lstrip().startswith("#")
    ]
