"""What the preview shows now: one value, replaced in one assignment; pages are made when somebody looks at them."""

from __future__ import annotations

import secrets
import time
from threading import Condition, Thread
from typing import TYPE_CHECKING

from sitegen.engine.outline import INDEX
from sitegen.engine.plain_files import PlainFile
from sitegen.engine.planning import Ready
from sitegen.engine.workspace import TOPS
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.refused import refuse_os_error
from sitegen.metadata.piece import Damaged
from sitegen.own.code import NOTHING, OwnCode
from sitegen.own.page_keys import PageKeys
from sitegen.problems.problem import Problem, in_order
from sitegen.serve.made import MadePage, MadePages
from sitegen.serve.mender import Mended, Mender
from sitegen.serve.planner import Planner
from sitegen.serve.priority_lock import PriorityLock
from sitegen.serve.showing import Refresh, Resource, Showing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from sitegen.engine.planning import Page, Plan
    from sitegen.memory.scanning import Scan
    from sitegen.memory.snapshot import Snapshot

__all__ = ["TOPS", "Preview", "Refresh", "Resource", "Showing"]

_ABSENCE = 0.1  # seconds for which a file may be missing or empty while an editor saves it
_PAUSE = 0.01
_REST = 2.0  # seconds without a change before pages are made that nobody has asked for
_TRIES = 100  # looks at files that come and go faster than they can be read


