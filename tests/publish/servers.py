"""Places on the servers that tests run: over ssh, and over SFTP alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from publishing import place_of

from sitegen.publish.remotes.connect import connect

if TYPE_CHECKING:
    from daemons import Sshd

    from sitegen.publish.outcome import PublishTarget


def ssh_place(sshd: Sshd, folder: Path, keep: int = 3, port: int = 0) -> PublishTarget:
    return place_of(lambda: connect(sshd.url(folder, port), Path("/nowhere")), keep=keep, where="127.0.0.1")


def sftp_place(sftp: Sshd, folder: Path, keep: int = 3, port: int = 0) -> PublishTarget:
    return place_of(lambda: connect(sftp.url(folder, port), Path("/nowhere")), keep=keep, where="127.0.0.1")
