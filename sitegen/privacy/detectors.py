"""A text to what looks private in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.privacy.allowed import NOTHING_ALLOWED, Allowed
from sitegen.privacy.finding import SEVERITIES, Finding, key_of
from sitegen.privacy.mailboxes import find_mailboxes
from sitegen.privacy.numbers_of_people import find_numbers
from sitegen.privacy.seen_text import see

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.privacy.sighting import Sighting


class Detector(NamedTuple):
    """What looks for some kinds of words."""

    trigger: re.Pattern[str]
    """A cheap test: where it finds nothing, there is nothing to find."""
    find: Callable[[str], Iterator[Sighting]]


DETECTORS = (
    Detector(re.compile(r"[0-9][0-9 \t().\n>-]{7,}[0-9]"), find_numbers),
    Detector(re.compile(r"@|[(\[]\s?at\s?[)\]]", re.IGNORECASE), find_mailboxes),
)


def find_private(text: str, allowed: Allowed = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """What looks private in the text, in order, but for what is allowed. Linear in its length; never raises."""
    seen = see(text)
    found = []
    for detector in DETECTORS:
        if detector.trigger.search(seen.text):
            found += [one for one in detector.find(seen.text) if not _may_stand(one, allowed)]
    return tuple(
        sorted(
            Finding(
                one.kind, SEVERITIES[one.kind], *seen.span(one.start, one.end), one.masked, key_of(one.kind, one.words)
            )
            for one in found
        )
    )


def _may_stand(one: Sighting, allowed: Allowed) -> bool:
    if one.kind == "email":
        return one.words in allowed.mailboxes or one.words.partition("@")[2] in allowed.domains
    if one.kind in ("mobile", "landline"):
        return one.words in allowed.numbers
    return False
