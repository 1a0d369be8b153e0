"""What tells a question, a section's heading and a note among editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.intake.paper import PaperBlock

_ASKS = (
    "who whose whom what when where why which how is are am was were do does did has have had can could will would "
    "shall should may might must isn't aren't don't doesn't didn't can't couldn't won't wouldn't haven't hasn't if "
    "wer was wann wo warum weshalb wieso wie welche welcher welches ist sind kann können wird werden hat haben "
    "qui que quoi quand où pourquoi comment quel quelle est-ce"
)
_ASKING = re.compile(
    rf"(?:{'|'.join(re.escape(word) for word in sorted(_ASKS.split(), key=len, reverse=True))})\b", re.IGNORECASE
)
_MARK = re.compile(r"[?？]")
_ENDS_ASKING = re.compile(r"[?？][\s)\]”’\"'*_]*$")
_END_MARK = re.compile(r"[.!?:;,…][\s)”’\"']*$")
_EDITORS = re.compile(
    r"X{4,}|\[\s*(?:tbc|tba|tbd|to be confirmed|insert[^\]]{0,200}|your [^\]]{0,200}here)\s*\]|"
    r"\((?:link to|insert|add)\b[^)]{0,200}\)|"
    r"\b(?:TBC|TBA|TBD)\b|^(?:keep the same|move this above|move this below|delete this|same as above)\.?$",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST_QUESTION = 1200
_SHORT = 90


def has_mark(text: str) -> bool:
    """Whether a question mark stands in the text, outside web addresses."""
    return bool(_MARK.search(re.sub(r"https?://\S+", "", text)))


def ends_asking(text: str) -> bool:
    """Whether the text ends in a question mark."""
    return bool(_ENDS_ASKING.search(text.rstrip()))


def asks(text: str) -> bool:
    """Whether the text is likely to be a question: by its end, or by its first word."""
    return ends_asking(text) or bool(_ASKING.match(text.strip().lstrip("“\"'‘¿(")))


def is_caption(block: PaperBlock, body_size: float) -> bool:
    """Whether a paragraph without a style looks like the heading of a section."""
    text = block.text.strip()
    if not text or len(text) > _SHORT or _END_MARK.search(text) or "\n" in text:
        return False
    capitals = text.upper() == text and sum(c.isalpha() for c in text) > 3
    larger = bool(body_size) and block.size > body_size * 1.12
    return capitals or larger or block.is_bold


def editors_notes(text: str) -> list[str]:
    """Words that editors wrote for each other: “XXXX”, “(link to …)”."""
    return list(dict.fromkeys(match[0] for match in _EDITORS.finditer(text)))
