"""Files that go into the site without a page made of them: assets that are used, and the theme's files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.metadata.served_copy import served_copy
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.engine.given import Given


class PlainFile(NamedTuple):
    """A file that goes into the site as it is, but for what a picture carries besides what it shows."""

    route: str
    kind: str
    fingerprint: str
    read_source: Callable[[], bytes]

    def read(self) -> bytes:
        """Its bytes as they are served; raises OSError, and Damaged where they are no whole picture."""
        return served_copy(self.route, self.read_source())


def plain_files(given: Given, assets: Iterable[str]) -> dict[str, PlainFile]:
    """The assets that are used, and the theme's files, by route."""
    seen, read = given.snapshot.files, given.snapshot.read
    files = [PlainFile(route_of(path), "asset", seen[path].fingerprint, partial(read, path)) for path in assets]
    for route, data in given.theme.files.items():
        files.append(PlainFile(route, "theme", fingerprint_bytes(data), partial(bytes, data)))
    return {file.route: file for file in files}
