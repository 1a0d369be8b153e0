"""What may stand in a text although it looks private: boxes and numbers that are the organisation's, and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.privacy.late_pattern import LatePattern

if TYPE_CHECKING:
    from sitegen.privacy.sighting import Sighting

_SIGN = LatePattern(r"[^\W_]")
_NUMBERS = ("mobile", "landline", "postcode", "street-address", "map-spot")


class Allowed(NamedTuple):
    """What is nobody's secret."""

    mailboxes: frozenset[str] = frozenset()
    """Addresses of mail, in small letters."""
    domains: frozenset[str] = frozenset()
    """What stands behind the @, in small letters: every box there may be named."""
    numbers: frozenset[str] = frozenset()
    """Telephone numbers, postcodes, streets and spots as `plain_number` writes them."""
    names: frozenset[str] = frozenset()
    """Of people who may be named, in each of their `ways_of_naming`."""

    def covers(self, one: Sighting) -> bool:
        """Whether the words may stand."""
        if one.kind == "email":
            return one.words in self.mailboxes or one.words.partition("@")[2] in self.domains
        if one.kind in _NUMBERS:
            return bool(self.numbers) and plain_number(one.words) in self.numbers
        return one.kind in NAMED and one.words in self.names


NAMED = ("named-person", "mail-signature", "mail-greeting")
"""Kinds whose words are a name."""
NOTHING_ALLOWED = Allowed()


def plain_number(text: str) -> str:
    """A telephone number as it is dialled inside the country, or what else it is, without blanks and marks."""
    signs = "".join(_SIGN.findall(text)).upper()
    for abroad in ("0044", "44"):
        if signs.startswith(abroad) and signs.isdecimal() and len(signs) >= 10 + len(abroad) - 1:
            return "0" + signs[len(abroad) :].removeprefix("0")
    return signs
