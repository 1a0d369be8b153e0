"""What must hold on a mount, whatever it is; tried where `tests/publish/usermode.py` has made it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from click.testing import CliRunner
from dying import KILLED, die_before
from mount_kinds import ONE_STEP, REFUSED, MountKind
from project import DIGEST, Project, minimal_project, page
from publishing import NEW as NEWER
from publishing import OLD as OLDER
from publishing import back, dangling, look, outcome, place_of, put, served
from publishing import page as html

from sitegen.cli import main
from sitegen.memory.mount import locks_apart, mount_of
from sitegen.publish.outcome import PublishTarget
from sitegen.publish.remotes.connect import connect
from sitegen.serve.live import answer
from sitegen.serve.preview import TOPS, Preview
from sitegen.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES, EDITS = 24, 20
LINKS = [f"../more/{number}.html" for number in range(PAGES)]
OLD = {
    **OLDER,
    **{f"more/{number}.html": html(f"page {number}", "../index.html") for number in range(PAGES)},
    "lists/all.html": html("list", "../answers/a.html", *LINKS),
}
NEW = {
    **OLD,
    **NEWER,
    **{f"more/{number}.html": html(f"page {number} anew", "../index.html") for number in range(EDITS)},
    "lists/all.html": html("list", "../answers/a.html", *LINKS),
}
del NEW["answers/b.html"]
LARGE = {**NEW, "large.html": html("x" * 300_000)}
SENT = 90.0  # seconds that a program may take to send on what was written
SEEN = 30.0  # seconds in which a preview must have seen an edit
DAY = "2024-06-01"
ENTRY, ROUTE = f"{DIGEST}/a.md", "digests/2024-01-15-briefing/a.html"


class Untried(Exception):
    """Such a mount cannot be tried in this way; says why."""


class Mounted(NamedTuple):
    """A mount of that kind."""

    kind: MountKind
    folder: Path
    behind: Path | None
    """Where whoever else sees what is on it finds it."""
    again: Path | None
    """The same, mounted a second time."""
    elsewhere: Path | None
    """Where somebody else saves files on it."""
    points: int
    """Death is tried at so many points."""

    @property
    def mode(self) -> str:
        """As the protocol's tests name it."""
        return "flip" if self.kind.way == ONE_STEP else "in place"

    def place(self, name: str, on: Path | None = None) -> PublishTarget:
        """A place on the mount, as `sitegen publish` opens it."""
        return place_of(lambda: connect(str((on or self.folder) / name), Path("/nowhere")), keep=2)

    def readers_get(self, name: str) -> dict[str, bytes]:
        """What is served, which is the same whoever looks."""
        found = served(self.folder / name, self.mode)
        if self.behind:
            until = time.monotonic() + (0 if self.kind.can_be_full else SENT)
            while (there := served(self.behind / name, self.mode)) != found and time.monotonic() < until:
                time.sleep(1)
            assert there == found, f"on the server: {sorted(there.items() ^ found.items())[:3]}"
        return found


def published_edited_and_back(mount: Mounted) -> str:
    """Publish, publish again, go back: the same bytes each time; says how long each took, beside a disk in memory."""
    here = place_of(lambda: connect(f"/srv/{mount.folder.name}.local", Path("/nowhere")), keep=2)
    place, took = mount.place("site"), []
    to_old, to_new = (lambda to: put(to, OLD)), (lambda to: put(to, NEW))
    for work, wanted in ((to_old, OLD), (to_new, NEW), (back, OLD), (to_new, NEW)):
        for target in (here, place):
            begun = time.perf_counter()
            assert work(target).switched
            took.append(time.perf_counter() - begun)
        if wanted is OLD and len(took) == 2:
            found = "one step" if place.connect().mode == here.connect().mode else "one by one"
            assert found == mount.kind.way, f"switched {found}"
        assert mount.readers_get("site") == wanted
    assert not put(place, NEW).switched
    return " / ".join(f"{there / local:.1f}" for local, there in list(zip(took[::2], took[1::2], strict=True))[:3])


