"""What each field of a goal file is for, in the words of a language."""

from __future__ import annotations

from collections.abc import Sequence

from goalbook.messages.catalogue import Catalogue


def field_words(t: Catalogue, steps: Sequence[str]) -> str:
    """What the field at the end of ``steps`` is for: in the innermost of the records that hold it and give its name a meaning
    of their own, else wherever it stands; nothing where it isn't told. The facts of a form have names that it made up.
    """
    *holders, field = steps
    if "facts" in holders:
        return ""
    own = (t.texts.get(f"field_in.{holder}.{field}") for holder in reversed(holders))
    return next(filter(None, own), t.texts.get(f"field.{field}", ""))
