"""What every publish leaves here, so that something can be taken back later whatever becomes of the files."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from sitegen.engine.workspace import load_last, read_project
from sitegen.withdrawal.kept_sources import settle_sources, sources_of, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def keeping_sources(project: Path, memory: Path, name: str, release: str) -> Iterator[None]:
    """Keep the sources of the last build while its release is published to the place of that name.

    `memory` is the folder that holds what was remembered of that build. Where the sources cannot be kept, or are not
    all that was built from, none are: taking something back is slower then.
    """
    with suppress(OSError):
        last = load_last(memory)
        snapshot = read_project(project, last)
        is_all = last.inputs.get("files") == snapshot.fingerprint and "own code" not in last.inputs
        day = date.fromisoformat(last.inputs["day"]) if is_all else None
        write_sources(project, name, sources_of(snapshot, release, day) if day else None)
    yield
    with suppress(OSError):
        settle_sources(project, name, release)
