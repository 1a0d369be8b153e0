"""Where somebody lives or was met: a house in a street, and a spot on a map.

Found by their shape alone. An ambulance goes to people's homes, so a spot that is exact to some metres says whose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import HIDDEN, letters_of
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREET = LatePattern(
    r"[1-9](?<![\w£$€#.,/:-].)[0-9]{0,2}[a-zA-Z]?[ \t\n](?P<name>(?:[A-Z][\w'’.-]{1,20}[ \t\n]){1,3})"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Crescent|Cres|Gardens|Gdns|Terrace|Grove|Mews|Walk|Rise|Row|"
    r"Way|Green|Hill|View)(?![\w'’-])"
)
_FRACTION = r"[0-9]{4,9}"
_MARK = r"[ ]?°?[ ]?"
_DEGREES = LatePattern(
    rf"[456](?<![\w.+-].)(?:(?<=4)9|(?<=5)[0-9]|(?<=6)[01])\.{_FRACTION}{_MARK}N?[,;]?[ \t]{{0,2}}"
    rf"[+-]?[0-8]\.{_FRACTION}(?!\w|\.[0-9])"
)
_MINUTES = LatePattern(
    rf"[456][0-9](?<!\w..){_MARK}[0-9]{{1,2}}[ ]?['’′][ ]?[0-9.]{{0,9}}[ ]?[\"”″]?[ ]?N,?[ ]0{{0,2}}[0-8]{_MARK}"
    r"[0-9]{1,2}[ ]?['’′][ ]?[0-9.]{0,9}[ ]?[\"”″]?[ ]?[EW](?!\w)"
)
"""Degrees north and east of somewhere in the United Kingdom, to some metres."""
_GRID = LatePattern(
    r"[HNST](?<![\w-].)[A-HJ-Z][ ](?:[0-9]{3}[ ][0-9]{3}|[0-9]{4}[ ][0-9]{4}|[0-9]{5}[ ][0-9]{5})(?![\w-]|[ ][0-9])"
)
_GRID_SAID = LatePattern(
    r"(?<!\w)(?i:grid[ \t\n]ref(?:erence)?\.?|NGR)[ \t]?:?[ \t]{0,2}(?:is[ ])?[HNST][A-HJ-Z][ ]?"
    r"(?:[0-9]{6}|[0-9]{8}|[0-9]{10})(?!\w)"
)
_WORDS = r"(?P<words>[^\W\d_]{2,18}\.[^\W\d_]{2,18}\.[^\W\d_]{2,18})(?![\w-]|\.\w)"
_SAID_SO = r"[wW](?<!\w.)(?:3[wW]|hat[ ]?3[ ]?[wW]ords)"
_THREE_WORDS = LatePattern(rf"///(?<![\w/:]...){_WORDS}")
_SAID_THREE_WORDS = LatePattern(
    rf"{_SAID_SO}(?:\.com?/|[ ]?(?:address|location))?[ \t]{{0,2}}[:=(–-]?[ \t]{{0,2}}(?:is[ ])?/{{0,3}}{_WORDS}"
)


def find_streets(text: str) -> Iterator[Sighting]:
    """A house by its number and street."""
    for match in _STREET.finditer(text):
        yield Sighting(
            "street-address", *match.span(), letters_of(match[0]), f"{HIDDEN * 2} {match['name'][0]}{HIDDEN * 3}"
        )


def find_degrees(text: str) -> Iterator[Sighting]:
    """Spots on a map in degrees."""
    return _spots((_DEGREES, _MINUTES), text)


def find_squares(text: str) -> Iterator[Sighting]:
    """Spots in the grid of the Ordnance Survey."""
    return _spots((_GRID, _GRID_SAID), text)


def _spots(shapes: tuple[LatePattern, ...], text: str) -> Iterator[Sighting]:
    for shape in shapes:
        for match in shape.finditer(text):
            yield Sighting("map-spot", *match.span(), letters_of(match[0]), f"{match[0][:2]}{HIDDEN * 3}")


def find_three_words(text: str) -> Iterator[Sighting]:
    """Spots that are three words."""
    for shape in (_THREE_WORDS, _SAID_THREE_WORDS):
        for match in shape.finditer(text):
            yield Sighting("map-spot", *match.span(), letters_of(match["words"]), f"///{HIDDEN * 3}")
