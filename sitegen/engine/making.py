"""Every page that is stale, made and swapped in; the rest as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sitegen.engine.cache_keys import PageInputs
from sitegen.engine.explaining import Reasons, page_key, remember_frame, view_key
from sitegen.engine.jobs import RenderJob, Workers, render, run_render
from sitegen.engine.planning import Plan, make_plan
from sitegen.engine.searching import begin_index
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.inputs import join_inputs, write_inputs
from sitegen.memory.output import Output, stage
from sitegen.memory.store import Record, Request, Result, Step, Store
from sitegen.memory.tree import Made, Tree
from sitegen.problems.problem import Problem, has_errors, in_order
from sitegen.reading.links import route_of
from sitegen.site.bodies import BodyLost
from sitegen.site.pages import MAKERS, Page, Viewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot
    from sitegen.rendering.templates import Template
    from sitegen.rendering.theme import Theme
    from sitegen.site.sources import Sources
    from sitegen.site.views import Site


_Page = TypeVar("_Page")


class Build(NamedTuple):
    """What a build came to."""

    plan: Plan
    tree: Tree | None
    """None where there are errors: then nothing was written."""
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]
    """What was made anew, and why."""
    written: int
    """Files of the output that are new or changed."""
    removed: int
    kept: tuple[str, ...]
    """Routes of files that are no longer in the site but were changed by somebody, so they stay."""


class PlainFile(NamedTuple):
    """A file that goes into the site as it is."""

    route: str
    kind: str
    fingerprint: str
    read: Callable[[], bytes]
    path: str = ""
    """Of the file below the project's folder, where it is read from there."""


def build(
    snapshot: Snapshot, store: Store, output: Output, today: Callable[[str], date], workers: Workers | None = None
) -> Build:
    """Build the site into the output folder, or report what is wrong and leave it as it is.

    Raises Refused where the world does not allow it: a full disk, a foreign file in the way.
    """
    workers = workers or Workers()
    plan = make_plan(snapshot, store, today, workers)
    if has_errors(plan.problems):
        store.keep_all()
        return Build(plan, None, plan.problems, plan.steps, 0, 0, ())
    output.discard()
    index = begin_index(plan, store, output, workers)
    try:
        pages, page_steps, found = _make_pages(plan, store, output, workers)
    except BodyLost:
        index.drop()
        # What was remembered is damaged: everything is made from the sources, once more.
        store.forget_all()
        return build(snapshot, store, output, today, workers)
    problems = in_order((*plan.problems, *found))
    files, file_steps = make_files(list(plain_files(plan, snapshot)), store, output)
    steps = (*plan.steps, *page_steps, *file_steps)
    if has_errors(problems):
        index.drop()
        output.discard()
        store.keep_all()
        return Build(plan, None, problems, steps, 0, 0, ())
    shards, index_steps = index.finish()
    steps += index_steps
    tree = pages | files | shards
    written, removed, kept = output.swap(tree)
    return Build(plan, tree, problems, steps, written, removed, kept)


def make_page(plan: Plan, page: Page) -> bytes:
    """The bytes of one page of the plan; raises BadTemplate, BodyLost."""
    assert plan.site is not None
    return render(plan.view(page), plan.site, plan.templates)


def _make_pages(
    plan: Plan, store: Store, output: Output, workers: Workers
) -> tuple[dict[str, Made], list[Step], list[Problem]]:
    assert plan.site is not None
    assert plan.sources is not None
    inputs = PageInputs(plan)
    known = _known_inputs(plan, inputs, store, workers)
    requests = [Request(page_key(page.route), known.get(page.route)) for page in plan.pages]
    view = partial(_viewed, plan.sources)  # not kept, as a preview does: each is looked at once
    job = partial(render_job, plan.template_sources, plan.site, output.staged, view)
    problems: dict[Problem, None] = {}
    because: dict[str, tuple[str, ...]] = {}
    reasons = Reasons(store)

    def work(stale: Sequence[int]) -> Iterator[Result | None]:
        pages = [plan.pages[index] for index in stale]
        pieces = [(page, output.standing(page.route)) for page in pages]
        for page, made in zip(pages, workers.map(run_render, job, pieces), strict=True):
            if made.problem:
                problems[made.problem] = None
                yield None
                continue
            assert made.look is not None
            frame = inputs.frame(page.kind)
            before = store.recall(page_key(page.route))
            if before is not None:
                because[page_key(page.route)] = (
                    reasons.why(page.route, page.kind, before.inputs, frame, made.look.kept)
                    if _is_as_before(page, output)
                    else ("kind",)
                )
            store.put(view_key(page.route), Record("", None, None), made.look.kept.blob())
            yield Result([made.sha256, made.size], None, join_inputs((made.look.inputs, frame.inputs)))

    def stands(index: int, value: Any) -> bool:
        return bool(output.standing(plan.pages[index].route) == value[0])

    tree: dict[str, Made] = {}
    steps: list[Step] = []
    for page, (value, step) in zip(plan.pages, store.make(requests, work, stands), strict=True):
        if value is not None:
            tree[page.route] = Made(value[0], value[1], page.kind, page.title, page.entries)
        if step:
            steps.append(step._replace(because=because.get(step.key) or step.because))
    store.use(view_key(page.route) for page in plan.pages)
    for kind in {page.kind for page in plan.pages} - MAKERS.keys():
        remember_frame(store, inputs.frame(kind))
    return tree, steps, list(problems)


