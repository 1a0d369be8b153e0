"""What must hold on a mount, whatever it is; tried where `tests/publish/usermode.py` has made it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from dying import die_before
from mount_kinds import REFUSED
from mounted import (
    ENTRY,
    NEW,
    OLD,
    Mounted,
    built_tree,
    count_calls,
    fill,
    in_child,
    project_on,
    publishing_project,
    state_of,
)
from project import Project, page
from publishing import back, look, outcome, place_of, put, served
from publishing import page as html

from sitegen.cli import main
from sitegen.memory.mount import locks_apart, mount_of
from sitegen.publish.outcome import PublishTarget, Result
from sitegen.publish.remotes.connect import connect
from sitegen.serve.live import answer
from sitegen.serve.preview import TOPS, Preview
from sitegen.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = {**NEW, "large.html": html("x" * 300_000)}
SEEN = 30.0  # seconds in which a preview must have seen an edit
DAY = "2024-06-01"
ROUTE = "digests/2024-01-15-briefing/a.html"


class Untried(Exception):
    """Such a mount cannot be tried in this way; says why."""


def published_edited_and_back(mount: Mounted) -> str:
    """Publish, publish again, go back: the same bytes each time; says how long each took, beside a disk in memory."""
    rounds = 3 if mount.points > 2 else 1
    took: list[list[float]] = [[], [], []]
    for number in range(rounds):
        here = place_of(lambda each=number: connect(f"/srv/{mount.kind.name}.{each}", Path("/nowhere")), keep=2)
        name = f"site{number or ''}"
        place = mount.place(name)
        for step, (work, wanted) in enumerate(((_publish_old, OLD), (_publish_new, NEW), (back, OLD))):
            took[step].append(_seconds(work, place) / _seconds(work, here))
            assert mount.readers_get(name) == wanted
        found = "one step" if place.connect().mode == here.connect().mode else "one by one"
        assert found == mount.kind.way, f"switched {found}"
    put(mount.place("site"), NEW)
    assert mount.readers_get("site") == NEW
    assert not put(mount.place("site"), NEW).switched
    return " / ".join(f"{min(times):.1f}" for times in took)


def three_at_once(mount: Mounted) -> str:
    """Three publish at the same moment: each is told the truth, and readers have the site of one of them."""
    put(mount.place("many"), OLD)
    sites = [{**NEW, "index.html": NEW["index.html"] + b"%d" % number} for number in range(3)]
    places = [mount.place("many", mount.again if number == 1 and mount.points > 2 else None) for number in range(3)]
    said = [in_child(lambda each=each: outcome(*each)) for each in zip(places, sites, strict=True)]
    told = [end() for end in said]
    found = mount.readers_get("many")
    host = look(mount.place("many"))
    done = [number for number, words in enumerate(told) if not words]
    if locks_apart(mount_of(mount.folder)):
        assert all(found.get(route) in [OLD.get(route), *(site.get(route) for site in sites)] for route in found), told
        put(mount.place("many"), NEW)
        assert mount.readers_get("many") == NEW
        return f"{len(done)} of 3 published; each computer has locks of its own, which is said"
    assert done, told
    assert found in [sites[number] for number in done], told
    assert len(host.rows) == len(done) + 2, (told, host.rows)
    late = (
        "right now",
        "meanwhile",
        *(("The site has not changed",) if mount.again else ()),
    )  # see docs/reliability.md
    assert all(any(part in words for part in late) for words in told if words), told
    return f"{len(done)} of 3 published"


def killed_on_the_way(mount: Mounted) -> str:
    """Killed anywhere: readers have whole pages, and the same command finishes."""
    place = mount.place("killed")
    put(place, OLD)
    put(place, NEW)
    back(place)
    last = int(in_child(lambda: count_calls(lambda: put(mount.place("killed"), NEW)))())
    states = set()
    for point in range(mount.points):
        put(place, OLD)
        number = last * (2 * point + 1) // (2 * mount.points)
        assert in_child(lambda number=number: _die(number, mount.place("killed")), dies=True)() == "died"
        states.add(state_of(mount.readers_get("killed"), mount))
        put(place, NEW)
        assert mount.readers_get("killed") == NEW
    return ", ".join(sorted(states))


def full(mount: Mounted) -> str:
    """A full disk: said, and the old site stays; with room again the same command publishes."""
    if not mount.kind.can_be_full:
        raise Untried("what is full there is not told, or does not go soon")
    place, filler = mount.place("full"), mount.folder / "filler"
    put(place, OLD)
    try:
        fill(filler)
        words = outcome(place, LARGE)
        fails = "the disk, or the connection to it, fails"  # SFTP has no words for a full disk
        is_told = "full" in words or (mount.kind.name == "sshfs" and fails in words)
        assert is_told, words or "published on a full disk"
        assert served(mount.folder / "full", mount.mode) == OLD
    finally:
        filler.unlink(missing_ok=True)
    put(place, LARGE)
    assert mount.readers_get("full") == LARGE
    return "old stays"


def read_only(mount: Mounted) -> str:
    """A mount that may only be read: said, and the old site stays."""
    place = mount.place("site" if mount.kind.way != REFUSED else "new")
    if mount.kind.way != REFUSED:
        subprocess.run(["mount", "-o", "remount,bind,ro", mount.folder], check=True)
    try:
        words = outcome(place, LARGE)
        assert "read-only" in words, words or "published"
        result = CliRunner().invoke(
            main, ["-C", str(publishing_project(Path("/srv/reader"), place)), "publish", "--check-target"]
        )
        assert "read-only" in result.output, result.output
    finally:
        if mount.kind.way != REFUSED:
            subprocess.run(["mount", "-o", "remount,bind,rw", mount.folder], check=True)
    if mount.kind.way != REFUSED:
        assert mount.readers_get("site") == NEW
    return "old stays"


def held(mount: Mounted) -> str:
    """While somebody publishes, on another computer where there can be one, it is said who; afterwards it goes on."""
    place = mount.place("held")
    if locks_apart(mount_of(mount.folder)):
        assert "do not see each other's locks" in place.connect().words
        raise Untried("each computer has locks of its own there, which is said")
    put(place, OLD)
    reading, writing = os.pipe()
    holder = os.fork()
    if not holder:
        remote = mount.place("held", mount.again).connect()
        remote.lock("Kim on desk 7")
        os.write(writing, b"!")
        signal.pause()
    try:
        assert os.read(reading, 1)
        words = outcome(place, NEW)
        assert "Kim on desk 7" in words, words or "published over it"
    finally:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
    until = time.monotonic() + SEEN
    while (words := outcome(place, NEW)) and time.monotonic() < until:  # a server may notice the end a moment later
        time.sleep(1)
    assert not words, words
    assert mount.readers_get("held") == NEW
    return "over two mounts" if mount.again else "over one mount"


def built(mount: Mounted) -> str:
    """A project on the mount is built as on any disk, and published with the command."""
    trees = []
    for folder in (Path("/srv/project"), mount.folder / "project"):
        project = project_on(folder)
        result = CliRunner().invoke(main, ["-C", str(project.folder), "build", "--date", DAY])
        assert result.exit_code == 0, result.output
        trees.append(built_tree(project.folder / "output"))
    assert trees[0] == trees[1]
    command = [
        "-C",
        str(publishing_project(mount.folder / "project", mount.place("web"), mount.folder / "web")),
        "publish",
    ]
    result = CliRunner().invoke(main, [*command, "--date", DAY])
    assert result.exit_code == 0, result.output
    assert mount.readers_get("web") == built_tree(mount.folder / "project/output")
    return ""


def previewed(mount: Mounted) -> str:
    """A preview of a project on the mount shows what is saved there, and what somebody saves elsewhere."""
    project = project_on(mount.folder / "shown")
    watch = Watch(project.folder, TOPS, lambda _: None)
    shown = Preview(project.folder, lambda _: date(2024, 6, 1), drafts=True)
    took = []
    for folder in filter(None, (mount.folder, mount.elsewhere)):
        words = f"Saved in {folder}."
        begun = time.monotonic()
        Project(folder / "shown").write(ENTRY, page({"question": "Why?", "topics": ["general"]}, words))
        while words.encode() not in answer(shown, ROUTE).data:
            assert time.monotonic() < begun + SEEN, f"not seen: {words}"
            shown.look_again(watch.wait())
        took.append(f"{time.monotonic() - begun:.0f} s")
    watch.close()
    return ", ".join(took)


TRIALS: tuple[Callable[[Mounted], str], ...] = (
    *(published_edited_and_back, three_at_once, killed_on_the_way, full, read_only, held, built, previewed),
)
OF_READ_ONLY: tuple[Callable[[Mounted], str], ...] = (read_only,)


def _publish_old(place: PublishTarget) -> Result:
    return put(place, OLD)


def _publish_new(place: PublishTarget) -> Result:
    return put(place, NEW)


def _seconds(work: Callable[[PublishTarget], Result], place: PublishTarget) -> float:
    begun = time.perf_counter()
    assert work(place).switched
    return time.perf_counter() - begun


def _die(number: int, place: PublishTarget) -> str:
    die_before(number)
    put(place, NEW)
    return "alive"
