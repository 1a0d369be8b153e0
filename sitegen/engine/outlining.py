"""The plan as a stage: recalled while all files say what they said, else made; and what stands for each page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.cache_keys import Frames, PartKeys
from sitegen.engine.outline import OldOutline, Outline, PageRow, dump_outline
from sitegen.engine.planning import Broken, NewestBodies, Ready, plan_site
from sitegen.engine.relating import relate
from sitegen.memory.fingerprint import fingerprint_text
from sitegen.memory.store import MadeRecord, RecordLost, WantedRecord
from sitegen.reading.links import route_of
from sitegen.rendering.theme import in_theme
from sitegen.site.kinds import bodies_of
from sitegen.site.search import found_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.engine.given import Given
    from sitegen.memory.store import Store
    from sitegen.memory.workers import Workers
    from sitegen.site.views import Site

_KEY = "outline"


class Planned(NamedTuple):
    """A site whose pages are decided."""

    outline: Outline
    before: OldOutline | None
    """That of the last build."""
    bodies: NewestBodies
    plan: Ready | None
    """None where it was recalled: then its views are remembered."""
    changed_words: frozenset[str]
    """The paths of files whose bodies are not what they were."""


def planned(given: Given, store: Store, workers: Workers, *, anew: bool = False) -> Planned | Broken:
    """What is to be made; `anew` where what would be recalled is not enough. Raises RecordLost."""
    kept = store.find(_KEY)
    try:
        before = OldOutline(kept.blob()) if kept else None
    except (ValueError, TypeError, LookupError) as error:
        raise RecordLost(_KEY) from error
    if before and not anew and before.inputs == given.inputs(before.report.problems):
        changed = given.changed_words(before.files)
        parsed = given.parse(changed) if changed else None
        if parsed is None or all(parsed.facts(path).hex() == before.files[path][1] for path in changed):
            return _recalled(given, before, changed)
    plan = plan_site(given)
    if isinstance(plan, Broken):
        return plan
    plan.sources.know_related(relate(plan.sources.questions, store, workers))
    pages = tuple(_look_at_pages(plan))
    of_templates = set(given.problems_of_templates)
    problems = tuple([problem for problem in plan.problems if problem not in of_templates])
    outline = Outline(
        pages,
        _plain_rows(plan.assets, given),
        plan.site,
        plan.assets,
        plan.report._replace(problems=problems),
        given.inputs(problems),
        {path: (given.words_of(path), given.parsed.facts(path).hex()) for path in given.parsed.paths()},
        _frames(pages, plan.site, given),
    )
    old = before.files if before else {}
    words = frozenset(path for path, (words, _) in outline.files.items() if path not in old or old[path][0] != words)
    return Planned(outline, before, plan.bodies, plan, words)


def _recalled(given: Given, before: OldOutline, changed: Iterable[str]) -> Planned:
    """The same pages, with new words and new templates."""
    files = {**before.files, **{path: (given.words_of(path), before.files[path][1]) for path in changed}}
    site, assets = in_theme(before.site, given.theme), before.assets
    frames = _frames(before.pages, site, given)
    plain = _plain_rows(assets, given)
    outline = Outline(before.pages, plain, site, assets, before.report, before.inputs, files, frames)
    return Planned(outline, before, NewestBodies(given), None, frozenset(changed))


def remember(store: Store, site: Planned, rows: Mapping[str, PageRow]) -> None:
    """Remember what was made."""
    pages, plain = (tuple([rows[row.route] for row in some]) for some in (site.outline.pages, site.outline.plain))
    data = dump_outline(site.outline._replace(pages=pages, plain=plain), None if site.plan else site.before)
    store.put(WantedRecord(_KEY, site.outline.inputs), MadeRecord(blob=data))


def _frames(rows: Iterable[PageRow], site: Site, given: Given) -> Mapping[str, str]:
    frames = Frames(site, given.template_sources, given.templates, given.own_code)
    return {kind: frames.by_name(kind) for kind in sorted({row.kind for row in rows} & given.own_code.framed)}


def _plain_rows(assets: Iterable[str], given: Given) -> tuple[PageRow, ...]:
    files = given.snapshot.files
    rows = [PageRow(route_of(path), "asset", "", (), (), files[path].fingerprint) for path in assets]
    return *rows, *(PageRow(route, "theme", "", (), (), stands) for route, stands in given.theme_files.items())


def _look_at_pages(plan: Ready) -> Iterable[PageRow]:
    sources, keys = plan.sources, PartKeys()
    for page in plan.pages:
        parts, found = page.gather(sources), ""
        if page.kind == "entry":
            found = fingerprint_text(keys.write(found_parts(sources.listed[page.entries[0]], sources)))
        view, bodies = fingerprint_text(keys.write(parts)), bodies_of(page.kind, parts)
        yield PageRow(page.route, page.kind, page.title, page.entries, bodies, view, found)
