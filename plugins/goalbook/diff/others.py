"""Files in the goals' folder that are no goal files: which of them two versions don't have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from goalbook.git.revision import Version
from goalbook.messages.catalogue import Catalogue

OtherState = Literal["added", "dropped", "changed"]


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file that is no goal file, by its path below the goals' folder, and what became of it."""

    state: OtherState
    file: str


def other_files(before: Version, after: Version) -> Iterator[OtherFile]:
    """Every such file that differs, links and other repositories included, in the order of their names; forms are told apart."""
    for name in sorted({*before.others, *after.others}):
        old, new = before.others.get(name), after.others.get(name)
        if old != new and not (_is_form(before, name) and _is_form(after, name)):
            yield OtherFile("added" if old is None else "dropped" if new is None else "changed", name)


def _is_form(version: Version, name: str) -> bool:
    return name in version.forms or name not in version.others


def other_lines(files: Iterable[OtherFile], t: Catalogue, quote: Callable[[str], str]) -> list[str]:
    """A sentence for each; ``quote`` makes names fit for where the sentences stand."""
    return [t(f"diff.other.{one.state}", file=quote(one.file)) for one in files]
