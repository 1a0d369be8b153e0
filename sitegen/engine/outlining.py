"""The plan as a stage: recalled while all files say what they said, else made; and what stands for each page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.engine.outline import (
    FilePrints,
    Outline,
    PageRow,
    Whole,
    columns_of,
    dump_outline,
    load_outline,
    plain_row,
)
from sitegen.engine.plain_files import plain_files
from sitegen.engine.planning import Broken, NewestBodies, Ready, plan_site
from sitegen.engine.relating import relate
from sitegen.memory.fingerprint import short_bytes
from sitegen.memory.remembered import MadeRecord, RecordLost, WantedRecord
from sitegen.own.renderer import Frames
from sitegen.rendering.part_keys import PartKeys
from sitegen.rendering.theme import in_theme
from sitegen.site.kinds import bodies_of
from sitegen.site.search import found_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.engine.given import Given
    from sitegen.memory.output import Output
    from sitegen.site.views.site_view import Site

_KEY = "outline"


class Planned(NamedTuple):
    """A site whose pages are decided."""

    given: Given
    outline: Outline
    before: Outline | None
    """That of the last build."""
    changed_words: frozenset[str]
    """The paths of files whose bodies are not what they were."""
    keys: PartKeys
    """What is known of the values that views share."""
    plan: Ready | None = None
    """None where it was recalled: then its views are remembered."""

    @property
    def bodies(self) -> NewestBodies:
        """The bodies that its pages show."""
        return self.plan.bodies if self.plan else NewestBodies(self.given)


def planned(given: Given, output: Output, *, anew: bool = False) -> Planned | Broken:
    """What is to be made; `anew` where what would be recalled is not enough. Raises RecordLost."""
    kept = given.store.find(_KEY)
    try:
        before = load_outline(kept.blob(), output.tree, output.manifest) if kept else None
        recalled = None if anew or before is None else _recalled(given, before)
    except (ValueError, TypeError, LookupError) as error:
        raise RecordLost(_KEY) from error
    return recalled or _planned_anew(given, before)


def _planned_anew(given: Given, before: Outline | None) -> Planned | Broken:
    plan = plan_site(given)
    if isinstance(plan, Broken):
        return plan
    plan.sources.know_related(relate(plan.sources.questions, given.store, given.workers))
    keys = PartKeys()
    pages = tuple(_look_at_pages(plan, keys))
    keys.forget_entries()
    of_templates = set(given.problems_of_templates)
    problems = tuple([problem for problem in plan.problems if problem not in of_templates])
    whole = Whole(
        plan.site,
        plan.assets,
        plan.report._replace(problems=problems),
        given.inputs(problems),
        given.options.fingerprint,
        _frames(pages, plan.site, given),
        plan.abbreviations,
    )
    paths, parsed = list(given.parsed.paths()), given.parsed
    files = FilePrints(paths, given.snapshot.prints(paths), b"".join(map(parsed.facts, paths)))
    outline = Outline(whole, pages, _plain_rows(plan.assets, given), files, columns_of(pages))
    return Planned(given, outline, before, _changed_words(before, outline), keys, plan)


def _recalled(given: Given, before: Outline) -> Planned | None:
    """The same pages, with new words and new templates; None where they may be others."""
    whole, reading = before.whole, given.options.fingerprint
    if not before.stands or whole.inputs != given.inputs(whole.report.problems):
        return None
    files = before.files._replace(words=given.snapshot.prints(before.files.paths))
    outline = before._replace(whole=whole._replace(reading=reading), files=files)
    changed = _changed_words(before, outline)
    if changed:
        parsed, facts = given.parse(sorted(changed)), files.by_path(files.facts)
        if any(parsed.facts(path) != facts[path] for path in changed):
            return None
    site = in_theme(whole.site, given.theme)
    whole = outline.whole._replace(site=site, frames=_frames(before.pages, site, given))
    outline = outline._replace(whole=whole, plain=_plain_rows(whole.assets, given))
    return Planned(given, outline, before, changed, PartKeys())


def _changed_words(before: Outline | None, outline: Outline) -> frozenset[str]:
    """The paths of files whose words are not what they were; read in another way, all are others."""
    new, old = outline.files, before.files if before else None
    if before is None or old is None or before.whole.reading != outline.whole.reading:
        return frozenset(new.paths)
    if old.words == new.words and old.paths == new.paths:
        return frozenset()
    return frozenset(path for path, _ in new.by_path(new.words).items() - old.by_path(old.words).items())


def remember(site: Planned, output: Output) -> None:
    """Remember what was made, now that it stands in the output."""
    data = dump_outline(site.outline, output.manifest)
    site.given.store.put(WantedRecord(_KEY, site.outline.whole.inputs), MadeRecord(blob=data))


def _frames(rows: Iterable[PageRow], site: Site, given: Given) -> dict[str, str]:
    frames = Frames(given.renderer, site)
    return {kind: frames.by_name(kind) for kind in sorted({row.kind for row in rows} & given.own_code.framed)}


def _plain_rows(assets: Iterable[str], given: Given) -> tuple[PageRow, ...]:
    return tuple([plain_row(*file[:3]) for file in plain_files(given, assets).values()])


def _look_at_pages(plan: Ready, keys: PartKeys) -> Iterable[PageRow]:
    sources = plan.sources
    for page in plan.pages:
        parts, found = page.gather(sources), b""
        if page.kind == "entry":
            found = short_bytes(keys.write(found_parts(sources.listed[page.entries[0]], sources)))
        view, bodies = short_bytes(keys.write(parts)), bodies_of(page.kind, parts)
        yield PageRow(page.route, page.kind, page.title, page.entries, bodies, view, found)
