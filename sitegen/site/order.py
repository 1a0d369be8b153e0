"""Orders of entries, and of names in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model.digest import DigestFile
    from sitegen.model.resolve import Entry
    from sitegen.site.views.label import Named


def in_digest_order(digest: DigestFile, entries: list[Entry]) -> list[Entry]:
    """The entries as the digest orders them; what it does not name follows by file name."""
    ranks = {ref.name.removesuffix(".md").rpartition("/")[2]: rank for rank, ref in enumerate(digest.order)}
    return sorted(entries, key=lambda entry: (ranks.get(entry.id.rpartition("/")[2], len(ranks)), entry.id))


def one_line(names: Iterable[Named]) -> str:
    """Who answered, in one line."""
    return ", ".join(named.role or named.name for named in names)
