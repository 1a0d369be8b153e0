"""What every publish brings along and leaves here: so that something can be taken back, and nothing comes back."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from sitegen.engine.workspace import load_last, read_project
from sitegen.memory.private import make_private
from sitegen.memory.regular import create, read_regular
from sitegen.publish.ledger import LastSeen
from sitegen.publish.records import is_id
from sitegen.publish.tree_ledger import make_ledger
from sitegen.withdrawal.change import removals_in
from sitegen.withdrawal.kept_sources import settle_sources, sources_file, sources_of, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.publish.ledger import Ledger
    from sitegen.publish.release import Release
    from sitegen.withdrawal.kept_sources import KeptSources


@contextmanager
def published_from(project: Path, memory: Path, name: str, site: str, release: Release) -> Iterator[Ledger]:
    """Gives what goes along with the release of the last build, and keeps its sources while it is published.

    `memory` is the folder that holds what was remembered of that build, `name` is that of the place. Where the sources
    cannot be kept, or are not all that was built from, none are: taking something back is slower then.
    """
    sources: KeptSources | None = None
    with suppress(OSError):
        last = load_last(memory)
        snapshot = read_project(project, last)
        if last.inputs.get("files") == snapshot.fingerprint and "own code" not in last.inputs:
            sources = sources_of(snapshot, release.id, date.fromisoformat(last.inputs["day"]))
        write_sources(project, name, sources)
    ledger = make_ledger(release, site, removals_in(sources.texts if sources else {}), read_seen(project, name))
    yield ledger
    with suppress(OSError):
        settle_sources(project, name, release.id)
        write_seen(project, name, LastSeen(release.id, ledger.record))


def read_seen(project: Path, name: str) -> LastSeen | None:
    """What this copy of the project has seen last at the place; None for nothing. Raises Refused."""
    try:
        release, _, record = read_regular(_seen_file(project, name)).partition(b"\n")
    except OSError:
        return None
    said = release.decode("ascii", "replace")
    return LastSeen(said, record) if is_id(said) else None


def write_seen(project: Path, name: str, seen: LastSeen) -> None:
    """Keep it. Raises OSError, Refused."""
    file = _seen_file(project, name)
    make_private(file.parent)
    new = file.with_name(file.name + ".new")
    with create(new) as stream:
        stream.write(seen.release.encode() + b"\n" + seen.record)
    os.replace(new, file)


def _seen_file(project: Path, name: str) -> Path:
    return sources_file(project, name).with_suffix(".seen")
