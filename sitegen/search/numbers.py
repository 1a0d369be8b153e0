"""The number of each entry: a hash of its route, and the next free one where two have the same.

Entries stand in the order of hash and route, so who came first does not matter: a set of routes has one numbering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def home_of(route: str, bits: int) -> int:
    """The number that a route has unless it is taken."""
    return crc32(route.encode("utf-8", "surrogatepass")) >> (32 - bits)


def number_all(routes: Iterable[str], bits: int) -> dict[str, int]:
    """The number of each route, ascending."""
    numbers = {}
    free = 0
    for home, route in sorted([(home_of(route, bits), route) for route in routes]):
        free = max(home, free)
        numbers[route] = free
        free += 1
    return numbers


def renumber(
    route_at: Callable[[int], str | None], removed: Iterable[str], added: Iterable[str], bits: int
) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers before and after of the routes that come, go, or live beside one that does.

    `route_at` tells what has a number before; what is far from a change is not looked at.
    """
    gone, come = set(removed), set(added)
    looking = [home_of(route, bits) for route in gone | come]
    before: dict[str, int] = {}
    seen: set[int] = set()
    while True:
        for number in looking:
            before |= {route_at(taken) or "": taken for taken in _run(route_at, number, seen)}
        after = number_all((before.keys() - gone) | come, bits)
        # A run that has grown may have reached the next one.
        looking = [number for number in after.values() if number not in seen and route_at(number) is not None]
        if not looking:
            return before, after


def _run(route_at: Callable[[int], str | None], home: int, seen: set[int]) -> list[int]:
    """The taken numbers around one, without a gap, that have not been seen."""
    first = home
    while first - 1 not in seen and route_at(first - 1) is not None:
        first -= 1
    found = []
    number = first
    while number not in seen and route_at(number) is not None:
        seen.add(number)
        found.append(number)
        number += 1
    return found
