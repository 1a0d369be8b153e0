"""Places to publish to, on this disk: releases that are pruned, and switches in place of n files of every kind."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any

from publishing import SITE, folder_place, page, place_of, put, release_of

from sitegen.memory.refused import Refused
from sitegen.publish.history import PUBLISHED, Row, kept, next_stamp, way_back
from sitegen.publish.journal import make_journal
from sitegen.publish.records import parse_journal, parse_rows
from sitegen.publish.remotes.files import LocalDisk
from sitegen.publish.remotes.inplace import InPlaceFolder
from sitegen.publish.remotes.remote import Staging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import PurePath

    from sitegen.publish.remotes.remote import Remote

ALL = 1 << 20
"""As many releases as no place here has."""
Files = dict[str, bytes]


def history(n: int) -> Callable[[], Any]:
    """n releases one after the other: what follows of them."""
    lines, taken = [_row(number).line() for number in range(n)], {_id(number) for number in range(n)}

    def work() -> Any:
        rows = parse_rows(lines)
        return next_stamp(rows, 0), way_back(rows, _id(n - 1), taken), kept(rows, _id(n), n)

    return work


def journal(n: int) -> Callable[[], Any]:
    """A switch in place: written down, read again, and held against what it is to make."""
    (before, _), (after, read) = [(release_of(files), files.__getitem__) for files in _old_and_new(n)]
    staging = Staging(after, before, SITE, 1, read, lambda _: None)

    def work() -> Any:
        return parse_journal(make_journal(staging, _row(n)).dump().decode(), lambda _: staging.files)

    return work


def pruned(mode: str) -> Callable[[int], Callable[[], Any]]:
    """n releases that are no longer kept."""

    def make(n: int) -> Callable[[], Any]:
        place = folder_place(_folder(), mode, keep=ALL)
        for number in range(n + 2):
            put(place, {"index.html": page(f"{number}")})

        def work(remote: Remote) -> None:
            host = remote.look()
            remote.prune(host.releases - kept(host.rows, host.current, 1))

        return lambda: _held(place.connect(), work)

    return make


def switched(n: int) -> Callable[[], Any]:
    """A publish in place."""
    place = folder_place(_folder(), "in place")
    old, new = _old_and_new(n)
    put(place, old)
    return lambda: put(place, new, n)


def carried_on(n: int) -> Callable[[], Any]:
    """A switch in place of which nothing but the journal was written when its publisher died."""
    folder = _folder()
    old, new = _old_and_new(n)
    put(folder_place(folder, "in place"), old)
    with suppress(OSError, Refused):
        put(place_of(lambda: InPlaceFolder(_Dying(), folder)), new, n)
    return lambda: _held(InPlaceFolder(LocalDisk(), folder), lambda _: None)


class _Dying(LocalDisk):
    """A disk that is gone when the first file is to be replaced."""

    def replace(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> None:
        raise OSError("gone")


def _held(remote: Remote, work: Callable[[Remote], None]) -> None:
    remote.lock("tester on test")
    try:
        work(remote)
    finally:
        remote.close()


def _old_and_new(n: int) -> tuple[Files, Files]:
    """n files that stay, n that change, n that go, n that come."""
    same, other = _pages(range(n), "same"), range(n, 2 * n)
    old = {"index.html": page("1"), **same, **_pages(other, "once"), **_pages(range(2 * n, 3 * n), "goes")}
    return old, {"index.html": page("2"), **same, **_pages(other, "now"), **_pages(range(3 * n, 4 * n), "comes")}


def _pages(numbers: Iterable[int], text: str) -> Files:
    return {f"answers/{number // 8}/{number}.html": page(f"{text} {number}") for number in numbers}


def _row(number: int) -> Row:
    return Row(_id(number), _id(number - 1) if number else "", PUBLISHED, number, "anna", "3 pages")


def _id(number: int) -> str:
    return f"{number:016x}"


@cache
def _room() -> TemporaryDirectory[str]:
    """Goes with this process."""
    return TemporaryDirectory()


def _folder() -> Path:
    return Path(mkdtemp(dir=_room().name)) / "site"


PLACES: dict[str, tuple[int, Callable[[int], Callable[[], Any]]]] = {
    "the history of a host": (32, history),
    "releases that are pruned": (4, pruned("flip")),
    "releases that are pruned in place": (4, pruned("in place")),
    "the journal of a switch in place": (64, journal),
    "a switch in place": (8, switched),
    "a switch in place that is carried on": (8, carried_on),
}
"""The least number, and the work for n, prepared."""
