"""The built site with what it says, as it is brought along to one place and compared with what readers have there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.api.ledgers import last_seen, ledger_of, ledger_of_seen
from sitegen.api.readers_offer import NO_OFFER, ReadersOffer
from sitegen.api.target import read_settings, refuse_sample
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused, refusing
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.problems.problem import Problem, has_errors, plural
from sitegen.publish.history import descends
from sitegen.publish.ledger import LastSeen, Ledger
from sitegen.publish.release import EMPTY
from sitegen.reading.dates import show_day
from sitegen.record.record_bytes import read_record
from sitegen.record.release_record import LATER_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.api.project_folder import Project
    from sitegen.comparing.waiting import Waiting
    from sitegen.engine.planning import Ready
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store
    from sitegen.model.settings import Target
    from sitegen.own.code import OwnCode
    from sitegen.privacy.allowed import Allowed
    from sitegen.publish.remotes.remote import Host
    from sitegen.record.release_record import ReleaseRecord

_ASKED_ABOUT = ("entry", "redirect")
"""Before an answer goes, with what leads to it, somebody says yes or types how many pages do."""
_COUNTED = tuple(kind for kind in LATER_KINDS if kind != "tombstone")
"""What is among the pages whose number is typed, or leads to one."""


class NotToldOf(Exception):
    """Something must not reach readers: what has changed without their being told, or what is left of the sample."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class RecordedSite:
    """What the built site says, ready for one place."""

    def __init__(
        self,
        ledger: Ledger,
        known: ReleaseRecord | None = None,
        record: ReleaseRecord | None = None,
        redacted_elsewhere: int = 0,
        waiting: Waiting | None = None,
        allowed: Allowed = NOTHING_ALLOWED,
    ) -> None:
        """`known` is what this copy has seen there last; without a `record` that is this very site, read if it must be.

        `redacted_elsewhere` says in how many places words stand that were taken out of an answer, `waiting` what is
        held back until somebody approves it, and `allowed` what may be repeated although it looks private.
        """
        self.ledger = ledger
        self._known, self._record, self._waiting, self._allowed = known, record, waiting, allowed
        self._beside = _REDACTED.format(plural(redacted_elsewhere, "other place")) if redacted_elsewhere else ""

    @no_garbage()
    def offer(self, host: Host, record_of: Callable[[str], bytes], *, is_typed: bool) -> ReadersOffer:
        """What would change there, by what its live release says. Raises Refused, RecordLost.

        `is_typed` says that somebody has typed how many pages go. Then pages may, and what others have published
        meanwhile may: only what changes by this copy is looked at.
        """
        found = self._offer(host, record_of, is_typed=is_typed)
        return found._replace(remark=" ".join(filter(None, [found.remark, self._beside])))

    def _offer(self, host: Host, record_of: Callable[[str], bytes], *, is_typed: bool) -> ReadersOffer:
        seen = self.ledger.seen
        if host.current in ("", EMPTY.id) or (self._record is None and seen and seen.release == host.current):
            return NO_OFFER
        from sitegen.record.changes import compare, with_approvals

        if self._record is None:  # this very site was seen there last, and somebody has published or gone back since
            self._record = self._known = _read(seen)
        if self._record is None:
            return ReadersOffer(remark=_NOTHING_KNOWN)
        published, remark = self._published(host, record_of, is_typed=is_typed)
        if published is None:
            return ReadersOffer(remark=remark)
        may_go = _COUNTED if is_typed else _ASKED_ABOUT
        try:
            changes, problems = compare(published, self._record, self._record.day, may_go, self._allowed)
        except Refused:
            return ReadersOffer(remark=_NOTHING_KNOWN)
        if self._waiting:
            problems = self._waiting.refused(published, problems)
        return ReadersOffer(with_approvals(changes, self._record), problems, remark, is_known=True)

    def _published(
        self, host: Host, record_of: Callable[[str], bytes], *, is_typed: bool
    ) -> tuple[ReleaseRecord | None, str]:
        seen = self.ledger.seen
        if self._known and seen:
            is_newest = descends(host.rows, seen.release, host.current)
            if seen.release == host.current or (is_typed and not is_newest):
                return self._known, ""
        data = record_of(host.current) if host.current in host.recorded else b""
        try:
            return read_record(data), ""
        except Refused:
            if self._known is None:
                return None, _NOTHING_KNOWN
            return self._known, _COPY_COUNTS.format(show_day(self._known.day))


