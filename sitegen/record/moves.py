"""What has moved: a file that has gone, known again by its words, and a page by its title."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from sitegen.record.release_record import LATER_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.record.release_record import RecordedWords, ReleaseRecord

_ALIKE = 0.8  # of the words, in their order
_MOST_LOOKED_AT = 40
"""Files that are looked through word by word for each that has gone; in more than that something else has happened."""


class Moves(NamedTuple):
    """Where things are now."""

    entries: Mapping[str, str]
    """The new id by the old one, whether the old address leads there or not."""
    pages: Mapping[str, str]
    """By an address that has gone, the path of the file that looks like it."""


def find_moves(published: ReleaseRecord, now: ReleaseRecord) -> Moves:
    """What has gone from its place and stands in another, new one; each new place is taken once."""
    entries = _moved_entries(published, now)
    pages = {published.entries[old].route: now.entries[new].path for old, new in entries.items()}
    new = {
        (page.kind, page.title): page.path
        for route, page in now.pages.items()
        if page.path and page.kind in LATER_KINDS and route not in published.pages
    }
    for route, page in published.pages.items():
        if route not in now.pages and page.kind not in ("entry", "redirect", "tombstone"):
            near = new.get((page.kind, page.title))
            if near:
                pages[route] = near
    still = {page.path for route, page in now.pages.items() if page.path}
    for route, page in published.pages.items():
        if route not in now.pages and page.kind == "redirect" and page.path in still:
            pages[route] = page.path  # its file is there, and has lost the line
    return Moves(entries, pages)


def _moved_entries(published: ReleaseRecord, now: ReleaseRecord) -> dict[str, str]:
    gone = [key for key in published.entries if key not in now.entries and key not in now.withdrawn]
    if not gone:
        return {}
    came = [key for key in now.entries if key not in published.entries]
    moved: dict[str, str] = {}
    by_source = {now.entries[key].source: key for key in came}
    for key in gone:
        same = by_source.pop(published.entries[key].source, None)
        if same:
            moved[key] = same
    left = [key for key in came if key not in set(moved.values())]
    if not left:
        return moved
    words = {key: _said(now.words[key]) for key in left}
    by_words: dict[tuple[str, ...], str] = {tuple(said): key for key, said in words.items()}
    for key in gone:
        if key in moved or not words:
            continue
        said = _said(published.words[key])
        near = by_words.get(tuple(said), "")
        if near not in words:
            near = _most_alike(said, words) if len(words) <= _MOST_LOOKED_AT else ""
        if near:
            moved[key] = near
            del words[near]
    return moved


def _said(words: RecordedWords) -> list[str]:
    texts = dict(words.texts)
    return f"{texts.get('question', '')} {texts.get('answer', '')}".split()


def _most_alike(said: list[str], others: Mapping[str, list[str]]) -> str:
    best, name = _ALIKE, ""
    for key, words in others.items():
        matcher = SequenceMatcher(None, said[:1000], words[:1000], autojunk=False)
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and (ratio := matcher.ratio()) >= best:
            best, name = ratio, key
    return name
