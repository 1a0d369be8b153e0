"""Other people's words on their way to a terminal, which obeys some characters instead of showing them."""

from __future__ import annotations

_UNSEEN = "\ufffd"
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"} | {0x7F: "\u2421"}
_OBEYED = dict.fromkeys(
    (
        *range(0x80, 0xA0),  # C1: some terminals take them for the beginning of an order
        *(0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # the direction of what follows
        *(0x2028, 0x2029),
        *range(0xD800, 0xE000),  # half letters, which cannot be written at all
    ),
    _UNSEEN,
)
_VISIBLE = _PICTURES | _OBEYED
_ONE_LINE = _VISIBLE | {9: "\u2409", 10: "\u240a"}


def visible(text: str) -> str:
    """The text, each character that a terminal would obey in place of one that is seen; line ends and tabs stay."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The same, with line ends and tabs made visible too: for a name, where they are no layout of ours."""
    return text if text.isascii() and text.isprintable() else text.translate(_ONE_LINE)


def escaped(json: str) -> str:
    """JSON that stays the same JSON, with no character in it that a terminal would obey."""
    return json.translate({code: f"\\u{code:04x}" for code in (0x7F, *_OBEYED)})
