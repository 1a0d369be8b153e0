"""Days, months, lengths of time and recordings' times, as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reading.dates import (
    AmbiguousDate,
    Duration,
    parse_day,
    parse_day_or_month,
    parse_duration,
    parse_time,
    show_day,
)


@pytest.mark.parametrize(
    "typed",
    [
        "2021-02-18",
        "18 February 2021",
        "18 Feb 2021",
        "18th february 2021",
        "18/02/2021",
        "18.02.2021",
        "February 18, 2021",
    ],
)
def test_a_day_may_be_typed_in_many_ways(typed: str) -> None:
    assert parse_day(typed) == date(2021, 2, 18)


def test_a_day_that_britain_and_america_read_differently_is_refused_with_both_readings() -> None:
    with pytest.raises(AmbiguousDate) as refusal:
        parse_day("05/03/2021")
    assert refusal.value.args == ("5 March 2021", "3 May 2021")
    assert parse_day("05/05/2021") == date(2021, 5, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2021-02-30",
        "31 June 2021",
        "2021",
        "18 Foo 2021",
        "18 February 0021",
        "2921-02-18",
        "0/0/2021",
        "٣/٣/٢٠٢١x",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_day(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2021-06", date(2021, 6, 30)), ("June 2021", date(2021, 6, 30)), ("Feb 2024", date(2024, 2, 29))],
)
def test_a_month_is_its_last_day(typed: str, day: date) -> None:
    assert parse_day_or_month(typed) == day


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_is_read_back_from_how_it_is_shown(day: date) -> None:
    assert parse_day(show_day(day)) == day
    assert parse_day(day.isoformat()) == day


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 500))
def test_months_after_a_day_land_in_the_right_month(day: date, months: int) -> None:
    after = Duration(months, "month").after(day)
    assert after is not None
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day


def test_a_month_too_short_ends_on_its_last_day() -> None:
    assert Duration(1, "month").after(date(2024, 1, 31)) == date(2024, 2, 29)
    assert Duration(1, "year").after(date(2024, 2, 29)) == date(2025, 2, 28)


def test_lengths_of_time() -> None:
    assert parse_duration("6 weeks").after(date(2021, 1, 1)) == date(2021, 2, 12)
    assert parse_duration("never").after(date(2021, 1, 1)) is None
    for wrong in ("often", "0 weeks", "three months", "3"):
        with pytest.raises(ValueError):
            parse_duration(wrong)


def test_times_in_a_recording() -> None:
    assert parse_time("12:30") == 750
    assert parse_time("1:02:30") == 3750
    assert parse_time("90:00") == 5400
    for wrong in ("12", "1:60", "1:2:30", "1:75:00", "x"):
        with pytest.raises(ValueError):
            parse_time(wrong)
