"""What some work costs, in steps that are the same each time: no clock is asked.

`steps` sees the lines of our own code and every call, of C functions too; it is quick, and blind to what one such call
does. `python counting.py ROWS` lets valgrind count the processor's instructions, which sees everything.
"""

from __future__ import annotations

import cProfile
import gc
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sitegen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rows import Row

TIMES = (1, 2, 8)
WARM = 3
"""Done before anything is counted: another size than those that count, since answers are remembered."""
_OURS = str(Path(sitegen.__file__).parent)


def steps(work: Callable[[], Any]) -> int:
    """Lines of our own code that were run, and calls of anything."""
    lines = 0

    def in_ours(frame: Any, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return in_ours

    def look(frame: Any, event: str, argument: Any) -> Any:
        return in_ours if frame.f_code.co_filename.startswith(_OURS) else None

    before, profile = sys.gettrace(), cProfile.Profile()
    gc.disable()
    sys.settrace(look)
    profile.enable()
    try:
        work()
    finally:
        profile.disable()
        sys.settrace(before)
        gc.enable()
    return lines + sum(entry.callcount for entry in profile.getstats())


def numbers(row: Row) -> list[int]:
    """How many pieces are counted: none and one, for what any number costs, then n, twice and eight times as many."""
    return [0, 1, *(row.n * times for times in TIMES)]


def costs(row: Row) -> list[int]:
    """The steps for each of these numbers of pieces."""
    row.make(row.n * WARM)()  # what is imported, compiled or remembered once is no part of it
    return [steps(row.make(number)) for number in numbers(row)]


def order(costs: Sequence[int]) -> float:
    """The order of growth: the slope of the logarithm of cost over that of the number, less what any number costs."""
    none, one, *some = costs
    # One may take another way than none; where none is a mistake and costs more than some, n and 2n tell.
    least = min(none, one) if none < some[0] else 2 * some[0] - some[1]
    own = [max(1, cost - least) for cost in some]
    points = [(math.log(times), math.log(cost)) for times, cost in zip(TIMES, own, strict=True)]
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    rise = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return rise / sum((x - middle[0]) ** 2 for x, _ in points)


def instructions(rows: str) -> Mapping[str, list[int]]:
    """The instructions of each row of that collection, by valgrind: one process for each row and number."""
    command = [
        "valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
        sys.executable, __file__, rows,
    ]  # a command and its words  # fmt: skip
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    # In the order in which they ended, which is that of the names; a number of a process may come twice.
    counted = [int(count.replace(",", "")) for count in re.findall(r"==\d+== I +refs: +([\d,]+)", done.stderr)]
    found: dict[str, list[int]] = {}
    # A process is counted with all that was done before it came to be; the last count is of them all together.
    pairs = zip(counted[:-1:2], counted[1:-1:2], strict=True)
    for name, (before, count) in zip(done.stdout.splitlines(), pairs, strict=True):
        found.setdefault(name, []).append(count - before)
    return found


def _fork_each(rows: Mapping[str, Row]) -> None:
    """Do the work of each row in processes of their own, one after the other, and say which was which.

    Before each comes one that does nothing: what it took to prepare this row, and all rows before, is no part of it.
    """
    gc.disable()
    for name, row in rows.items():
        row.make(row.n * WARM)()
        for number in numbers(row):
            work = row.make(number)
            for what in (int, work):
                child = os.fork()
                if not child:
                    what()
                    os._exit(0)
                os.waitpid(child, 0)
            print(name, flush=True)


if __name__ == "__main__":
    import rows as all_rows

    _fork_each(getattr(all_rows, sys.argv[1]))
