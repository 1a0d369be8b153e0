"""What a build came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.problems.report import Summary

if TYPE_CHECKING:
    from sitegen.engine.planning import Ready
    from sitegen.memory.remembered import Step
    from sitegen.memory.tree import Tree


class Build(NamedTuple):
    """Its report, and what was made, if anything was."""

    report: Summary
    tree: Tree | None = None
    """None where there are errors: then nothing was written."""
    steps: tuple[Step, ...] = ()
    """What was made anew, and why."""
    written: int = 0
    """Files of the output that are new or changed."""
    removed: int = 0
    kept: tuple[str, ...] = ()
    """Routes of files that are no longer in the site but were changed by somebody, so they stay."""
    plan: Ready | None = None
    """None where nothing had to be planned, since all is as it was."""
