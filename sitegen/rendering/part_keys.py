"""The parts of views as text: what stands for it decides, and its names explain."""

from __future__ import annotations

import json
from typing import Any

from sitegen.memory.fingerprint import fingerprint_text, write_value
from sitegen.site.kinds import kind_named
from sitegen.site.parts import About, EntryPageParts, EntryParts, FoundParts
from sitegen.site.published import Published
from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.digest_views import DigestView
from sitegen.site.views.entry_teaser import Teaser

_PLAIN = frozenset((Teaser, Commitment, About))
_SHARED = _PLAIN | {DigestView, EntryParts, Published}
"""What stands on several pages as the same object, and is looked at once; in plain ones nothing else is shared."""


class PartKeys:
    """What the views of pages are made of, written out so that it can be compared."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        """What stands for shared values, by identity; with these, since others could get their place in memory else."""
        self._entries: dict[int, tuple[Any, str]] = {}
        """The parts of entries written out, which stand on their pages and in print editions."""

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process, where nothing is the same object, nothing is known."""
        return PartKeys, ()

    def forget_entries(self) -> None:
        """Let go of what is written out of entries: most of it is wanted once."""
        self._entries.clear()

    def write(self, parts: Any) -> str:
        """The parts as one text; shared values, and all that has a fingerprint of its own, by what stands for them."""
        if type(parts) is EntryPageParts:
            return f"{self._entry(parts.entry)[:-1]},{write_value(parts[1:])[1:]}"
        if type(parts) is FoundParts:
            return write_value(parts._replace(teaser=self._shared(parts.teaser)))
        return write_value([self._part(part) for part in parts])

    def _entry(self, parts: EntryParts) -> str:
        known = self._entries.get(id(parts))
        if known is None:
            about, teaser = self._shared(parts.about), self._shared(parts.teaser)
            promised: Any = tuple(map(self._shared, parts.commitments))
            text = write_value(parts._replace(about=about, teaser=teaser, commitments=promised))
            known = self._entries[id(parts)] = parts, text
        return known[1]

    def _part(self, part: Any) -> Any:
        if type(part) in _SHARED:
            return self._shared(part)
        if type(part) is tuple and part:
            first = part[0]
            if type(first) in _SHARED or (type(first) is tuple and first and type(first[0]) in _SHARED):
                return list(map(self._part, part))
        return part

    def _shared(self, value: Any) -> Any:
        """Stands for a value that stands on several pages."""
        known = self._known.get(id(value))
        if known is None:
            if type(value) in _PLAIN:
                text = write_value(value)
            else:
                text = self._entry(value) if type(value) is EntryParts else self.write(value)
            known = self._known[id(value)] = value, fingerprint_text(text)
        return known[1]


def changed_parts(kind: str, before: str, after: str) -> tuple[str, ...]:
    """The names of the parts of a page of the kind that differ, as `view.teaser`; raises ValueError if one is damaged.

    The order of a writer's own fields counts, since a template can show it.
    """
    was_and_now = (json.loads(text, object_pairs_hook=list) for text in (before, after))
    rows = zip(kind_named(kind).part_names, *was_and_now, strict=True)
    return tuple(sorted(f"view.{name}" for name, was, now in rows if was != now))
