"""A text to what looks private in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.privacy import homes, identity_codes, labelled_numbers, names_in_context, pasted_mail
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.labelled_cells import find_labelled_cells
from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.mailboxes import find_mailboxes, find_said_mailboxes
from sitegen.privacy.masked_finding import BLOCK, SEVERITIES, Finding, key_of
from sitegen.privacy.named_people import find_named
from sitegen.privacy.numbers_of_people import find_numbers
from sitegen.privacy.seen_text import is_read_otherwise, see
from sitegen.privacy.share_links import find_share_links
from sitegen.privacy.signs import (
    AGED,
    APART,
    AT,
    CODE,
    DEGREE,
    FOUR,
    FROM,
    GRID,
    NINE,
    PAIR,
    SIX,
    SPOT,
    THREE,
    USER,
    numbered,
    signs_in,
    words,
)
from sitegen.privacy.wrapped_lines import unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.privacy.allowed import Allowed
    from sitegen.privacy.sighting import Sighting


class Detector(NamedTuple):
    """What looks for some kinds of words, and their signs: where none of those stands, there is nothing to find."""

    find: Callable[[str], Iterator[Sighting]]
    signs: frozenset[bytes]
    shape: LatePattern | None = None
    """What else must stand there, told sooner than to look for the words themselves."""
    needs: frozenset[bytes] = frozenset()
    """Signs of which one has to stand there as well, if there are any."""
    in_lines: bool = False
    """Whether the ends of lines say something; else a line that was broken is read as one that was not."""

    def sightings(self, text: str) -> Iterator[Sighting]:
        """What is found in a text that has one of the signs."""
        return self.find(text) if self.shape is None or self.shape.search(text) else iter(())


_SHARED = words("sharepoint drv onedrive google dropbox teams zoom tl wetransfer box")
_SECRETS = words(
    "sig signature token accesstoken idtoken authtoken authkey sas sastoken apikey pwd password passwd secret "
    "guestaccesstoken sharekey jwt sessionid invitetoken"
)
_BORN = words("birth birthday birthdate born dob ob b")
_RECORDS = numbered("mrn hospital hosp patient pt unit clinic district pas chi record")
_REGISTERS = numbered("gmc nmc nmcpin hcpc hcpcregistration paramedic")
_STAFF = numbered("payroll staff employee personnel assignment esr crew collar badge card smartcard")
_INCIDENTS = numbered("cad pcr epcr prf datix steis ulysses pals incident case complaint call log safeguarding run job")
_STREETS = words(
    "street st road rd lane avenue ave close drive crescent cres gardens gdns terrace grove mews walk rise row way "
    "green hill view"
)
_RING = words("mob mobile cell tel telephone phone ring call text whatsapp")
_FORM = words(names_in_context.FORM)
_NAMED = words(f"{names_in_context.KIN} {names_in_context.TOLD_OF} {names_in_context.BESIDE}")
_LABELS = _BORN | _RECORDS | _REGISTERS | _STAFF | _INCIDENTS | _RING | _FORM | words("kin nok patient caller")
DETECTORS = (
    Detector(find_numbers, frozenset({NINE})),
    Detector(find_mailboxes, frozenset({AT})),
    Detector(find_said_mailboxes, words("nhs gmail googlemail hotmail outlook yahoo icloud live"), LatePattern(
        r" (?:at|AT) [\w-]+(?:\.| (?:dot|DOT) )[a-zA-Z]")),
    Detector(identity_codes.find_insurance_numbers, frozenset({SIX}), LatePattern(
        r"[0-9]{2}[ \t\n.-]?[A-Da-d](?!\w)")),
    Detector(identity_codes.find_postcodes, frozenset({CODE}), LatePattern(
        r"[0-9][A-Z]{2}(?![\w-])| (?!1st|2nd|3rd|[04-9]th)[0-9][a-z]{2}(?![\w-])")),
    Detector(identity_codes.find_birth_dates, _BORN, LatePattern(
        r"[bB][iIoO][rR][tTnN]|[dD]\.? ?[oO]\.? ?[bB](?![A-Za-z])")),
    Detector(labelled_numbers.find_labelled_numbers, _RECORDS | _STAFF | _INCIDENTS, None, frozenset({FOUR})),
    Detector(labelled_numbers.find_registrations, _REGISTERS, None, frozenset({FOUR})),
    Detector(homes.find_streets, _STREETS, LatePattern(r"[0-9][A-Za-z]?\s[A-Z]")),
    Detector(homes.find_degrees, frozenset({SPOT, DEGREE})),
    Detector(homes.find_squares, words("grid ngr") | {GRID}),
    Detector(homes.find_three_words, frozenset({THREE})),
    Detector(find_labelled_cells, _LABELS, LatePattern(r"\|[ \t]*:?-|-:?[ \t]*\|"), in_lines=True),
    Detector(pasted_mail.find_headers, frozenset({FROM}), in_lines=True),
    Detector(pasted_mail.find_signatures, words("regards wishes sincerely faithfully truly thanks cheers kr bw"),
        in_lines=True),
    Detector(pasted_mail.find_greetings, words("hi hello dear hey hiya morning afternoon evening"), in_lines=True),
    Detector(pasted_mail.find_pictures, words("cid"), in_lines=True),
    Detector(pasted_mail.find_footers, words("confidential privileged intended named error"), in_lines=True),
    Detector(pasted_mail.find_chains, words("wrote message sent outlook"), in_lines=True),
    Detector(find_named, words("mr mrs ms miss mx dr prof professor"), LatePattern(
        r"M(?:[rsx]|iss|[RSX]|ISS)|D[rR]|P(?:rof|ROF)|mrs?\.? [^\W\d_]")),
    Detector(names_in_context.find_in_context, _NAMED | {AGED}, None, frozenset({PAIR, APART})),
    Detector(names_in_context.find_related, words(f"{names_in_context.KIN} called named") | _FORM, None,
        frozenset({PAIR, APART})),
    Detector(find_share_links, _SHARED | _SECRETS | {USER}, LatePattern(r"://|\.(?:com|ms)/", re.IGNORECASE),
        in_lines=True),
)  # read as a table  # fmt: skip
_WORDS = frozenset().union(*(each.signs for each in DETECTORS))


def find_private(text: str, allowed: Allowed = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """What looks private in the text, in order, but for what is allowed. Linear in its length; never raises."""
    seen = see(text) if is_read_otherwise(text) else None
    worth_a_look = _worth_a_look(seen.text if seen else text)
    if not worth_a_look:
        return ()  # what most texts come to: nothing else has to be done for them
    seen = seen or see(text)
    whole = unwrapped(seen.text)
    found = [
        one
        for each in worth_a_look
        for one in each.sightings(seen.text if each.in_lines else whole)
        if not allowed.covers(one)
    ]
    if not found:
        return ()
    return tuple(
        Finding(one.kind, SEVERITIES[one.kind], *seen.span(one.start, one.end), one.masked, key_of(one.kind, one.words))
        for one in _outermost(found)
    )


def _worth_a_look(text: str) -> list[Detector]:
    there = signs_in(text, _WORDS)
    return [
        each
        for each in DETECTORS
        if not each.signs.isdisjoint(there) and not (each.needs and each.needs.isdisjoint(there))
    ]


def _outermost(found: Iterable[Sighting]) -> Iterator[Sighting]:
    """Those that are in no other as grave: what is said of that holds for them."""
    reached = blocked = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.kind)):
        grave = SEVERITIES[one.kind] == BLOCK
        if one.end > (blocked if grave else max(reached, blocked)):
            yield one
        reached = max(reached, one.end)
        blocked = max(blocked, one.end) if grave else blocked
