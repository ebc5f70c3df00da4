"""Pages that are not rendered yet: by the digest of what one shows it is known whether the site before has it already."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any, NamedTuple

from pydantic import BaseModel

from goalbook.book.entry import Entry
from goalbook.forms.form import Form
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.store import key_from


@dataclass(frozen=True, slots=True)
class Draft:
    """A page without its content, the template that makes this, and the values which the template gets; ``facts`` is a digest of all that
    these are made from, where that is known."""

    page: Page
    template: str
    values: Mapping[str, object]
    facts: bytes = b""

    def digest(self) -> bytes:
        """A digest of all that the page is made from besides settings, shells, templates and software."""
        if self.facts:
            return key_from(self.page.address, self.template, self.facts)
        held = io.BytesIO()
        _Plain(held).dump((self.page, self.template, dict(self.values)))
        return key_from(held.getvalue())

    def rendered(self, settings: Settings) -> Page:
        """The page with its content."""
        return replace(self.page, content=render(settings, self.template, self.page.address, **self.values))


class DraftGroup(NamedTuple):
    """Pages that are made from the same ``facts``, a digest of all that they have besides settings, shells, templates and software: where
    it is as before, none is drafted. Search engines may list all of them."""

    facts: bytes
    make: Callable[[], Iterator[Draft]]


class _Plain(pickle.Pickler):
    """Writes equal values as equal bytes; what has a digest of its own is told by that."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # else it would tell what is the same object from what is only equal

    def reducer_override(self, value: Any) -> Any:
        """An entry, a form or a record is told by what it was read from, a function by its name and what it was made with, all else as it
        is."""
        match value:
            case Entry():
                return str, (f"{value.address} {value.digest} {value.form.digest}",)
            case Form():
                return str, (f"{value.id} {value.digest}",)
            case BaseModel():
                return str, (value.model_dump_json(),)
            case FunctionType():
                held = tuple(each.cell_contents for each in value.__closure__ or ())
                return tuple, ((value.__module__, value.__qualname__, held),)
        return NotImplemented
