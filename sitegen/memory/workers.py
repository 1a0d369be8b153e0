"""Work shared out among processes: values in, values out, nothing shared but the disk.

Every `concurrent.futures.Executor` will do: a pool of processes here, a cluster's client elsewhere, as long as it sees
the project's and the output's folders.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

FEW = 300
"""Fewer pieces of work than this are not worth another process."""
_CHUNK = 40
_PR_SET_PDEATHSIG = 1


class Task(Generic[_Result]):
    """A job that was begun, perhaps in another process."""

    def __init__(
        self,
        result: Callable[[], _Result],
        wait: Callable[[], object] | None = None,
        cancel: Callable[[], bool] = lambda: False,
    ) -> None:
        """`wait` waits for its end; without it nothing happens until the result is asked for. `cancel` may end it."""
        self.result, self._wait, self._cancel = result, wait, cancel

    def drop(self) -> None:
        """Wait until it does nothing more."""
        if self._wait is not None:
            self._wait()

    def leave(self) -> None:
        """Be done with it, since what it is for has failed: at once where it can be ended, or is another machine's."""
        if not self._cancel():
            self.drop()


class Workers:
    """Runs jobs in this process, or in several where there is enough to do."""

    def __init__(self, jobs: int | None = None, executor: Executor | None = None) -> None:
        """At most `jobs` processes, by default one for each core; or the given executor, which does so many at once."""
        self._jobs, self._executor = jobs or os.cpu_count() or 1, executor

    def map(
        self,
        run: Callable[[_Job], list[_Result]],
        make_job: Callable[[Sequence[Any]], _Job],
        pieces: Sequence[Any],
        chunk: int = _CHUNK,
    ) -> Iterator[_Result]:
        """The results for the pieces, in their order; `make_job` puts `chunk` of them into one job."""
        starts = range(0, len(pieces), chunk)
        jobs = (make_job(pieces[start : start + chunk]) for start in starts)
        if self._executor is None and (self._jobs == 1 or len(pieces) < FEW):
            yield from chain.from_iterable(map(run, jobs))
            return
        from concurrent.futures import ProcessPoolExecutor  # slow to import, and a small edit needs none
        from multiprocessing import get_context

        if self._executor is None and sys.platform == "linux":
            # Forked children have everything already: nothing but the places of the chunks is sent to them.
            work = (os.getpid(), run, make_job, pieces, chunk)
            with ProcessPoolExecutor(self._jobs, get_context("fork"), _inherit, work) as pool:
                yield from chain.from_iterable(pool.map(_run_inherited, starts))
            return
        if self._executor is not None:
            yield from chain.from_iterable(_in_turn(self._executor, run, jobs, 4 * self._jobs))
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
            return Task(future.result, future.exception, future.cancel)
        if self._jobs == 1 or not is_much or sys.platform != "linux":
            return Task(partial(run, job))
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        pool = ProcessPoolExecutor(1, get_context("fork"), _inherit, (os.getpid(), run, job))
        future = pool.submit(_run_all_inherited)
        pool.shutdown(wait=False)
        return Task(future.result, future.exception)


def _in_turn(executor: Executor, run: Callable[[_Job], _Result], jobs: Iterable[_Job], ahead: int) -> Iterator[_Result]:
    """The results in the order of the jobs, at most `ahead` of them begun at once: each holds many pages."""
    begun: deque[Future[_Result]] = deque()
    try:
        for job in jobs:
            begun.append(executor.submit(run, job))
            if len(begun) > ahead:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        for future in begun:
            future.cancel()


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
