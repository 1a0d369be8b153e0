"""A place of any kind, as `sitegen publish` opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from publishing import place_of

from sitegen.publish.remotes import folder as opening
from sitegen.publish.remotes.connect import connect

if TYPE_CHECKING:
    import pytest

    from sitegen.publish.outcome import PublishTarget

HOST = Path(opening.__file__).with_name("host.sh")


class There:
    """A place of one kind, as `sitegen publish` opens it."""

    def __init__(self, way: str, request: pytest.FixtureRequest, base: Path, patch: pytest.MonkeyPatch) -> None:
        self.way, self.folder = way, base / "site"
        to = str(self.folder)
        if way in ("ssh", "sftp"):
            to = request.getfixturevalue({"ssh": "sshd", "sftp": "sftp"}[way]).url(self.folder)
        elif way == "sftp in place":
            to = request.getfixturevalue("restricted")("-P symlink").url(self.folder)
        if way == "in place":
            patch.setattr(opening, "can_flip", lambda _: False)
        self.mode = "in place" if way.endswith("in place") else "flip"
        self.place: PublishTarget = place_of(lambda: connect(to, base / "project"), keep=2)
        self.ours = base / "site.sitegen" if self.mode == "in place" else self.folder / ".sitegen"
