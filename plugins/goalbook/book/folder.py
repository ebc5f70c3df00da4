"""The goals' folder: which of its files are goal files, where each belongs, and what in it speaks against that."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from itertools import accumulate
from pathlib import Path, PurePosixPath

from goalbook.book.contents import folder_contents, is_link_itself
from goalbook.goalfile.nodes import Node, Sequence, Text, inside
from goalbook.goalfile.nodes import Path as NodePath
from goalbook.goalfile.problem import Problem, closest, details, problem_at
from goalbook.model.address import LONGEST_NAME, UNDATED, Address, is_device, is_document_path

_MODELINE = "# yaml-language-server: $schema="


def goal_files(root: Path) -> list[str]:
    """The YAML files under goals/ as sorted POSIX paths, and folders of goals that are links; nothing hidden, no drawn forms."""
    return folder_contents(root).of("goal", "list")


def is_link(root: Path, name: str) -> bool:
    """Whether a file, or a folder on the way to it, is a link: it could show any file of the machine."""
    return any(is_link_itself(f"{root}{os.sep}{part}") for part in accumulate(name.split("/"), "{}/{}".format))


def goal_bytes(root: Path, name: str, *, placed: bool) -> tuple[bytes | None, list[Problem]]:
    """The bytes of a file; none where it is a link, isn't ``placed`` where such files stand, or can't be read, which is told."""
    if is_link(root, name):
        return None, [Problem(name, 1, 1, "link")]
    if not placed:
        return None, [misplaced(name)]
    try:
        path = root / name
        raw = path.read_bytes() if path.is_file() else None  # a pipe would be waited for
    except OSError:
        raw = None
    return raw, [] if raw is not None else [Problem(name, 1, 1, "unreadable")]


def misplaced(name: str) -> Problem:
    """The problem of a goal file that is not called, or not put, as it should be."""
    parts = PurePosixPath(name.removesuffix(".yml")).parts
    code = "misplaced" if name.endswith(".yml") else "yaml-suffix"
    if any(map(is_device, parts)):
        code = "unfit-name"
    elif any(len(part) > LONGEST_NAME for part in parts):
        code = "long-name"
    return Problem(name, 1, 1, code, details=details({"file": name, "most": str(LONGEST_NAME)}))


def modeline(raw: bytes, name: str, schema: str) -> Iterator[Problem]:
    """Note where a file doesn't name its schema: its editor then neither completes nor checks. What it says is none the worse."""
    first = raw.split(b"\n", 1)[0].decode("utf-8", "replace").lstrip("\ufeff")
    if not first.startswith(_MODELINE):
        line = f"{_MODELINE}{'../' * (len(PurePosixPath(name).parts) - 1)}schema/{schema}.json"
        yield Problem(name, 1, 1, "no-modeline", details=details({"line": line}), severity="note")


def beside_path(
    node: Node, name: str, bodies: frozenset[str] | None, faulty: Collection[NodePath]
) -> Iterator[Problem]:
    """Problems between a document and its place: another year or body than its folders, an unknown body."""
    year, body, _ = PurePosixPath(name).parts
    stated = _text_at(node, "year")
    if ("year",) not in faulty and (stated or UNDATED) != year:
        code = "year-missing" if not stated else "year-in-undated" if year == UNDATED else "year-not-folder"
        yield problem_at(node, ("year",), code, name, stated=stated, folder=year)
    stated = _text_at(node, "body")
    if ("body",) not in faulty and stated != body:
        yield problem_at(node, ("body",), "body-not-folder", name, stated=stated, folder=body)
    elif ("body",) not in faulty and bodies is not None and stated not in bodies:
        suggestion = closest(stated, bodies)
        yield problem_at(node, ("body",), "unknown-body", name, value=stated, suggestion=suggestion)
    was = inside(node, "was")
    for n, old in enumerate(was.items if isinstance(was, Sequence) else ()):
        if isinstance(old, Text) and ("was", n) not in faulty and not is_document_path(Address(old.value or "").file):
            yield problem_at(node, ("was", n), "bad-was", name, value=old.value or "")


def beside_bodies(
    node: Node, name: str, bodies: frozenset[str] | None, faulty: Collection[NodePath]
) -> Iterator[Problem]:
    """Problems of a body: it has nothing to be listed by, its parent isn't there."""
    if ("name",) not in faulty and not _text_at(node, "name") and not _text_at(node, "label"):
        yield problem_at(node, (), "body-without-name", name)
    parent = _text_at(node, "parent")
    if parent and ("parent",) not in faulty and bodies is not None and parent not in bodies:
        suggestion = closest(parent, bodies)
        yield problem_at(node, ("parent",), "unknown-body", name, value=parent, suggestion=suggestion)


def _text_at(node: Node, key: str) -> str:
    value = inside(node, key)
    return value.value or "" if isinstance(value, Text) else ""
