"""What there is to do, in the order in which it matters: of the files as they are, for the day that it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sitegen.desk.file_ids import file_id
from sitegen.intake.draft_files import is_untouched
from sitegen.model.names import kind_of
from sitegen.problems.problem import ERROR, plural
from sitegen.reading.dates import show_day
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sitegen.model.catalog import Catalog
    from sitegen.model.resolve import Entry
    from sitegen.model.values import Paged
    from sitegen.problems.problem import Problem
    from sitegen.serve.showing import Showing

_SOON = timedelta(days=14)
_PROBLEMS = "/_problems/"
_ANSWERING = ("awaiting", "holding")
_APPROVAL = ("not-approved", "approval-void", "published-unapproved")
_REVIEW = ("review-due",)
_IMPORTED = "imported"


class DeskTask(NamedTuple):
    """One thing to do, and where."""

    words: str
    detail: str
    href: str
    is_late: bool = False


class DeskTasks(NamedTuple):
    """The things of one kind."""

    name: str
    title: str
    tasks: tuple[DeskTask, ...]


def to_do(showing: Showing, text_of: Callable[[str], str]) -> tuple[DeskTasks, ...]:
    """All kinds of things that there are to do; none without any. `text_of` reads a file."""
    catalog = showing.plan.catalog
    found = [DeskTasks("mistakes", "Mistakes to mend", tuple(_mistakes(showing.problems, _titles(catalog))))]
    if catalog is not None:
        shown = [entry for entry in catalog.entries.values() if entry.route not in showing.plan.drafts]
        eyes = tuple(_not_looked_at(catalog, showing.plan.drafts, text_of))
        found.insert(0, DeskTasks("eyes", "Imported, and not looked at yet", eyes))
        found += [
            DeskTasks("drafts", "Drafts, which readers do not see yet", tuple(_drafts(catalog, showing.plan.drafts))),
            DeskTasks("waiting", "Questions that wait for an answer", tuple(_waiting(shown, catalog))),
            DeskTasks("promises", "Promises that are due or late", tuple(_promises(shown, catalog))),
            DeskTasks("reviews", "Answers to look at again", tuple(_told(showing.problems, _REVIEW, catalog))),
            DeskTasks("approvals", "Approvals that are missing", tuple(_told(showing.problems, _APPROVAL, catalog))),
        ]
    return tuple(tasks for tasks in found if tasks.tasks)


def href_of(path: str) -> str:
    """The desk's page for a file; the list of all problems where it has none."""
    page = {"entry": "question", "digest": "digest"}.get(kind_of(path) if path.startswith("content/") else "")
    return f"/_desk/{page}/{file_id(path)}" if page else _PROBLEMS


def _titles(catalog: Catalog | None) -> dict[str, str]:
    """Titles of questions and digests, by path."""
    if catalog is None:
        return {}
    titles = {entry.source.file.path: entry.source.title for entry in catalog.entries.values()}
    return titles | {digest.file.path: digest.title for digest in catalog.digests}


def _mistakes(problems: Iterable[Problem], titles: Mapping[str, str]) -> Iterator[DeskTask]:
    counts = Counter(problem.path for problem in problems if problem.severity == ERROR)
    told: set[str] = set()
    for problem in problems:
        if problem.severity == ERROR and problem.path not in told:
            told.add(problem.path)
            more = f" And {plural(counts[problem.path] - 1, 'thing')} more." if counts[problem.path] > 1 else ""
            title = titles.get(problem.path) or _short_path(problem.path)
            yield DeskTask(title, problem.message + more, href_of(problem.path))


def _not_looked_at(catalog: Catalog, drafts: frozenset[str], text_of: Callable[[str], str]) -> Iterator[DeskTask]:
    """Drafts that are as an import made them."""
    for entry in catalog.entries.values():
        file = entry.source.file
        if entry.route in drafts and _IMPORTED in file.head.extra and is_untouched(text_of(file.path)):
            yield DeskTask(entry.source.title, entry.digest.title, href_of(file.path))


def _drafts(catalog: Catalog, drafts: frozenset[str]) -> Iterator[DeskTask]:
    counts = Counter(entry.digest.file.path for entry in catalog.entries.values() if entry.route in drafts)
    for digest in reversed(catalog.digests):
        path = digest.file.path
        if route_of(path) in drafts:
            yield DeskTask(digest.title, f"the whole digest, with {plural(counts[path], 'question')}", href_of(path))
        elif counts[path]:
            yield DeskTask(digest.title, plural(counts[path], "question"), href_of(path))
    others: list[Paged] = [*catalog.topics.values(), *catalog.people.values(), *catalog.pages.values()]
    for value in others:
        if route_of(value.file.path) in drafts:
            yield DeskTask(_short_path(value.file.path), "see it", f"/{route_of(value.file.path)}")


def _waiting(entries: Iterable[Entry], catalog: Catalog) -> Iterator[DeskTask]:
    waiting = [entry for entry in entries if entry.source.state in _ANSWERING]
    for entry in sorted(waiting, key=lambda entry: (entry.source.answer_due or entry.date, entry.id)):
        due = entry.source.answer_due
        late = bool(due and due < catalog.today)
        by = f"was due on {show_day(due)}" if due and late else f"due on {show_day(due)}" if due else "without a day"
        yield DeskTask(entry.source.title, by, href_of(entry.source.file.path), late)


def _promises(entries: Iterable[Entry], catalog: Catalog) -> Iterator[DeskTask]:
    open_ones = [
        (promise.due_day, promise.text, entry)
        for entry in entries
        for promise in entry.source.commitments
        if promise.is_open and promise.due_day and promise.due_day <= catalog.today + _SOON
    ]
    for due, text, entry in sorted(open_ones, key=lambda one: (one[0], one[2].id)):
        late = due < catalog.today
        yield DeskTask(
            text, f"{'was due' if late else 'due'} on {show_day(due)}", href_of(entry.source.file.path), late
        )


def _told(problems: Iterable[Problem], codes: tuple[str, ...], catalog: Catalog) -> Iterator[DeskTask]:
    titles = _titles(catalog)
    for problem in problems:
        if problem.code in codes:
            title = titles.get(problem.path, _short_path(problem.path))
            yield DeskTask(title, problem.message, href_of(problem.path))


def _short_path(path: str) -> str:
    return path.removeprefix("content/").removeprefix("digests/").removesuffix(".md")
