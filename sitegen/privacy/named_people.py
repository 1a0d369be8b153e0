"""Names behind a title: “Mrs Joan Ward”. Others are told by no list of names: Ward, Grant and Rose are words too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import mask_words
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TITLE = r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|MRS?|MS|MISS|MX|DR|PROF)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAMED = LatePattern(
    rf"(?<!\w){_TITLE}\.?[ \t]{{0,2}}(?:\n[ \t>]{{0,4}})?(?:(?<=\s)|(?<=\.))(?P<name>{_CAPITAL}[\w'’-]{{0,30}}\.?"
    rf"(?:[ \t](?!{_TITLE}\b){_CAPITAL}(?:[\w'’-]{{1,30}}|\.)){{0,2}})"
)
_NAMED_SMALL = LatePattern(
    r"mr(?<!\w..)s?\.?[ ](?!(?:and|or|mrs?|the|who|was|is|scans?|scanners?|speaker)(?!\w))"
    r"(?P<name>[^\W\d_][\w'’-]{2,30})"
)
"""The same as it is typed in haste."""
_TITLED = LatePattern(rf"{_TITLE}\.?")
_ABBREVIATIONS = ("MR ", "MS ", "MX ", "DR ")
_OFFICES = frozenset("Speaker Chairman Chairwoman Chair President Minister Deputy Mayor".split())


def find_named(text: str) -> Iterator[Sighting]:
    """Each name behind a title."""
    for match in _NAMED.finditer(text):
        words = []
        for word in match["name"].split():
            if not word[0].isupper():
                break
            words.append(word)
        is_abbreviation = match[0].startswith(_ABBREVIATIONS) and not "".join(words).isupper()  # “MS Teams”
        if words and words[0].rstrip(".") not in _OFFICES and not is_abbreviation:
            name = " ".join(words).removesuffix("’s").removesuffix("'s").rstrip(".,’'")
            end = match.start("name") + len(name)
            yield Sighting("named-person", match.start(), end, name, mask_words(name))

    for match in _NAMED_SMALL.finditer(text):
        name = match["name"].removesuffix("’s").removesuffix("'s")
        name = name if name[0].isupper() else name.title()
        yield Sighting("named-person", match.start(), match.start("name") + len(name), name, mask_words(name))


def ways_of_naming(names: Iterable[str]) -> frozenset[str]:
    """The names as people are called behind a title: whole, by the last word alone, and with an initial before it."""
    ways: set[str] = set()
    for name in names:
        words = [word for word in name.split() if not _TITLED.fullmatch(word)]
        if words:
            first, last = words[0], words[-1]
            ways |= {" ".join(words), last, *(f"{before} {last}" for before in (first, first[0], first[0] + "."))}
    return frozenset(ways)
