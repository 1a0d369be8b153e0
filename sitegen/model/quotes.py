"""Whether words stand in a text: what ties a promise to the answer it was made in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u00ad\u034f\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"),  # nobody sees these
    }
)
_GAP = re.compile(r"…|\.\.\.")


def stands_in(quote: str, text: str) -> bool:
    """Whether the quote stands in the text, as whole words and in the same letter case.

    Both are compared in NFC with white space collapsed; the style of quotation marks, apostrophes and hyphens does not
    count, nor do characters that nobody sees. `…` or `...` skips words and needs some on both sides.
    """
    parts = [part.strip() for part in _GAP.split(_plain(quote))]
    if not all(parts):
        return False
    whole = _plain(text)
    end = _end_of(parts[0], whole, 0, apart=parts[0][0].isalnum())
    for part in parts[1:]:
        if end < 0:
            return False
        # At its first place behind the one before: any later one would only leave less room for the others.
        end = _end_of(part, whole, end + 1, apart=True)
    return end >= 0


def same_quotes(quotes: Iterable[str]) -> list[str]:
    """For each quote of an answer, what stays the same wherever it stands among the others: 8 hex digits.

    Only its letters and digits count. Of several that are alike each one further on has a number too.
    """
    seen: Counter[str] = Counter()
    found = []
    for quote in quotes:
        bare = "".join(filter(str.isalnum, _plain(quote).casefold()))
        name = sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


@lru_cache(maxsize=128)
def _plain(text: str) -> str:
    """The text as it is compared; an answer is asked for once for each of its quotes."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_STYLES).split())


def _end_of(part: str, text: str, start: int, *, apart: bool) -> int:
    """Where the part ends at its first place from `start` on, as whole words; -1 where it has none.

    `apart` says that no word may run into it from before.
    """
    at = text.find(part, start)
    while at >= 0:
        end = at + len(part)
        if not (apart and _in_word(text[at - 1 : at])) and not (part[-1].isalnum() and _in_word(text[end : end + 1])):
            return end
        at = text.find(part, at + 1)
    return -1


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