def make_files(files: Sequence[PlainFile], store: Store, output: Output) -> tuple[dict[str, Made], list[Step]]:
    """Stage those of the files that are stale."""
    requests = [Request(page_key(file.route), write_inputs({"file": file.fingerprint})) for file in files]

    def work(stale: Sequence[int]) -> Iterator[Result]:
        for index in stale:
            data = files[index].read()
            yield Result([stage(output.staged, data, output.standing(files[index].route)), len(data)])

    def stands(index: int, value: Any) -> bool:
        return bool(output.standing(files[index].route) == value[0])

    made = list(store.make(requests, work, stands))
    tree = {
        file.route: Made(value[0], value[1], file.kind, "", ()) for file, (value, _) in zip(files, made, strict=True)
    }
    return tree, [step for _, step in made if step]


def plain_files(plan: Plan, snapshot: Snapshot) -> Iterator[PlainFile]:
    """The assets that are used, and the theme's files."""
    assert plan.catalog is not None
    for path in plan.catalog.assets:
        yield PlainFile(route_of(path), "asset", snapshot.files[path].fingerprint, partial(snapshot.read, path), path)
    yield from theme_files(plan.theme)


def theme_files(theme: Theme) -> Iterator[PlainFile]:
    """The theme's files."""
    for route, data in theme.files.items():
        yield PlainFile(route, "theme", fingerprint_bytes(data), partial(bytes, data))


def _known_inputs(plan: Plan, inputs: PageInputs, store: Store, workers: Workers) -> dict[str, str]:
    """The inputs of pages by route, but of those that are stale whatever they are: their frames are not what they were.

    The views are not kept: few of them are made again, by whoever makes the page.
    """
    sources = plan.sources
    assert sources is not None

    def look_at(pages: Sequence[Page]) -> list[str]:
        return [inputs.of(_viewed(sources, page)) for page in pages]

    pages = [page for page in plan.pages if _is_in_frame(page, inputs, store)]
    if pages:
        _ = sources.questions  # made once, before the work is shared out
    return {page.route: found for page, found in zip(pages, workers.share(look_at, pages), strict=True)}


def _is_as_before(page: Page, output: Output) -> bool:
    """Whether what stands at the page's route, if anything does, is of its kind."""
    made = output.tree.get(page.route)
    return made is None or made.kind == page.kind


def _viewed(sources: Sources, page: Page) -> Viewed:
    return Viewed(page.route, page.kind, page.make(sources))


def _is_in_frame(page: Page, inputs: PageInputs, store: Store) -> bool:
    record = store.recall(page_key(page.route))
    return record is not None and record.inputs.endswith(inputs.frame(page.kind).inputs)


class _Pages(Sequence[tuple[Viewed, str]]):
    """Pages whose views are made where they are needed: in forked processes late, for others before they are sent."""

    def __init__(self, view: Callable[[_Page], Viewed], pages: Sequence[tuple[_Page, str]]) -> None:
        self._view, self._pages = view, pages

    def __len__(self) -> int:
        return len(self._pages)

    def __getitem__(self, index: Any) -> Any:
        page, standing = self._pages[index]
        return self._view(page), standing

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)


def render_job(
    sources: tuple[tuple[str, Template], ...],
    site: Site,
    staged: Path,
    view: Callable[[_Page], Viewed],
    pages: Sequence[tuple[_Page, str]],
    *,
    looks: bool = True,
) -> RenderJob:
    """A job for some pages, with the hashes of what stands at their routes; `view` gives a page with its view."""
    return RenderJob(sources, site.language, site, staged, _Pages(view, pages), looks)
