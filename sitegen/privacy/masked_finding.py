"""What was found: masked, so that it can be printed and kept, and known again by a key."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

from sitegen.privacy.late_pattern import LatePattern

BLOCK, WARN = "block", "warn"
SEVERITIES = {
    "nhs-number": BLOCK, "ni-number": BLOCK, "mobile": BLOCK, "landline": WARN, "email": BLOCK, "postcode": WARN,
    "birth-date": BLOCK, "payment-card": BLOCK, "hospital-number": BLOCK, "registration-number": WARN,
    "mail-header": BLOCK, "mail-signature": WARN, "mail-greeting": WARN, "mail-picture": WARN, "mail-footer": WARN,
    "mail-chain": WARN, "named-person": WARN, "share-link": BLOCK, "staff-number": WARN, "incident-number": WARN,
    "street-address": WARN, "map-spot": WARN,
}  # read as a table  # fmt: skip
"""How bad it is that words of each kind stand in what would be published."""
_KEY = b"sitegen words that may stay"
_SIZE = 5  # hex digits
_SIGN = LatePattern(r"[^\W_]")
HIDDEN = "•"

KindAndKey = tuple[str, str]
"""What words are known by wherever they stand: the kind of what was found, and their key."""


class Finding(NamedTuple):
    """Words that look private."""

    kind: str
    """One of `SEVERITIES`."""
    severity: str
    """`BLOCK`: not published as it is; `WARN`: somebody looks at it first."""
    start: int
    """Where it stands in the text, in characters."""
    end: int
    masked: str
    """Safe to print and to keep."""
    key: str
    """Five hex digits that stand for the words: the same whatever blanks they are written with."""


def key_of(kind: str, words: str) -> str:
    """What stands for words of a kind, however blanks stand between them.

    Twenty bits are enough to notice other words, and too few to tell words from: some hundred NHS numbers share a key.
    """
    data = f"{kind} {' '.join(words.split())}".encode("utf-8", "surrogatepass")
    return blake2b(data, key=_KEY, digest_size=8).hexdigest()[:_SIZE]


def letters_of(words: str) -> str:
    """Letters and figures alone, in capitals: what a number is, however it is written."""
    return "".join(_SIGN.findall(words)).upper()


def mask_number(digits: str) -> str:
    """`943 ••• ••19` of ten digits: the first three and the last two, or fewer where there are few."""
    first, last = (3, 2) if len(digits) > 8 else (1, 1)
    shown = digits[:first] + HIDDEN * (len(digits) - first - last) + digits[-last:]
    return f"{shown[:3]} {shown[3:6]} {shown[6:]}" if len(shown) == 10 else shown


def mask_words(words: str) -> str:
    """`J••• W•••` of a name: the first letter of each word, as long as no word is."""
    return " ".join(word[0] + HIDDEN * 3 for word in words.split())
