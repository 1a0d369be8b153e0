"""A text with what looks private in it masked, covered sign by sign, or left out; linear in its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.detectors import find_private
from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.privacy.allowed import Allowed
    from sitegen.privacy.masked_finding import Finding

_SIGN = LatePattern(r"[^\n]")


def masked(text: str, allowed: Allowed = NOTHING_ALLOWED) -> str:
    """The text without private words; what was masked before stays as it is."""

    def shown(one: Finding, words: str) -> str:
        is_masked = text[one.end : one.end + 1] == HIDDEN or words.rstrip(".,;").endswith(HIDDEN * 3)
        return words if is_masked else one.masked

    return _replaced(text, allowed, shown)


def covered(text: str) -> str:
    """The text with a dot for each sign of private words, so that all others stay where they are."""
    return _replaced(text, NOTHING_ALLOWED, lambda _, words: _SIGN.sub(HIDDEN, words))


def without_private(text: str) -> str:
    """The text with nothing but a blank where private words stood."""
    return _replaced(text, NOTHING_ALLOWED, lambda *_: " ")


def _replaced(text: str, allowed: Allowed, shown: Callable[[Finding, str], str]) -> str:
    pieces: list[str] = []
    at = 0
    for one in find_private(text, allowed):
        if one.end > at:  # of words in others, the others' beginning says enough
            start = max(at, one.start)
            pieces += (text[at:start], shown(one, text[start : one.end]))
            at = one.end
    return "".join([*pieces, text[at:]])
