"""What the script on a host answers, read in one place; what is no answer of its is refused in words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.refused import Refused
from sitegen.publish.history import LATEST
from sitegen.publish.listing import listed, recorded
from sitegen.publish.records import MOST_OF, is_id, parse_marks, parse_pending, parse_rows, parse_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.publish.history import Row
    from sitegen.publish.remotes.remote import SiteRecord
    from sitegen.publish.takings import Mark


class Look(NamedTuple):
    """What the script says of a place."""

    lacking: tuple[str, ...]
    now: int
    """Seconds, by the host's clock."""
    site: SiteRecord | None
    foreign: str
    current: str
    releases: frozenset[str]
    rows: tuple[Row, ...]
    pending: tuple[Row, ...]
    marks: tuple[Mark, ...] = ()
    recorded: frozenset[str] = frozenset()
    untidy: bool = False


def parse_look(lines: list[str]) -> Look:
    """The answer to `look`; raises Refused."""
    said = {name: values_of(lines, name) for name in ("lacks", "now", "site", "foreign", "current", "release")}
    if said["lacks"]:
        return Look(tuple(said["lacks"]), 0, None, "", "", frozenset(), (), ())
    with _understanding():
        now = _number(said["now"][0], LATEST)
        if not said["site"]:
            return Look((), now, None, "".join(said["foreign"][:1]), "", frozenset(), (), ())
        current = said["current"][0]
        if current and not is_id(current):
            raise ValueError("no release")
    site, releases = parse_site(said["site"][0]), frozenset(filter(is_id, said["release"]))
    rows, pending = parse_rows(values_of(lines, "row")), parse_pending(values_of(lines, "next"))
    marks, kept = parse_marks(values_of(lines, "mark")), values_of(lines, "kept")
    untidy = not listed(kept) <= releases
    return Look((), now, site, "", current, releases, rows, pending, marks, recorded(kept), untidy)


def parse_size(line: str, kind: str = "m") -> int:
    """The number of bytes that follow a line such as `size 20`, of a record of that kind; raises Refused."""
    with _understanding():
        return _number(line.removeprefix("size").strip(), MOST_OF[kind])


def values_of(lines: Iterable[str], name: str) -> list[str]:
    """What the lines say that begin with the name."""
    return [line[len(name) + 1 :] for line in lines if line.startswith(name + " ")]


def _number(digits: str, most: int) -> int:
    if not re.fullmatch("[0-9]{1,15}", digits) or int(digits) > most:
        raise ValueError("no number")
    return int(digits)


@contextmanager
def _understanding() -> Iterator[None]:
    try:
        yield
    except (ValueError, LookupError) as error:
        hint = "Run the same command again. If it says the same, have whoever looks after the host look at it."
        raise Refused("The host answered what sitegen does not understand, so nothing was done.", hint) from error
