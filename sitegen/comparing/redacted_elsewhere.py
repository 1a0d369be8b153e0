"""Words that were taken out of one answer and that readers get in another place: each file is redacted by itself."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.redactions import redacted_words
from sitegen.problems.problem import Place, Problem, in_order
from sitegen.problems.unsaid_changes import redacted_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.memory.snapshot import Snapshot
    from sitegen.model.catalog import Catalog

_TEXTS = (".md", ".yaml", ".txt", ".csv", ".svg", ".html", ".xml", ".json")
_MOST_TOLD = 10  # places of the same words; a name that stands in more is perhaps meant to
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


class _Sought(NamedTuple):
    """Words that answers have taken out."""

    own: tuple[str, ...]
    """The paths of their files."""
    longest: str
    """One of the words, by which most texts are passed over."""
    pattern: re.Pattern[str]
    """Finds them whatever stands between them."""


def find_redacted_elsewhere(catalog: Catalog, snapshot: Snapshot) -> tuple[Problem, ...]:
    """Each place in which redacted words stand, but in the files that redact them; as notices. Raises OSError.

    Files are read only where anything is redacted at all. What was withdrawn is read by nobody.
    """
    entries = [entry.source for entry in catalog.entries.values()]
    cut = [entry.file.path for entry in entries if any(one.removed for one in entry.corrections)]
    own: dict[str, list[str]] = {}
    for path in sorted(cut):
        for what in redacted_words(path, snapshot.read(path)):
            own.setdefault(" ".join(_WORD.findall(_plain(what))), []).append(path)
    wanted = [_sought(words, tuple(paths)) for words, paths in sorted(own.items()) if words]
    if not wanted:
        return ()
    withdrawn = {entry.file.path for entry in entries if entry.withdrawn}
    places: dict[_Sought, list[Place]] = {sought: [] for sought in wanted}
    for path in snapshot.files:
        if path not in withdrawn:
            text = _plain(snapshot.read(path).decode("utf-8", "replace")) if path.endswith(_TEXTS) else ""
            for sought in wanted:
                if path not in sought.own:
                    places[sought] += _places(path, text, sought)
    return in_order(problem for sought, some in places.items() for problem in _told(sought, some))


def _sought(words: str, own: tuple[str, ...]) -> _Sought:
    parts = words.split()
    between = r"[\W_]+".join(map(re.escape, parts))
    return _Sought(own, max(parts, key=len), re.compile(rf"(?<![^\W_]){between}(?![^\W_])"))


def _places(path: str, text: str, sought: _Sought) -> Iterator[Place]:
    """Where the words stand in the name of a file and in its text, once for each line."""
    name = _plain(path)
    if sought.longest in name and sought.pattern.search(name):
        yield Place(path)
    line, last, told = 1, 0, 0
    for found in _found(text, sought):
        line += text.count("\n", last, found.start())
        last = found.start()
        if line != told:
            told = line
            yield Place(path, line)


def _found(text: str, sought: _Sought) -> Iterator[re.Match[str]]:
    return sought.pattern.finditer(text) if sought.longest in text else iter(())


def _told(sought: _Sought, places: list[Place]) -> Iterator[Problem]:
    for number, place in enumerate(places[:_MOST_TOLD], 1):
        yield redacted_elsewhere(place, sought.own[0], len(places) - number if number == _MOST_TOLD else 0)


def _plain(text: str) -> str:
    """The text as it is compared, line for line."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).casefold().replace("\r\n", "\n").replace("\r", "\n")
