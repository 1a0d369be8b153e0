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
def keeping_sources(project: Path, name: str, release: str) -> Iterator[None]:
    """Keep the sources of the last build while its release is published to the place of that name.

    Where they cannot be kept, or are not what was built, none are: taking something back is slower then.
    """
    with suppress(OSError):
        last = load_last(project)
        snapshot = read_project(project, last)
        is_built = last.inputs.get("files") == snapshot.fingerprint
        sources = sources_of(snapshot, release, date.fromisoformat(last.inputs["day"])) if is_built else None
        write_sources(project, name, sources)
    yield
    with suppress(OSError):
        settle_sources(project, name, release)
