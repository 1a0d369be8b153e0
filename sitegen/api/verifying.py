"""The promise that an incremental build is the clean one, checked: everything made again from nothing, beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.plain_files import plain_files
from sitegen.engine.planning import Ready, make_page, make_plan
from sitegen.engine.searching import make_shards
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.regular import read_regular
from sitegen.memory.store import Store
from sitegen.own.code import NOTHING, OwnCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.engine.build_result import Build
    from sitegen.memory.output import Output
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.workers import Workers


class Difference(NamedTuple):
    """A route at which the clean build differs; a bug of ours."""

    route: str
    clean: bytes | None
    """None where the clean build has nothing there."""
    built: bytes | None


def verify(
    snapshot: Snapshot,
    built: Build,
    output: Output,
    today: Callable[[str], date],
    workers: Workers,
    own_code: OwnCode = NOTHING,
) -> list[Difference]:
    """Where a build from nothing differs from what was built, or from what stands in the output folder."""
    plan = make_plan(snapshot, Store(None, ""), today, workers, own_code=own_code)
    clean = clean_site(plan) if isinstance(plan, Ready) else {}
    tree = built.tree or {}
    found = []
    for route in sorted(clean.keys() | tree.keys()):
        standing = _read(output.folder / route)
        expected = clean.get(route)
        sha256 = content_hash(expected) if expected is not None else ""
        if standing != expected or route not in tree or tree[route].sha256 != sha256:
            found.append(Difference(route, expected, standing))
    if plan.problems != built.report.problems:
        lines = ["\n".join(map(str, problems)).encode() for problems in (plan.problems, built.report.problems)]
        found.append(Difference("problems", lines[0], lines[1]))
    return found


def clean_site(plan: Ready) -> dict[str, bytes]:
    """Everything that stands in the site, made of nothing but the plan; raises BadTemplate."""
    clean = {page.route: make_page(plan, page) for page in plan.pages}
    clean |= make_shards(plan)
    return clean | {route: file.read() for route, file in plain_files(plan.given, plan.assets).items()}


def _read(file: Path) -> bytes | None:
    try:
        return read_regular(file)
    except OSError:
        return None
