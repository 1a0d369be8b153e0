"""Numbers that only the words before them make private.

They are those of patients, of those who treat them, of staff, and of the incidents that somebody was in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import letters_of, mask_number
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"(?:(?:number|id|identifier)(?![^\W\d_])|no\b\.?|num\b\.?|#)"
_REFERENCE = rf"(?:ref(?:erence)?(?![^\W\d_])\.?(?:[ \t\n]?{_NUMBER})?|{_NUMBER})"
_IS = r"[ \t\n]{0,3}(?:[:#(=|–-][ \t\n]{0,3})?(?:is |was )?"
_REGISTERED = r"(?:[ \t\n]?reg(?:istration)?(?![^\W\d_])\.?)?"
_HAS = rf"{_REGISTERED}(?:[ \t\n]?{_NUMBER})?{_IS}"
_HOSPITAL = LatePattern(
    rf"(?<!\w)(?:MRN(?![^\W\d_])(?:[ \t\n]?{_NUMBER})?|"
    rf"(?:hospital|hosp\.?|patient(?:['’]s)?|pt\.?|unit|clinic|district|PAS|CHI|(?:medical|health)[ \t\n]record)"
    rf"[ \t\n]?{_NUMBER}|patient(?:['’]s)?[ \t\n]{_REFERENCE})"
    rf"{_IS}(?P<code>[A-Z]{{0,3}}[ -]?[0-9]{{5,10}}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
_REGISTRATION = LatePattern(
    rf"(?<!\w)(?:GMC{_HAS}(?P<doctor>[0-9]{{7}})|NMC(?:[ \t\n]?PIN)?{_HAS}(?P<nurse>[0-9]{{2}}[A-L][0-9]{{4}}[A-Z])|"
    rf"(?:HCPC|paramedic){_HAS}(?P<paramedic>[A-Z]{{2}}[0-9]{{5,6}}))(?!\w)",
    re.IGNORECASE,
)
_STAFF = LatePattern(
    rf"(?<!\w)(?:payroll|staff|employee|personnel|assignment|ESR|crew|collar|badge|smart[ ]?card)[ \t\n]?{_NUMBER}{_IS}"
    r"(?P<code>[A-Z]{0,3}[ -]?[0-9]{4,10}[A-Z]?)(?!\w|[ -][0-9])",
    re.IGNORECASE,
)
_INCIDENT = LatePattern(
    rf"(?<!\w)(?:(?:CAD|e?PCR|PRF|Datix|StEIS|Ulysses)(?![^\W\d_])(?:[ \t\n](?:incident|log|call|job|case))?"
    rf"(?:(?:[ \t\n]?{_REFERENCE}){_IS}|{_IS}(?![ \t\n]{{0,3}}(?:19|20)[0-9]{{2}}(?![\w/-])))|"  # one that is no year
    rf"(?:incident|case|complaint|call|log|safeguarding|PALS)[ \t\n]?{_REFERENCE}{_IS}|"
    rf"(?:run|job)[ \t\n]?{_NUMBER}{_IS}|"
    rf"incident[ \t]?[: \n][ \t]?(?=[0-9]{{6}}))"
    r"(?P<code>[A-Z]{0,6}[ -]?(?:[0-9]{2,8}[/-])?[0-9]{4,10})(?!\w|[ -][0-9])",
    re.IGNORECASE,
)
_LONGEST_LABEL, _LONGEST_REST = 64, 12  # characters before the first figures, and behind them
_LABEL_ENDS = LatePattern(
    r"n[ou]|id|ref|#|mrn|cad|pcr|prf|datix|steis|ulysses|incident|log|call|job|case", re.IGNORECASE
)
_LONGEST_END = 20  # characters before the figures, in which a label has one of these
_CODES = LatePattern(r"[0-9]{5,}|[0-9]{4}(?!-[0-9])")  # and no year of a day in figures
_KINDS = (("hospital-number", _HOSPITAL), ("staff-number", _STAFF), ("incident-number", _INCIDENT))


def find_labelled_numbers(text: str) -> Iterator[Sighting]:
    """Numbers that a hospital knows a patient by, an employer somebody of its staff, a control room an incident.

    The figures are sooner found than words that many texts have.
    """
    reached = dict.fromkeys((kind for kind, _ in _KINDS), 0)
    for figures in _CODES.finditer(text):
        before = figures.start()
        if not _LABEL_ENDS.search(text, max(0, before - _LONGEST_END), before):
            continue  # a year, nearly always
        for kind, label in _KINDS:
            start = max(reached[kind], before - _LONGEST_LABEL)
            if match := label.search(text, start, figures.end() + _LONGEST_REST):
                reached[kind] = match.end()
                number = letters_of(match["code"])
                yield Sighting(kind, *match.span("code"), number, mask_number(number))


def find_registrations(text: str) -> Iterator[Sighting]:
    """Numbers of doctors, nurses and paramedics in their registers."""
    for match in _REGISTRATION.finditer(text):
        name = match.lastgroup or ""
        number = letters_of(match[name])
        yield Sighting("registration-number", *match.span(name), number, mask_number(number))
