"""An SFTP server that answers nonsense: nothing outside the place is touched, and it is told in a sentence, in time."""

from __future__ import annotations

import itertools
import random
import shutil
import stat
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncssh
import pytest
from asyncssh import SFTPAttrs, SFTPName
from lying import CALLS, Lies, Silent, lying_server
from publishing import NEW, OLD, SWEEP, look, outcome, place_of, put, release_of, served

from sitegen.publish.remotes import sftp_bytes, sftp_connection, sftp_folders
from sitegen.publish.remotes.connect import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.publish.outcome import PublishTarget

# A server that falls silent leaves its own files open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
MUCH = 100_000_000  # bytes of memory
FOLDER, FILE = stat.S_IFDIR | 0o755, stat.S_IFREG | 0o644


class There:
    """A place on such a server, and files beside it that are not ours."""

    def __init__(self, root: Path, port: int, lies: Lies, mode: str) -> None:
        self.root, self.lies, self.folder, self.mode = root, lies, root / "srv/site", mode
        self.place: PublishTarget = place_of(lambda: connect(f"sftp://web@127.0.0.1:{port}/srv/site", root), keep=1)

    def prepare(self) -> None:
        """Publish twice, beside what is not ours."""
        (self.root / "srv").mkdir(parents=True)
        for name in ("victim", "srv/victim", "srv/index.html", "etc/victim"):
            (self.root / name).parent.mkdir(exist_ok=True)
            (self.root / name).write_text("theirs")
        put(self.place, {**OLD, "older.html": b"older"})
        put(self.place, OLD)

    def tell(self, lie: Callable[[str, int, Any], Any]) -> str:
        """Publish while it lies; gives what is said. All that is outside the place is as it was."""
        self.lies.count, self.lies.lie = 0, lie
        try:
            return outcome(self.place, NEW)
        finally:
            self.lies.lie = lambda _, __, answer: answer
            ours = {self.folder, self.folder.with_name("site.sitegen")}
            outside = [path for path in self.root.rglob("*") if not ours & {path, *path.parents}]
            files = {path.relative_to(self.root).as_posix(): path.read_text() for path in outside if path.is_file()}
            assert files == dict.fromkeys(("victim", "srv/victim", "srv/index.html", "etc/victim"), "theirs")
            found = served(self.folder, self.mode)
            assert found in (OLD, NEW) or self.mode == "in place"
            assert all(data in (OLD.get(route), NEW.get(route)) for route, data in found.items())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was published once of each mode, by its name; each test has a copy."""
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture(params=["flip", "in place"])
def there(
    request: pytest.FixtureRequest, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[There]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setattr(sftp_connection, "_TIDY", 0.5)
    monkeypatch.setattr("sitegen.publish.outcome._PATIENCE", 0.5)
    with lying_server(tmp_path, tmp_path / "root", flips=request.param == "flip") as (port, lies):
        there, kept = There(tmp_path / "root", port, lies, request.param), prepared / request.param
        if not kept.exists():
            there.prepare()
            shutil.copytree(there.root, kept, symlinks=True)
            shutil.rmtree(there.root)
        shutil.copytree(kept, there.root, symlinks=True)
        yield there


def answering(wanted: str, make: Callable[[Any], Any]) -> Callable[[str, int, Any], Any]:
    """Such a call is answered otherwise."""
    return lambda call, _, answer: make(answer) if call == wanted else answer


def entry(name: bytes, mode: int = FILE) -> SFTPName:
    return SFTPName(name, attrs=SFTPAttrs(size=5, permissions=mode, mtime=1, uid=0, gid=0))


def listing(name: bytes, mode: int = FILE) -> Callable[[str, int, Any], Any]:
    """In every folder that name is listed, too."""
    return answering("scandir", lambda entries: [*entries, entry(name, mode)])


def showing(**fields: Any) -> Callable[[str, int, Any], Any]:
    """Whatever is asked about looks like that."""

    def lie(call: str, _: int, answer: Any) -> Any:
        if call == "lstat" and not isinstance(answer, SFTPAttrs):
            answer = SFTPAttrs.from_local(answer)
        if call == "lstat":
            for name, value in fields.items():
                setattr(answer, name, value)
        return answer

    return lie


LISTINGS = [b"../victim", b"../../victim", b"/victim", b"..", b"a/../../victim", b"", b"victim\0", b"\xff\xfe", b"a\nb",
            b"\x1b]0;x\x07", b"x" * 5000]  # read as a table  # fmt: skip
TARGETS = [b"releases/..", b"/etc", b"", b"releases/" + b"0" * 16, b"../victim", b"\xff", b"x\ny", b"a" * 9000]
LIES = {
    **{f"lists {name[:20]!r}": listing(name) for name in LISTINGS},
    **{f"lists the folder {name[:20]!r}": listing(name, mode=FOLDER) for name in LISTINGS},
    "lists links": listing(b"link", mode=stat.S_IFLNK | 0o777),
    "lists things of no kind": listing(b"thing", mode=0),
    "says that all is huge": showing(size=1 << 62),
    "says that all is empty": showing(size=0),
    "says that all is a folder": showing(permissions=FOLDER),
    "says that all is a file": showing(permissions=FILE),
    "says that all is a link": showing(permissions=stat.S_IFLNK | 0o777),
    "says that all is a pipe": showing(permissions=stat.S_IFIFO | 0o644),
    "says nothing of what it is": showing(permissions=None, uid=None, gid=None),
    "says that all is of the future": showing(mtime=(1 << 32) - 1),
    "says that all is somebody else's": showing(uid=(1 << 32) - 1),
    "gives more than was asked for": answering("read", lambda data: data * 3),
    "gives other bytes": answering("read", lambda data: bytes(len(data))),
    "gives nothing": answering("read", lambda _: b""),
    **{
        f"has a link that leads to {target[:20]!r}": answering("readlink", lambda _, to=target: to)
        for target in TARGETS
    },
}
ENDLESS = {
    "lists names without end": answering("scandir", lambda _: map(entry, map(b"n%d".__mod__, itertools.count()))),
    "lists nothing without end": answering("scandir", lambda _: itertools.repeat(entry(b".", FOLDER))),
    "has a folder in each folder": listing(b"deeper", mode=FOLDER),
    "has a file that never ends": lambda call, number, answer: (
        bytes(1 << 14) if call == "read" else showing(size=1 << 31)(call, number, answer)
    ),
}


@pytest.mark.timeout(1800)
def test_no_lie_leads_outside_and_the_same_command_finishes_when_it_ends(there: There) -> None:
    for lie in LIES if SWEEP else random.Random(there.mode).sample([*LIES], 6):
        said = there.tell(LIES[lie])
        assert "mistake in sitegen" not in said, lie
        assert outcome(there.place, NEW) == "", lie
        assert served(there.folder, there.mode) == NEW, lie
        put(there.place, OLD)


@pytest.mark.timeout(1800 if SWEEP else 120)  # with the true limits and each byte traced
@pytest.mark.parametrize("lie", ENDLESS)
def test_what_has_no_end_ends_in_a_sentence_and_in_little_memory(
    there: There, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    if not SWEEP:
        monkeypatch.setattr(sftp_folders, "_MOST", 2_000)
        monkeypatch.setattr(sftp_bytes, "_LARGEST", 2_000_000)
        monkeypatch.setattr(sftp_folders, "_LONGEST", 400)
    tracemalloc.start()
    try:
        said = there.tell(ENDLESS[lie])
        assert said or (there.mode == "in place" and "folder" in lie), "there nobody looks into folders"
        assert tracemalloc.get_traced_memory()[1] < MUCH
    finally:
        tracemalloc.stop()
    assert served(there.folder, there.mode) == (OLD if said else NEW)


ERRORS = {
    "failure": asyncssh.SFTPFailure("no"),
    "denied": asyncssh.SFTPPermissionDenied("no"),
    "not there": asyncssh.SFTPNoSuchFile("no"),
    "end of file": asyncssh.SFTPEOFError("no"),
    "unsupported": asyncssh.SFTPOpUnsupported("no"),
    "bad message": asyncssh.SFTPBadMessage("no"),
    "lost": asyncssh.SFTPConnectionLost("no"),
    "exists": asyncssh.SFTPFileAlreadyExists("no"),
}


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("error", list(ERRORS)[:: 1 if SWEEP else 3])
def test_an_error_at_any_call_is_told_in_a_sentence(there: There, error: str) -> None:
    for call in CALLS if SWEEP else random.Random(error).sample(CALLS, 5):

        def refuse(name: str, _: int, answer: Any, call: str = call) -> Any:
            if name == call:
                raise ERRORS[error]
            return answer

        there.tell(refuse)
        there.tell(lambda _, __, answer: answer)
    assert outcome(there.place, NEW) == ""
    assert served(there.folder, there.mode) == NEW


@pytest.mark.timeout(3000)
def test_silence_at_any_call_has_an_end_and_the_same_command_finishes(
    there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert there.tell(lambda _, __, answer: answer) == ""
    calls = there.lies.count
    put(there.place, OLD)
    for number in range(1, calls, 1 if SWEEP else calls // 3):

        def be_silent(_: str, now: int, answer: Any, number: int = number) -> Any:
            if now >= number:
                raise Silent
            return answer

        with monkeypatch.context() as patch:
            patch.setattr(sftp_connection, "_PATIENCE", 1.0)
            said = there.tell(be_silent)
        assert "it said nothing for" in said or not said, said
        assert outcome(there.place, NEW) == ""
        put(there.place, OLD)
    assert look(there.place).current == release_of(OLD).id
