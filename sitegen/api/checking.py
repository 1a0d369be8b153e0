"""Checking a project: every mistake and everything due, in one run, without building."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.api.additions import NONE, own_code
from sitegen.api.build_report import Report
from sitegen.engine.build_result import Build
from sitegen.engine.workspace import load_last, open_store, read_project
from sitegen.memory.refused import refusing
from sitegen.problems.problem import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.api.project_folder import Project
    from sitegen.engine.planning import Plan
    from sitegen.own.code import PageKind, Step
    from sitegen.problems.problem import Problem


def check(
    project: Project,
    *,
    pages: Mapping[str, PageKind] = NONE,
    filters: Mapping[str, Callable[..., Any]] = NONE,
    steps: Mapping[str, Step] = NONE,
    version: str = "",
) -> Report:
    """Find every mistake in the content, and what is due; your own pages are planned, not made.

    The arguments are those of `build`. Raises Refused.
    """
    from sitegen.api.gatekeeping import look_at_files
    from sitegen.api.leftovers import find_leftovers
    from sitegen.comparing.redacted_elsewhere import find_redacted_elsewhere
    from sitegen.comparing.since import KnownCopies
    from sitegen.engine.planning import Ready, make_plan
    from sitegen.memory.store import or_anew
    from sitegen.own.code import NOTHING

    own = own_code(pages, filters, steps, version) or NOTHING
    with refusing("A file of the site could not be read"), open_store(project.remembering) as store:
        snapshot = read_project(project.root, load_last(project.remembering))

        def look() -> tuple[Plan, tuple[Problem, ...]]:
            plan = make_plan(snapshot, store, project.today, own_code=own)
            return plan, KnownCopies(project.root).problems_since(plan) if isinstance(plan, Ready) else ()

        plan, since = or_anew(store, look)
        sample = [problem.softened() for problem in find_leftovers(snapshot)]
        elsewhere = find_redacted_elsewhere(plan.catalog, snapshot) if isinstance(plan, Ready) else ()
        files = look_at_files(project, plan) if isinstance(plan, Ready) else ()
    told = plan.report._replace(problems=in_order((*plan.report.problems, *since, *sample, *elsewhere, *files)))
    return Report(project.root, Build(told, steps=plan.steps))
