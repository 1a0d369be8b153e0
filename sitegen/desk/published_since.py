"""What readers have, by the copies that are kept of it, and what publishing now would change: no network is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.comparing.planned_record import make_record
from sitegen.engine.planning import Ready
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused
from sitegen.memory.remembered import RecordLost
from sitegen.problems.problem import plural
from sitegen.reading.dates import show_day
from sitegen.record.changes import CHANGED, GONE, MOVED, NEW, RESPELT, WITHDRAWN, compare
from sitegen.record.known import read_known
from sitegen.record.record_bytes import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.record.changes import RecordChange
    from sitegen.serve.preview import Preview

_SAID = {
    NEW: "New",
    CHANGED: "Changed",
    RESPELT: "Spelling",
    MOVED: "Moved",
    WITHDRAWN: "Withdrawn",
    GONE: "No longer there",
}


class ComingChange(NamedTuple):
    """What would become of one answer."""

    what: str
    """In a word or two."""
    title: str
    lines: tuple[str, ...]
    """Words before and after."""


class LivePlace(NamedTuple):
    """What stands at one place that the site is published to, as this copy last saw it."""

    name: str
    address: str
    since: str
    """In words; empty where it was never published from here."""
    answers: str
    differences: tuple[ComingChange, ...]
    unknown: str = ""
    """Why nothing can be said, in words."""


@no_garbage()
def live_places(preview: Preview, root: Path) -> tuple[LivePlace, ...]:
    """Each place of sitegen.yaml; the words are made while nothing of the plan moves."""
    with preview.at_leisure():
        showing = preview.showing
        plan = showing.plan
        if not isinstance(plan, Ready):
            return ()
        now = make_record(plan) if plan.settings.publish else None
        found = []
        for target in plan.settings.publish:
            place = LivePlace(target.name, target.url or target.to, "", "", ())
            try:
                data = read_known(root, target.name)
                published = read_record(data) if data is not None else None
                if published is not None and now is not None:
                    changes = compare(published, now, plan.day, allowed=plan.given.options.allowed)[0]
                    place = place._replace(
                        since=show_day(published.day),
                        answers=plural(len(published.entries), "answer"),
                        differences=tuple(map(_difference, changes)),
                    )
            except (Refused, RecordLost, OSError):
                place = place._replace(
                    unknown="What was published there cannot be read here; publishing asks the host."
                )
            found.append(place)
        return tuple(found)


def _difference(change: RecordChange) -> ComingChange:
    return ComingChange(_SAID.get(change.what, change.what), change.title or change.id, change.details)
