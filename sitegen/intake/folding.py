"""Fields as text in which a colon, a hash or a quotation mark can do no harm."""

from __future__ import annotations

import re
import textwrap

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


def folded(field: str, text: str) -> list[str]:
    """A field in the form in which a colon, a hash or a quotation mark can do no harm."""
    words = " ".join(_UNSEEN.sub("", text).split())
    lines = textwrap.wrap(words, 96, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{field}: >", *(f"  {line}" for line in lines)]
