"""What a preview asks of a build: to look again at some files, to plan again, and to make one page.

A preview plans after every save, and most saves change nothing but the words of a body. Then the plan stands, and only
the pages that hold these words are told of them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sitegen.build.inputs import PageInputs
from sitegen.build.jobs import Workers
from sitegen.build.looking import TOPS, Look, look_at
from sitegen.build.making import PlainFile, make_page, plain_files
from sitegen.build.parsing import parse_all
from sitegen.build.planning import Plan, make_plan, zone_of
from sitegen.build.project import open_store
from sitegen.model.names import kind_of
from sitegen.problems.problem import Problem
from sitegen.reading.links import route_of
from sitegen.site.bodies import AbsoluteBody, Body, BodyLost
from sitegen.site.pages import Page
from sitegen.site.templates import BadTemplate
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot

__all__ = [
    "TOPS",
    "Look",
    "Page",
    "PageInputs",
    "PlainFile",
    "Plan",
    "Planner",
    "Problem",
    "line_reader",
    "route_of",
]


class Planner:
    """Plans one project again and again."""

    def __init__(self, root: Path, today: Callable[[str], date], *, drafts: bool) -> None:
        """`drafts` shows drafts as if they were published."""
        self._root, self._today, self._drafts = root, today, drafts
        self._store = open_store(root)
        self._snapshot: Snapshot | None = None
        self._day: date | None = None
        self.plan: Plan | None = None
        """The last plan, with or without errors."""

    def look(self, paths: frozenset[str] | None) -> Look:
        """What the disk shows now at the paths, at all of them where None; raises Refused where it has gone."""
        return look_at(self._root, self._snapshot, paths)

    def is_another_day(self) -> bool:
        """Whether the day has changed since the last plan."""
        catalog = self.plan.catalog if self.plan else None
        return catalog is not None and self._today(zone_of(catalog.settings)) != self._day

    def again(self, look: Look) -> Plan:
        """The plan of what was seen."""
        plan = self._with_new_words(look) or self._planned(look.snapshot)
        self._snapshot, self.plan = look.snapshot, plan
        self._day = plan.catalog.today if plan.catalog else None
        return plan

    def make(self, plan: Plan, page: Page | PlainFile) -> bytes | Problem:
        """The bytes at an address, or why there are none; raises OSError where a file has gone."""
        if isinstance(page, PlainFile):
            return page.read()
        try:
            return make_page(plan, page)
        except BadTemplate as error:
            return error.problem
        except BodyLost:
            # Another program has tidied up what was remembered: everything is read again, once.
            assert self._snapshot is not None
            self._store.forget_all()
            self._planned(self._snapshot)
            return make_page(plan, page)

    def routes(self, plan: Plan) -> dict[str, Page | PlainFile]:
        """What stands at each address."""
        assert self._snapshot is not None
        found: dict[str, Page | PlainFile] = {page.route: page for page in plan.pages}
        return found | {file.route: file for file in plain_files(plan, self._snapshot)}

    def _planned(self, snapshot: Snapshot) -> Plan:
        return make_plan(snapshot, self._store, self._today, drafts=self._drafts)

    def _with_new_words(self, look: Look) -> Plan | None:
        """The last plan, its pages told of new words in some bodies; None where more than words has changed."""
        plan, last = self.plan, self._snapshot
        if plan is None or last is None or plan.site is None or plan.catalog is None or self.is_another_day():
            return None
        if not all(path in last.files and path in look.snapshot.files and _has_words(path) for path in look.changed):
            return None
        settings = plan.catalog.settings
        words, workers = Words(settings.language), Workers(1)
        parts = [
            snapshot._replace(files={path: snapshot.files[path] for path in look.changed})
            for snapshot in (last, look.snapshot)
        ]
        before, after = (parse_all(part, self._store, settings, words, workers) for part in parts)
        known = {problem.path for problem in plan.problems}
        if before.problems or after.problems or known & set(look.changed) or len(before.values) != len(after.values):
            return None
        if any(_meaning(old) != _meaning(new) for old, new in zip(before.values, after.values, strict=True)):
            return None
        pages = plan.pages
        for path in look.changed:
            mark = look.snapshot.files[path].fingerprint
            pages = tuple(_renewed_page(page, path, mark) if _holds(page, path) else page for page in pages)
        return plan._replace(pages=pages)


def line_reader(root: Path) -> Callable[[str, int], str]:
    """Gives a line of a file of the project, as the parser saw it."""
    known: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str:
        if path not in known:
            try:
                text = (root / path).read_bytes().decode("utf-8-sig", "replace")
            except OSError:
                text = ""
            known[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = known[path]
        return lines[line - 1] if line <= len(lines) else ""

    return line_of


def _has_words(path: str) -> bool:
    return kind_of(path) in ("entry", "digest", "topic", "person", "page")


def _meaning(value: Any) -> Any:
    """All that the file says but the words of its body, and the places of its links in them."""
    links = tuple(link._replace(line=0, column=0) for link in value.file.links)
    return value._replace(file=value.file._replace(links=links))


def _holds(page: Page, path: str) -> bool:
    """Whether the body of the file can be in the page."""
    if page.kind in ("print", "feed"):
        return path.removeprefix("content/digests/").removesuffix(".md") in page.entries or page.route.startswith(
            path.removeprefix("content/").removesuffix("index.md")
        )
    return page.route == route_of(path)


def _renewed_page(page: Page, path: str, mark: str) -> Page:
    return page._replace(view=_renewed(page.view, path, mark))


def _renewed(value: Any, path: str, mark: str) -> Any:
    """The value with the body of the file known by its new fingerprint."""
    if isinstance(value, Body | AbsoluteBody):
        return value.renewed(path, mark)
    if isinstance(value, dict):
        return {key: _renewed(inner, path, mark) for key, inner in value.items()}
    if not isinstance(value, tuple):
        return value
    parts = [_renewed(inner, path, mark) for inner in value]
    if all(new is old for new, old in zip(parts, value, strict=True)):
        return value
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
