"""The Content-Security-Policy of a page: what it may load, and which code that stands in it may run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from typing import Literal, NamedTuple

from goalbook.site.frame.settings import Settings
from goalbook.site.frame.tags import Tag, tags_of, with_edits

# What browsers run; a script of any other type is data to them.
_RUN = {"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"}


class Code(NamedTuple):
    """Code that stands in a page: what holds it, and its text as the page has it."""

    holder: Literal["script", "style", "attribute"]
    text: str

    @property
    def source(self) -> str:
        """How a policy names it."""
        # Browsers read every line end as this one before they make their own digest.
        text = self.text.replace("\r\n", "\n").replace("\r", "\n")
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def code_of(html: str) -> tuple[Code, ...]:
    """All code of a page that its policy has to name: scripts, styles, and what its attributes ``style`` say."""
    found: list[Code] = []
    tags = tags_of(html)
    for tag, following in zip(tags, [*tags[1:], None], strict=True):
        if tag.attributes is None:
            continue
        if tag.attributes.get("style"):
            found.append(Code("attribute", tag.attributes["style"]))
        end = following.start if following else len(html)
        if tag.name == "script" and is_run(tag) and "src" not in tag.attributes:
            found.append(Code("script", html[tag.end : end]))
        elif tag.name == "style":
            found.append(Code("style", html[tag.end : end]))
    return tuple(dict.fromkeys(found))


def is_run(tag: Tag) -> bool:
    """Whether browsers run a script."""
    return ((tag.attributes or {}).get("type") or "").strip().lower() in _RUN


def policy_of(code: Iterable[Code], settings: Settings) -> str:
    """The policy of pages that hold this code and load what lies in their site, and nothing else."""
    # Firefox doesn't count another file of the same disk as the site itself. On a server no page can reach a file.
    own = "'self'" if settings.directory_urls else "'self' file:"
    named: dict[str, dict[str, None]] = {"script": {}, "style": {}}
    for each in code:
        sources = named["script" if each.holder == "script" else "style"]
        if each.holder == "attribute":
            sources["'unsafe-hashes'"] = None
        sources[each.source] = None
    return "; ".join(
        (
            f"default-src {own}",
            " ".join((f"script-src {own}", *named["script"])),
            " ".join((f"style-src {own}", *named["style"])),
            f"img-src {own} data:",
            "object-src 'none'",
            "base-uri 'none'",
            f"form-action {own}",
        )
    )


def with_policy(html: str, policy: str) -> str:
    """A page that states its policy before anything that it loads; one without a head stays as it is."""
    heads = [tag for tag in tags_of(html) if tag.attributes is not None and _opens_head(tag)]
    if not heads:
        return html
    # After the encoding, which has to stand among the first bytes.
    after = heads[-1].end
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return with_edits(html, [(after, after, meta)])


def _opens_head(tag: Tag) -> bool:
    return tag.name in ("html", "head") or (tag.name == "meta" and "charset" in (tag.attributes or {}))
