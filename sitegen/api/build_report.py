"""What came of a build, a check or a publish, as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.problems.problem import ERROR, NOTICE, Problem, has_errors
from sitegen.problems.report import as_text

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.engine.build_result import Build
    from sitegen.memory.output import Output
    from sitegen.memory.remembered import Step
    from sitegen.memory.tree import Tree
    from sitegen.problems.report import Held
    from sitegen.publish.outcome import Result


class Report(NamedTuple):
    """What there is to say of a site, and what was done to it. Printed, it is what the commands print."""

    folder: Path
    """The project's."""
    build: Build
    output: Output | None = None
    """The folder of the built site; None where nothing was to be built."""
    removed: tuple[str, ...] = ()
    """Addresses at which nothing stands any more."""
    published: Result | None = None
    """What came of publishing; None where it did not come to that."""

    @property
    def ok(self) -> bool:
        """Whether there are no errors; notices do not count. With errors nothing is written and nothing published."""
        return not has_errors(self.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that there is to mend and to know, in the order of the files."""
        return self.build.report.problems

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What there is to mend."""
        return tuple([problem for problem in self.problems if problem.severity == ERROR])

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What there is to know."""
        return tuple([problem for problem in self.problems if problem.severity == NOTICE])

    @property
    def counts(self) -> dict[str, int]:
        """How much there is: entries (answers, tombstones included), digests, topics, people, pages."""
        report = self.build.report
        return {name: getattr(report, name) for name in ("entries", "digests", "topics", "people", "pages")}

    @property
    def held_back(self) -> tuple[Held, ...]:
        """The files that are not shown, and why."""
        return self.build.report.held_back

    @property
    def waiting(self) -> tuple[Held, ...]:
        """Those among them that are not shown since nobody has approved them."""
        from sitegen.model.values import waits  # a build that has nothing to do asks for nothing

        return tuple([held for held in self.held_back if waits(held.reason)])

    @property
    def tree(self) -> Tree:
        """What stands at each address of the built site; of the last one without errors."""
        return self.output.tree if self.output is not None else {}

    @property
    def made(self) -> tuple[str, ...]:
        """The addresses of all that was made anew."""
        return tuple(step.key.removeprefix("page ") for step in self.steps if step.key.startswith("page "))

    @property
    def steps(self) -> tuple[Step, ...]:
        """All that was read or made anew, and why."""
        return self.build.steps

    @property
    def kept(self) -> tuple[str, ...]:
        """Addresses that are no longer part of the site, where somebody changed the file, so that it stays."""
        return self.build.kept

    def __str__(self) -> str:
        from sitegen.memory.lines import line_reader

        return as_text(self.problems, line_reader(self.folder), _plain)


def _plain(text: str, _: Any) -> str:
    return text
