"""The hosts that a site is published to: whether they can be reached, written to, and tell the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.api.publishing import looking
from sitegen.api.target import place_of
from sitegen.api.target_words import words_of_target
from sitegen.doctor.clock import clock, verdict_on_clocks
from sitegen.doctor.verdict import Verdict, good, mend, mind
from sitegen.memory.refused import Refused
from sitegen.publish.http import fetch
from sitegen.publish.release import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.model.settings import Settings, Target


def look_at_hosts(root: Path, settings: Settings) -> Iterator[Verdict]:
    """What is said of each place that the settings name."""
    if not settings.publish:
        yield mind("sitegen.yaml names no place to publish to.", "Add “publish:” to it when there is one.")
    for target in settings.publish:
        yield _target(root, settings, target)
        if not target.url:
            yield mind(
                f"“{target.name}” has no “url:”, so a publish does not look at what readers get.",
                "Write the address at which they read the site into sitegen.yaml:  url: https://…",
            )
        elif date := fetch(target.url, MARKER, 0).date:
            yield from verdict_on_clocks(target.url, date, clock())


def _target(root: Path, settings: Settings, target: Target) -> Verdict:
    try:
        place = place_of(root, settings, target)
        with looking(place):
            return good(" ".join(words_of_target(place)))
    except Refused as refused:
        return mend(refused.message, refused.hint)
