"""Hostile goal files: what their YAML does, what their texts hold, how they and their folders are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from site_tests.checks.test_hostile import HOSTILE
from site_tests.helpers.faulty import BODY, FILE, GOOD
from site_tests.hostile.runner import Case, command, laid
from site_tests.hostile.texts import TEXTS, quoted

_BODY = ("goals/bodies/made-body.yml", BODY.encode())
_CHECK = command("check", "goals")


def goal_cases() -> Iterator[Case]:
    """Cases of `goalbook check`."""
    for name, (content, _) in HOSTILE.items():
        yield _file(f"yaml/{name}", content)
    for name, text in _yaml():
        yield _file(f"yaml/{name}", text.encode() if isinstance(text, str) else text)
    for name, text in TEXTS.items():
        yield _file(f"texts/{name}", (GOOD + _everywhere(quoted(text))).encode("utf-8", "surrogatepass"))
        yield Case(
            f"bodies/{name}",
            laid([("goals/bodies/made-body.yml", f"{BODY}about: {quoted(text)}\nparent: {quoted(text)}\n".encode())]),
            _CHECK,
        )
    yield from (Case(f"names/{name}", prepare, _CHECK) for name, prepare in _names())


def _file(name: str, content: bytes) -> Case:
    return Case(name, laid([_BODY, (f"goals/{FILE}", content)]), _CHECK)


def _everywhere(text: str) -> str:
    """Fields of every kind with a text: headings, money, a target, a key, an old address, a source and its note."""
    return (
        f"title: {text}\nname: {text}\ncode: {text}\ngoal: {text}\nsource: {{file: {text}, url: {text}}}\n"
        f"budget: {{total: {text}, {text}: {text}}}\nwas: [{text}]\nstage: {text}\n"
        f"indicators:\n  - {{path: [{text}, {text}], name: {text}, target: {text}, levels: [{text}], basis: {text}}}\n"
        f"notes:\n  - {{at: {text}, text: {text}}}\naccept:\n  - {{rule: {text}, at: {text}, reason: {text}}}\n"
    )


def _yaml() -> Iterator[tuple[str, bytes | str]]:
    yield "merge-key", GOOD + "<<: {a: b}\n"
    yield "complex-key", GOOD + "? [a, b]\n: c\n"
    yield "key-of-a-mapping", GOOD + "? {a: {b: c}}\n: d\n"
    yield "utf-16", GOOD.encode("utf-16")
    yield "utf-32", GOOD.encode("utf-32")
    yield "two-marks", b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD.encode()
    yield "overlong", GOOD.encode() + b"name: \xc0\xaf\n"
    yield "half-a-letter", GOOD.encode() + b"name: \xe7\x94"
    yield "directives", "%TAG ! tag:x,2000:\n" * 10_000 + GOOD
    yield "tags", GOOD + "name: !<tag:x> !!binary aGk=\n"
    yield "nulls", GOOD + "name: a\0b\n"
    yield "carriage-returns", GOOD.replace("\n", "\r") + "\r" * 10_000
    yield "line-separators", GOOD + "name: a\u2028b\u2029c\u0085d\n"
    yield "tabs", GOOD + "\tname:\t甲\n"
    yield "open-quote", GOOD + 'name: "' + "甲\n" * 5_000
    yield "open-list", GOOD + "indicators: [" + "{a: b}, " * 20_000
    yield "block-of-blanks", GOOD + "name: |\n" + " \n" * 50_000
    yield "folded", GOOD + "name: >\n" + "  甲\n\n" * 20_000
    yield "block-numbers", GOOD + "name: |99999999999\n  a\n"
    yield "comments", GOOD + "# x\n" * 50_000
    yield "anchors", GOOD + "".join(f"k{n}: &a{n} b\n" for n in range(3_000))
    yield "long-key", GOOD + "k" * 2_000 + ": a\n"
    yield "many-items", GOOD + "items:\n" + "  - {kind: duty, name: 甲}\n" * 5_000
    yield "many-old-addresses", GOOD + "was:\n" + "".join(f"  - 2023/made-body/a{n}\n" for n in range(1_000))
    yield "items-in-items", GOOD + "items: " + "[{kind: part, items: " * 5 + "[]" + "}]" * 5
    yield "list-at-the-top", "- a\n" * 20_000
    yield "text-at-the-top", "甲" * 100_000
    yield "numbers", GOOD + "budget: {total: " + "1," * 5_000 + "1}\n"
    yield "dots", GOOD + "budget: {total: " + "." * 100_000 + "}\n"
    yield "json-twice", '{"goalbook": "2", "goalbook": 2}'
    yield "other-version", GOOD.replace("goalbook: 2", "goalbook: 99999999999999999999")
    yield "body-up", GOOD.replace("made-body", "../../etc")
    yield "year-up", GOOD.replace("2024", '"../2024"')
    yield "form-up", GOOD.replace("hebei-project", "../forms/hebei-project")


def _names() -> Iterator[tuple[str, Callable[[Path], None]]]:
    for label, name in {
        "long": "a" * 240,
        "stars": "*",
        "reserved": "con",
        "colon": "a:b",
        "line": "a\nb",
        "escape": "a\x1b[2Jb",
        "option": "--help",
        "bidi": "a\u202eb",
        "blank": " ",
        "capital": "ONE",
        "dots": "a..b",
        "hash": "a#b",
        "percent": "%2e%2e",
        "quote": "a'\"b",
        "markup": "<b>",
        "chinese": "甲",
        "hidden": ".one",
        "wide": "ａ",
        "index": "index",
        "search": "search",
    }.items():
        yield f"file-{label}", laid([_BODY, (f"goals/2024/made-body/{name}.yml", GOOD.encode())])
        yield f"folder-{label}", laid([_BODY, (f"goals/2024/{name}/one.yml", GOOD.encode())])
    yield "no-utf8", _no_utf8
    yield "link-out", _link_out
    yield "link-round", _link_round
    yield "pipe", _pipe
    yield "unreadable", _folder_for_a_file
    yield "deep-folders", laid([_BODY, ("goals/" + "a/" * 100 + "one.yml", GOOD.encode())])


def _goals(folder: Path) -> Path:
    laid([_BODY])(folder)
    goals = folder / "goals/2024/made-body"
    goals.mkdir(parents=True)
    return goals


def _no_utf8(folder: Path) -> None:
    name = bytes(_goals(folder)) + b"/\xff\xfe.yml"
    with open(name, "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(GOOD.encode())


def _link_out(folder: Path) -> None:
    (_goals(folder) / "one.yml").symlink_to("/etc/passwd")


def _link_round(folder: Path) -> None:
    (_goals(folder) / "round").symlink_to(folder / "goals")


def _pipe(folder: Path) -> None:
    import os

    os.mkfifo(_goals(folder) / "one.yml")


def _folder_for_a_file(folder: Path) -> None:
    (_goals(folder) / "one.yml").mkdir()
