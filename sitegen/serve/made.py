"""Pages as somebody looked at them: shown again while they are made of the same things."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sitegen.problems.problem import Problem

_KEPT = 512  # pages: those that somebody looked at last


class MadePage(NamedTuple):
    """A page, and what it was made from."""

    view: Any
    around: tuple[str, ...]
    """What stands for all else."""
    data: bytes
    at_gate: tuple[Problem, ...] = ()
    """What looks private in it, and in no source."""

    def is_of(self, view: Any, around: tuple[str, ...]) -> bool:
        """Whether it was made of these. Sometimes wrongly not; quicker than asking what stands for the view."""
        return self.around == around and _is_same(self.view, view)


class MadePages:
    """The pages by route, as many as are worth keeping."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, MadePage] = OrderedDict()

    def find(self, route: str) -> MadePage | None:
        """The page at the route, as it was last made."""
        page = self._pages.get(route)
        if page is not None:
            self._pages.move_to_end(route)
        return page

    def keep(self, route: str, page: MadePage) -> None:
        """Keep the page, in the place of the one that was looked at longest ago."""
        self._pages[route] = page
        self._pages.move_to_end(route)
        if len(self._pages) > _KEPT:
            self._pages.popitem(last=False)


def _is_same(before: Any, now: Any) -> bool:
    """Whether two values are the same objects, or equal where that leaves no doubt: a True and a 1 are shown unlike."""
    if before is now:
        return True
    if type(before) is not type(now):
        return False
    if isinstance(now, tuple):
        return len(before) == len(now) and all(map(_is_same, before, now))
    return isinstance(now, str | int | date) and before == now