_REDACTED = (
    "Words that were taken out of an answer by “redactions” stand in {}, which “sitegen check” names: if they mean "
    "the same there, take them out as well."
)
_NOTHING_KNOWN = (
    "What the live release says is not kept there in a form that can be read (an older sitegen kept none), so nothing "
    "was compared with it. From this publish on it is."
)
_UNREAD = "A file of the site could not be read again. The site has not changed"
_COPY_COUNTS = (
    "What the live release says is not kept there in a form that can be read, so this was compared with what was "
    "published from this copy of the folder on {}."
)


@contextmanager
def recorded_site(
    project: Project, target: Target, release: str, plan: Ready | None, own: OwnCode | None = None
) -> Iterator[RecordedSite]:
    """What the built site of that release says, for that place; while it is open words can be read.

    `plan` is what it was made of, where that is known. Raises Refused, and NotToldOf where something of the sample is
    left.
    """
    from sitegen.api.leftovers import find_leftovers
    from sitegen.engine.workspace import open_store

    with refusing(_UNREAD):
        seen = last_seen(project.root, target.name)
    if seen and seen.release == release:
        yield RecordedSite(ledger_of_seen(seen, read_settings(project.root).id))
        return
    with refusing(_UNREAD):
        snapshot = plan.bodies.given.snapshot if plan else _snapshot_of(project)
        left = find_leftovers(snapshot)
    if has_errors(left):
        raise NotToldOf(left)
    refuse_sample(project.root, target)
    with open_store(project.remembering) as store:
        with refusing(_UNREAD):
            site = _recorded(project, target.name, plan, snapshot, store, seen, own)
        yield site


def _snapshot_of(project: Project) -> Snapshot:
    """The files that the built site was made of."""
    from sitegen.engine.workspace import load_last, read_project

    last = load_last(project.remembering)
    snapshot = read_project(project.root, last)
    if last.inputs and last.inputs["files"] != snapshot.fingerprint:
        raise _changed_meanwhile()
    return snapshot


@no_garbage()
def _recorded(
    project: Project,
    name: str,
    plan: Ready | None,
    snapshot: Snapshot,
    store: Store,
    seen: LastSeen | None,
    own: OwnCode | None,
) -> RecordedSite:
    from sitegen.comparing.planned_record import RememberedBodies, make_record
    from sitegen.comparing.redacted_elsewhere import find_redacted_elsewhere
    from sitegen.comparing.waiting import waiting_of
    from sitegen.memory.remembered import RecordLost

    known = _read(seen)
    try:
        if plan:
            plan = plan._replace(bodies=RememberedBodies(plan.bodies.given, store))
        else:
            plan = _planned(project, snapshot, store, own)
        record = make_record(plan)
        elsewhere = len(find_redacted_elsewhere(plan.catalog, snapshot))
        ledger = ledger_of(project.root, name, plan, record, known)
        return RecordedSite(ledger, known, record, elsewhere, waiting_of(plan.catalog), plan.given.options.allowed)
    except RecordLost:  # what was remembered is damaged: everything is read from the sources, once more
        store.forget_all()
        return _recorded(project, name, None, snapshot, store, seen, own)


def _planned(project: Project, snapshot: Snapshot, store: Store, own: OwnCode | None) -> Ready:
    from sitegen.engine.planning import Ready, make_plan
    from sitegen.own.code import NOTHING

    plan = make_plan(snapshot, store, project.today, own_code=own or NOTHING)
    if not isinstance(plan, Ready):
        raise _changed_meanwhile()
    return plan


def _changed_meanwhile() -> Refused:
    return Refused("A file was changed while the site was published. The site has not changed.", "Publish again.")


def _read(seen: LastSeen | None) -> ReleaseRecord | None:
    try:
        return read_record(seen.record) if seen and seen.record else None
    except Refused:
        return None
