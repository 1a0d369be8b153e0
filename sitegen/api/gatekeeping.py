"""A site at the gate: what is told of its sources, and what stands only in what would be served."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sitegen
from sitegen.api.passage import Passage, passage_of
from sitegen.api.target import read_settings
from sitegen.memory.fingerprint import content_hash, fingerprint
from sitegen.memory.garbage import no_garbage
from sitegen.memory.refused import Refused
from sitegen.memory.regular import read_regular
from sitegen.memory.tree import Made
from sitegen.memory.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.api.project_folder import Project
    from sitegen.engine.planning import Ready
    from sitegen.memory.output import Output
    from sitegen.memory.tree import Tree
    from sitegen.model.settings import Settings
    from sitegen.privacy.masked_finding import KindAndKey
    from sitegen.problems.problem import Problem
    from sitegen.problems.report import Summary


@no_garbage()
def look_at_gate(project: Project, output: Output, report: Summary) -> Passage:
    """What the gate says of a built site; `report` is that of its sources. Raises Refused."""
    from sitegen.gate.looked_through import PAGES

    settings = read_settings(project.root)
    only_served = _look(project, PAGES, output.tree, partial(_read, output), settings, report.accounted)
    held_back = frozenset(held.path for held in report.held_back)
    return passage_of((*report.problems, *only_served), held_back, report.waived)


def look_at_files(project: Project, plan: Ready) -> list[Problem]:
    """Notices of the files that go into the site as they are: pictures, documents, tables. Raises Refused, OSError."""
    from sitegen.engine.plain_files import plain_files
    from sitegen.gate.looked_through import FILES

    files = plain_files(plan.given, plan.assets)
    tree = {route: Made(file.fingerprint, 0, file.kind, "", ()) for route, file in files.items()}
    return _look(project, FILES, tree, lambda route: files[route].read(), plan.settings, plan.report.accounted)


def _look(
    project: Project,
    name: str,
    tree: Tree,
    read: Callable[[str], bytes],
    settings: Settings,
    accounted: Iterable[KindAndKey],
) -> list[Problem]:
    """Notices of all in a tree that looks private and is not accounted for; known bytes are not looked at again."""
    from sitegen.gate.file_texts import Sight
    from sitegen.gate.looked_through import read_looked_through, write_looked_through
    from sitegen.gate.looking import look_through
    from sitegen.gate.only_served import served_problems
    from sitegen.model.private_words import allowed_by

    allowed = allowed_by(settings)
    by = fingerprint([sitegen.fingerprint_of_tool(), settings.url, *map(sorted, allowed)])
    before = read_looked_through(project.memory, by, name)
    sighted = look_through(tree, read, Sight(allowed, settings.url), before, Workers())
    if sighted.by_bytes != before:
        _keep(partial(write_looked_through, project.memory, by, sighted.by_bytes, name))
    return served_problems(sighted.found, tree, accounted)


def _keep(write: Callable[[], None]) -> None:
    """Keep what was found; where the disk takes nothing, the next publish looks again."""
    try:
        write()
    except OSError:
        return


def _read(output: Output, route: str) -> bytes:
    data = read_regular(output.folder / route)
    if content_hash(data) != output.tree[route].sha256:
        message = f"output/{route} was built anew while it was looked through. The site has not changed."
        raise Refused(message, "Publish again.")
    return data
