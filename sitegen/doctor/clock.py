"""This computer's clock, beside the zone of a site and beside the clock of a host."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from sitegen.doctor.verdict import Verdict, good, mend
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_APART = timedelta(minutes=5)


def clock() -> datetime:
    """What it shows now, in UTC."""
    return datetime.now(UTC)


def verdict_on_zone(zone: ZoneInfo | None) -> Verdict:
    """What time it is in a zone, and here where that is another; None where the zone is not known."""
    here = clock().astimezone()
    if zone is None:
        return good(f"This computer's clock shows {_moment(here)}.")
    there = here.astimezone(zone)
    own = "" if there.utcoffset() == here.utcoffset() else f"; this computer's own clock shows {_moment(here)}"
    return good(f"In {zone.key}, where the site's days begin, it is {_moment(there)}{own}.")


def verdict_on_clocks(url: str, date: str, now: datetime) -> Iterator[Verdict]:
    """What is said of the time in a host's `Date` header, beside ours; nothing where it tells none."""
    try:
        apart = now - parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return
    if abs(apart) < _APART:
        yield good(f"The clocks of this computer and of {url} agree.")
        return
    minutes = plural(round(abs(apart).total_seconds() / 60), "minute")
    which = "ahead of" if apart > timedelta() else "behind"
    yield mend(
        f"This computer's clock is {minutes} {which} that of {url}.",
        "Let this computer take its time from the network: what is held back until a day goes by its clock.",
    )


def _moment(time: datetime) -> str:
    return f"{time:%H:%M} on {time.day} {time:%B %Y}"
