"""What a web page's own styles say of its text: whether it is shown, and whether it is struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from goalbook.importing.sources.raised import Height

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_LAST = re.compile(r"(?:^|[\s>+~])([\w-]*)([.#][\w-]+)?$")
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|%)?"
    r"|opacity\s*:\s*0(?:\.0*)?|mso-hide\s*:\s*all)\s*(?:!\s*important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_STATED = re.compile(r"(?:^|;)\s*(?:display|visibility)\s*:", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(super|sub|baseline)\b", re.IGNORECASE)
_HEIGHTS: dict[str, Height] = {"super": "raised", "sup": "raised", "sub": "lowered"}
_STRUCK_TAGS = frozenset(("del", "s", "strike"))


class PageStyle:
    """The rules of a page's style sheets that hide text or strike it out: by tag, class and id; nothing from elsewhere is read."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.kinds: dict[str, str] = {}
        self.heights: dict[str, Height] = {}
        for sheet in root.iter("style"):
            text = _AT_BLOCK.sub("", _COMMENT.sub("", sheet.text or ""))
            for selectors, said in _RULE.findall(text):
                kind, aligned = _kind_in(said), _ALIGNED.search(said)
                for selector in selectors.split(",") if kind or aligned else ():
                    if match := _LAST.search(selector.strip()):
                        name = f"{match[1].lower()}{match[2] or ''}"
                        self.kinds |= {name: kind} if kind else {}
                        self.heights |= {name: _HEIGHTS.get(aligned[1].lower(), "")} if aligned else {}

    def kind_of(self, element: html.HtmlElement) -> str:
        """``hidden`` or ``struck`` where an element is, else nothing."""
        own = element.get("style", "")
        if element.get("hidden") is not None:
            return "hidden"
        if kind := _kind_in(own):
            return kind
        if element.tag in _STRUCK_TAGS:
            return "struck"
        if not self.kinds or _STATED.search(own):
            return ""
        return next((self.kinds[name] for name in _names(element) if name in self.kinds), "")

    def height_of(self, element: html.HtmlElement) -> Height | None:
        """Whether an element is raised or lowered; None where it says nothing of it."""
        if own := _ALIGNED.search(element.get("style", "")):
            return _HEIGHTS.get(own[1].lower(), "")
        named = (self.heights[name] for name in _names(element) if name in self.heights)
        return next(named, _HEIGHTS.get(str(element.tag)))


def _kind_in(said: str) -> str:
    return "hidden" if _HIDDEN.search(said) else "struck" if _STRUCK.search(said) else ""


def _names(element: html.HtmlElement) -> Iterator[str]:
    """What a rule may call an element."""
    tag = str(element.tag)
    for name in (*(f".{one}" for one in element.get("class", "").split()), f"#{element.get('id', '')}"):
        yield name
        yield f"{tag}{name}"
    yield tag
