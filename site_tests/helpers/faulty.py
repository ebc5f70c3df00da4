"""The cases of faults.yml: made goal files, each with the faults that must be found in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message, remedy

FILE = "2024/made-body/one.yml"
SCHEMA = "# yaml-language-server: $schema="
HEAD = f"{SCHEMA}../../schema/document.json\ngoalbook: 2\nform: {{form}}\nbody: made-body\nyear: {{year}}\n"
GOOD = HEAD.format(form="hebei-project", year="2024")
BODY = f"{SCHEMA}../schema/body.json\ngoalbook: 2\nname: 样例单位\n"


@dataclass(frozen=True)
class Case:
    """A goal file, and what must be found in it as ``line:column code words``."""

    name: str
    file: str
    content: bytes
    finds: tuple[str, ...]


def cases() -> list[Case]:
    """Every case, in the order of the file."""
    text = Path(__file__).with_name("faults.yml").read_text(encoding="utf-8")
    return [_case(one) for one in yaml.safe_load(text)]


def _case(one: dict[str, Any]) -> Case:
    content = one["bytes"].encode("latin-1") if "bytes" in one else one["text"].encode()
    if "whole" not in one:
        content = HEAD.format(form=one.get("form", "hebei-project"), year=one.get("year", "2024")).encode() + content
    return Case(one["name"], one.get("file", FILE), content, tuple(one["finds"]))


def write_goals(root: Path, **files: str | bytes) -> Path:
    """A folder of goals with a registered body and these files, named by their paths."""
    for name, content in {"bodies/made-body.yml": BODY, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def places(problems: tuple[Problem, ...]) -> list[str]:
    """Problems as ``file:line:column code``."""
    return [f"{one.file}:{one.line}:{one.column} {one.code}" for one in problems]


def in_chinese(problem: Problem) -> str:
    """What is said of a problem: what is wrong and what to write instead."""
    t = catalogue("zh")
    return message(problem, t) + remedy(problem, t)
