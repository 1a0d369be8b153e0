"""What the last build remembered of the whole: what the disk showed, what it all came from, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.private import make_private
from sitegen.memory.regular import create
from sitegen.memory.snapshot import Seen, read_seen, write_seen

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot

_LAST = "last"


class LastBuild(NamedTuple):
    """What is remembered of it."""

    files: Mapping[str, Seen]
    """What the disk showed then."""
    inputs: Mapping[str, str] = MappingProxyType({})
    report: Any = None
    """As JSON has it. None where not all is known: there were errors, or something in the output was not ours."""


def read_last(folder: Path, version: str) -> LastBuild:
    """What is remembered in the folder; as good as nothing where that is missing, damaged or of another version."""
    try:
        (its_version, whole), files = read_seen(folder / _LAST)
        if its_version != version:
            return LastBuild({})
        return LastBuild(files, *whole) if whole else LastBuild(files)
    except (OSError, ValueError, TypeError):
        return LastBuild({})


def write_last(folder: Path, version: str, snapshot: Snapshot, whole: tuple[Mapping[str, str], Any] | None) -> None:
    """Remember in the folder what the disk showed, and what came of the whole of it; a failure costs time only.

    Where not all is known of the `whole` (its inputs, and the report as JSON can hold it) it is None.
    """
    try:
        make_private(folder)
        write_seen(folder / _LAST, (version, whole), snapshot)
        if not (folder / ".gitignore").exists():
            with create(folder / ".gitignore") as stream:
                stream.write(b"*\n")
    except OSError:
        return
