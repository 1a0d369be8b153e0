"""Being the only one where no operating system gives a lock: a folder, kept young, that moves away when it is lost.

Whoever can make the folder `lease` is the only one. All that is about to happen is prepared in the folder of their
token in it. Should others take the lease, because it has grown old or by hand, they move it aside first: from then on
what was prepared is nowhere, so its owner, should he still live, can switch nothing any more.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.refused import Refused
from sitegen.problems.problem import plural
from sitegen.publish.remotes.disk import CLOSED_MODE, FOLDER, parents_of
from sitegen.publish.remotes.process import Process, this_process
from sitegen.publish.remotes.remote import Busy

if TYPE_CHECKING:
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk

_OLD = 120  # seconds by the host's clock after which a lease that nobody has renewed is dead
_TRIES = 5
_held: set[str] = set()
"""The tokens of the living connections of this process."""


class _Holder(NamedTuple):
    """Whoever has a lease."""

    token: str
    who: str
    process: Process
    age: int
    """Seconds by the host's clock since it was renewed."""

    @property
    def words(self) -> str:
        """Who, and when they were last heard of."""
        return f"{self.who or 'somebody'}, last heard of {plural(self.age, 'second')} ago"

    @property
    def is_dead(self) -> bool:
        """Whether it grew old, or was of a process on this computer that is no more."""
        if self.age > _OLD:
            return True
        if self.process == this_process():
            return self.token not in _held
        return self.process.is_gone


class Lease:
    """The lease on one folder of ours."""

    PULSE = 20  # seconds after which it is to be renewed

    def __init__(self, disk: Disk, folder: PurePath) -> None:
        self._disk, self._folder = disk, folder
        self._token = secrets.token_hex(8)
        self._lease = folder / "lease"
        self.fence = self._lease / self._token
        self.record = b""

    def take(self, who: str) -> None:
        """Be the only one; raises Busy."""
        number, start, host = this_process()
        self.record = json.dumps({"who": who, "host": host, "process": number, "start": start}).encode()
        for _ in range(_TRIES):
            if self._make():
                return
            holder = self._holder()
            if holder and not holder.is_dead:
                raise Busy(holder.words)
            if holder:
                self._move_aside(holder.token)
        raise Busy("several at a time")

    def holder(self) -> str:
        """Who has it now; empty for nobody."""
        holder = self._holder()
        return holder.words if holder and not holder.is_dead else ""

    def break_off(self) -> str:
        """Take it from whoever has it, and give it back; gives who that was, empty for nobody."""
        holder = self._holder()
        if not holder:
            return ""
        self._move_aside(holder.token)
        return holder.who or "somebody"

    def give_back(self) -> None:
        """Let others have it."""
        _held.discard(self._token)
        self._move_aside(self._token)

    def lost(self) -> None:
        """The connection is no more, so whoever comes next may take it: from this process, at once."""
        _held.discard(self._token)

    def _make(self) -> bool:
        """Make the folder, of which there can be only one: a folder with something in it is never replaced."""
        new = self._folder / f"lease-{self._token}.new"
        self._disk.make_folders([new, new / self._token], CLOSED_MODE)
        self._write(new / self._token / "holder", self.record)
        _held.add(self._token)
        try:
            self._disk.rename(new, self._lease)
        except OSError:
            _held.discard(self._token)
            self._clear(new, self._token)
            return False
        return True

    def _holder(self) -> _Holder | None:
        try:
            tokens = self._disk.names(self._lease)
        except FileNotFoundError:
            return None
        if not tokens:
            return None
        token = tokens[0]
        file = self._lease / token / "holder"
        (seen,) = self._disk.stats([file])
        try:
            record = json.loads(self._disk.read(file))
            who = str(record["who"])
            process = Process(int(record["process"]), str(record.get("start", "-")), str(record["host"]))
        except (OSError, Refused, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            who, process = "", Process(0, "-", "")
        return _Holder(token, who, process, self._now() - seen.mtime if seen else 0)

    def _now(self) -> int:
        """The host's clock."""
        file = self._folder / f"lease-{self._token}.now"
        self._write(file, b"")
        (seen,) = self._disk.stats([file])
        self._disk.remove([file])
        return seen.mtime if seen else 0

    def _write(self, file: PurePath, data: bytes) -> None:
        self._disk.write_whole(file, data, file.with_name(file.name + ".new"))

    def _move_aside(self, token: str) -> None:
        """Move the lease of that token away, and what was prepared in it; not that of another who was quicker."""
        aside = self._folder / f"lease-{secrets.token_hex(8)}.old"
        try:
            self._disk.rename(self._lease, aside)
            found = self._disk.names(aside)
        except FileNotFoundError:
            return
        if found not in ([], [token]):
            self._disk.rename(aside, self._lease)
            return
        self._clear(aside, token)

    def _clear(self, folder: PurePath, token: str) -> None:
        """Remove a lease that is none; all in it is ours, if it is a folder."""
        (seen,) = self._disk.stats([folder])
        if not seen or seen.kind != FOLDER:
            return
        files = self._disk.survey(folder)
        self._disk.remove(folder / name for name in files)
        self._disk.remove_empty([folder, *parents_of(folder, [*files, f"{token}/ready/any"])])
