"""Whether words stand in a text: what ties a promise to the answer it was made in."""

from __future__ import annotations

import re
import unicodedata

_STYLES = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛ʼ′`´", "'")})
_GAP = re.compile(r"…|\.\.\.")


def stands_in(quote: str, text: str) -> bool:
    """Whether the quote stands in the text, as whole words and in the same letter case.

    Both are compared in NFC with white space collapsed; the style of quotation marks and apostrophes does not
    count. `…` or `...` skips words and needs some on both sides.
    """
    parts = [part.strip() for part in _GAP.split(_plain(quote))]
    if not all(parts):
        return False
    pattern = r".*?\W".join(_whole_words(part) for part in parts)
    return re.search(pattern, _plain(text), re.DOTALL) is not None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_STYLES).split())


def _whole_words(part: str) -> str:
    before = r"(?<!\w)" if part[0].isalnum() else ""
    after = r"(?!\w)" if part[-1].isalnum() else ""
    return before + re.escape(part) + after
