"""Publishing a project: its site to its host, in one step or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.api.additions import NONE
from sitegen.api.building import build, untold
from sitegen.api.target import choose_target, place_of, read_settings, refuse_sample
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.output import Output
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.memory.regular import read_regular
from sitegen.publish import protocol
from sitegen.publish.guards import check_output
from sitegen.publish.release import Release, make_release
from sitegen.publish.remotes.remote import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sitegen.api.build_report import Report
    from sitegen.api.project_folder import Project
    from sitegen.own.code import PageKind, Step
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
    sent = send(place, output, release, removals, lambda _: None, lambda plan, _: tell(plan.summary()))
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
    place: PublishTarget,
    output: Output,
    release: Release,
    removals: int | None,
    sent: Callable[[int], None],
    planned: Callable[[Plan, Remote], None],
) -> Result:
    """Bring it there; `planned` hears what will change, `sent` how many bytes more are there. Raises Refused."""
    return protocol.publish(place, release, partial(_read, output, release), removals, sent, planned)


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
