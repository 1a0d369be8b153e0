"""What a publish would change, in the titles that people know."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.publish.release import Release

_ANSWER = "entry"
_GONE = ("tombstone",)
_NAMED = 20  # titles; more are counted


class RouteChange(NamedTuple):
    """A route whose bytes are not those on the host."""

    how: str
    """new, changed, removed, withdrawn."""
    route: str
    kind: str
    title: str

    @property
    def is_answer_gone(self) -> bool:
        """Whether readers no longer find an answer, with nothing in its place."""
        return (self.how, self.kind) == ("removed", _ANSWER)


class Plan(NamedTuple):
    """The difference between what is served and what was built."""

    changes: tuple[RouteChange, ...]
    size: int
    """Bytes that are new."""
    pages_before: int
    pages_after: int
    pages_removed: int

    @property
    def answers_gone(self) -> tuple[str, ...]:
        """The titles of the answers that readers no longer find, with nothing in their place."""
        return tuple(change.title for change in self.changes if change.is_answer_gone)

    def summary(self) -> str:
        """One line, such as “3 new answers, 1 changed, 0 removed; 14 other pages and files.”."""
        answers = [change for change in self.changes if change.kind == _ANSWER]
        count = {
            how: sum(change.how == how for change in answers) for how in ("new", "changed", "removed", "withdrawn")
        }
        text = f"{plural(count['new'], 'new answer')}, {count['changed']:,} changed, {count['removed']:,} removed"
        if count["withdrawn"]:
            text += f", {count['withdrawn']:,} withdrawn"
        others = len(self.changes) - len(answers)
        return text + (f"; {plural(others, 'other page or file', 'other pages and files')}" if others else "") + "."

    def lines(self, *, answers: bool = True) -> list[str]:
        """The changed answers and pages by their titles, answers first; without `answers`, the other pages alone."""
        titled = [change for change in self.changes if change.title and (answers or change.kind != _ANSWER)]
        titled.sort(key=lambda change: (change.kind != _ANSWER, change.how, change.title))
        lines = [f"  {change.how:<9} {change.title}" for change in titled[:_NAMED]]
        if len(titled) > _NAMED:
            lines.append(f"  … and {len(titled) - _NAMED:,} more")
        return lines


def make_plan(before: Release, after: Release) -> Plan:
    """The plan that turns one release into the other."""
    old, new = before.tree, after.tree
    changes: list[RouteChange] = []
    for route in sorted(old.keys() | new.keys()):
        was, made = old.get(route), new.get(route)
        if made is None and was is not None:
            changes.append(RouteChange("removed", route, was.kind, was.title))
        elif made is not None and was is None:
            changes.append(RouteChange("new", route, made.kind, made.title))
        elif made is not None and was is not None and was.sha256 != made.sha256:
            if made.kind in _GONE and was.kind == _ANSWER:
                changes.append(RouteChange("withdrawn", route, _ANSWER, was.title))
            else:
                changes.append(RouteChange("changed", route, made.kind, made.title))
    pages_before, pages_after = _pages(before), _pages(after)
    fresh = {new[change.route].sha256: new[change.route].size for change in changes if change.route in new}
    removed = len(set(pages_before) - set(pages_after))
    return Plan(tuple(changes), sum(fresh.values()), len(pages_before), len(pages_after), removed)


def _pages(release: Release) -> Sequence[str]:
    return [
        route
        for route, made in release.tree.items()
        if route.endswith(".html") and made.kind not in ("redirect", *_GONE)
    ]
