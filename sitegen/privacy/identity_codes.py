"""National Insurance numbers, postcodes, and days of birth right beside the words for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import HIDDEN, letters_of
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = r"[ \t\n.-]?"
_INSURANCE = LatePattern(
    rf"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z]{_BETWEEN}[A-CEGHJ-NPR-TW-Z]{_BETWEEN}"
    rf"[0-9]{{2}}{_BETWEEN}[0-9]{{2}}{_BETWEEN}[0-9]{{2}}{_BETWEEN}[A-D](?!\w)",
    re.IGNORECASE,
)
_AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
    "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB "
    "W WA WC WD WF WN WR WS WV YO ZE".split()
)
_POSTCODE = LatePattern(
    r"(?<![\w/=-])(?:([A-Z]{1,2})[0-9](?:[0-9]|[A-HJKMNPR-Y])?[ \t\n]{0,2}[0-9][ABD-HJLNP-UW-Z]{2}|"
    r"([A-Za-z][a-z]?)[0-9](?:[0-9]|[a-hjkmnpr-y])? (?!1st|2nd|3rd|[04-9]th)[0-9][abd-hjlnp-uw-z]{2})(?![\w-])"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?:[0-9]{4}|['’]?[0-9]{2})"
_DAY = (
    rf"(?:[0-3]?[0-9](?:[ ]?[./-][ ]?|[ ])[01]?[0-9](?:[ ]?[./-][ ]?|[ ]){_YEAR}|"
    r"[0-9]{4}[./-][01]?[0-9][./-][0-3]?[0-9]|"
    rf"(?:19|20)[0-9]{{2}}[01][0-9][0-3][0-9]|[0-3][0-9][01][0-9](?:19|20)[0-9]{{2}}|"
    rf"[0-3]?[0-9](?:st|nd|rd|th)?(?: of)?[ /.-]?{_MONTH},?[ /.-]?{_YEAR}|"
    rf"{_MONTH} [0-3]?[0-9](?:st|nd|rd|th)?,? [0-9]{{4}})"
)
_BORN = LatePattern(
    r"(?<!\w)(?:[dD]\.?[ ]?[oO]\.?[ ]?[bB]\.?|[dD](?i:ate[ \n-]of[ \n-]birth)|[bB](?i:irth[ -]?da(?:y|te)|orn))"
    r"(?![^\W\d_])"
)
_ON = LatePattern(
    rf"[ \t\n]{{0,3}}(?:[:;,(=|–-][ \t\n]{{0,3}})?(?:is |was |on |: ){{0,2}}(?:(?:given|recorded) as )?(?:the )?"
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?P<day>{_DAY})(?![0-9])",
    re.IGNORECASE,
)
_BEFORE = LatePattern(rf"(?<![0-9])(?P<day>{_DAY})[ ]?\(?\Z", re.IGNORECASE)
_LONGEST_DAY = 32  # characters, with what is between it and the words


def find_insurance_numbers(text: str) -> Iterator[Sighting]:
    """National Insurance numbers; those of prefixes that are never given, such as QQ, are none."""
    for match in _INSURANCE.finditer(text):
        number = letters_of(match[0])
        yield Sighting("ni-number", match.start(), match.end(), number, f"{number[0]}{HIDDEN} •• •• •• {number[-1]}")


def find_postcodes(text: str) -> Iterator[Sighting]:
    """Whole postcodes of areas that there are."""
    for match in _POSTCODE.finditer(text):
        area = (match[1] or match[2]).upper()
        if area in _AREAS:
            yield Sighting("postcode", match.start(), match.end(), letters_of(match[0]), f"{area}•• •••")


def find_birth_dates(text: str) -> Iterator[Sighting]:
    """Days right beside words that say that somebody was born on them."""
    reached = 0
    for born in _BORN.finditer(text):
        start = max(reached, born.start() - _LONGEST_DAY)
        before = None if born[0][0] in "bB" else _BEFORE.search(text, start, born.start())
        match = before or _ON.match(text, born.end())
        if match:
            reached = match.end()
            yield Sighting("birth-date", *match.span("day"), match["day"], "•• •• ••" + match["day"][-2:])