def three_at_once(mount: Mounted) -> str:
    """Three publish at the same moment: each is told the truth, and readers have the site of one of them."""
    put(mount.place("many"), OLD)
    sites = [{**NEW, "index.html": NEW["index.html"] + b"%d" % number} for number in range(3)]
    places = [mount.place("many", mount.again if number == 1 else None) for number in range(3)]
    said = [_in_child(lambda each=each: outcome(*each)) for each in zip(places, sites, strict=True)]
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
    assert all("right now" in words or "meanwhile" in words for words in told if words), told
    return f"{len(done)} of 3 published"


def killed_on_the_way(mount: Mounted) -> str:
    """Killed anywhere: readers have whole pages, and the same command finishes."""
    place = mount.place("killed")
    put(place, OLD)
    put(place, NEW)
    back(place)
    last = int(_in_child(lambda: _count_calls(lambda: put(mount.place("killed"), NEW)))())
    states = set()
    for point in range(mount.points):
        put(place, OLD)
        number = last * (2 * point + 1) // (2 * mount.points)
        assert _in_child(lambda number=number: _die(number, mount.place("killed")), dies=True)() == "died"
        states.add(_state(mount.readers_get("killed"), mount))
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
        _fill(filler)
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
        result = CliRunner().invoke(main, ["-C", str(_site(Path("/srv/reader"), place)), "publish", "--check-target"])
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
        project = _project(folder)
        result = CliRunner().invoke(main, ["-C", str(project.folder), "build", "--date", DAY])
        assert result.exit_code == 0, result.output
        trees.append(_tree(project.folder / "output"))
    assert trees[0] == trees[1]
    command = ["-C", str(_site(mount.folder / "project", mount.place("web"), mount.folder / "web")), "publish"]
    result = CliRunner().invoke(main, [*command, "--date", DAY])
    assert result.exit_code == 0, result.output
    assert mount.readers_get("web") == _tree(mount.folder / "project/output")
    return ""


def previewed(mount: Mounted) -> str:
    """A preview of a project on the mount shows what is saved there, and what somebody saves elsewhere."""
    project = _project(mount.folder / "shown")
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


def _state(found: dict[str, bytes], mount: Mounted) -> str:
    if found in (OLD, NEW):
        return "old" if found == OLD else "new"
    assert mount.kind.way != ONE_STEP, f"half a site: {sorted(found)}"
    for route in OLD.keys() | NEW.keys():
        assert found.get(route) in (OLD.get(route), NEW.get(route)), route
    assert dangling(found) == []
    return "mixed"


def _project(folder: Path) -> Project:
    project = minimal_project(folder)
    return project.write(ENTRY, page({"question": "Why?", "topics": ["general"]}, "Because."))


def _site(folder: Path, place: PublishTarget, to: Path | None = None) -> Path:
    """A project that publishes there."""
    project = _project(folder)
    where = to or Path(place.connect().root.removesuffix("/current"))
    return project.write("sitegen.yaml", f"title: T\nid: {place.site}\npublish:\n  there:\n    to: {where}\n").folder


def _tree(folder: Path) -> dict[str, bytes]:
    """What is built there; of records nothing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".sitegen" not in path.parts
    }


def _fill(file: Path) -> None:
    """Take all room that is left."""
    for size in (1 << 22, 1 << 16, 1 << 12, 1):
        with file.open("ab", buffering=0) as stream:
            try:
                while stream.write(b"\xff" * size):
                    os.fsync(stream.fileno())
            except OSError:
                continue


def _count_calls(work: Callable[[], object]) -> str:
    count = [0]

    def note(event: str, _: object) -> None:
        count[0] += event.startswith(("open", "os."))

    sys.addaudithook(note)
    work()
    return str(count[0])


def _die(number: int, place: PublishTarget) -> str:
    die_before(number)
    put(place, NEW)
    return "alive"


def _in_child(work: Callable[[], str], *, dies: bool = False) -> Callable[[], str]:
    """Begin it in a child; gives what waits for its end and gives what it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, work().encode())
        except BaseException as error:  # noqa: BLE001 - it must not come back into the parent's run
            os.write(writing, f"{type(error).__name__}: {error}".encode())
        os._exit(0)
    os.close(writing)

    def end() -> str:
        with open(reading, "rb") as stream:
            said = stream.read().decode()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return "died" if dies and code == KILLED else said

    return end
