"""How pages of the desk name a file: by an id that is looked up among the files that were seen, never by a path."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.memory.snapshot import Snapshot

_CONTENT = "content/"
_TEXT = ".md"


def file_id(path: str) -> str:
    """What stands for the file at that path, on every computer and in every run."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:20]


class FileIds:
    """The texts of a project by their ids, as they were last seen."""

    def __init__(self) -> None:
        self._seen: Snapshot | None = None
        self._paths: dict[str, str] = {}

    def path(self, id_: str, seen: Snapshot) -> str | None:
        """The path that the id stands for; None where no text of the content has it."""
        if self._seen is not seen:
            texts = (path for path in seen.files if path.startswith(_CONTENT) and path.endswith(_TEXT))
            self._paths = {file_id(path): path for path in texts}
            self._seen = seen
        return self._paths.get(id_)
