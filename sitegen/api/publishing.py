"""Publishing a project: its site to its host, in one step or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.api.additions import NONE, own_code
from sitegen.api.building import build, untold
from sitegen.api.gatekeeping import look_at_gate
from sitegen.api.ledgers import remember
from sitegen.api.readers_offer import NO_OFFER, ReadersOffer
from sitegen.api.recorded_site import NotToldOf, recorded_site
from sitegen.api.target import choose_target, place_of, read_settings
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused, refuse_os_error, refusing
from sitegen.memory.regular import read_regular
from sitegen.memory.remembered import RecordLost
from sitegen.problems.problem import has_errors, in_order
from sitegen.publish import protocol
from sitegen.publish.guards import check_output
from sitegen.publish.release import Release, make_release
from sitegen.publish.remotes.remote import Lost
from sitegen.withdrawal.keeping import keeping_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sitegen.api.build_report import Report
    from sitegen.api.project_folder import Project
    from sitegen.engine.planning import Ready
    from sitegen.memory.output import Output
    from sitegen.model.settings import Target
    from sitegen.own.code import OwnCode, PageKind, Step
    from sitegen.problems.problem import Problem
    from sitegen.problems.report import Summary
    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Host, Remote


class BuiltSite(NamedTuple):
    """The site that was built, as it would be published."""

    output: Output
    release: Release
    plan: Ready | None
    """What it was made of; None where that was not planned, since it is as it was."""
    report: Summary
    """What there is to tell of its sources."""


def publish(
    project: Project,
    target: str | None = None,
    *,
    pages: Mapping[str, PageKind] = NONE,
    filters: Mapping[str, Callable[..., Any]] = NONE,
    steps: Mapping[str, Step] = NONE,
    version: str = "",
    removals: int | None = None,
    accept_warnings: int | None = None,
    jobs: int | None = None,
    tell: Callable[[str], None] = untold,
) -> Report:
    """Build the site, then bring it to the place of that name in sitegen.yaml, or to the only one.

    With errors nothing is published; that readers would not be told of what has changed is one, too, and so are words
    that must not be published. `removals` allows so many pages to go, where that is unusually many; `accept_warnings`
    says yes to so many warnings, to all that there are. The other arguments are those of `build`. Raises Refused, with
    what state the published site is in.
    """
    root = project.root
    settings = read_settings(root)
    chosen = choose_target(settings, target)
    place = place_of(root, settings, chosen)
    report = build(project, pages=pages, filters=filters, steps=steps, version=version, jobs=jobs, tell=tell)
    if not report.ok:
        return report
    built = built_site(report)
    own = own_code(pages, filters, steps, version)
    asked: list[Problem] = []

    def planned(plan: Plan, offer: ReadersOffer, _: Remote) -> None:
        asked.extend(offer.passage.asked)
        tell(plan.summary())

    try:
        sent = send(
            project,
            chosen,
            place,
            built,
            removals,
            planned=planned,
            accepted=accept_warnings,
            own=own,
        )
    except NotToldOf as untold_of:
        return _telling(report, untold_of.problems)
    return _telling(report, asked)._replace(published=sent)


def _telling(report: Report, problems: Sequence[Problem]) -> Report:
    """The report with these problems, in the place of what is told of the same places."""
    summary = report.build.report
    again = {problem.softened() for problem in problems}
    told = (*(problem for problem in summary.problems if problem not in again), *problems)
    return report._replace(build=report.build._replace(report=summary._replace(problems=in_order(told))))


@no_garbage()
def built_site(report: Report) -> BuiltSite:
    """What a build without errors made; raises Refused where it is not as it was built."""
    output = report.output
    assert output is not None
    with refusing("The built site cannot be read, so nothing was published"):
        check_output(output.folder, output.tree)
    return BuiltSite(output, make_release(output.tree), report.build.plan, report.build.report)


@no_garbage()
def compare(
    project: Project,
    target: Target,
    place: PublishTarget,
    built: BuiltSite,
    removals: int | None = None,
    *,
    agree: Callable[[str], bool] = lambda _: True,
) -> tuple[Result, ReadersOffer]:
    """What publishing to that place would change, and why it would be refused; the arguments are those of `send`.

    Raises Refused, and NotToldOf as `recorded_site`.
    """
    offers: list[ReadersOffer] = []

    def vet(host: Host, remote: Remote) -> None:
        offer = site.offer(host, remote.record, is_typed=removals is not None)
        if host.current != built.release.id:
            offer = offer.at_gate(look_at_gate(project, built.output, built.report))
        offers.append(offer)

    def agreed(question: str) -> bool:
        return has_errors(offers[0].problems) or agree(question)  # it would not come to that

    with looking(place), recorded_site(project, target, built.release.id, built.plan) as site:
        return protocol.compare(place, built.release, removals, site.ledger, agreed, vet), offers[0]


@no_garbage()
def send(
    project: Project,
    target: Target,
    place: PublishTarget,
    built: BuiltSite,
    removals: int | None,
    *,
    planned: Callable[[Plan, ReadersOffer, Remote], None],
    sent: Callable[[int], None] = lambda _: None,
    agree: Callable[[str], bool] = lambda _: False,
    accepted: int | None = None,
    takes_back: bool = False,
    own: OwnCode | None = None,
) -> Result:
    """Bring it to that place; `planned` hears what will change, `sent` how many bytes more are there.

    `agree` is asked before an answer goes, unless `removals` is the number of pages that do, and before a warning goes
    out, unless `accepted` is the number of all. Where it `takes_back` something, the gate tells, and keeps nothing
    back. Raises Refused, and NotToldOf where readers would not be told of what has changed.
    """
    offer = NO_OFFER

    def vet(host: Host, remote: Remote) -> None:
        nonlocal offer
        offer = site.offer(host, remote.record, is_typed=removals is not None)
        passage = look_at_gate(project, built.output, built.report)
        offer = offer.at_gate(passage.as_told() if takes_back else passage)
        if has_errors(offer.problems):
            raise NotToldOf(offer.problems)

    def say(plan: Plan, remote: Remote) -> str:
        planned(plan, offer, remote)
        return "" if takes_back else offer.passage.check_asked(accepted, agree)

    release, plan = built.release, built.plan
    keeping = keeping_sources(project.root, project.remembering, target.name, release.id, plan)
    with keeping, recorded_site(project, target, release.id, plan, own) as site:
        read = partial(_read, built.output, release)
        try:
            result = protocol.publish(place, release, read, removals, sent, say, site.ledger, agree, vet)
        except RecordLost as lost:
            message = "What is remembered of the site was changed while it was published. The site has not changed."
            raise Refused(message, "Publish again.") from lost
    return _remembered(project, target, result)


def go_back(project: Project, target: Target, place: PublishTarget, wanted: str = "") -> Result:
    """Serve an earlier release at that place again, and remember which; raises Refused."""
    return _remembered(project, target, protocol.rollback(place, wanted))


def _remembered(project: Project, target: Target, result: Result) -> Result:
    """The result, kept here as what this copy has seen last; that it could not be is said, and undoes nothing."""
    try:
        remember(project.root, target.name, result)
    except (OSError, Refused) as error:
        why = error if isinstance(error, Refused) else refuse_os_error(error, "It could not be written")
        note = f"What was published is not noted in {project.root}, so the next publish asks the host. {why.message}"
        return result._replace(notes=(note,))
    return result


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
