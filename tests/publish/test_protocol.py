"""The protocol on a place that fails at every verb: the truth is told, and the same command finishes."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest
from memory import Disk, MemoryRemote
from publishing import NEW, OLD, back, place_of, put, release_of

from sitegen.memory.refused import Refused
from sitegen.publish.history import BACK, CREATED, PUBLISHED, Row, kept, next_stamp, way_back
from sitegen.publish.remotes.remote import Lost

if TYPE_CHECKING:
    from collections.abc import Callable

VERBS = [
    f"{when} {verb}"
    for verb in ("look", "manifest", "lock", "stage", "switch", "prune")
    for when in ("before", "after")
    if (when, verb) != ("after", "manifest")
]


def failing_once(verb: str, error: Exception, number: int = 0) -> Callable[[str], None]:
    left = [number]

    def fault(now: str) -> None:
        if now == verb:
            left[0] -= 1
            if left[0] == -1:
                raise error

    return fault


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("error", [Lost("cut"), OSError(errno.ENOSPC, "full"), OSError(errno.EACCES, "denied")])
def test_whatever_fails_the_state_is_told_and_the_same_command_finishes(verb: str, error: Exception) -> None:
    disk = Disk()
    place = place_of(lambda: MemoryRemote(disk))
    put(place, OLD)
    fault = failing_once(verb, error)
    told = ""
    try:
        result = put(place_of(lambda: MemoryRemote(disk, fault)), NEW)
        assert result.switched
        told = " ".join(result.remarks)  # of old releases that could not be tidied away
    except Refused as refusal:
        told = refusal.message
    assert told or isinstance(error, Lost), "what failed for good is said"
    assert (disk.served() == NEW) == (not told or "The new site is served" in told), told
    assert (disk.served() == OLD) == ("The site has not changed" in told), told
    assert disk.holder is None
    put(place, NEW)
    assert disk.served() == NEW
    assert [row.what for row in disk.rows] == [CREATED, PUBLISHED, PUBLISHED]
    back(place)
    assert disk.served() == OLD


def test_a_host_that_cannot_be_asked_again_is_not_spoken_for() -> None:
    disk = Disk()
    put(place_of(lambda: MemoryRemote(disk)), OLD)
    remotes = iter([MemoryRemote(disk, failing_once("after switch", Lost("cut")))])

    def connect() -> MemoryRemote:
        remote = next(remotes, None)
        if remote is None:
            raise Refused("no route to the host")
        return remote

    with pytest.raises(Refused, match="Whether the host has switched is not known"):
        put(place_of(connect), NEW)


def test_somebody_who_publishes_in_between_wins_and_is_named_as_such() -> None:
    disk = Disk()
    place = place_of(lambda: MemoryRemote(disk))
    put(place, OLD)
    other = {**OLD, "index.html": b"other"}
    turns = iter([True])

    def interfere(verb: str) -> None:
        if verb == "before lock" and next(turns, False):
            put(place, other)

    with pytest.raises(Refused, match="Somebody else published"):
        put(place_of(lambda: MemoryRemote(disk, interfere)), NEW)
    assert disk.served() == other


def row(release: str, parent: str, what: str = PUBLISHED, stamp: int = 1) -> Row:
    return Row(release, parent, what, stamp, "x", "")


def test_the_chain_of_parents() -> None:
    rows = [row("0", "", CREATED), row("a", "0"), row("b", "a"), row("a", "b", BACK), row("c", "a")]
    assert way_back(rows, "c").release == "a"
    assert way_back(rows, "b").release == "a"
    assert way_back(rows, "a").release == ""
    assert kept(rows, "c", 1) == {"a", "c"}
    assert kept(rows, "c", 5) == {"a", "b", "c"}


def test_stamps_only_grow() -> None:
    rows = [row("a", "", stamp=50), row("b", "a", stamp=70)]
    assert next_stamp(rows, 60) == 71
    assert next_stamp(rows, 90) == 90


def test_summaries_count_answers_and_name_what_was_withdrawn() -> None:
    from sitegen.publish.plan import make_plan

    before, after = release_of(OLD), release_of(OLD)
    tomb = after.tree["answers/a.html"]._replace(kind="tombstone", title="", sha256="0" * 64)
    after = after._replace(tree={**after.tree, "answers/a.html": tomb})
    plan = make_plan(before, after)
    assert plan.summary() == "0 new answers, 0 changed, 0 removed, 1 withdrawn."
    assert plan.lines() == ["  withdrawn Title of answers/a.html"]
