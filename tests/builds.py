"""A driver for tests of rebuilding: a build with its report or reasons, what it left, what one from nothing is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from sitegen.cli import main
from sitegen.engine.plain_files import plain_files
from sitegen.engine.planning import Broken, make_page, make_plan
from sitegen.engine.searching import make_shards
from sitegen.engine.workspace import read_project
from sitegen.memory.store import Store
from sitegen.memory.workers import Workers
from sitegen.problems.problem import in_order
from sitegen.problems.report import as_data
from sitegen.rendering.templates import BadTemplate

THEME = Path(__file__).parents[1] / "templates"


def build(folder: Path, day: date, *options: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(
        main, ["-C", str(folder), "build", "--format", "json", "--date", day.isoformat(), *options]
    )
    assert result.exit_code in (0, 1), result.output
    return result.exit_code, json.loads(result.stdout)


def explained(folder: Path, day: date, *options: str) -> list[str]:
    """What `--explain` says of a build, one line for each thing made anew. With `--verify` the whole is planned."""
    result = CliRunner().invoke(main, ["-C", str(folder), "build", "--date", day.isoformat(), "--explain", *options])
    assert result.exit_code in (0, 1), result.output
    return [line for line in result.stdout.splitlines() if line.startswith(("parse ", "page ", "drawing "))]


def clean(folder: Path, day: date) -> tuple[dict[str, bytes], list[dict[str, object]]]:
    """The site and the problems as a build from nothing has them."""
    snapshot = read_project(folder)
    plan = make_plan(snapshot, Store(None, ""), lambda _: day, Workers(1))
    if isinstance(plan, Broken):
        return {}, [as_data(problem) for problem in plan.problems]
    site, found = {}, []
    for planned in plan.pages:
        try:
            site[planned.route] = make_page(plan, planned)
        except BadTemplate as error:
            found.append(error.problem)
    if found:
        return {}, [as_data(problem) for problem in in_order((*plan.problems, *found))]
    site |= make_shards(plan)
    site |= {route: file.read() for route, file in plain_files(plan.given, plan.assets).items()}
    return site, [as_data(problem) for problem in plan.problems]


def standing(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "output").rglob("*") if path.is_file())
    named = {path.relative_to(folder / "output").as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".sitegen/")}
