"""Templates and words stand in the rooms of the modules that use them."""

from __future__ import annotations

import re
from pathlib import Path

from site_tests.messages.words_used import PACKAGE

TEMPLATES = PACKAGE / "templates"
ROWS = (("frame",), ("pages",), ("document", "listings"), ("indicators",), ("frozen", "snapshots"))
"""The rooms of pages, lower ones first: a template takes from its own room and from lower ones."""


def names(pattern: str, path: Path) -> set[str]:
    """The templates that a file names where the pattern says so."""
    return set(re.findall(pattern + r'"([\w-]+/[\w-]+\.html)"', path.read_text("utf-8")))


def rendered() -> dict[str, set[str]]:
    """The templates that each room's modules render, by the room's name."""
    found: dict[str, set[str]] = {}
    for path in (PACKAGE / "site").rglob("*.py"):
        found.setdefault(path.parent.name, set()).update(names("", path))
    return found


def test_templates_stand_in_rooms_of_the_site() -> None:
    """Each folder of templates has the name of a room of pages, and no template stands outside of one."""
    folders = {path.relative_to(TEMPLATES).parent.as_posix() for path in TEMPLATES.rglob("*.html")}
    assert folders == {room for row in ROWS for room in row}
    assert all((PACKAGE / "site" / folder / "__init__.py").is_file() for folder in folders)


def test_a_room_renders_its_own_templates() -> None:
    """A module names only templates of its own room."""
    astray = {room: {name for name in found if name.split("/")[0] != room} for room, found in rendered().items()}
    assert {room: found for room, found in astray.items() if found} == {}


def test_templates_take_from_lower_rooms() -> None:
    """What a template imports, includes or extends stands in its own room or in a lower row; each template is used."""
    row = {room: number for number, rooms in enumerate(ROWS) for room in rooms}
    used = set().union(*rendered().values())
    for path in TEMPLATES.rglob("*.html"):
        own = path.parent.name
        taken = names(r"\{% (?:import|include|extends|from) ", path)
        assert {name for name in taken if name.split("/")[0] != own and row[name.split("/")[0]] >= row[own]} == set()
        used |= taken
    assert used == {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}


def test_words_stand_in_rooms() -> None:
    """A file of words has the name of a room, or of a module in one."""
    files = [path.relative_to(PACKAGE / "locale/zh").with_suffix("") for path in PACKAGE.glob("locale/zh/**/*.toml")]
    assert len(files) > 10
    rooms = [name for name in files if (PACKAGE / name / "__init__.py").is_file()]
    modules = [name for name in files if (PACKAGE / name.parent / f"{name.name}.py").is_file() and name.parts[1:]]
    assert sorted(rooms + modules) == sorted(files)
