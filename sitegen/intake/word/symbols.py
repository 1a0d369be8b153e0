"""Signs that Word keeps as places in a font of signs, as the characters that everybody has."""

from __future__ import annotations

_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # read as a table  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "☐"}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xAE: "→", 0xAC: "←", 0x6D: "μ"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, char: str) -> str:
    """The character for a sign of a font, given as Word has it (`F0FC`); empty where there is none."""
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    signs = _FONTS.get(font.lower())
    if signs is None:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    return signs.get(code & 0xFF, "")
