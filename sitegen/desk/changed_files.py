"""How the desk writes: a file that is still what was read, put in its place in one step; then the preview sees it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sitegen.memory.exchange import exchange
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.regular import read_below
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.parse import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.serve.preview import Preview

_PATIENCE = 5.0  # seconds for the preview to see what was written


class ChangedFiles:
    """The files of one project, read and written by the desk."""

    def __init__(self, root: Path, preview: Preview | None = None) -> None:
        """The preview is waited for after each change, where there is one."""
        self._root, self._preview = root, preview

    def read(self, path: str) -> bytes:
        """What the file holds now. Raises OSError."""
        return read_below(self._root, path)

    def text(self, path: str) -> str:
        """The same as text; empty where it has gone."""
        try:
            return self.read(path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
        except OSError:
            return ""

    def write(self, path: str, before: bytes, after: bytes) -> None:
        """Put `after` in the place of `before`. Raises Changed where the file holds anything else, or else OSError."""
        if after != before:
            exchange(self._root, path, before, after)
            self.await_seen(path, fingerprint_bytes(after))

    def await_seen(self, path: str, its_fingerprint: str) -> None:
        """Wait a while until the preview has seen the file so."""
        end = time.monotonic() + _PATIENCE
        while self._preview and (left := end - time.monotonic()) > 0:
            showing = self._preview.showing
            file = showing.seen.files.get(path)
            if file is not None and file.fingerprint == its_fingerprint:
                return
            if not self._preview.wait(showing.epoch, left):
                return


def field_order(kind: str) -> tuple[str, ...]:
    """The names of the fields of a kind of file, in the order in which they are written."""
    names, common = SCHEMAS[kind].model_fields, HeadFields.model_fields
    return (*(name for name in names if name not in common), *common)
