"""What the styles of a Word document say of its text: whether it is shown, and whether Word numbers it."""

from __future__ import annotations

from lxml import etree

from goalbook.importing.sources.raised import HEIGHTS, Height

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
# What a run is said to be where it isn't shown as text that holds.
_KINDS = (("vanish", "hidden"), ("strike", "struck"), ("dstrike", "struck"))


def value_of_element(holder: etree._Element | None, path: str) -> str | None:
    """The value of an element below a holder; None where there is no such element."""
    found = holder.find("/".join(f"{W}{step}" for step in path.split("/"))) if holder is not None else None
    return None if found is None else found.get(f"{W}val", "")


class WordStyles:
    """The styles of a document by their ids; each asks the style that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self.styles = {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")} if root is not None else {}
        self.default = next(
            (name for name, one in self.styles.items()
             if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true")), "",
        )  # fmt: skip
        self.known: dict[tuple[str, str], str | None] = {}

    def kind_of(self, run: etree._Element, paragraph_style: str) -> str:
        """``hidden`` or ``struck`` where a run is, else nothing: its own word first, then that of its styles."""
        own = run.find(f"{W}rPr")
        styles = (value_of_element(own, "rStyle"), paragraph_style)
        for name, kind in _KINDS:
            said = value_of_element(own, name)
            if said is not None:
                if said not in _OFF:
                    return kind
                continue
            if any(self._stated(style or "", f"rPr/{name}") not in (None, *_OFF) for style in styles):
                return kind
        return ""

    def height_of(self, run: etree._Element, paragraph_style: str) -> Height:
        """Whether a run is raised or lowered, as its own word says, else its styles."""
        own = run.find(f"{W}rPr")
        said = value_of_element(own, "vertAlign")
        for style in (value_of_element(own, "rStyle"), paragraph_style):
            said = self._stated(style or "", "rPr/vertAlign") if said is None else said
        return HEIGHTS.get(said or "", "")

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        return value_of_element(paragraph, "pPr/pStyle") or self.default

    def level_of(self, paragraph: etree._Element) -> int:
        """The level of a heading, by its outline or its style; 0 for none."""
        style = self.style_of(paragraph)
        outline = value_of_element(paragraph, "pPr/outlineLvl")
        if outline is not None and outline.isdecimal() and len(outline) < 3:
            return min(int(outline), 8) + 1
        name = style.lower()
        digits = name.removeprefix("heading").strip()
        return int(digits) if name.startswith("heading") and digits.isdecimal() and len(digits) == 1 else 0

    def numbering_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list that a paragraph is numbered in, and its level there."""
        style = self.style_of(paragraph)
        number = value_of_element(paragraph, "pPr/numPr/numId")
        level = value_of_element(paragraph, "pPr/numPr/ilvl")
        if number is None:
            number = self._stated(style, "pPr/numPr/numId")
        if level is None:
            level = self._stated(style, "pPr/numPr/ilvl")
        if not number or number == "0":
            return None
        return number, min(int(level), 8) if level and level.isdecimal() and len(level) < 3 else 0

    def _stated(self, style: str, path: str) -> str | None:
        """What a style says, or the nearest one that it is based on; a circle of styles says nothing."""
        seen: list[str] = []
        found: str | None = None
        while style in self.styles and style not in seen:
            if (style, path) in self.known:
                found = self.known[style, path]
                break
            seen.append(style)
            found = value_of_element(self.styles[style], path)
            if found is not None:
                break
            style = value_of_element(self.styles[style], "basedOn") or ""
        self.known |= dict.fromkeys(((one, path) for one in seen), found)
        return found
