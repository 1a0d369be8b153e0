"""Pages to be made, as work that any process can do: of their parts, or of views that are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.memory.staged import stage
from sitegen.own.renderer import Renderer
from sitegen.problems.problem import Problem
from sitegen.rendering.packing import pack_view
from sitegen.rendering.part_keys import PartKeys
from sitegen.rendering.templates import BadTemplate
from sitegen.site.kinds import kind_named
from sitegen.site.pages import Viewed, viewed
from sitegen.site.views.site_view import Site


class Unseen(NamedTuple):
    """A page whose view is still to be made of its parts."""

    route: str
    kind: str
    parts: Any


class PageTask(NamedTuple):
    """A page to be made."""

    page: Viewed | Unseen
    standing: str
    """The hash of what stands at its route now."""
    is_wanted: bool
    """Whether its view is to be remembered."""


class RenderJob(NamedTuple):
    """Pages to make and to stage."""

    renderer: Renderer
    site: Site
    staged: Path
    """The folder for what waits to be swapped in."""
    keys: PartKeys
    """What is known of shared values already."""
    tasks: Sequence[PageTask]


class Rendered(NamedTuple):
    """What came of one page."""

    sha256: str = ""
    size: int = 0
    parts: str = ""
    """What its view is made of, where that was wanted; so is the view."""
    packed: bytes = b""
    problem: Problem | None = None


def run_render(job: RenderJob) -> list[Rendered]:
    """Make the pages and stage those whose bytes are new."""
    found = []
    for page, standing, is_wanted in job.tasks:
        seen = page if isinstance(page, Viewed) else viewed(*page)
        try:
            data = job.renderer.render(seen, job.site)
        except BadTemplate as error:
            found.append(Rendered(problem=error.problem))
            continue
        made = Rendered(stage(job.staged, data, standing), len(data))
        if is_wanted and isinstance(page, Unseen):
            packed = pack_view(seen) if kind_named(seen.kind).is_kept else b""
            made = made._replace(parts=job.keys.write(page.parts), packed=packed)
        found.append(made)
    job.keys.forget_entries()
    return found
