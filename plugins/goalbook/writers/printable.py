"""What can be printed with the fonts of a site, told without loading them where that is plain."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from goalbook.extras import first_lacking, package_and_extra
from goalbook.writers.paper import Fonts, Unfit

_MOST_NAMED = 20
# The codec has another dash and another middle dot at the places of these two, which GB 2312 prints as they are.
_LIKEWISE_PLAIN = dict.fromkeys(map(ord, "—·"))


class Glyphs:
    """The characters that a site's fonts have. They are looked for when a text has one that isn't in every Chinese font;
    ``fault`` tells why that can't be done, and then nothing is found lacking.
    """

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        lacking = first_lacking("typst", "fontTools")
        self.fault = Unfit("office.package", suffix="PDF", **package_and_extra(lacking)) if lacking else None

    def lacking(self, text: str) -> Sequence[str]:
        """The characters of a text that the fonts lack, each once."""
        if self.fault or (self.fonts.families == Fonts().families and _is_plain(text)):
            return ()
        try:
            found: list[str] = import_module("goalbook.writers.pdf.fonts").lacking((text,), self.fonts)
        except Unfit as fault:
            self.fault = fault
            return ()
        return found


def characters_named(characters: Sequence[str]) -> str:
    """Characters with their code points, as far as anybody reads on."""
    named = " ".join(f"{one} (U+{ord(one):04X})" for one in characters[:_MOST_NAMED])
    return f"{named}…" if len(characters) > _MOST_NAMED else named


def _is_plain(text: str) -> bool:
    """Whether a text has only characters of GB 2312, which every Chinese font has, and no tab, which none has."""
    try:
        text.translate(_LIKEWISE_PLAIN).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return "\t" not in text
