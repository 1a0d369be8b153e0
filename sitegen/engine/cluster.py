"""Processes on other machines that share a build's work: the workers of a Dask scheduler.

They read and write the project's and the output's folders themselves, so these must be theirs too, at the same path.
"""

from __future__ import annotations

import logging
import re
import socket
from concurrent.futures import CancelledError, Executor, Future, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import sitegen
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import Refused, os_error_words
from sitegen.memory.regular import read_regular
from sitegen.memory.staged import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from distributed import Client

ANSWERS_WITHIN = 10.0  # seconds: what a scheduler that is there takes is a hundredth of that
PATIENCE = 15.0  # seconds: a worker that has died is started again in less
_ADDRESS = re.compile(r"tcp://(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/\[\]]+)):(\d{1,5})")
_LARGEST_GREETING = 1 << 20  # bytes: one that is longer is not a scheduler's
_UNCHANGED = "Nothing was written; the site has not changed. Without --cluster it is built here."
_LOGS = "distributed", "distributed.client", "distributed.worker", "distributed.core"


class Shared(NamedTuple):
    """What all workers must have: this sitegen, and the folders of the project and of what is made."""

    tool: str
    settings: str
    """The file `sitegen.yaml`."""
    its_fingerprint: str
    staged: Path
    """Where they put pages; whole paths, since each worker starts in a folder of its own."""


class _Answer(Future[Any]):
    """What will come of a job; raises Refused where the cluster fails."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self._cluster = cluster

    def result(self, timeout: float | None = None) -> Any:
        """What came of it, as long as there is anybody who works on it."""
        self._cluster.wait_for(self)
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Why nothing came of it."""
        self._cluster.wait_for(self)
        return super().exception(timeout)


