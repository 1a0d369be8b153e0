"""Building a project: the site into its output folder, or every mistake and nothing else."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import sitegen
from sitegen.api.additions import NONE, own_code
from sitegen.api.build_report import Report
from sitegen.engine.build_result import Build
from sitegen.engine.workspace import load_last, open_store, read_project, read_theme, remember
from sitegen.memory.codec import unpack
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.garbage import no_garbage
from sitegen.memory.lock import locked
from sitegen.memory.output import Output
from sitegen.memory.refused import Refused, refuse_os_error, refusing
from sitegen.memory.regular import create
from sitegen.model.names import SETTINGS
from sitegen.problems.report import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from sitegen.api.project_folder import Project
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store
    from sitegen.memory.workers import Workers
    from sitegen.own.code import OwnCode, PageKind, Step

    Tell = Callable[[str], None]

_UNREAD = "A file of the site went away, or could not be read, while the site was built"


def untold(_: str) -> None:
    """Hear what is told, and say nothing."""


def build(
    project: Project,
    *,
    pages: Mapping[str, PageKind] = NONE,
    filters: Mapping[str, Callable[..., Any]] = NONE,
    steps: Mapping[str, Step] = NONE,
    version: str = "",
    verify: bool = False,
    jobs: int | None = None,
    cluster: str = "",
    tell: Tell = untold,
) -> Report:
    """Build the site into its output folder; with errors it stays as it is.

    `pages` are kinds of page of your own by name, `filters` those that templates may use besides ours, `steps` what
    makes the file at an address; `version` stands for them all, and another one makes again what they made. `verify`
    builds everything again from nothing and compares. At most `jobs` processes work, by default one for each core;
    or the workers of the Dask scheduler at the address `cluster`, `tcp://HOST:PORT`, for whom whole paths are used.
    `tell` hears, in words, what takes time. Raises Refused where the world, or what you named, does not allow it.
    """
    own = own_code(pages, filters, steps, version)
    if cluster:
        project = _for_others(project, own)
    root, today = project.root, cache(project.today)  # one day, also where midnight comes meanwhile
    with ExitStack() as held, no_garbage():
        held.enter_context(refusing("The site could not be built"))
        for folder in project.locks:
            held.enter_context(locked(folder, tell))
        output = Output(project.site, root)
        last = load_last(project.remembering)
        snapshot = read_project(root, last)
        inputs = partial(_inputs, snapshot, output, today, own)
        report = _report(last.report)
        if not verify and report and output.is_whole() and inputs(report) == last.inputs:
            if snapshot.files != last.files:  # what was just made when it was built can be trusted by now
                remember(project.remembering, snapshot, (last.inputs, report))
            return Report(root, Build(report), output)
        return _built(project, snapshot, output, today, (jobs, cluster), inputs, own, tell, verify=verify)


def _report(data: Any) -> Summary | None:
    """What the last build came to; None where that is not known, or damaged."""
    try:
        found: Summary | None = unpack(Summary, data) if data else None
    except (ValueError, TypeError, KeyError):
        return None
    return found


def _inputs(
    snapshot: Snapshot, output: Output, today: Callable[[str], date], own: OwnCode | None, report: Summary
) -> dict[str, str]:
    """All that a site is made from: its files, the theme, the day, this program, own code; and what it was put into."""
    theme = fingerprint([[name, fingerprint_bytes(data)] for name, data in read_theme().items()])
    inputs = {
        "files": snapshot.fingerprint,
        "theme": theme,
        "day": today(report.zone).isoformat(),
        "sitegen": sitegen.fingerprint_of_tool(),
        "output": output.stamp,
    }
    return inputs | ({"own code": own.fingerprint} if own else {})


def _built(
    project: Project,
    snapshot: Snapshot,
    output: Output,
    today: Callable[[str], date],
    helpers: tuple[int | None, str],
    inputs: Callable[[Summary], dict[str, str]],
    own: OwnCode | None,
    tell: Tell,
    *,
    verify: bool,
) -> Report:
    from sitegen.engine.making import build as make
    from sitegen.memory.workers import Workers
    from sitegen.own.code import NOTHING

    own = own or NOTHING
    jobs, cluster = helpers
    workers = here = Workers(jobs if not own or sys.platform == "linux" else 1)  # elsewhere functions cannot be sent
    before = output.tree
    with ExitStack() as held, refusing(_UNREAD), open_store(project.remembering) as store:
        if cluster and SETTINGS in snapshot.files:
            workers = held.enter_context(_workers_of(cluster, snapshot, output))
        result = make(snapshot, store, output, today, workers, own)
        is_saved = _save(store, tell)
    is_known = is_saved and result.tree is not None and not result.kept
    remember(project.remembering, snapshot, (inputs(result.report), result.report) if is_known else None)
    if verify and result.tree is not None:
        _verify(project, snapshot, result, output, today, here, own, tell)
    gone = before.keys() - result.tree.keys() - set(result.kept) if result.tree is not None else ()
    return Report(project.root, result, output, tuple(sorted(gone)))


def _for_others(project: Project, own: OwnCode | None) -> Project:
    """The project by whole paths, which other machines find; raises Refused where they cannot do all of the work."""
    if own:
        raise Refused("Pages, filters and steps of your own are made on one machine.", "Leave out `cluster`.")
    memory = None if project.cache is None else project.remembering.absolute()
    return project._replace(folder=project.root.absolute(), output=project.site.absolute(), cache=memory)


@contextmanager
def _workers_of(cluster: str, snapshot: Snapshot, output: Output) -> Iterator[Workers]:
    from sitegen.engine.cluster import Shared, connected
    from sitegen.memory.workers import Workers

    settings = snapshot.files[SETTINGS].fingerprint
    shared = Shared(sitegen.fingerprint_of_tool(), f"{snapshot.root}/{SETTINGS}", settings, output.staged)
    with connected(cluster, shared) as (executor, jobs):
        yield Workers(jobs, executor)


def _save(store: Store, tell: Tell) -> bool:
    """Whether what was made could be remembered."""
    try:
        store.save()
    except OSError as error:
        refusal = refuse_os_error(error, "What was made could not be remembered, so the next build is a slow one")
        tell(refusal.message)
        return False
    return True


def _verify(
    project: Project,
    snapshot: Snapshot,
    result: Build,
    output: Output,
    today: Callable[[str], date],
    workers: Workers,
    own: OwnCode,
    tell: Tell,
) -> None:
    """Compare with a build from nothing; a difference is a bug of ours, and both files are kept."""
    from sitegen.api.verifying import verify

    differences = verify(snapshot, result, output, today, workers, own)
    if not differences:
        tell("Verified: a build from nothing gives the same bytes.")
        return
    kept = project.memory / "verify"
    for difference in differences:
        for name, data in (("clean", difference.clean), ("built", difference.built)):
            file = kept / name / difference.route
            file.parent.mkdir(parents=True, exist_ok=True)
            with create(file) as stream:
                stream.write(data or b"")
    routes = ", ".join(difference.route for difference in differences[:5])
    raise AssertionError(f"{len(differences)} differences from a clean build, kept in {kept}: {routes}")
