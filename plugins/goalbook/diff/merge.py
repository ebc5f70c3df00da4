"""What was changed in a copy of a document, changed in its goal file too: all else that the file holds stays."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from goalbook.diff.records import pairs_of
from goalbook.goalfile.edit import Origins
from goalbook.goalfile.nodes import Path

_NOTHING: Any = object()


class MergeConflict(ValueError):
    """The goal file says something else at a path than the copy did before it was changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def merge(held: dict[str, Any], before: BaseModel, after: BaseModel) -> tuple[dict[str, Any], Origins]:
    """What a goal file is to say that holds a record, as plain values, once the changes of a copy of it are in it.

    Of lists of records it is told where each comes from. Raises MergeConflict where the file isn't what the copy was of.
    """
    merging = _Merging()
    return merging.value(held, before, after, ()), merging.origins


class _Merging:
    """Puts changes in, and notes where the entries of lists come from, by the paths of the lists in the new file."""

    def __init__(self) -> None:
        self.origins: dict[Path, list[int | None]] = {}

    def value(self, held: Any, before: Any, after: Any, path: Path) -> Any:
        """What is to stand at a path; nothing where nothing is to."""
        if before == after:
            return held
        if isinstance(before, BaseModel) and isinstance(after, BaseModel) and isinstance(held, dict):
            return self._fields(held, _values(before), _values(after), path)
        if isinstance(before, dict) and isinstance(after, dict) and isinstance(held, dict | type(_NOTHING)):
            return self._fields({} if held is _NOTHING else held, before, after, path) or _NOTHING
        if _holds_records(before) and isinstance(after, tuple) and isinstance(held, list):
            return self._records(held, before, after, path)
        said = [] if held is _NOTHING and isinstance(before, tuple) else held
        if not _same(said, plain(before)):
            raise MergeConflict(path)
        if after in (None, (), {}):
            return _NOTHING
        return plain(after)

    def _fields(
        self, held: dict[str, Any], before: dict[str, Any], after: dict[str, Any], path: Path
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in (*held, *(one for one in after if one not in held)):
            was, now = before.get(name), after.get(name)
            value = self.value(held.get(name, _NOTHING), was, now, (*path, name))
            if value is not _NOTHING:
                made[name] = value
        return made

    def _records(
        self, held: list[Any], before: tuple[BaseModel, ...], after: tuple[BaseModel, ...], path: Path
    ) -> list[Any]:
        if len(held) != len(before):
            raise MergeConflict(path)
        made: list[Any] = []
        origin: list[int | None] = []
        for old, new in pairs_of(before, after):
            if new is None:
                continue
            if old is None:
                made.append(plain(after[new]))
            else:
                made.append(self.value(held[old], before[old], after[new], (*path, len(made))))
            origin.append(old)
        self.origins[path] = origin
        return made if made else _NOTHING


def plain(value: Any) -> Any:
    """A value of the model as dicts, lists and texts, without what it doesn't state."""
    if isinstance(value, BaseModel):
        return {name: plain(one) for name, one in _values(value).items() if one not in ((), {}, None)}
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value


def _values(record: BaseModel) -> dict[str, Any]:
    """What a record states, by the keys of goal files."""
    fields = type(record).model_fields
    return {fields[name].alias or name: getattr(record, name) for name in fields if name in record.model_fields_set}


def _same(held: Any, before: Any) -> bool:
    """Whether a file holds what its copy said; a blank cell may have no field there."""
    if before in ("", None):
        return held is _NOTHING or held in ("", None)
    if isinstance(held, list) and isinstance(before, str):
        return len(held) == 1 and held[0] == before
    return bool(held == before)


def _holds_records(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], BaseModel)
