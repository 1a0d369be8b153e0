"""The plan as a stage: recalled while all files say what they said, else made; and what stands for each page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.cache_keys import Frames, PartKeys
from sitegen.engine.outline import FilePrints, OldOutline, Outline, PageRow, dump_outline
from sitegen.engine.planning import Broken, NewestBodies, Ready, plan_site
from sitegen.engine.relating import relate
from sitegen.memory.fingerprint import short_bytes
from sitegen.memory.store import MadeRecord, RecordLost, WantedRecord
from sitegen.reading.links import route_of
from sitegen.rendering.theme import in_theme
from sitegen.site.kinds import bodies_of
from sitegen.site.search import found_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.engine.given import Given
    from sitegen.memory.output import Output
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
    keys: PartKeys
    """What is known of the values that views share."""


def planned(given: Given, store: Store, output: Output, workers: Workers, *, anew: bool = False) -> Planned | Broken:
    """What is to be made; `anew` where what would be recalled is not enough. Raises RecordLost."""
    kept = store.find(_KEY)
    try:
        before = OldOutline(kept.blob(), output.tree, output.manifest) if kept else None
        recalled = None if anew or before is None else _recalled(given, before)
    except (ValueError, TypeError, LookupError) as error:
        raise RecordLost(_KEY) from error
    if recalled:
        return recalled
    plan = plan_site(given)
    if isinstance(plan, Broken):
        return plan
    plan.sources.know_related(relate(plan.sources.questions, store, workers))
    keys = PartKeys()
    pages = tuple(_look_at_pages(plan, keys))
    keys.forget_entries()
    of_templates = set(given.problems_of_templates)
    problems = tuple([problem for problem in plan.problems if problem not in of_templates])
    paths = list(given.parsed.paths())
    files = FilePrints(given.reading, paths, given.snapshot.prints(paths), b"".join(map(given.parsed.facts, paths)))
    outline = Outline(
        pages,
        _plain_rows(plan.assets, given),
        plan.site,
        plan.assets,
        plan.report._replace(problems=problems),
        given.inputs(problems),
        files,
        _frames(pages, plan.site, given),
    )
    return Planned(outline, before, plan.bodies, plan, _changed_words(before, outline), keys)


def _recalled(given: Given, before: OldOutline) -> Planned | None:
    """The same pages, with new words and new templates; None where they may be others."""
    inputs = given.inputs(before.report.problems)
    if not before.stands or before.inputs != inputs:
        return None
    files = before.files._replace(words=given.snapshot.prints(before.files.paths))
    outline = Outline((), (), before.site, before.assets, before.report, inputs, files, {})
    changed = _changed_words(before, outline)
    if changed:
        parsed, facts = given.parse(sorted(changed)), before.files.by_path(before.files.facts)
        if any(parsed.facts(path) != facts[path] for path in changed):
            return None
    site = in_theme(before.site, given.theme)
    frames, plain = _frames(before.pages, site, given), _plain_rows(before.assets, given)
    outline = outline._replace(pages=before.pages, plain=plain, site=site, frames=frames)
    return Planned(outline, before, NewestBodies(given), None, changed, PartKeys())


def _changed_words(before: OldOutline | None, outline: Outline) -> frozenset[str]:
    """The paths of files whose words are not what they were; read in another way, all are others."""
    new, old = outline.files, before.files if before else None
    if old is None or old.reading != new.reading:
        return frozenset(new.paths)
    if old.words == new.words and old.paths == new.paths:
        return frozenset()
    return frozenset(path for path, _ in new.by_path(new.words).items() - old.by_path(old.words).items())


def remember(store: Store, site: Planned, output: Output) -> None:
    """Remember what was made, now that it stands in the output."""
    data = dump_outline(site.outline, None if site.plan else site.before, output.manifest)
    store.put(WantedRecord(_KEY, site.outline.inputs), MadeRecord(blob=data))


def _frames(rows: Iterable[PageRow], site: Site, given: Given) -> Mapping[str, str]:
    frames = Frames(site, given.template_sources, given.templates, given.own_code)
    return {kind: frames.by_name(kind) for kind in sorted({row.kind for row in rows} & given.own_code.framed)}


def _plain_rows(assets: Iterable[str], given: Given) -> tuple[PageRow, ...]:
    files = given.snapshot.files
    prints = [(route_of(path), "asset", files[path].fingerprint) for path in assets]
    prints += [(route, "theme", stands) for route, stands in given.theme_files.items()]
    return tuple([PageRow(route, kind, "", (), (), bytes.fromhex(stands)) for route, kind, stands in prints])


def _look_at_pages(plan: Ready, keys: PartKeys) -> Iterable[PageRow]:
    sources = plan.sources
    for page in plan.pages:
        parts, found = page.gather(sources), b""
        if page.kind == "entry":
            found = short_bytes(keys.write(found_parts(sources.listed[page.entries[0]], sources)))
        view, bodies = short_bytes(keys.write(parts)), bodies_of(page.kind, parts)
        yield PageRow(page.route, page.kind, page.title, page.entries, bodies, view, found)
