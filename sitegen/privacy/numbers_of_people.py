"""NHS numbers, payment cards and telephone numbers, told by their figures alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.digit_groups import written_numbers
from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import mask_number
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.privacy.digit_groups import DigitGroups

_BOOK = LatePattern(r"ISBN[-:. ]{0,3}(?:10)?[-:. (]{0,3}$", re.IGNORECASE)
_PATIENT = LatePattern(r"\bNHS", re.IGNORECASE)
_RING = LatePattern(
    r"(?<![^\W\d_])(?:mob(?:ile)?|cell|tel(?:ephone)?|phone|ring|call|text|whatsapp)\b[^\n0-9]{0,12}$", re.IGNORECASE
)
_NEAR_BOOK, _NEAR_PATIENT, _NEAR_RING = 16, 40, 24  # characters in which a number says what it is
_NHS_TEST = "999"
_NHS_GROUPS = {(10,), (3, 3, 4), (6, 4), (3, 7), (1,) * 10}
_NHS_ENGLAND = LatePattern(r"[467]")
_NHS_IRELAND = LatePattern(r"3[2-9]")
_NHS_SCOTLAND = LatePattern(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])")  # the day of birth
_CARD = LatePattern(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})$|"  # Visa
    r"(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}$|"  # Mastercard
    r"3[47][0-9]{13}$|"  # American Express
    r"(?:5018|5020|5038|5893|6304|6759|676[1-3]|67677[04])[0-9]{8,15}$|"  # Maestro
    r"(?:6011|65[0-9]{2}|64[4-9][0-9])[0-9]{12}$|"  # Discover
    r"35(?:2[89]|[3-8][0-9])[0-9]{12}$|"  # JCB
    r"3(?:0[0-5]|[68][0-9])[0-9]{11}$"  # Diners Club
)
_CARD_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (6, 10), (8, 8)}
_MOBILE = LatePattern(r"07(?:[1-57-9][0-9]{2}|624)[0-9]{6}$")
_IN_FULL = LatePattern(r"447(?:[1-57-9][0-9]{2}|624)[0-9]{6}$")
"""A mobile as it is dialled from abroad, without the sign for that."""
_LANDLINE = LatePattern(r"0(?:1[1-9]|2[03489])[0-9]{7,8}$")
_INVENTED = LatePattern(
    r"0123456789[0-9]?|07700900[0-9]{3}|01632960[0-9]{3}|01(?:1[3-8]|[2-6]1)4960[0-9]{3}|01914980[0-9]{3}|02079460[0-9]{3}|"
    r"02896496[0-9]{3}|02920180[0-9]{3}"
)
"""Numbers that Ofcom keeps for plays and films, and figures typed in a row: nobody has them."""


def find_numbers(text: str) -> Iterator[Sighting]:
    """Each number in the text that somebody may be known or reached by, once."""
    reached = 0
    for readings in written_numbers(text):
        if not readings or readings[0].start < reached:
            continue
        found = next(filter(None, (_read(text, groups) for groups in reversed(readings))), None)
        if found:
            reached = found.end
            yield found


def _read(text: str, groups: DigitGroups) -> Sighting | None:
    size = len(groups.digits)
    telephone = _without_zero(text, groups)
    if not telephone and size == 10 and _is_nhs(text, groups):
        return Sighting("nhs-number", groups.start, groups.end, groups.digits, mask_number(groups.digits))
    telephone = telephone or _telephone(groups)
    if telephone:
        kind = "mobile" if telephone[1] == "7" else "landline"
        return Sighting(kind, groups.start, groups.end, telephone, mask_number(telephone))
    if size >= 12 and (len(groups.lengths) == 1 or groups.lengths in _CARD_GROUPS) and _is_card(groups.digits):
        return Sighting("payment-card", groups.start, groups.end, groups.digits, mask_number(groups.digits))
    return None


def _is_nhs(text: str, groups: DigitGroups) -> bool:
    digits, start = groups.digits, groups.start
    is_usual = groups.lengths in _NHS_GROUPS
    if not is_usual and "NHS" not in text[max(0, start - _NEAR_PATIENT) : start].upper():
        return False  # most figures, told before anything is reckoned
    if len(set(digits)) == 1 or groups.plus:
        return False
    if digits.startswith(_NHS_TEST) or sum(map(int.__mul__, range(10, 0, -1), map(int, digits))) % 11:
        return False
    if _PATIENT.search(text, max(0, start - _NEAR_PATIENT), start):
        return True  # however it is grouped, and whoever has issued it
    if not is_usual:
        return False
    is_issued = _NHS_ENGLAND.match(digits) or _NHS_IRELAND.match(digits) or _NHS_SCOTLAND.match(digits)
    return bool(is_issued) and not _BOOK.search(text, max(0, start - _NEAR_BOOK), start)


def _is_card(digits: str) -> bool:
    if not _CARD.match(digits):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _telephone(groups: DigitGroups) -> str:
    """The number as it is dialled inside the country; empty where it is none."""
    digits, lengths = groups.digits, groups.lengths
    if (groups.plus and digits.startswith("44")) or digits.startswith("0044") or _IN_FULL.match(digits):
        number = "0" + digits.removeprefix("00")[2:].removeprefix("0")
        spelled = True
    else:
        number = digits
        spelled = lengths[0] >= 3 or lengths in ((2, 3, 3, 3), (1,) * 11)  # others are dates
    if not spelled or groups.digits.startswith("000") or _INVENTED.fullmatch(number):
        return ""
    return number if _MOBILE.match(number) or _LANDLINE.match(number) else ""


def _without_zero(text: str, groups: DigitGroups) -> str:
    """A mobile behind words for it of which a spreadsheet has dropped the first nought; empty where it is none."""
    number = "0" + groups.digits
    if len(number) != 11 or groups.plus or number[1] != "7" or not _MOBILE.match(number) or _INVENTED.fullmatch(number):
        return ""
    return number if _RING.search(text, max(0, groups.start - _NEAR_RING), groups.start) else ""
