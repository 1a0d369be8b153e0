"""A Dask scheduler and workers on loopback, each a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COUNTED = """
import os
from distributed import WorkerPlugin

class Counted(WorkerPlugin):
    def transition(self, key, start, finish, **more):
        if finish == "executing":
            with open(os.environ["COUNTED"], "a") as file:
                file.write(f"{key}\\n")

async def dask_setup(worker):
    await worker.plugin_add(Counted())
"""


class Running(NamedTuple):
    """A scheduler, and how to start workers for it."""

    address: str
    pid: int
    folder: Path
    start: Callable[..., subprocess.Popen[bytes]]

    def await_worker(self, name: str) -> None:
        """Return when the scheduler knows it."""
        wait_for(lambda: f"name: {name}" in (self.folder / "log").read_text())

    def jobs_of(self, name: str) -> int:
        """How many jobs a worker was given."""
        file = self.folder / f"{name}.jobs"
        return len(file.read_text().splitlines()) if file.exists() else 0


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Running]:
    """A scheduler on loopback; all that was started is ended."""
    started: list[subprocess.Popen[bytes]] = []

    def launch(*command: str, **variables: str) -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:], "--no-dashboard"],
                cwd=folder,
                env=os.environ | variables,
                stdout=log,
                stderr=log,
            )
        started.append(process)
        return process

    def start(name: str, preload: str = "", **variables: str) -> subprocess.Popen[bytes]:
        (folder / f"{name}.py").write_text(COUNTED + preload)
        options = [
            "--name",
            name,
            "--nthreads",
            "1",
            "--no-nanny",
            "--local-directory",
            str(folder),
            "--preload",
            str(folder / f"{name}.py"),
        ]
        return launch("worker", address, *options, COUNTED=str(folder / f"{name}.jobs"), **variables)

    where = folder / "scheduler.json"
    try:
        scheduler = launch("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where))
        address = wait_for(lambda: json.loads(where.read_text())["address"])
        yield Running(address, scheduler.pid, folder, start)
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


def wait_for(look: Callable[[], Any]) -> Any:
    """What it gives, once it gives something."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ValueError, KeyError):
            if found := look():
                return found
        time.sleep(0.05)
    raise TimeoutError
