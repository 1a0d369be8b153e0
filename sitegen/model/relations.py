"""How entries hang together: what follows, supersedes and relates to what, both ways, and no circles."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sitegen.problems import untimely
from sitegen.problems import whole as problems
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.lookup import EntryLookup
    from sitegen.model.resolve import Entry
    from sitegen.model.values import Ref
    from sitegen.problems.problem import Problem

_LONGEST_RING = 20
_BACK = {"follows": "followed_by", "supersedes": "superseded_by"}


def relate(entries: Mapping[str, Entry], files: Files, lookup: EntryLookup) -> tuple[dict[str, Entry], list[Problem]]:
    """The entries with their relations filled in, from both sides; only entries that are shown count."""
    found: list[Problem] = []
    related = dict(entries)
    for field in ("follows", "supersedes", "related"):
        edges: dict[str, list[str]] = {}
        for entry in entries.values():
            refs: tuple[Ref, ...] = getattr(entry.source, field)
            if refs:
                edges[entry.id], problems_found = _targets(field, refs, entry, entries, files, lookup)
                found += problems_found
        if field != "related":
            found += _check_circles(field, edges, entries)
        _fill(field, edges, related, files)
    return related, found


def _targets(
    field: str, refs: tuple[Ref, ...], entry: Entry, entries: Mapping[str, Entry], files: Files, lookup: EntryLookup
) -> tuple[list[str], list[Problem]]:
    targets: dict[str, None] = {}
    found: list[Problem] = []
    for ref in refs:
        target, problem = lookup.find(ref, entry.source)
        at = ref.at(entry.source.file.path)
        if problem:
            found.append(problem)
        elif not target:
            continue
        elif target == entry.id:
            found.append(problems.names_itself(at, field))
        elif target in targets:
            found.append(problems.named_twice(at, ref.name))
        else:
            targets[target] = None
            other = entries.get(target)
            if entry.source.file.path in files.holds:
                continue
            if f"content/digests/{target}.md" in files.holds:
                found.append(problems.reference_left_out(at, field, ref.name))
            elif other is not None and other.is_withdrawn:
                found.append(problems.reference_left_out(at, field, ref.name, "it was withdrawn"))
            elif other is not None and field == "supersedes" and _is_newer(other, entry):
                days = show_day(other.date), show_day(entry.date)
                found.append(untimely.supersedes_newer(at, ref.name, *days, entry.id))
    return list(targets), found


def _is_newer(other: Entry, entry: Entry) -> bool:
    """Whether the other was answered later."""
    return bool(other.answered and entry.answered and other.answered > entry.answered)


def _check_circles(field: str, edges: Mapping[str, list[str]], entries: Mapping[str, Entry]) -> list[Problem]:
    """One problem for each ring, at its first entry; an entry of two rings is found in the first."""
    found: list[Problem] = []
    done: set[str] = set()
    for start in sorted(edges):
        trail = {start: 0}  # the entries on the way here, with how far each is from the start
        waiting = [iter(edges.get(start, ()))]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                done.add(trail.popitem()[0])
            elif step in trail:
                found.append(_circle(field, trail, step, entries))
            elif step not in done:
                trail[step] = len(trail)
                waiting.append(iter(edges.get(step, ())))
    return found


def _circle(field: str, trail: dict[str, int], step: str, entries: Mapping[str, Entry]) -> Problem:
    """The problem of the ring that leads from an entry of the trail to its end, and back to that entry.

    It stands at the first of them by name. Of a long ring only the end is looked at: there can be one for each entry.
    """
    size = len(trail) - trail[step]
    ring = list(islice(reversed(trail), min(size, _LONGEST_RING)))[::-1]
    first = entries[min(ring)].source
    shown = (*ring, step) if size <= _LONGEST_RING else (step, "…", *ring[-2:], step)
    return problems.circle(getattr(first, field)[0].at(first.file.path), field, shown)


def _fill(field: str, edges: Mapping[str, list[str]], related: dict[str, Entry], files: Files) -> None:
    def shown(entry_id: str) -> bool:
        entry = related.get(entry_id)
        return entry is not None and not entry.is_withdrawn and entry.source.file.path not in files.holds

    back: dict[str, list[str]] = {}
    for source, targets in edges.items():
        live = tuple(target for target in targets if shown(target))
        related[source] = _with(related[source], field, live)
        if shown(source):
            for target in live:
                back.setdefault(target, []).append(source)
    if field in _BACK:
        for target, sources in back.items():
            related[target] = _with(related[target], _BACK[field], tuple(sorted(sources)))


def _with(entry: Entry, field: str, ids: tuple[str, ...]) -> Entry:
    changes: dict[str, Any] = {field: ids}
    return entry._replace(**changes)
