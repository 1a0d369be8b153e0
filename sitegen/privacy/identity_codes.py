"""National Insurance numbers, postcodes, and what only the words beside it make private.

Those are days of birth, numbers of patients, and numbers of those who treat them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.masked_finding import HIDDEN, letters_of, mask_number
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = r"[ \t\n.-]?"
_INSURANCE = re.compile(
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
_POSTCODE = re.compile(
    r"(?<![\w/=-])(?:([A-Z]{1,2})[0-9](?:[0-9]|[A-HJKMNPR-Y])?[ \t\n]{0,2}[0-9][ABD-HJLNP-UW-Z]{2}|"
    r"([a-z]{1,2})[0-9](?:[0-9]|[a-hjkmnpr-y])? (?!1st|2nd|3rd|[04-9]th)[0-9][abd-hjlnp-uw-z]{2})(?![\w-])"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?:[0-9]{4}|['’]?[0-9]{2})"
_DAY = (
    rf"(?:[0-3]?[0-9](?:[ ]?[./-][ ]?|[ ])[01]?[0-9](?:[ ]?[./-][ ]?|[ ]){_YEAR}|"
    r"[0-9]{4}[./-][01]?[0-9][./-][0-3]?[0-9]|"
    rf"(?:19|20)[0-9]{{2}}[01][0-9][0-3][0-9]|[0-3][0-9][01][0-9](?:19|20)[0-9]{{2}}|"
    rf"[0-3]?[0-9](?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH},?[ -]?{_YEAR}|"
    rf"{_MONTH} [0-3]?[0-9](?:st|nd|rd|th)?,? [0-9]{{4}})"
)
_BORN = re.compile(
    r"(?<!\w)(?:[dD]\.?[ ]?[oO]\.?[ ]?[bB]\b\.?|[dD](?i:ate[ \n]of[ \n]birth)|[bB](?i:irth[ -]?da(?:y|te)|orn))"
    r"(?![^\W\d_])"
)
_ON = re.compile(
    rf"[ \t\n]{{0,3}}(?:[:;,(=|–-][ \t\n]{{0,3}})?(?:is |was |on |: ){{0,2}}(?:the )?"
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?P<day>{_DAY})(?![0-9])",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?<![0-9])(?P<day>{_DAY})[ ]?\(?\Z", re.IGNORECASE)
_LONGEST_DAY = 32  # characters, with what is between it and the words
_NUMBER = r"(?:(?:number|id|identifier)(?![^\W\d_])|no\b\.?|num\b\.?|#)"
_IS = r"[ \t\n]{0,3}(?:[:#(=|–-][ \t\n]{0,3})?(?:is |was )?"
_HAS = rf"(?:[ \t\n]?{_NUMBER})?{_IS}"
_HOSPITAL = re.compile(
    rf"(?<!\w)(?:MRN(?![^\W\d_])(?:[ \t\n]?{_NUMBER})?|"
    rf"(?:hospital|hosp\.?|patient|unit|clinic|district)[ \t\n]?{_NUMBER})"
    rf"{_IS}(?P<code>[A-Z]{{0,3}}[ -]?[0-9]{{5,10}}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[0-9]{5,}")
_LONGEST_LABEL = 64  # characters before the figures
_REGISTRATION = re.compile(
    rf"(?<!\w)(?:GMC{_HAS}(?P<doctor>[0-9]{{7}})|NMC(?:[ \t\n]?PIN)?{_HAS}(?P<nurse>[0-9]{{2}}[A-L][0-9]{{4}}[A-Z])|"
    rf"HCPC(?:[ \t\n]?registration)?{_HAS}(?P<paramedic>[A-Z]{{2}}[0-9]{{5,6}}))(?!\w)",
    re.IGNORECASE,
)


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


def find_record_numbers(text: str) -> Iterator[Sighting]:
    """Numbers that a hospital knows a patient by, right behind the words for it."""
    reached = 0
    for figures in _FIGURES.finditer(text):  # sooner found than the words, which many texts have
        start = max(reached, figures.start() - _LONGEST_LABEL)
        match = _HOSPITAL.search(text, start, figures.end() + 2)
        if match:
            reached = match.end()
            number = letters_of(match["code"])
            yield Sighting("hospital-number", *match.span("code"), number, mask_number(number))


def find_registrations(text: str) -> Iterator[Sighting]:
    """Numbers of doctors, nurses and paramedics in their registers, right behind the register's name."""
    for match in _REGISTRATION.finditer(text):
        name = match.lastgroup or ""
        yield Sighting(
            "registration-number", *match.span(name), letters_of(match[name]), mask_number(letters_of(match[name]))
        )
