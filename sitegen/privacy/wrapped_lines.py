"""Lines that a mail program or an editor broke: a blank is read where one goes on in the next."""

from __future__ import annotations

import re
from itertools import pairwise

_WRAPPED_AT = 40  # characters: who ends lines by hand, as in an address or a signature, ends them sooner
_GOES_ON = re.compile(r"(?!\d{1,9}[.)][ \t])[\w(\[“”‘’\"']")
"""How a line begins that is no item of a list, no heading, no quotation and no row of a table."""
_MAY_BE_WRAPPED = re.compile(r"\n(?<=[^\n]\n)[\w(\[“”‘’\"']")


def unwrapped(text: str) -> str:
    """The text with blanks for such breaks; everything else stays at its place."""
    if not _MAY_BE_WRAPPED.search(text):
        return text
    lines = text.split("\n")
    ends = [
        " " if len(line) >= _WRAPPED_AT and _GOES_ON.match(following) else "\n" for line, following in pairwise(lines)
    ]
    return "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)
