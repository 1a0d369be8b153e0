"""The shortest build: where nothing has changed but the words of answers, or the looks, only their pages are made.

Most edits are of these kinds. All else in these pages is as it was when they were made, and their views were remembered
then, so nothing is planned. Where anything else has changed, the whole is planned again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.cache_keys import PageInputs, Views
from sitegen.engine.explaining import Reasons, page_key, remember_frame, view_key
from sitegen.engine.jobs import prepared_templates, render, run_render
from sitegen.engine.making import make_files, render_job, theme_files
from sitegen.engine.meaning import find_edits
from sitegen.engine.packing import BY_TEMPLATE, HOLD_BODIES, Kept
from sitegen.engine.parsing import reading_of
from sitegen.engine.planning import check_files, check_templates, mark_of, read_settings, theme_of
from sitegen.engine.recalling import Lost, Recalled
from sitegen.engine.searching import Index, amend_index
from sitegen.memory.inputs import join_inputs, with_inputs
from sitegen.memory.output import stage
from sitegen.memory.snapshot import changed_paths, normal
from sitegen.memory.store import CHANGED, Record, Step
from sitegen.memory.tree import Made, Tree
from sitegen.model.entry import entry_id
from sitegen.model.names import kind_of
from sitegen.problems.problem import in_order
from sitegen.reading.links import route_of
from sitegen.rendering.templates import BadTemplate
from sitegen.rendering.theme import in_theme
from sitegen.site.bodies import BodyLost
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from sitegen.engine.jobs import Workers
    from sitegen.engine.project import Last
    from sitegen.memory.output import Output
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store
    from sitegen.problems.problem import Problem
    from sitegen.problems.report import Report
    from sitegen.rendering.theme import Theme
    from sitegen.site.search_terms import SearchTerms
    from sitegen.site.views import Site

_MANY = 50
"""For more edits than this the whole is as quickly planned."""


class Amended(NamedTuple):
    """What came of it."""

    tree: Tree
    site: Site
    """The frame of its pages."""
    steps: tuple[Step, ...]
    written: int


def amend(snapshot: Snapshot, last: Last, store: Store, output: Output, workers: Workers) -> Amended | None:
    """Bring the output up to date with new words in some answers, or new looks; None where the whole must be planned.

    All else that the site is made from must be as the last build found it, and the output whole as it left it. Raises
    Refused where the disk does not take the pages.
    """
    paths = changed_paths(last.files, snapshot.files, last.files.keys() | snapshot.files.keys())
    looks = [path for path in paths if path.startswith("templates/")]
    texts = [path for path in paths if path not in looks]
    if len(texts) > _MANY or any(kind_of(path) != "entry" or normal(path) != path for path in texts):
        return None
    if check_files(snapshot):
        return None
    settings, _ = read_settings(snapshot, store)
    if settings is None or last.report is None or any(problem.path in paths for problem in last.report.problems):
        return None
    words = Words(settings.language)
    edits = find_edits(last.files, snapshot, texts, store, settings, words)
    if edits is None or edits.retold:
        return None
    theme = theme_of(snapshot, settings)
    if theme.problems:
        return None
    output.discard()
    try:
        marks = partial(mark_of, snapshot, reading_of(settings, words))
        maker = _Maker(marks, last, store, output, theme)
        if looks and (not _is_known(check_templates(maker.templates), last.report) or not maker.has_same_files(theme)):
            return None
        made = maker.told(texts)
        made += maker.dressed(workers, {page.route for page in made}) if looks else []
        index = _amend_index(store, output, settings.language, edits.search_terms)
    except (Lost, BodyLost, BadTemplate):
        return None
    if index is None:
        return None
    made.sort(key=lambda page: page.route)
    maker.remember(made)
    files, file_steps = make_files(list(theme_files(theme)), store, output) if looks else ({}, [])
    store.keep_all()
    tree = {**output.tree, **{page.route: page.made for page in made}, **files, **index.tree}
    written, _, _ = output.swap(tree)
    steps = (*edits.steps, *(page.step for page in made), *file_steps, *index.steps)
    return Amended(tree, maker.site, steps, written)


class _Made(NamedTuple):
    """A page made anew, and what is to be remembered of it."""

    route: str
    made: Made
    inputs: str
    kept: Kept | None
    """None where its view is as it was."""
    step: Step


class _Maker:
    """Makes pages from the views that were remembered: with new bodies in them, or in a new frame."""

    def __init__(self, mark_of: Callable[[str], str], last: Last, store: Store, output: Output, theme: Theme) -> None:
        assert last.site is not None
        self.site, self.template_sources = in_theme(last.site, theme), tuple(theme.templates.items())
        self.templates = prepared_templates(self.template_sources, self.site.language)
        self._store, self._output = store, output
        self._recalled = Recalled(mark_of, store, output.tree)
        self._inputs, self._views, self._reasons = PageInputs(self), Views(), Reasons(store)

    def told(self, paths: Collection[str]) -> list[_Made]:
        """Every page that holds the body of one of the files; raises Lost, BodyLost, BadTemplate."""
        ids = {entry_id(path) for path in paths}
        pages = (
            self._told(route, made)
            for route, made in self._output.tree.items()
            if made.kind in HOLD_BODIES and not ids.isdisjoint(made.entries)
        )
        return [page for page in pages if page]

    def _told(self, route: str, made: Made) -> _Made | None:
        page = self._recalled.page(route)
        look = self._views.look_at(page)
        before, inputs = self._known(route), join_inputs((look.inputs, self._inputs.frame(made.kind).inputs))
        if inputs == before:
            return None
        data = render(page, self.site, self.templates)
        sha256 = stage(self._output.staged, data, made.sha256)
        return self._made(route, sha256, len(data), (before, inputs), look.kept)

    def dressed(self, workers: Workers, done: Collection[str]) -> list[_Made]:
        """Every other page that a template makes and whose frame is new; raises Lost, BodyLost, BadTemplate."""
        stale = {route: before for route, before in self._in_other_frames() if route not in done}
        tree, staged = self._output.tree, self._output.staged
        job = partial(render_job, self.template_sources, self.site, staged, self._recalled.page, looks=False)
        pieces = [(route, tree[route].sha256) for route in stale]
        made = []
        for (route, before), page in zip(stale.items(), workers.map(run_render, job, pieces), strict=True):
            if page.problem:
                raise BadTemplate(page.problem)
            inputs = with_inputs(before, self._inputs.frame(tree[route].kind).inputs)
            made.append(self._made(route, page.sha256, page.size, (before, inputs), None))
        return made

    def _in_other_frames(self) -> Iterator[tuple[str, str]]:
        """The routes of such pages, and what they were made from."""
        for route, made in self._output.tree.items():
            if made.kind in BY_TEMPLATE:
                before = self._known(route)
                if not before.endswith(self._inputs.frame(made.kind).inputs):
                    yield route, before

    def _known(self, route: str) -> str:
        record = self._store.recall(page_key(route))
        if record is None or record.value[0] != self._output.tree[route].sha256:
            raise Lost(route)
        return record.inputs

    def _made(self, route: str, sha256: str, size: int, inputs: tuple[str, str], kept: Kept | None) -> _Made:
        """A page and why it was made; `inputs` are those before and after."""
        made = self._output.tree[route]
        because = self._reasons.why(route, made.kind, inputs[0], self._inputs.frame(made.kind), kept) or CHANGED
        return _Made(route, made._replace(sha256=sha256, size=size), inputs[1], kept, Step(page_key(route), because))

    def remember(self, made: Collection[_Made]) -> None:
        """Put the pages into the store."""
        for page in made:
            record = Record(page.inputs, [page.made.sha256, page.made.size], None)
            self._store.put(page_key(page.route), record, None)
            if page.kept is not None:
                self._store.put(view_key(page.route), Record("", None, None), page.kept.blob())
        for kind in {page.made.kind for page in made} & BY_TEMPLATE:
            remember_frame(self._store, self._inputs.frame(kind))

    def has_same_files(self, theme: Theme) -> bool:
        """Whether the theme has files of the same names as before."""
        return {route for route, made in self._output.tree.items() if made.kind == "theme"} == theme.files.keys()


def _is_known(problems: list[Problem], report: Report) -> bool:
    """Whether the same was said of the templates."""
    return in_order(problems) == tuple(known for known in report.problems if known.path.startswith("templates/"))


def _amend_index(store: Store, output: Output, language: str, search_terms: Mapping[str, SearchTerms]) -> Index | None:
    """The search index with what can be found of these entries now, as far as they have a page."""
    if not search_terms:
        return Index({}, ())
    found = {route_of(path): terms.document for path, terms in search_terms.items()}
    tree = output.tree
    return amend_index(
        store,
        output,
        language,
        {route: text for route, text in found.items() if route in tree and tree[route].kind == "entry"},
    )
