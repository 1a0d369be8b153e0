"""Work that any process can do: a page or an index to be made of values, and staged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.cache_keys import PartKeys
from sitegen.memory.output import stage
from sitegen.own.code import NOTHING, OwnCode
from sitegen.problems.problem import Problem
from sitegen.rendering.packing import pack_view
from sitegen.rendering.template_cache import TemplateCache
from sitegen.rendering.templates import BadTemplate, Template, Templates
from sitegen.search.index import make_index
from sitegen.search.packed_entry import unpack_entry
from sitegen.site.kinds import kind_named
from sitegen.site.pages import Viewed, viewed
from sitegen.site.views import Site
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.search.packed_entry import PackedEntry


class PageTask(NamedTuple):
    """A page to be made."""

    page: Viewed | Unseen
    standing: str
    """The hash of what stands at its route now."""
    is_wanted: bool
    """Whether its view is to be remembered."""


class Unseen(NamedTuple):
    """A page whose view is still to be made of its parts."""

    route: str
    kind: str
    parts: Any


class RenderJob(NamedTuple):
    """Pages to make and to stage."""

    templates: tuple[tuple[str, Template], ...]
    language: str
    site: Site
    staged: Path
    """The folder for what waits to be swapped in."""
    keys: PartKeys
    """What is known of shared values already."""
    own_code: OwnCode
    tasks: Sequence[PageTask]


class IndexJob(NamedTuple):
    """A search index to make and to stage."""

    entries: Iterable[PackedEntry]
    language: str
    staged: Path
    standing: dict[str, str]
    """The hash of what stands at each route."""


class Staged(NamedTuple):
    """A file of the index that waits to be swapped in."""

    route: str
    sha256: str
    size: int


class Rendered(NamedTuple):
    """What came of one page."""

    sha256: str = ""
    size: int = 0
    parts: str = ""
    """What its view is made of, where that was wanted; so is the view."""
    packed: bytes = b""
    problem: Problem | None = None


def run_index(job: IndexJob) -> list[Staged]:
    """Make the whole search index and stage its shards."""
    shards = make_index(map(unpack_entry, job.entries), job.language)
    return [Staged(r, stage(job.staged, data, job.standing.get(r, "")), len(data)) for r, data in shards.items()]


def run_render(job: RenderJob) -> list[Rendered]:
    """Make the pages and stage those whose bytes are new."""
    templates, keys = prepared_templates(job.templates, job.language, job.own_code.filters), job.keys
    found = []
    for page, standing, is_wanted in job.tasks:
        seen = page if isinstance(page, Viewed) else viewed(*page)
        try:
            data = render(seen, job.site, templates, job.own_code)
        except BadTemplate as error:
            found.append(Rendered(problem=error.problem))
            continue
        made = Rendered(stage(job.staged, data, standing), len(data))
        if is_wanted and isinstance(page, Unseen):
            made = made._replace(
                parts=keys.write(page.parts), packed=pack_view(seen) if kind_named(seen.kind).is_kept else b""
            )
        found.append(made)
    keys.forget_entries()
    return found


def render(page: Viewed, site: Site, templates: Templates, own_code: OwnCode = NOTHING) -> bytes:
    """The bytes of a page; raises BadTemplate, RecordLost."""
    make = kind_named(page.kind).make
    if make:
        return make(page.view)
    name = own_code.template(page.kind)
    return templates.render(name, page.view, site) if name else own_code.make(page)


@lru_cache(maxsize=2)
def prepared_templates(
    sources: tuple[tuple[str, Template], ...], language: str, filters: tuple[tuple[str, Callable[..., Any]], ...] = ()
) -> Templates:
    """The templates, compiled once in each process; with filters that are not ours."""
    return Templates(dict(sources), Words(language), TemplateCache(language), dict(filters))
