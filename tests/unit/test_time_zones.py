"""Which names of time zones are taken, on every system alike."""

from __future__ import annotations

import zoneinfo

import pytest

from sitegen.model.schema.settings import parse_settings


def _settings(zone: str) -> tuple[str, list[str]]:
    settings, problems = parse_settings(f"title: T\nurl: https://intranet.example/\n{zone}".encode())
    assert settings
    return settings.timezone, [problem.code for problem in problems]


@pytest.mark.parametrize("name", ["Europe/London", "Europe/Paris", "UTC", "America/Argentina/Salta"])
def test_a_zone_is_taken(name: str) -> None:
    assert _settings(f"timezone: {name}\n") == (name, [])


@pytest.mark.parametrize(
    "name", ["europe/london", "Europe", "London", "posixrules", "posix/Europe/London", "../London"]
)
def test_what_is_not_named_as_a_zone_is_a_problem_and_the_day_is_told_by_another(name: str) -> None:
    assert _settings(f"timezone: {name}\n") == ("UTC", ["unknown-time-zone"])


def test_the_usual_zone_is_found_without_opening_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", lambda: pytest.fail("every file of a zone was opened"))
    assert _settings("") == ("Europe/London", [])
