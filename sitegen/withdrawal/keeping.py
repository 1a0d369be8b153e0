"""What every publish leaves here, so that something can be taken back later whatever becomes of the files."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from sitegen.engine.workspace import load_last, read_project
from sitegen.withdrawal.kept_sources import are_kept, settle_sources, sources_of, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.engine.planning import Ready
    from sitegen.memory.snapshot import Snapshot


@contextmanager
def keeping_sources(project: Path, memory: Path, name: str, release: str, plan: Ready | None) -> Iterator[None]:
    """Keep the sources of the last build while its release is published to the place of that name.

    `plan` is that of the build; where there is none, `memory` is the folder that holds what was remembered of it. Where
    the sources cannot be kept, or are not all that was built from, none are: taking something back is slower then.
    """
    is_kept = False
    with suppress(OSError):
        is_kept = are_kept(project, name, release)
    if is_kept:
        yield
        return
    with suppress(OSError):
        snapshot, day = _planned(plan) if plan else _remembered(project, memory)
        write_sources(project, name, sources_of(snapshot, release, day) if day else None)
    yield
    with suppress(OSError):
        settle_sources(project, name, release)


def _planned(plan: Ready) -> tuple[Snapshot, date | None]:
    """What was built from, and for which day; no day where that is not all."""
    return plan.given.snapshot, None if plan.given.own_code else plan.day


def _remembered(project: Path, memory: Path) -> tuple[Snapshot, date | None]:
    """The same, as far as it is there still."""
    last = load_last(memory)
    snapshot = read_project(project, last)
    is_all = last.inputs.get("files") == snapshot.fingerprint and "own code" not in last.inputs
    return snapshot, date.fromisoformat(last.inputs["day"]) if is_all else None
