"""A text to what looks private in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.privacy import identity_codes, pasted_mail
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.mailboxes import find_mailboxes
from sitegen.privacy.masked_finding import BLOCK, SEVERITIES, Finding, key_of
from sitegen.privacy.named_people import find_named
from sitegen.privacy.numbers_of_people import find_numbers
from sitegen.privacy.seen_text import has_odd_signs, see
from sitegen.privacy.share_links import find_share_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.privacy.allowed import Allowed
    from sitegen.privacy.sighting import Sighting


class Detector(NamedTuple):
    """What looks for some kinds of words, and a cheap test: where nothing of it stands, there is nothing to find."""

    find: Callable[[str], Iterator[Sighting]]
    small: tuple[str, ...] = ()
    """Words in small letters, one of which stands there in some letters."""
    words: tuple[str, ...] = ()
    """Words, one of which stands there as it is."""
    shape: re.Pattern[str] | None = None

    def may_find(self, text: str, small: str) -> bool:
        """Whether a text, which is also given in small letters, is worth a look."""
        if self.shape and self.shape.search(text):
            return True
        for word in self.small:  # a loop: for texts of this size `any` takes twice as long
            if word in small:
                return True
        for word in self.words:  # noqa: SIM110 - the same
            if word in text:
                return True
        return False


DETECTORS = (
    Detector(find_numbers, shape=re.compile(r"[0-9](?:[ \t().\-]{0,3}(?:\n[ \t>]{0,12})?[0-9]){8}")),
    Detector(find_mailboxes, small=("@", "(at)", "[at]", "( at )", "[ at ]", "{at}", "<at>")),
    Detector(identity_codes.find_insurance_numbers, shape=re.compile(r"[0-9]{2}[ \t\n.-]?[A-Da-d](?!\w)")),
    Detector(identity_codes.find_postcodes, shape=re.compile(r"[0-9](?:[A-Z]{2}|[a-z]{2})(?![\w-])")),
    Detector(identity_codes.find_birth_dates, small=("birth", "born", "dob", "d.o.b", "d o b")),
    Detector(identity_codes.find_record_numbers, small=("mrn", "hospital n", "hospital i", "patient n", "patient i",
                                                        "hospital#", "hospital #", "patient #", "unit n", "clinic n",
                                                        "district n", "hospital\nn", "patient\nn")),
    Detector(identity_codes.find_registrations, small=("gmc", "nmc", "hcpc")),
    Detector(pasted_mail.find_headers, words=("From:", "From :")),
    Detector(pasted_mail.find_signatures, small=("regards", "best wishes", "sincerely", "faithfully", "yours truly",
                                                 "thanks", "cheers", "kr\n", "bw\n", "kr,", "bw,")),
    Detector(pasted_mail.find_greetings, words=("Hi ", "Hello ", "Dear ", "Hey ", "Hiya ", "orning ", "fternoon ",
                                                "evening ")),
    Detector(pasted_mail.find_leavings, small=("cid:", "this e", "message", "wrote", "intended", "sent from",
                                                "get out")),
    Detector(find_named, words=("Mr", "Ms", "Miss", "Mx", "Dr", "Prof", "MR", "MS", "MISS", "DR")),
    Detector(find_share_links, small=("sharepoint.com/", "1drv.ms/", "onedrive.live", "google.com/", "dropbox.com/",
                                      "teams.microsoft", "teams.live", "zoom.", "we.tl/", "wetransfer", "box.com/"),
             shape=re.compile(r"[?&#;][\w-]{2,24}=|://[^\s/@:]{1,60}:[^\s/@]{1,60}@")),
)  # read as a table  # fmt: skip


def find_private(text: str, allowed: Allowed = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """What looks private in the text, in order, but for what is allowed. Linear in its length; never raises."""
    if not has_odd_signs(text) and not _worth_a_look(_without_marks(text)):
        return ()  # what most texts come to: nothing else has to be done for them
    seen = see(text)
    found = [one for each in _worth_a_look(seen.text) for one in each.find(seen.text) if not allowed.covers(one)]
    if not found:
        return ()
    return tuple(
        Finding(one.kind, SEVERITIES[one.kind], *seen.span(one.start, one.end), one.masked, key_of(one.kind, one.words))
        for one in _outermost(found)
    )


def _worth_a_look(text: str) -> list[Detector]:
    small = text.lower()
    return [each for each in DETECTORS if each.may_find(text, small)]


def _without_marks(text: str) -> str:
    for mark in "*~`\\_":
        text = text.replace(mark, "")
    return text


def _outermost(found: Iterable[Sighting]) -> Iterator[Sighting]:
    """Those that are in no other as grave: what is said of that holds for them."""
    reached = blocked = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.kind)):
        grave = SEVERITIES[one.kind] == BLOCK
        if one.end > (blocked if grave else max(reached, blocked)):
            yield one
        reached = max(reached, one.end)
        blocked = max(blocked, one.end) if grave else blocked
