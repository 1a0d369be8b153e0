"""All files of a built site looked through, as far as their bytes were not before; shared out among processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.gate.clean_stretches import CleanStretches
from sitegen.gate.file_texts import Sight, find_in_address, find_in_file, words_of_address
from sitegen.gate.markup import BETWEEN
from sitegen.privacy.detectors import find_private

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sitegen.gate.looked_through import Findings
    from sitegen.gate.served_finding import ServedFinding
    from sitegen.memory.tree import Tree
    from sitegen.memory.workers import Workers
    from sitegen.privacy.allowed import Allowed


class Sighted(NamedTuple):
    """What was found at the addresses of a site."""

    found: Mapping[str, tuple[ServedFinding, ...]]
    """By route; those alone where there is any."""
    by_bytes: Findings
    """By the bytes of all its files, for the next time."""
    looked_at: int
    """So many were looked through now."""


def look_through(tree: Tree, read: Callable[[str], bytes], sight: Sight, before: Findings, workers: Workers) -> Sighted:
    """What looks private in a tree, whose bytes `read` gives; `before` is what is known of bytes.

    Raises what `read` does.
    """
    unknown = {made.sha256: route for route, made in sorted(tree.items(), reverse=True) if made.sha256 not in before}
    routes = sorted(unknown.values())

    def run(job: Sequence[str]) -> list[tuple[ServedFinding, ...]]:
        clean = CleanStretches()
        return [find_in_file(route, read(route), sight, clean) for route in job]

    known = dict(before)
    known.update(zip((tree[route].sha256 for route in routes), workers.share(run, routes), strict=True))
    by_bytes = {made.sha256: known[made.sha256] for made in tree.values()}
    found = {route: here for route, made in tree.items() if (here := by_bytes[made.sha256])}
    for route in _doubtful(tree, sight.allowed):
        if in_address := find_in_address(route, sight.allowed):
            found[route] = (*in_address, *found.get(route, ()))
    return Sighted(dict(sorted(found.items())), by_bytes, len(routes))


def _doubtful(tree: Tree, allowed: Allowed) -> list[str]:
    """The addresses to look at one by one: none, mostly, since all at once show nothing."""
    said = BETWEEN.join(words_of_address(route) for route in tree)
    return list(tree) if find_private(f"{said}{BETWEEN}{said.replace('-', ' ')}", allowed) else []
