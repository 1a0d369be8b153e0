"""Work that any process can do: values in, values out, nothing shared but the disk.

Every `concurrent.futures.Executor` will do: a pool of processes here, a cluster's client elsewhere, as long as it sees
the project's and the output's folders.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from sitegen.engine.cache_keys import PartKeys
from sitegen.engine.packing import Packed, pack_view, unpack_findable
from sitegen.memory.output import stage
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems.problem import Problem
from sitegen.rendering.template_cache import TemplateCache
from sitegen.rendering.templates import BadTemplate, Template, Templates
from sitegen.search.index import make_index
from sitegen.site.kinds import kind_named
from sitegen.site.pages import Viewed, viewed
from sitegen.site.views import Site
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor


_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

FEW = 300
"""Fewer pieces of work than this are not worth another process."""
_CHUNK = 40
_PR_SET_PDEATHSIG = 1


class PageTask(NamedTuple):
    """A page to be made."""

    page: Viewed | Unseen
    standing: str
    """The hash of what stands at its route now."""
    is_wanted: bool
    """Whether its view is to be remembered."""


class Unseen(NamedTuple):
    """A page whose view is still to be made of its parts."""

    route: str
    kind: str
    parts: Any


class RenderJob(NamedTuple):
    """Pages to make and to stage."""

    templates: tuple[tuple[str, Template], ...]
    language: str
    site: Site
    staged: Path
    """The folder for what waits to be swapped in."""
    tasks: Sequence[PageTask]
    own_code: OwnCode = NOTHING


class IndexJob(NamedTuple):
    """A search index to make and to stage."""

    entries: Iterable[Packed]
    language: str
    staged: Path
    standing: dict[str, str]
    """The hash of what stands at each route."""


class Staged(NamedTuple):
    """A file of the index that waits to be swapped in."""

    route: str
    sha256: str
    size: int


class Rendered(NamedTuple):
    """What came of one page."""

    sha256: str = ""
    size: int = 0
    parts: str = ""
    """What its view is made of, where that was wanted; so is the view."""
    packed: bytes = b""
    problem: Problem | None = None


def run_index(job: IndexJob) -> list[Staged]:
    """Make the whole search index and stage its shards."""
    shards = make_index(map(unpack_findable, job.entries), job.language)
    return [Staged(r, stage(job.staged, data, job.standing.get(r, "")), len(data)) for r, data in shards.items()]


def run_render(job: RenderJob) -> list[Rendered]:
    """Make the pages and stage those whose bytes are new."""
    templates, keys = prepared_templates(job.templates, job.language, job.own_code.filters), PartKeys()
    found = []
    for page, standing, is_wanted in job.tasks:
        seen = page if isinstance(page, Viewed) else viewed(*page)
        try:
            data = render(seen, job.site, templates, job.own_code)
        except BadTemplate as error:
            found.append(Rendered(problem=error.problem))
            continue
        made = Rendered(stage(job.staged, data, standing), len(data))
        if is_wanted and isinstance(page, Unseen):
            made = made._replace(
                parts=keys.write(page.parts), packed=pack_view(seen) if kind_named(seen.kind).is_kept else b""
            )
        found.append(made)
    return found


def render(page: Viewed, site: Site, templates: Templates, own_code: OwnCode = NOTHING) -> bytes:
    """The bytes of a page; raises BadTemplate, RecordLost."""
    make = kind_named(page.kind).make
    if make:
        return make(page.view)
    name = own_code.template(page.kind)
    return templates.render(name, page.view, site) if name else own_code.make(page)


@lru_cache(maxsize=2)
def prepared_templates(
    sources: tuple[tuple[str, Template], ...], language: str, filters: tuple[tuple[str, Callable[..., Any]], ...] = ()
) -> Templates:
    """The templates, compiled once in each process; with filters that are not ours."""
    return Templates(dict(sources), Words(language), TemplateCache(language), dict(filters))


class Task(Generic[_Result]):
    """A job that was begun, perhaps in another process."""

    def __init__(self, result: Callable[[], _Result], wait: Callable[[], object] | None = None) -> None:
        """`wait` waits for its end; without it nothing happens until the result is asked for."""
        self.result, self._wait = result, wait

    def drop(self) -> None:
        """Wait until it does nothing more."""
        if self._wait is not None:
            self._wait()


class Workers:
    """Runs jobs in this process, or in several where there is enough to do."""

    def __init__(self, jobs: int | None = None, executor: Executor | None = None) -> None:
        """At most `jobs` processes, by default one for each core; or the given executor."""
        self._jobs, self._executor = jobs or os.cpu_count() or 1, executor

    def map(
        self,
        run: Callable[[_Job], list[_Result]],
        make_job: Callable[[Sequence[Any]], _Job],
        pieces: Sequence[Any],
        chunk: int = _CHUNK,
    ) -> Iterator[_Result]:
        """The results for the pieces, in their order; `make_job` puts `chunk` of them into one job."""
        if self._executor is None and (self._jobs == 1 or len(pieces) < FEW):
            yield from run(make_job(pieces))
            return
        from concurrent.futures import ProcessPoolExecutor  # slow to import, and a small edit needs none
        from multiprocessing import get_context

        starts = range(0, len(pieces), chunk)
        if self._executor is None and sys.platform == "linux":
            # Forked children have everything already: nothing but the places of the chunks is sent to them.
            work = (os.getpid(), run, make_job, pieces, chunk)
            with ProcessPoolExecutor(self._jobs, get_context("fork"), _inherit, work) as pool:
                yield from chain.from_iterable(pool.map(_run_inherited, starts))
            return
        jobs = (make_job(pieces[start : start + chunk]) for start in starts)
        if self._executor is not None:
            yield from chain.from_iterable(self._executor.map(run, jobs))
            return
        with ProcessPoolExecutor(self._jobs, get_context("spawn")) as pool:
            yield from chain.from_iterable(pool.map(run, jobs))

    @property
    def can_fork(self) -> bool:
        """Whether other processes have all that this one has."""
        return self._executor is None and sys.platform == "linux"

    def share(self, run: Callable[[Sequence[_Job]], list[_Result]], pieces: Sequence[_Job]) -> Iterable[_Result]:
        """The results for the pieces, in their order, of work that needs much which only this process has.

        Forked processes have it too; where there are none it is done here.
        """
        return self.map(run, list, pieces, len(pieces) // (4 * self._jobs) + 1) if self.can_fork else run(pieces)

    def beside(self, run: Callable[[_Job], _Result], job: _Job, *, is_much: bool) -> Task[_Result]:
        """Begin the job in a process of its own, where that is worth it; else it waits until it is asked for."""
        if self._executor is not None:
            future = self._executor.submit(run, job)
        elif self._jobs == 1 or not is_much or sys.platform != "linux":
            return Task(partial(run, job))
        else:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            pool = ProcessPoolExecutor(1, get_context("fork"), _inherit, (os.getpid(), run, job))
            future = pool.submit(_run_all_inherited)
            pool.shutdown(wait=False)
        return Task(future.result, future.exception)


_inherited: Any = None


def _inherit(parent: int, *work: Any) -> None:
    global _inherited  # noqa: PLW0603 - how a forked process gets its work
    _inherited = work
    _end_with(parent)


def _end_with(parent: int) -> None:
    """See to it that Linux ends this process when its parent is killed: it holds the parent's lock (prctl(2))."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has gone already
        os._exit(1)


def _run_all_inherited() -> Any:
    run, job = _inherited
    return run(job)


def _run_inherited(start: int) -> list[Any]:
    run, make_job, pieces, chunk = _inherited
    found: list[Any] = run(make_job(pieces[start : start + chunk]))
    return found
