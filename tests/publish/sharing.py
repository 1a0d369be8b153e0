"""Many points of a sweep tried by several processes at once, each forked from the test as it stands."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING, TypeVar

from publishing import SWEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Point = TypeVar("Point")
PROCESSES = (os.cpu_count() or 1) if SWEEP else 1


def try_all(points: Sequence[Point], attempt: Callable[[Point], object]) -> None:
    """Try each point; the first that fails in each process fails here, with what it said."""
    if PROCESSES == 1:
        for point in points:
            attempt(point)
        return
    children = [_begin(points[number::PROCESSES], attempt) for number in range(PROCESSES)]
    said = [_end(*child) for child in children]
    assert not any(said), "\n\n".join(filter(None, said))


def _begin(points: Sequence[Point], attempt: Callable[[Point], object]) -> tuple[int, int]:
    """A child that tries the points, and where it says what went wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        for point in points:
            attempt(point)
    except BaseException:  # noqa: BLE001 - it must not come back into the test's own run
        os.write(writing, f"at {point}:\n{traceback.format_exc()}".encode()[:60_000])
        os._exit(1)
    os._exit(0)


def _end(child: int, reading: int) -> str:
    with open(reading, "rb") as stream:
        said = stream.read().decode()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return said or (f"a process ended with {code}" if code else "")