class Preview:
    """The preview of one project."""

    def __init__(
        self,
        root: Path,
        today: Callable[[str], date],
        *,
        drafts: bool,
        own: OwnCode = NOTHING,
        cache: Path | None = None,
    ) -> None:
        """Read and plan the project; raises Refused where there is none."""
        self.root, self._drafts = root, drafts
        self._planner = Planner(root, today, drafts=drafts, own_code=own, cache=cache)
        self.mender = Mender(root)
        self._lock = PriorityLock()
        self._changed = Condition()
        self._closed = False
        self._server, self._number = secrets.token_hex(4), 0
        self._made = MadePages()
        self._checked: dict[str, tuple[str, Problem | None]] = {}
        """Route -> what stands for its inputs, and what was wrong with the page made from them."""
        self._since: tuple[Problem, ...] = ()
        """What was not as it had been published when somebody last looked."""
        self._follow(None)
        Thread(target=self._make_the_rest, name="rest", daemon=True).start()

    def look_again(self, paths: frozenset[str] | None) -> Refresh | None:
        """Look at the paths, at everything where None, and show what has changed; None where nothing has."""
        start = time.monotonic()
        changed = self._follow(paths if paths is None else paths | self._planner.unread)
        return None if changed is None else Refresh(changed, time.monotonic() - start, self.showing.problems)

    def _follow(self, paths: frozenset[str] | None) -> tuple[str, ...] | None:
        """Show what is new at the paths, and give those that are; None where nothing is."""
        for _ in range(_TRIES):
            found = self._scan(paths)  # meanwhile pages are served, since on a large site it takes a second
            if self._number and not found.changed and not self._planner.is_another_day():
                return None
            try:
                with self._lock.now():
                    self._show(self._planner.again(found), found.snapshot)
            except OSError as error:  # a file has gone since we looked
                failed, paths = error, None
                time.sleep(_PAUSE)
            else:
                return found.changed
        raise refuse_os_error(failed, "The files of the site cannot be read")

    def _scan(self, paths: frozenset[str] | None) -> Scan:
        """What the disk shows; a file that is missing or empty gets the time that editors need to save it."""
        end = time.monotonic() + _ABSENCE
        found = self._planner.scan(paths)
        while found.gone and time.monotonic() < end:
            time.sleep(_PAUSE)
            found = self._planner.scan(paths)
        return found

    def mend(self, token: str) -> Mended:
        """Write what a page of ours has offered by that token; what comes of it shows as after any edit."""
        showing = self.showing
        return self.mender.click(token, showing.problems, showing.seen)

    def _show(self, plan: Plan, seen: Snapshot) -> None:
        if isinstance(plan, Ready):
            routes, unversioned = self._planner.routes(plan), plan.given.theme.unversioned
            files = fingerprint({route: fingerprint_bytes(data) for route, data in unversioned.items()})
            report = plan.report._replace(problems=in_order((*plan.problems, *self._since)))
            keys = PageKeys(plan.given.renderer, plan.site, plan.bodies.words)
            showing = Showing("", plan, routes, keys, report, True, files, seen)
        elif self._number:
            # The last pages stay, under the mistakes.
            showing = self.showing._replace(report=plan.report, is_current=False, seen=seen)
        else:
            showing = Showing("", plan, {}, None, plan.report, False, "", seen)
        self._swap(showing)

    def _swap(self, showing: Showing) -> None:
        with self._changed:
            self._number += 1
            self.showing = showing._replace(epoch=f"{self._server}-{self._number}")
            self._changed.notify_all()

    def wait(self, epoch: str, seconds: float | None = None) -> str:
        """The epoch once it is another than this one, or after some seconds; an empty string at the end of it all."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.showing.epoch != epoch, seconds)
            return "" if self._closed else self.showing.epoch

    def close(self) -> None:
        """Let everybody go who waits for something new."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def at_leisure(self) -> AbstractContextManager[None]:
        """Meanwhile nothing of the plan moves; after everybody who waits for a page."""
        return self._lock.whenever()

    def serve(self, route: str) -> tuple[Showing, Resource | None]:
        """What is at the address, with the moment it belongs to; None where there is nothing."""
        with self._lock.now():
            showing = self.showing
            page = showing.routes.get(route)
            served: Resource | None
            if isinstance(page, PlainFile):
                served = self._read(showing, page)
            elif page is not None:
                served = self._served(showing, page)
            else:
                shard = self._planner.shard(showing.plan, route) if isinstance(showing.plan, Ready) else None
                served = Resource(shard, INDEX) if shard is not None else None
            return self.showing, served  # which may know of one more problem now

    def _served(self, showing: Showing, page: Page) -> Resource:
        plan, keys = showing.plan, showing.keys
        assert isinstance(plan, Ready)
        assert keys is not None
        viewed = plan.view(page)
        around, known = keys.around(viewed), self._made.find(page.route)
        if known and (not showing.is_current or known.is_of(viewed.view, around)):
            return Resource(known.data, page.kind, None, known.at_gate)
        made = self._planner.make(plan, page)
        if isinstance(made, Problem):
            self._note(showing, page.route, keys.of(viewed), made)
            return Resource(known.data if known else b"", page.kind, made)
        at_gate = self._planner.at_gate(plan, page, made)
        if showing.is_current:  # else the words of a body may be newer than the plan
            self._made.keep(page.route, MadePage(viewed.view, around, made, at_gate))
        return Resource(made, page.kind, None, at_gate)

    def _read(self, showing: Showing, file: PlainFile) -> Resource | None:
        try:
            data = self._planner.make(showing.plan, file)
        except (OSError, Damaged):
            return None  # just gone, or no file or picture any more; the next look will see it
        assert isinstance(data, bytes)
        return Resource(data, file.kind)

    def _note(self, showing: Showing, route: str, inputs: str, problem: Problem) -> None:
        """Show a problem that came up when a page was made, unless it is known."""
        self._checked[route] = (inputs, problem)
        if showing is self.showing and problem not in showing.problems:
            self._tell((*showing.problems, problem))

    def _make_the_rest(self) -> None:
        """Make pages in the background that nobody has asked for, to find out what is wrong with them.

        Only those that the project's own templates are in: with the theme's, pages do not fail. The bytes are not kept.
        """
        epoch = ""
        while epoch := self._at_rest(epoch):
            showing = self.showing
            if showing.is_current and isinstance(showing.plan, Ready):
                self._compare(showing.plan)
                self._check(showing.plan)

    def _compare(self, plan: Ready) -> None:
        """Tell what has changed for readers since it was published."""
        with self._lock.whenever():
            showing = self.showing
            since = self._planner.since(plan) if showing.plan is plan and showing.is_current else self._since
            if since != self._since:
                others = [problem for problem in showing.problems if problem not in self._since]
                self._since = since
                self._tell((*others, *since))

    def _tell(self, problems: Iterable[Problem]) -> None:
        report = self.showing.report._replace(problems=in_order(problems))
        self._swap(self.showing._replace(report=report))

    def _at_rest(self, epoch: str) -> str:
        """The next epoch that lasts for a while: whoever is saving should not wait for what nobody looks at."""
        later = self.wait(epoch)
        while later and (again := self.wait(later, _REST)) != later:
            later = again
        return later

    def _check(self, plan: Ready) -> None:
        kinds = self._planner.doubtful_kinds(plan)
        for page in [page for page in plan.pages if page.kind in kinds]:
            with self._lock.whenever():
                showing = self.showing
                if showing.plan is not plan or not showing.is_current or showing.keys is None or self._closed:
                    return
                inputs = showing.keys.of(plan.view(page))
                known = self._checked.get(page.route)
                if known and known[0] == inputs:
                    if known[1]:
                        self._note(showing, page.route, inputs, known[1])
                    continue
                made = self._planner.make(plan, page)
                if isinstance(made, Problem):
                    self._note(showing, page.route, inputs, made)
                else:
                    self._checked[page.route] = (inputs, None)
        for route in self._checked.keys() - {page.route for page in plan.pages}:
            del self._checked[route]
