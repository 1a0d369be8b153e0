"""Where the time of a cold build goes: seconds from start to end of each stage, in one run; and peak memory.

    python benchmarks/stages.py --site /tmp/benchmarks/corpus-10000 --jobs 2

Stages lie inside one another, and the index is made beside the pages. What was built before is moved aside first.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sitegen.api.building
import sitegen.engine.given
import sitegen.engine.making
import sitegen.engine.outlining
import sitegen.engine.planning
import sitegen.engine.searching
from sitegen.cli import main as command
from sitegen.memory.output import Output

if TYPE_CHECKING:
    from collections.abc import Callable

_STAGES: tuple[tuple[Any, str, str], ...] = (
    (sitegen.api.building, "read_project", "read and hash the files"),
    (sitegen.engine.given, "parse_all", "parse them"),
    (sitegen.engine.planning, "make_catalog", "catalog and checks"),
    (sitegen.engine.outlining, "plan_site", "all of the plan"),
    (sitegen.engine.outlining, "relate", "related answers"),
    (sitegen.engine.outlining, "_look_at_pages", "what each page is made of"),
    (sitegen.engine.searching, "run_index", "the index, beside the pages"),
    (sitegen.engine.making.Making, "make", "the pages"),
    (Output, "swap", "swap them in"),
    (sitegen.api.building, "_save", "remember"),
)


def timed(label: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, which says afterwards how long it took."""

    @functools.wraps(call)
    def run(*arguments: Any, **keywords: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*arguments, **keywords)
        finally:
            print(f"{time.perf_counter() - start:6.2f} s  {label}", flush=True)

    return run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    aside = Path(tempfile.mkdtemp(dir=options.site.parent))
    for name in ("output", ".sitegen"):
        if (options.site / name).exists():
            os.rename(options.site / name, aside / name)
    for where, name, label in _STAGES:
        setattr(where, name, timed(label, getattr(where, name)))
    arguments = ["-C", str(options.site), "build", "--date", "2026-11-24", "--jobs", options.jobs]
    timed("everything but starting", functools.partial(command, arguments, standalone_mode=False))()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{peak / 1024:6.0f} MB  in the largest process")


if __name__ == "__main__":
    main()
