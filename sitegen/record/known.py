"""The last known copy of what stands at each place: bytes in the project's own memory, so that no network is needed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import fingerprint_text
from sitegen.memory.private import make_private, open_plain
from sitegen.memory.regular import create

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".sitegen/published"
"""Below the project's folder; a file in it for each place that was published to."""
MOST_PACKED = 64_000_000
"""Bytes of a record; ten thousand long answers have a tenth of that."""
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}", re.ASCII)
_NEW = ".new"


def known_file(project: Path, name: str) -> Path:
    """Where the copy of the place of that name is; a name that no disk takes as it is stands there by its hash."""
    plain = _PLAIN_NAME.fullmatch(name) and name not in ("con", "prn", "aux", "nul")
    return project / FOLDER / (name if plain else fingerprint_text(name))


def write_known(project: Path, name: str, data: bytes) -> None:
    """Keep what `dump_record` gave as that of the place, whole or not at all; nobody else may read it.

    Raises OSError, and Refused where a link stands in the way.
    """
    file = known_file(project, name)
    make_private(project / ".sitegen")
    make_private(file.parent)
    new = file.with_name(file.name + _NEW)
    with create(new) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, file)


def read_known(project: Path, name: str) -> bytes | None:
    """What was kept of the place; None where it was never published to from here. Raises OSError and Refused."""
    try:
        descriptor = open_plain(known_file(project, name), os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with open(descriptor, "rb") as stream:
        return stream.read(MOST_PACKED + 1)


def forget_known(project: Path, name: str) -> None:
    """Remove the copy of the place, if there is one. Raises OSError."""
    known_file(project, name).unlink(missing_ok=True)
