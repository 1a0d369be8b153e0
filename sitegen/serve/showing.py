"""What a preview shows at one moment, and what came of asking it, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.engine.plain_files import PlainFile
    from sitegen.engine.planning import Page, Plan
    from sitegen.memory.snapshot import Snapshot
    from sitegen.own.page_keys import PageKeys
    from sitegen.problems.problem import Problem
    from sitegen.problems.report import Summary


class Showing(NamedTuple):
    """All that the preview shows at one moment."""

    epoch: str
    """Told apart from every other moment, those of earlier servers too."""
    plan: Plan
    """The last one without errors; else the last one."""
    routes: Mapping[str, Page | PlainFile]
    keys: PageKeys | None
    """None where there are no pages."""
    report: Summary
    """With the problems of the files as they are now, and of the pages that could not be made from them."""
    is_current: bool
    """Whether the plan is that of the files as they are now; not so while they have errors."""
    files: str
    """Stands for the theme's files whose addresses stay the same when they change."""
    seen: Snapshot
    """The files that its problems are of."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that its report tells."""
        return self.report.problems


class Resource(NamedTuple):
    """What is at an address."""

    data: bytes
    kind: str
    """The kind of page; `asset` or `theme` for a file that is served as it is."""
    problem: Problem | None = None
    """Why these are older bytes, or none at all."""
    at_gate: tuple[Problem, ...] = ()
    """What looks private in these bytes, and in no source."""


class Refresh(NamedTuple):
    """What a look at the files came to."""

    paths: tuple[str, ...]
    seconds: float
    problems: tuple[Problem, ...]
    """Of the files as they are now."""
