"""The live site published again without what is taken back, from the sources that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.garbage import no_garbage
from sitegen.memory.lock import locked
from sitegen.memory.refused import Refused
from sitegen.model.entry import entry_id
from sitegen.problems.problem import has_errors, plural
from sitegen.publish import guards
from sitegen.publish.ledger import LastSeen
from sitegen.publish.plan import make_plan
from sitegen.publish.protocol import publish
from sitegen.publish.records import parse_release
from sitegen.publish.release import EMPTY, Release, make_release
from sitegen.record.tokens import text_token
from sitegen.withdrawal.change import changed_sources
from sitegen.withdrawal.kept_sources import clear_folder, read_sources, settle_sources, write_sources
from sitegen.withdrawal.rebuilding import FOLDER, rebuild
from sitegen.withdrawal.standing import BytesMissing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.engine.planning import Ready
    from sitegen.memory.workers import Workers
    from sitegen.publish.ledger import Ledger
    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Remote
    from sitegen.withdrawal.change import TakenBack
    from sitegen.withdrawal.kept_sources import KeptSources


class NothingKept(Refused):
    """The sources of what is served are not here, so only all of the site can be published."""


def live_release(place: PublishTarget) -> Release:
    """What the place serves now; a publish that died on the way is finished first. Raises Refused, OSError, Lost."""
    remote = place.connect()
    try:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        if host.unfinished:
            remote.lock(place.who)
            host = remote.look()
        return parse_release(remote.manifest(host.current), host.current) if host.current else EMPTY
    finally:
        remote.close()


@no_garbage()
def take_back(
    project: Path,
    name: str,
    place: PublishTarget,
    taken: TakenBack,
    workers: Workers,
    ledger_of: Callable[[Ready], Ledger],
    say: Callable[[Plan, Remote], None] = lambda *_: None,
    wait: Callable[[str], None] = lambda _: None,
) -> Result:
    """Publish the live site with nothing new in it but that. Raises Refused; NothingKept where only all would do.

    `name` is that of the place in the settings, `ledger_of` tells what a planned site says; `say` is told the plan,
    `wait` for whom we wait.
    """
    with locked(project / ".sitegen", wait):
        live = live_release(place)
        kept = read_sources(project, name, live.id)
        if kept is None:
            raise NothingKept(
                f"The sources of what {place.where} serves are not kept here: it was published from another computer, "
                "by an older sitegen, or they are too large.",
                "So all of the site is published, which it can be when there is nothing to mend:  sitegen publish",
            )
        try:
            return _publish(
                project,
                name,
                place,
                live,
                changed_sources(kept, taken),
                (taken.path, *taken.older),
                workers,
                ledger_of,
                say,
            )
        finally:
            clear_folder(project / FOLDER)


def _publish(
    project: Path,
    name: str,
    place: PublishTarget,
    live: Release,
    sources: KeptSources,
    paths: tuple[str, ...],
    workers: Workers,
    ledger_of: Callable[[Ready], Ledger],
    say: Callable[[Plan, Remote], None],
    *,
    anew: bool = False,
) -> Result:
    made = rebuild(project, sources, live.tree, workers, ledger_of, anew=anew)
    if made.tree is None or made.ledger is None:
        count = sum(has_errors([problem]) for problem in made.problems)
        first = next(problem for problem in made.problems if has_errors([problem]))
        raise Refused(
            f"Without it there would be {plural(count, 'mistake')} in what was last published, such as in "
            f"{first.path}: {first.message} The site has not changed.",
            "Mend that here, then publish all:  sitegen publish",
        )
    release = make_release(made.tree)
    expected = make_plan(live, release)

    def tell(plan: Plan, remote: Remote) -> None:
        if plan != expected:
            raise Refused(
                f"Somebody else published to {place.where} meanwhile. The site is theirs.",
                "Run the same command again.",
            )
        say(plan, remote)

    write_sources(project, name, sources._replace(release=release.id))
    tokens = made.ledger.withdrawn | {text_token(place.site, entry_id(path)) for path in paths}
    ledger = made.ledger._replace(withdrawn=tokens, seen=LastSeen(live.id, b""))
    try:
        result = publish(place, release, made.read, None, say=tell, ledger=ledger, agree=lambda _: True)
    except BytesMissing:
        if anew:
            raise
        return _publish(project, name, place, live, sources, paths, workers, ledger_of, say, anew=True)
    if not result.switched:
        _tidy(place)
    settle_sources(project, name, release.id)
    return result


def _tidy(place: PublishTarget) -> None:
    """Remove what one that died behind its switch has left half removed: nobody else would, before the next publish."""
    remote = place.connect()
    try:
        remote.lock(place.who)
        remote.prune(())
    finally:
        remote.close()
