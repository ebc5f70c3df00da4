"""联系方式: whom to ask about what a body publishes, and the addresses that links lead to."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

from goalbook.model.values import Printed, Record

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"'\\]+$", max_length=500)]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[^\s@<>\"'\\?&]+@[^\s@<>\"'\\?&/]+$", max_length=200)]
# ASCII digits with what is printed between them.
_DIALLED = re.compile(r"\+?[0-9][0-9 ()-]{4,20}")


class Contact(Record):
    """联系方式: who answers questions and objections about what a body publishes."""

    office: Printed | None = None
    phone: Printed | None = None
    address: Printed | None = None
    mail: MailAddress | None = None
    page: WebAddress | None = None

    def __bool__(self) -> bool:
        """Whether anything of it is stated."""
        return self != Contact()

    @property
    def dialled(self) -> str:
        """The telephone number as a link dials it; nothing where it stands among words or is not a single one."""
        if not _DIALLED.fullmatch(self.phone or ""):
            return ""
        return "".join(sign for sign in self.phone or "" if sign in "+0123456789")
