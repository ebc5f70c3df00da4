"""The cases of faults.yml: edits of the clean goals of this folder, each with what must be found."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
CLEAN = HERE / "clean"
FOLDER = "2024/made-body"


@dataclass(frozen=True)
class Case:
    """An edit of one of the clean goals, and what must be found as ``line:column severity code words``."""

    name: str
    finds: tuple[str, ...]
    file: str
    text: str
    body: str
    without: tuple[str, ...]

    def write(self, root: Path) -> Path:
        """The clean goals with the edit made."""
        shutil.copytree(CLEAN, root)
        for name in self.without:
            (root / FOLDER / f"{name}.yml").unlink()
        path = root / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8")
        if self.body:
            head = "# yaml-language-server: $schema=../schema/body.json\ngoalbook: 2\n"
            (root / "bodies/made-body.yml").write_text(f"{head}{self.body}\n", encoding="utf-8")
        return root


def cases() -> list[Case]:
    """Every case, in the order of the file."""
    return [_case(one) for one in yaml.safe_load((HERE / "faults.yml").read_text(encoding="utf-8"))]


def _case(one: dict[str, Any]) -> Case:
    name = one.get("in", "project")
    text = (CLEAN / FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    for old, new in one.get("edit", ()):
        assert old in text, f"{one['name']}: {old}"
        text = text.replace(old, new, 1)
    if "edit_from" in one:
        text = text[: text.index(one["edit_from"])] + text[text.index(one["edit_to"]) :]
    without = tuple(one.get("without", ())) + ((name,) if one.get("undated") else ())
    folder = "undated/made-body" if one.get("undated") else FOLDER
    return Case(one["name"], tuple(one["finds"]), f"{folder}/{name}.yml", text, one.get("body", ""), without)