class Cluster(Executor):
    """The workers of a scheduler, as a build sees them."""

    def __init__(self, client: Client, address: str, shared: Shared) -> None:
        self._client, self._address, self._shared = client, address, shared
        self._dask = client.get_executor(pure=False)  # else it would compare all that is sent

    def submit(self, run: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Begin a job on any worker that is the same as this process."""
        answer = _Answer(self)
        given = self._dask.submit(_run_there, self._shared.tool, run, *arguments, **named)
        given.add_done_callback(lambda done: self._tell(answer, done))
        return answer

    def wait_for(self, answer: Future[Any]) -> None:
        """Return when it is there; raises Refused when there has been no worker for some time."""
        is_lonely = False
        while not wait([answer], PATIENCE).done:
            was_lonely, is_lonely = is_lonely, not self._client.scheduler_info()["workers"]
            if was_lonely and is_lonely and not answer.done():
                raise Refused(f"The cluster at {self._address} has no worker any more.", _UNCHANGED)

    def _tell(self, answer: Future[Any], done: Future[Any]) -> None:
        """Pass on what came of a job, Dask's own failures in words."""
        from distributed import KilledWorker

        if not answer.set_running_or_notify_cancel():
            return  # nobody asks any more, since another job has failed
        error = CancelledError() if done.cancelled() else done.exception()
        if isinstance(error, CancelledError):
            error = _gone(self._address)
        elif isinstance(error, KilledWorker):
            error = Refused(f"Worker after worker of the cluster at {self._address} died of the same job.", _UNCHANGED)
        if error:
            answer.set_exception(error)
        else:
            answer.set_result(done.result())


@contextmanager
def connected(address: str, shared: Shared) -> Iterator[tuple[Cluster, int]]:
    """The workers of the scheduler at `tcp://HOST:PORT`, and how many jobs they do at once.

    Raises Refused where it does not answer, has no workers, or where one of them is not the same as this process.
    """
    make_client = _dask()
    _check_greeting(address)
    with make_client(address) as client:
        try:
            workers = client.nthreads()
            looks = client.run(_look_there, shared, on_error="return")
        except OSError as error:
            raise _gone(address) from error
        if not workers:
            hint = f"Start some, on each machine:  dask worker {address}"
            raise Refused(f"The cluster at {address} has no workers.", hint)
        for worker, found in looks.items():
            _check_worker(worker, found, shared)
        yield Cluster(client, address, shared), sum(workers.values())


def _gone(address: str) -> Refused:
    return Refused(f"The cluster at {address} does not answer any more.", _UNCHANGED)


def _check_greeting(address: str) -> None:
    """Listen for what a scheduler says to whoever connects: Dask itself would wait for it without end."""
    parts = _ADDRESS.fullmatch(address)
    if not parts or not 0 < int(parts[3]) < 1 << 16:
        hint = "Type it as the scheduler prints it:  --cluster tcp://HOST:PORT"
        raise Refused(f"“{address}” is no address of a cluster's scheduler.", hint)
    hint = "Start one with `dask scheduler`, and type the address that it prints; or build without --cluster."
    try:
        with socket.create_connection((parts[1] or parts[2], int(parts[3])), ANSWERS_WITHIN) as connection:
            head = connection.recv(8, socket.MSG_WAITALL)
    except OSError as error:
        why = "it says nothing" if isinstance(error, TimeoutError) else os_error_words(error)
        raise Refused(f"The cluster's scheduler at {address} does not answer: {why}.", hint) from error
    if len(head) < 8 or int.from_bytes(head, "little") > _LARGEST_GREETING:
        raise Refused(f"What answers at {address} is no scheduler of Dask.", hint)


def _dask() -> Callable[[str], Client]:
    """What connects to a scheduler; raises Refused where the extra is not installed."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        if error.name != "distributed":
            raise
        hint = "Install it:  python -m pip install 'sitegen[cluster]'"
        raise Refused("Building on a cluster needs a part of sitegen that is not installed here.", hint) from None
    for name in _LOGS:  # what it has to say is said in our words
        logging.getLogger(name).setLevel(logging.CRITICAL)

    def connect(address: str) -> Client:
        try:
            return Client(address, timeout=ANSWERS_WITHIN, set_as_default=False)
        except (OSError, ImportError, ValueError) as error:
            hint = "Install the same version of `distributed` here, with the scheduler and with its workers."
            raise Refused(f"The cluster's scheduler at {address} cannot be talked to: {error}.", hint) from error

    return connect


def _check_worker(worker: str, found: Any, shared: Shared) -> None:
    """Raises Refused for a worker whose pages might be others, or would not be found."""
    if isinstance(found, ModuleNotFoundError):
        found = ""
    if isinstance(found, str):
        what = "another sitegen, Python or libraries than this computer" if found else "no sitegen like this one"
        hint = "Start all workers from one installation, on the share or from the same image."
        raise Refused(f"The worker {worker} has {what}.", hint)
    file = shared.staged / found[0] if isinstance(found, tuple) else None
    if file is None or not file.is_file():
        hint = "Put the site's folder on a share that every machine has at the same path, for the same account."
        raise Refused(
            f"The worker {worker} does not see or write {shared.settings} and its folder as this computer does.", hint
        )
    file.unlink()


def _look_there(shared: Shared, dask_worker: Any) -> str | tuple[str]:
    """At a worker: another tool than ours; or the name of a file that it has put where pages will be."""
    tool = sitegen.fingerprint_of_tool()
    if tool != shared.tool:
        return tool
    if fingerprint_bytes(read_regular(shared.settings)) != shared.its_fingerprint:
        raise FileNotFoundError(shared.settings)
    return (stage(shared.staged, f"A worker was here: {dask_worker.address}".encode(), ""),)


def _run_there(tool: str, run: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """At a worker, which may have come later than the others."""
    if sitegen.fingerprint_of_tool() != tool:
        raise Refused(
            "A worker that came later has another sitegen, Python or libraries than this computer.",
            "Start all workers from one installation, on the share or from the same image.",
        )
    return run(*arguments, **named)
