"""Goal-like YAML files in every layout that staff may type, made by a seeded generator, with what they say beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from site_tests.helpers.samples.words import vocabulary

# Texts that need quotes somewhere, that a reader of types would take for something else, or that look like YAML.
_ODD = (
    "0013", "1.31", "12,504.03", "no", "null", "~", "", "2024-01-31", "1:30", "目标1: 完成", "a#b", "# 不是注释", "- 甲",
    "%", ">92%", "* x", "@某人", "`甲`", "{甲}", "[乙]", "他说“好”", '他说"好"', "it's", "\\n", "　　两格", "尾空 ", "😀", "=", "<<",
    "1e3", "0x1F", "true", "甲，乙", "甲,乙", "?", "-", "：", "a: b", "甲:", "|", "&a", "!b", "‘单’", "1_000",
)  # fmt: skip


@dataclass
class Messy:
    """One made file: its text, its data, and each comment with what it stands at (``^`` above it, ``=`` behind it)."""

    rng: Random
    edited: int = -1
    lines: list[str] = field(default_factory=list)
    comments: list[tuple[str, str, str]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    leaves: int = 0
    in_block: bool = False
    keys: int = 0

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self.lines) + "\n"


def make(seed: int, edited: int = -1) -> tuple[Messy, dict[str, Any]]:
    """The file of a seed with its data; the same with one of its texts ``edited``."""
    messy = Messy(Random(f"messy/{seed}"), edited)
    data = _group(messy, 0, 0, messy.rng.choice((3, 6, 10)))
    return messy, data


def _sentence(messy: Messy) -> str:
    words, rng = vocabulary(), messy.rng
    sentence = "".join(
        f"{rng.choice(words['ways'])}，{rng.choice(words['effects'])}。" for _ in range(rng.choice((1, 2, 40)))
    )
    return f"{sentence[:-1]}{rng.choice(('≥95%', '。', '；', '约550人'))}"


def _leaf(messy: Messy) -> str:
    """A text; each of a file has its number, by which it may be the edited one."""
    text = messy.rng.choice(_ODD) if messy.rng.random() < 0.5 else _sentence(messy)
    messy.leaves += 1
    return f"{text}改" if messy.leaves - 1 == messy.edited else text


def _key(messy: Messy) -> str:
    messy.keys += 1
    return f"k{messy.keys}"


def _plain(text: str) -> bool:
    """Whether a text may be typed without quotes, in brackets too."""
    odd = not text or text in ("null", "~") or text[0] in "-?:,[]{}#&*!|>'\"%@`=" or text != text.strip()
    return not odd and not any(sign in text for sign in (": ", " #", ",", "[", "]", "{", "}", "\\")) and text[-1] != ":"


def _typed(messy: Messy, text: str) -> str:
    styles = ["'" + text.replace("'", "''") + "'", json.dumps(text, ensure_ascii=False)]
    if _plain(text):
        styles += [text] * 3
    return styles[int(messy.rng.random() * len(styles))]


def _before(messy: Messy, indent: int) -> None:
    """Blank lines and comments above what comes next."""
    rng = messy.rng
    # After a block text blanks could be a line of it.
    blank = rng.choice(("", "", "" if messy.in_block else "  "))
    messy.lines += [blank] * rng.choice((0, 0, 0, 1, 3))
    if messy.lines and rng.random() < 0.25:
        mark = f"# 说明{len(messy.comments) + len(messy.above)}" + rng.choice(("", "\t制表", "：a: b", " # 再"))
        messy.lines.append(" " * indent + mark)
        messy.above.append(mark)
        messy.lines += [""] * rng.choice((0, 0, 2))


def _put(messy: Messy, line: str, what: str) -> None:
    messy.in_block = False
    for mark in messy.above:
        messy.comments.append((mark, "^", what))
    messy.above.clear()
    if messy.rng.random() < 0.15:
        mark = f"# 旁注{len(messy.comments)}"
        line += messy.rng.choice((" ", "   ", "\t", " " * 30)) + mark
        messy.comments.append((mark, "=", what))
    messy.lines.append(line + messy.rng.choice(("", "", " ")))


def _group(messy: Messy, indent: int, depth: int, size: int, first: str = "") -> dict[str, Any]:
    """Keys with their values; ``first`` is the dash that the first of them stands behind."""
    data: dict[str, Any] = {}
    for n in range(size):
        if n or not first:
            _before(messy, indent)
        key = _key(messy)
        typed = messy.rng.choice((key, key, key, f'"{key}"'))
        lead = first if first and not n else " " * indent
        data[key] = _value(messy, f"{lead}{typed}:", key, indent, depth)
    return data


def _value(messy: Messy, head: str, what: str, indent: int, depth: int) -> Any:
    rng = messy.rng
    kind = rng.choice(("text",) * 6 + (("block", "flow", "group", "list") if depth < 4 else ("block", "flow")))
    step = rng.choice((1, 2, 2, 4))
    if kind == "text":
        text = _leaf(messy)
        _put(messy, f"{head}{rng.choice((' ', ' ', '   '))}{_typed(messy, text)}", what)
        return text
    if kind == "block":
        return _block(messy, head, what, indent + step)
    if kind == "flow":
        return _flow(messy, head, what)
    _put(messy, head, what)
    if kind == "group":
        return _group(messy, indent + step, depth + 1, rng.randint(1, 4))
    inner = indent + rng.choice((0, 2, 4))
    return list(_entries(messy, inner, depth + 1, rng.randint(1, 4)))


def _entries(messy: Messy, indent: int, depth: int, size: int) -> Iterator[Any]:
    for _ in range(size):
        _before(messy, indent)
        dash = " " * indent + messy.rng.choice(("- ", "- ", "-   "))
        if depth < 4 and messy.rng.random() < 0.5:
            yield _group(messy, len(dash), depth + 1, messy.rng.randint(1, 3), dash)
        else:
            text = f"条目{messy.keys}号{_leaf(messy).strip()}"
            messy.keys += 1
            _put(messy, f"{dash}{_typed(messy, text)}", text[: text.index("号")])
            yield text


def _block(messy: Messy, head: str, what: str, indent: int) -> str:
    """Paragraphs after ``|`` or, each a line, after ``>``."""
    rng = messy.rng
    paragraphs = [f"{_sentence(messy)}{rng.choice(('', ': 甲', ' # 乙'))}" for _ in range(rng.randint(1, 3))]
    messy.leaves += 1
    if messy.leaves - 1 == messy.edited:
        paragraphs[0] += "改"
    literal, strip, led = rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.1
    _put(messy, f"{head} {'|' if literal else '>'}{'-' if strip else ''}", what)
    messy.lines += [""] * led
    for n, paragraph in enumerate(paragraphs):
        messy.lines += [""] * (not literal and n > 0)
        messy.lines.append(" " * indent + paragraph)
    messy.in_block = True
    return "\n" * led + "\n".join(paragraphs) + ("" if strip else "\n")


def _flow(messy: Messy, head: str, what: str) -> Any:
    rng = messy.rng
    texts = [_leaf(messy) for _ in range(rng.randint(0, 4))]
    pad = rng.choice(("", " "))
    if rng.random() < 0.5:
        _put(messy, f"{head} [{pad}{', '.join(_typed(messy, text) for text in texts)}{pad}]", what)
        return texts
    keys = [_key(messy) for _ in texts]
    inner = ",  ".join(f"{key}: {_typed(messy, text)}" for key, text in zip(keys, texts, strict=True))
    _put(messy, f"{head} {{{pad}{inner}{pad}}}", what)
    return dict(zip(keys, texts, strict=True))
