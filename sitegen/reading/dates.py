"""Text to days, months, lengths of time and places in a recording, as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_YEARS = (1900, 2199)
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = r"(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|Sept)\.?"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})")
_ISO_MONTH = re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,2})")
_WORDS = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_WORDS_US = re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_WORDS_MONTH = re.compile(rf"{_MONTH}\s+(?P<year>\d{{4}})", re.IGNORECASE)
_SLASHES = re.compile(r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})")
_DURATION = re.compile(r"(?P<count>\d{1,3})\s*(?P<unit>day|week|month|year)s?", re.IGNORECASE)
_TIME = re.compile(r"(?:(?P<hours>\d{1,2}):(?=\d\d:))?(?P<minutes>\d{1,2}):(?P<seconds>\d\d)")


class AmbiguousDate(ValueError):
    """A date with two readings: `args` holds both."""


class Duration(NamedTuple):
    """A length of time in calendar steps; none at all where `number` is 0 (`never`)."""

    number: int
    unit: str
    """day, week, month or year."""

    def after(self, day: date) -> date | None:
        """The day this long after `day`; a month too short ends on its last day. None for `never`."""
        if not self.number:
            return None
        if self.unit in ("day", "week"):
            return day + timedelta(days=self.number * (7 if self.unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + self.number * (12 if self.unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


NEVER = Duration(0, "day")


def parse_day(text: str) -> date:
    """A day such as `2021-02-18`, `18 February 2021`, `18/02/2021`.

    Raises AmbiguousDate for `05/03/2021`, ValueError for what is no day.
    """
    text = text.strip()
    match = _ISO.fullmatch(text) or _WORDS.fullmatch(text) or _WORDS_US.fullmatch(text)
    if match:
        return _make(int(match["year"]), _month(match), int(match["day"]))
    match = _SLASHES.fullmatch(text)
    if not match:
        raise ValueError(text)
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first <= 12 and second <= 12 and first != second:
        raise AmbiguousDate(show_day(date(year, second, first)), show_day(date(year, first, second)))
    return _make(year, second, first)


def parse_day_or_month(text: str) -> date:
    """A day, or a month such as `2021-06` or `June 2021` for its last day; raises as `parse_day`."""
    match = _ISO_MONTH.fullmatch(text.strip()) or _WORDS_MONTH.fullmatch(text.strip())
    if not match:
        return parse_day(text)
    year, month = int(match["year"]), _month(match)
    if not 1 <= month <= 12:
        raise ValueError(text)
    return _make(year, month, _days_in(year, month))


def parse_duration(text: str) -> Duration:
    """`6 weeks`, `3 months`, `1 year` or `never`; raises ValueError."""
    if text.strip().lower() == "never":
        return NEVER
    match = _DURATION.fullmatch(text.strip())
    if not match or not int(match["count"]):
        raise ValueError(text)
    return Duration(int(match["count"]), match["unit"].lower())


def parse_time(text: str) -> int:
    """Seconds from the start of a recording: `h:mm:ss` or `mm:ss`; raises ValueError."""
    match = _TIME.fullmatch(text.strip())
    if not match or int(match["seconds"]) > 59 or (match["hours"] and int(match["minutes"]) > 59):
        raise ValueError(text)
    return int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60 + int(match["seconds"])


def show_day(day: date) -> str:
    """`18 February 2021`, as messages say it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _days_in(year: int, month: int) -> int:
    from calendar import monthrange  # slow to import, and few days are counted so

    return monthrange(year, month)[1]


def _make(year: int, month: int, day: int) -> date:
    """The day; years in which nobody answers questions are a slip."""
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise ValueError(year)
    return date(year, month, day)


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["number"]) if groups.get("number") else _NUMBERS[groups["month"][:3].lower()]
