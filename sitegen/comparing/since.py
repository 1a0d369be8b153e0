"""What has changed for readers since it was published, by the copies that the project keeps: no network is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.comparing.planned_record import make_record
from sitegen.comparing.waiting import waiting_of
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused
from sitegen.problems import unsaid_changes as problems
from sitegen.problems.problem import Problem, in_order
from sitegen.record.changes import compare
from sitegen.record.known import FOLDER, read_known
from sitegen.record.record_bytes import read_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.engine.planning import Ready
    from sitegen.model.settings import Settings
    from sitegen.record.release_record import ReleaseRecord


class KnownCopies:
    """The copies of what stands at each place, read again when they are others."""

    def __init__(self, root: Path) -> None:
        """`root` is the project's folder."""
        self._root = root
        self._read: dict[str, tuple[bytes, ReleaseRecord]] = {}

    @no_garbage()
    def problems_since(self, plan: Ready) -> tuple[Problem, ...]:
        """What is not as it was published, as notices: of several places each thing once. Raises RecordLost."""
        found: dict[tuple[str, str], list[Problem]] = {}
        now = None
        for published in self.published(plan.settings):
            if isinstance(published, Problem):
                found.setdefault((published.code, published.path), [published])
                continue
            now = now or make_record(plan)
            try:
                told_of = compare(published, now, plan.day, allowed=plan.given.options.allowed)[1]
                changed = waiting_of(plan.catalog).refused(published, told_of)
            except Refused:
                changed = (problems.record_unreadable(FOLDER),)
            told: dict[tuple[str, str], list[Problem]] = {}
            for problem in changed:
                told.setdefault((problem.code, problem.path), []).append(problem.softened())
            found = told | found
        return in_order(problem for several in found.values() for problem in several)

    def published(self, settings: Settings) -> Iterator[ReleaseRecord | Problem]:
        """The record of each place that there is a copy of, the newest first; a problem for one that cannot be read."""
        records = []
        for target in settings.publish:
            try:
                data = read_known(self._root, target.name)
                if data is None:
                    continue
                known = self._read.get(target.name)
                if known is None or known[0] != data:
                    known = self._read[target.name] = (data, read_record(data))
            except (Refused, OSError):
                yield problems.record_unreadable(f"{FOLDER}/{target.name}")
            else:
                records.append(known[1])
        yield from sorted(records, key=lambda record: record.day, reverse=True)
