"""A host that is reached by the system's own `ssh`: one session, one small script in it, one tar for all files.

Keys, agents, jump hosts and the user's configuration are ssh's business; a host key that is not known is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.answers import parse_look, parse_size
from sitegen.publish.answers import values_of as _values
from sitegen.publish.records import parse_holder
from sitegen.publish.remotes.process import NAMELESS
from sitegen.publish.remotes.remote import FLIP, Busy, Host, SiteRecord, Staging, Stale
from sitegen.publish.remotes.session import Session
from sitegen.publish.remotes.shelves import Shelves, SshShelves
from sitegen.publish.remotes.tarstream import make_parts
from sitegen.publish.takings import MARKS, dump_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sitegen.publish.history import Row
    from sitegen.publish.takings import Mark


class SshRemote:
    """A folder on such a host."""

    mode = FLIP
    later = ""
    words = "The new site is made beside the old one on the host, and one step switches: no reader sees a half."

    def __init__(self, user: str, host: str, port: int, path: str) -> None:
        self.host, self.path = host, path
        self.root, self.records = f"{path}/current", "../.sitegen"
        self._there: frozenset[str] = frozenset()
        self._session = Session(user, host, port, path)

    def look(self) -> Host:
        """What stands there."""
        lines = self._session.ask("look")
        lacking = _values(lines, "lacks")
        if lacking:
            message = f"{self.host} lacks what publishing needs: {', '.join(lacking)}. The site has not changed."
            hint = "Ask whoever looks after the host to install it; or write sftp:// in place of ssh:// in “to:”."
            raise Refused(message, hint)
        said = parse_look(lines)
        if said.site is None:
            return Host(None, foreign=said.foreign, now=said.now)
        current, rows = said.current, said.rows
        pending = [row for row in said.pending if row.release == current and row not in rows]
        self._there = said.releases
        rows, unfinished = (*rows, *pending), bool(pending) or not current
        found = Host(said.site, current, said.releases, rows, "", said.now, unfinished)
        return found._replace(recorded=said.recorded, marks=said.marks, untidy=said.untidy)

    def try_writing(self) -> None:
        """Try it there."""
        self._refuse_lack(self._session.ask("try"))

    def manifest(self, release: str) -> bytes:
        """A release's manifest."""
        return self._bytes("manifest", release, "m")

    def record(self, release: str) -> bytes:
        """What a release says."""
        return self._bytes("record", release, "record")

    def keep_record(self, release: str, record: bytes) -> None:
        """Keep what a release says."""
        self._send_record(f"m/{release}.record", record)
        self._session.answer()

    def mark(self, marks: Sequence[Mark]) -> None:
        """Keep those marks."""
        self._send_record(MARKS, dump_marks(marks))
        self._session.answer()

    def lock(self, who: str) -> None:
        """Be the only one as long as the session lasts."""
        for line in self._session.ask(f"lock {who}"):
            if line.startswith("busy"):
                raise Busy(parse_holder(line[5:]) or NAMELESS)

    def create(self, site: SiteRecord) -> None:
        """Mark the folder as ours."""
        self._refuse_lack(self._session.ask(f"create {site.dump()}"))

    def stage(self, staging: Staging) -> None:
        """Send what is new in one tar, link the rest on the host, and have every byte of it verified there."""
        linked = {route for route in staging.files if staging.is_unchanged(route)}
        for turn in ("fresh", "again"):
            lines = self._stage(staging, linked, turn)
            changed = _values(lines, "changed")
            if changed:
                message = f"Somebody changed {min(changed)} in release {staging.release.id} on {self.host}."
                raise Refused(f"{message} The site has not changed.", "Move that release away, then try again.")
            wrong = set(_values(lines, "wrong"))
            foreign = [*_values(lines, "foreign"), *(_values(lines, "count") if not wrong else ())]
            if foreign:
                message = f"The folder of the new release on {self.host} is not ours alone: {foreign[0]}."
                raise Refused(f"{message} The site has not changed.", "Move that away, then publish again.")
            if not wrong:
                return
            linked = staging.files.keys() - wrong
        message = f"The disk of {self.host} does not keep what is sent to it: {min(wrong)}. The site has not changed."
        raise Refused(message, "Have that disk looked at.")

    def switch(self, staging: Staging, row: Row) -> None:
        """Replace the link; that is the moment."""
        if "stale" in self._session.ask(f"switch {staging.release.id} {staging.parent.id or '-'} {row.line()}"):
            raise Stale

    def prune(self, releases: Collection[str]) -> None:
        """Remove old releases, and what dead publishes left, by their manifests."""
        self._session.ask(" ".join(["prune", *sorted(releases)]))

    def take_away(self, releases: Collection[str]) -> list[str]:
        """Remove what is ours of releases that hold what was taken back."""
        left = _values(self._session.ask(" ".join(["take", *sorted(releases)])), "left")
        return [f"{self.path}/{name[:100]} on {self.host}" for name in left]

    def shelves(self) -> Shelves:
        """All files there."""
        return SshShelves(self._session)

    def unlock(self) -> str:
        """End whoever holds the lock."""
        lines = self._session.ask("unlock")
        held = [line for line in lines if line.startswith("held")]
        if held:
            who = held[0][5:] or NAMELESS
            message = f"Nothing was ended, since who publishes there is no session that ssh:// has begun: {who}."
            hint = (
                f"On {self.host}, see which process it is:  fuser -v {self.path}/.sitegen/lock  (the lock ends with it)"
            )
            raise Refused(message, hint)
        return "".join(_values(lines, "ended")[:1])

    def close(self) -> None:
        """End the session, and with it the lock."""
        self._session.close()

    def _refuse_lack(self, lines: Sequence[str]) -> None:
        for lack in _values(lines, "no"):
            hint = "Write sftp:// in place of ssh:// in “to:”, or publish to a share."
            raise Refused(f"Nothing can be published to {self.host}: {lack}.", hint)

    def _stage(self, staging: Staging, linked: Collection[str], turn: str) -> list[str]:
        release, parent = staging.release.id, staging.parent.id or "-"
        asked = 0
        if staging.record and turn == "fresh":
            self._send_record(f"m/{release}.record", staging.record)
            asked = 1
        if release not in self._there:
            self._session.send(f"begin {release} {turn}\n".encode())
            asked += 1
            for part in make_parts(staging, linked, again=turn == "again"):
                self._session.send(f"unpack {len(part.data)}\n".encode())
                self._session.send(part.data)
                staging.tick(part.size)
                asked += 1
        for _ in range(asked):  # read only now, so that the host unpacks while we compress
            self._session.answer()
        return self._session.ask(f"finish {release} {parent}")

    def _send_record(self, name: str, data: bytes) -> None:
        self._session.send(f"keep {name} {len(data)}\n".encode())
        self._session.send(data)

    def _bytes(self, verb: str, release: str, kind: str) -> bytes:
        self._session.send(f"{verb} {release}\n".encode())
        first = self._session.line()
        if not first.startswith("size "):
            raise FileNotFoundError(release)
        data = self._session.read(parse_size(first, kind))
        self._session.answer()
        return data
