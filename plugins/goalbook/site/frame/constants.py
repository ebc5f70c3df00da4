"""Texts that need no values are put into templates before these are compiled: nothing looks them up page by page."""

from __future__ import annotations

import re

from jinja2.ext import Extension
from markupsafe import escape

from goalbook.messages.catalogue import Catalogue
from goalbook.model.direction import has_own_direction

_CALL = re.compile(r'\{\{ t\("([\w.-]+)"\) \}\}')
_SYNTAX = re.compile(r"[{}\n]")


class ConstantTexts(Extension):
    """Writes the text of ``{{ t("key") }}`` in its place; one that is unknown, or would mean something there, is left to the page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The source of a template with its constant texts."""
        texts: Catalogue = self.environment.globals["t"]  # type: ignore[assignment]

        def text_of(call: re.Match[str]) -> str:
            text = texts.texts.get(call[1])
            if text is None or _SYNTAX.search(text) or has_own_direction(text):
                return call[0]
            return str(escape(text))

        return _CALL.sub(text_of, source)
