"""The site brought to its readers from the desk: first what would change, in titles; then that, and nothing else."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.api.building import build
from sitegen.api.publishing import built_site, compare, go_back, looking, send
from sitegen.api.recorded_site import NotToldOf
from sitegen.api.target import choose_target, place_of, read_settings
from sitegen.memory.refused import Refused
from sitegen.problems.problem import ERROR, has_errors, plural
from sitegen.publish.outcome import still_old

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.api.project_folder import Project
    from sitegen.api.publishing import BuiltSite
    from sitegen.api.readers_offer import ReadersOffer
    from sitegen.model.settings import Target
    from sitegen.problems.problem import Problem
    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Remote


class PublishPlan(NamedTuple):
    """What publishing would change at one place, and what has to be said before."""

    place: str
    release: str
    """Stands for the site as it would be published; empty where it cannot be built."""
    summary: str
    changes: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Of each answer: what, its title, and the words before and after."""
    others: tuple[str, ...]
    """Other pages, a line each."""
    problems: tuple[Problem, ...]
    """What keeps it back."""
    asked: tuple[Problem, ...]
    """What the gate asks about."""
    questions: tuple[str, ...]
    """What somebody has to say yes to."""
    refused: str
    """Why it would be refused all the same."""
    removed: int
    """Pages that would go, where the number of them has to be typed; else 0."""

    @property
    def is_nothing(self) -> bool:
        """Whether readers have all of this already."""
        return bool(self.release) and not self.changes and not self.summary

    @property
    def may_go(self) -> bool:
        """Whether it can be published, once the questions are answered."""
        return bool(self.release) and not self.problems and not self.refused and not self.is_nothing


class PublishingDesk:
    """Publishes one project, one thing at a time."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._one = Lock()
        self.sent, self.size = 0, 0
        """Bytes that are there, of all that are sent."""

    def plan(self, name: str, removals: int | None) -> PublishPlan:
        """What would change; the site is built for it. Raises Refused."""
        with _alone(self._one):
            target, place = self._place(name)
            built, problems = self._built()
            if built is None:
                return PublishPlan(place.where, "", "", (), (), problems, (), (), "", 0)
            questions: list[str] = []
            try:
                result, offer = compare(self._project, target, place, built, removals, agree=_noting(questions))
            except NotToldOf as untold:
                return PublishPlan(place.where, built.release.id, "", (), (), untold.problems, (), (), "", 0)
            return _plan_of(place, result, offer, questions)

    def publish(self, name: str, release: str, agreed: list[str], removals: int | None) -> dict[str, Any]:
        """Publish what was shown, to which `agreed` are the questions that were answered with yes. Raises Refused."""
        with _alone(self._one):
            target, place = self._place(name)
            built, problems = self._built()
            if built is None or built.release.id != release:
                why = "There is something to mend now" if problems else "Something was changed since you looked"
                raise Refused(f"{why}, so nothing was published.", "Look again at what would change.")

            def planned(plan: Plan, _: ReadersOffer, __: Remote) -> None:
                self.sent, self.size = 0, plan.size

            def sent(size: int) -> None:
                self.sent += size

            try:
                result = send(
                    *(self._project, target, place, built, removals),
                    planned=planned,
                    sent=sent,
                    agree=lambda question: question in agreed,
                )
            except NotToldOf as untold:
                raise Refused(untold.problems[0].message, "Look again at what would change.") from None
            return _told_of(result, place, "Live." if result.switched else "Readers have all of this already.")

    def go_back(self, name: str) -> dict[str, Any]:
        """Give readers what they had before. Raises Refused."""
        with _alone(self._one):
            target, place = self._place(name)
            return _told_of(go_back(self._project, target, place), place, "Undone: readers have what they had before.")

    def history(self, name: str) -> tuple[str, ...]:
        """What was published, the last first, in words. Raises Refused."""
        from sitegen.api.ledgers import compare_records
        from sitegen.publish.chronicle import history_lines, read_history

        _, place = self._place(name)
        with looking(place):
            return tuple(history_lines(read_history(place, compare_records), place.zone))

    def _place(self, name: str) -> tuple[Target, PublishTarget]:
        settings = read_settings(self._project.root)
        target = choose_target(settings, name)
        return target, place_of(self._project.root, settings, target)

    def _built(self) -> tuple[BuiltSite | None, tuple[Problem, ...]]:
        """The site as it is now, or its mistakes. In this process: one with threads cannot share work well."""
        report = build(self._project, jobs=1)
        errors = tuple(problem for problem in report.problems if problem.severity == ERROR)
        return (built_site(report), ()) if report.ok else (None, errors)


@contextmanager
def _alone(lock: Lock) -> Iterator[None]:
    """One after the other: who comes meanwhile is told so."""
    if not lock.acquire(blocking=False):
        raise Refused("Publishing is going on already.", "Wait until it has ended.")
    try:
        yield
    finally:
        lock.release()


def _noting(questions: list[str]) -> Callable[[str], bool]:
    def note(question: str) -> bool:
        questions.append(question)
        return True

    return note


def _plan_of(place: PublishTarget, result: Result, offer: ReadersOffer, questions: list[str]) -> PublishPlan:
    plan = result.plan
    if not has_errors(offer.problems):
        offer.passage.check_asked(None, _noting(questions))
    is_first = result.host.site is None
    return PublishPlan(
        place.where,
        result.release.id,
        plan.summary() if plan.changes or is_first else "",
        tuple((change.what, change.title or change.id, change.details) for change in offer.changes),
        tuple(line.strip() for line in plan.lines(answers=not offer.is_known)),
        tuple(problem for problem in offer.problems if problem.severity == ERROR),
        offer.passage.asked,
        tuple(questions),
        result.refused.message if result.refused else "",
        plan.pages_removed if result.refused and plan.pages_removed else 0,
    )


def _told_of(result: Result, place: PublishTarget, done: str) -> dict[str, Any]:
    """What came of it, in words, and whether readers have it."""
    lines, served = [*result.remarks], result.served
    if served is not None and served.verdict == "served":
        lines.insert(0, f"Fetched and compared: {place.url} serves it.")
    elif served is not None and served.verdict == "old":
        lines.insert(0, still_old(result, place.url))
    elif served is not None:
        lines.insert(0, f"The new site is in its folder, but {served.why}. Look at the web server’s settings.")
    is_served = served is None or served.verdict in ("served", "old")
    pages = plural(result.plan.pages_after, "page")
    return {"words": done, "lines": [f"{pages} at {place.url or place.where}.", *lines], "good": is_served}
