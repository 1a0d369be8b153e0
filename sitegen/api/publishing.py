"""Publishing a project: its site to its host, in one step or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.api.additions import NONE
from sitegen.api.building import build, untold
from sitegen.api.ledgers import ledger_for, remember
from sitegen.api.target import choose_target, place_of, read_settings, refuse_sample
from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import load_last, open_store, read_project
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.output import Output
from sitegen.memory.refused import Refused, refuse_os_error, refusing
from sitegen.memory.regular import read_regular
from sitegen.memory.store import RecordLost, Store
from sitegen.publish import protocol
from sitegen.publish.guards import check_output
from sitegen.publish.ledger import NO_LEDGER
from sitegen.publish.release import Release, make_release
from sitegen.publish.remotes.remote import Lost
from sitegen.withdrawal.erased import all_erased
from sitegen.withdrawal.keeping import keeping_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sitegen.api.build_report import Report
    from sitegen.api.project_folder import Project
    from sitegen.memory.snapshot import Snapshot
    from sitegen.own.code import PageKind, Step
    from sitegen.publish.ledger import Ledger
    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Remote


def publish(
    project: Project,
    target: str | None = None,
    *,
    pages: Mapping[str, PageKind] = NONE,
    filters: Mapping[str, Callable[..., Any]] = NONE,
    steps: Mapping[str, Step] = NONE,
    version: str = "",
    removals: int | None = None,
    jobs: int | None = None,
    tell: Callable[[str], None] = untold,
) -> Report:
    """Build the site, then bring it to the place of that name in sitegen.yaml, or to the only one.

    With errors nothing is published. `removals` allows so many pages to go, where that is unusually many. The other
    arguments are those of `build`. Raises Refused, with what state the published site is in.
    """
    root = project.root
    settings = read_settings(root)
    chosen = choose_target(settings, target)
    place = place_of(root, settings, chosen)
    refuse_sample(root, chosen)
    report = build(project, pages=pages, filters=filters, steps=steps, version=version, jobs=jobs, tell=tell)
    if not report.ok:
        return report
    output, release = built_release(project)
    sent = send(project, chosen.name, place, output, release, removals, planned=lambda plan, _: tell(plan.summary()))
    return report._replace(published=sent)


def built_release(project: Project) -> tuple[Output, Release]:
    """The site that was built, as it would be published; raises Refused where it is not as it was built."""
    output = Output(project.site, project.root)
    if not output.is_whole():
        raise Refused("The built site is not whole. The site has not changed.", "Build it again:  sitegen build")
    check_output(output.folder, output.tree)
    return output, make_release(output.tree)


def compare(place: PublishTarget, release: Release) -> Result:
    """What publishing would change; raises Refused."""
    with looking(place):
        return protocol.compare(place, release)


def send(
    project: Project,
    name: str,
    place: PublishTarget,
    output: Output,
    release: Release,
    removals: int | None,
    *,
    planned: Callable[[Plan, Remote], None],
    sent: Callable[[int], None] = lambda _: None,
    agree: Callable[[str], bool] = lambda _: False,
) -> Result:
    """Bring it to the place of that name; `planned` hears what will change, `sent` how many bytes more are there.

    `agree` is asked before an answer goes, unless `removals` is the number of pages that do. Raises Refused.
    """
    with keeping_sources(project.root, project.remembering, name, release.id):
        ledger, read = _ledger(project, name), partial(_read, output, release)
        result = protocol.publish(place, release, read, removals, sent, planned, ledger, agree)
    remember(project.root, name, result)
    return result


def _ledger(project: Project, name: str) -> Ledger:
    """What the built site says, as it is brought along to that place."""
    with refusing("A file of the site could not be read again. The site has not changed"):
        last = load_last(project.remembering)
        snapshot = read_project(project.root, last)
        if last.inputs and last.inputs["files"] != snapshot.fingerprint:
            message = "A file was changed while the site was published. The site has not changed."
            raise Refused(message, "Publish again.")
        try:
            with open_store(project.remembering) as store:
                return _ledger_of(project, name, snapshot, store)
        except RecordLost:  # what was remembered is damaged
            return _ledger_of(project, name, snapshot, Store(None, ""))


def _ledger_of(project: Project, name: str, snapshot: Snapshot, store: Store) -> Ledger:
    plan = make_plan(snapshot, store, project.today)
    ledger = ledger_for(project.root, name, plan) if isinstance(plan, Ready) else NO_LEDGER
    return ledger._replace(withdrawn=ledger.withdrawn.union(erased.token for erased in all_erased(project.root)))


@contextmanager
def looking(place: PublishTarget) -> Iterator[None]:
    """Say in words what keeps us from looking at a place."""
    try:
        yield
    except Lost as lost:
        message = f"The connection to {place.where} was cut ({lost}). The site has not changed."
        raise Refused(message, "Run the same command again.") from lost
    except OSError as error:
        raise refuse_os_error(error, f"The site has not changed; looking at {place.where} stopped") from error


def _read(output: Output, release: Release, route: str) -> bytes:
    data = read_regular(output.folder / route)
    if content_hash(data) != release.tree[route].sha256:
        message = f"output/{route} was built anew while it was published. The site has not changed."
        raise Refused(message, "Publish again.")
    return data
