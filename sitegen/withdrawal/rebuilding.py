"""The live site made again from the sources that were last published, with nothing new in it but what is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.given import Given
from sitegen.engine.making import build
from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import MEMORY, open_store
from sitegen.memory.private import make_private
from sitegen.memory.refused import refuse_os_error
from sitegen.memory.remembered import RecordLost
from sitegen.memory.store import Store
from sitegen.withdrawal.kept_sources import clear_folder, snapshot_of, unpack_sources
from sitegen.withdrawal.standing import StandingRelease

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.engine.build_result import Build
    from sitegen.memory.tree import Tree
    from sitegen.memory.workers import Workers
    from sitegen.problems.problem import Problem
    from sitegen.publish.ledger import Ledger
    from sitegen.withdrawal.kept_sources import KeptSources

FOLDER = f"{MEMORY}/taking-back"
"""Below the project's folder: where the sources are unpacked and new pages wait. Nothing of it outlives the command."""


class Rebuilt(NamedTuple):
    """What the host is to serve."""

    tree: Tree | None
    """None where the sources have mistakes now."""
    problems: tuple[Problem, ...]
    read: Callable[[str], bytes]
    """Gives the bytes of a route of the tree; raises BytesMissing."""
    ledger: Ledger | None
    """What it says, brought along; None where there is no tree."""


def rebuild(
    project: Path,
    sources: KeptSources,
    live: Tree,
    workers: Workers,
    ledger_of: Callable[[Ready], Ledger],
    *,
    anew: bool = False,
) -> Rebuilt:
    """Make what differs from the live tree, or with `anew` all of it. Raises Refused.

    What earlier builds remember is used, and left as it is. `ledger_of` tells what a planned site says.
    """
    folder = project / FOLDER
    output = StandingRelease(live, project / "output", folder / "staged", anew=anew)
    try:
        try:
            built, ledger = _built(project, folder, sources, output, workers, ledger_of)
        except (FileNotFoundError, RecordLost):  # what was remembered is damaged
            built, ledger = _built(project, folder, sources, output, workers, ledger_of, remembers=False)
    except OSError as error:
        raise refuse_os_error(error, "What is taken back could not be made; the site has not changed") from error
    tree = built.tree

    def read(route: str) -> bytes:
        assert tree is not None
        return output.bytes_of(route, tree[route].sha256)

    return Rebuilt(tree, built.report.problems, read, ledger)


def _built(
    project: Path,
    folder: Path,
    sources: KeptSources,
    output: StandingRelease,
    workers: Workers,
    ledger_of: Callable[[Ready], Ledger],
    *,
    remembers: bool = True,
) -> tuple[Build, Ledger | None]:
    """Build with those sources unpacked that nothing is remembered of."""
    clear_folder(folder)
    make_private(project / MEMORY)
    make_private(folder)
    root = folder / "sources"
    snapshot = snapshot_of(sources, root)
    entries = {path for path in sources.texts if path.endswith(".md")}
    unpack_sources(sources, root, sources.texts.keys() - entries)
    with open_store(project) if remembers else Store(None, "") as store:
        given = Given(snapshot, store, lambda _: sources.day, workers)
        unpack_sources(sources, root, sorted(given.unread if given.are_settings_known else entries))
        built = build(snapshot, store, output, lambda _: sources.day, workers)
        plan = built.plan or make_plan(snapshot, store, lambda _: sources.day, workers)
        return built, ledger_of(plan) if built.tree is not None and isinstance(plan, Ready) else None
