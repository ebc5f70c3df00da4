"""The signs of symbol fonts that stand in forms, as the characters that look so."""

from __future__ import annotations

# By the code in the font, which Word writes from U+F000 on.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x78: "⌧", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + n: chr(0x2460 + n) for n in range(10)} | {0x8C + n: chr(0x2776 + n) for n in range(10)}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA2: "■", 0xA3: "□",
} | {0x6A + n: chr(0x2460 + n) for n in range(10)}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xAE: "→",
    0xD6: "√", 0xE5: "∑", 0x25: "%", 0x2B: "+", 0x3C: "<", 0x3D: "=", 0x3E: ">",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol_of(font: str, code: int) -> str | None:
    """The character that a sign of a font looks like; None for a sign that isn't known."""
    signs = _FONTS.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code < 0xF100 else code
    if signs is not None and low < 0x100:
        return signs.get(low)
    return None if 0xE000 <= code < 0xF900 or code < 0x20 or code > 0x10FFFF else chr(code)
