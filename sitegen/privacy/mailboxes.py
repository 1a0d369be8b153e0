"""Addresses of mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import HIDDEN
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST, _LONGEST_DOMAIN = 64, 300  # characters before the @, and behind it
_LOCAL = LatePattern(r"[\w.!#$%&'+=?^{|}~’-]*")
_BEFORE_LOCAL = LatePattern(r".*(?:[=?#{|}]|%[0-9a-f]{2})", re.IGNORECASE)
"""What leads up to an address in a link that carries it."""
_DOT = r"(?:\.|[ \t]?[(\[{<][ \t]?dot[ \t]?[)\]}>][ \t]?)"
_DOMAIN = LatePattern(
    rf"(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?{_DOT}){{1,8}}(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]{{2,59}})(?![\w-])",
    re.IGNORECASE,
)
_ANY_DOT = LatePattern(_DOT, re.IGNORECASE)
_SAID = LatePattern(r"[ \t]?[(\[{<][ \t]?at[ \t]?[)\]}>][ \t]?|(?<=\w)[ \t]?@[ \t]?", re.IGNORECASE)
_INVENTED = LatePattern(r"(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|local)$")
"""Domains that are kept for examples: nobody has a box there."""
_NOBODYS = frozenset("name your.name yourname first.last firstname.lastname firstname.surname forename.surname".split())
"""What stands for a name where the form of an address is explained."""

_SAID_AT = LatePattern(r"[ ](?:at|AT)[ ](?P<host>(?:[\w-]{1,40}(?:\.|[ ](?:dot|DOT)[ ])){1,4}[A-Za-z]{2,6})(?![\w-])")
_SAID_DOT = LatePattern(r"[ ]dot[ ]", re.IGNORECASE)
_SAID_LOCAL = LatePattern(r"(?<![\w.-])(?:[A-Za-z'’-]{2,20}[._])?[A-Za-z'’-]{2,20}\Z")
_OF_PEOPLE = LatePattern(
    r"(?:^|\.)(?:nhs\.net|nhs\.uk|(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live)\.(?:com|co\.uk))$"
)
"""Domains at which people of the health service have boxes, and most others."""


def find_mailboxes(text: str) -> Iterator[Sighting]:
    """Each address of mail in the text, but for those of examples."""
    reached = 0
    for sign in _SAID.finditer(text):
        before = text[max(reached, sign.start() - _LONGEST) : sign.start()]
        backwards = _LOCAL.match(before[::-1])
        local = _BEFORE_LOCAL.sub("", backwards[0][::-1]).lstrip(".'&’") if backwards else ""
        domain = _DOMAIN.match(text, sign.end(), sign.end() + _LONGEST_DOMAIN)
        if not local or not domain or (sign[0].strip() == "@" != sign[0] and "." not in local):
            continue
        host = _ANY_DOT.sub(".", domain[0]).lower()
        if _INVENTED.search(host) or local.lower() in _NOBODYS:
            continue
        start, end = sign.start() - len(local), domain.end()
        if text[start - 3 : start] == "://" or text[end : end + 2] == ":/":
            continue  # who logs in where
        reached = end
        yield Sighting("email", start, end, f"{local.lower()}@{host}", f"{local[0]}{HIDDEN * 3}@{host}")


def find_said_mailboxes(text: str) -> Iterator[Sighting]:
    """Addresses in which the signs are words: “joan.ward at nhs dot net”."""
    for at in _SAID_AT.finditer(text):
        host = _SAID_DOT.sub(".", at["host"]).lower()
        local = _SAID_LOCAL.search(text, max(0, at.start() - _LONGEST), at.start())
        is_box = local and ("." in local[0] or "_" in local[0] or host != at["host"].lower())
        if local and is_box and _OF_PEOPLE.search(host):
            yield Sighting(
                "email", local.start(), at.end(), f"{local[0].lower()}@{host}", f"{local[0][0]}{HIDDEN * 3}@{host}"
            )
