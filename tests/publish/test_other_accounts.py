"""Another account on the same machine: it reads what readers get, and nothing else, during a publish and after."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from places import HOST, There
from publishing import NEW, OLD, back, docroot, outcome, put, release_of, served

from sitegen.memory.refused import Refused
from sitegen.publish.protocol import publish
from sitegen.publish.release import MARKER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

THIRD = {**NEW, "index.html": b"third", "answers/a.html": b"answer a, third words"}
FOURTH = {**NEW, "index.html": b"fourth"}
WAYS = ["flip", "in place", "ssh", "sftp", "sftp in place"]
RECORDS = ("site.json", "history.ndjson", "lock", "head")
WALK = 'find "$1" -type f -exec sh -c \'for file; do [ -r "$file" ] && echo "$file"; done\' - {} + 2>/dev/null; true'


@pytest.fixture
def seen() -> Iterator[Callable[[Path], set[Path]]]:
    """Gives the files below a folder that the account `nobody` can read."""
    if os.getuid() or not shutil.which("runuser"):
        why = "only root, with the program runuser, can look as another account does"
        if os.environ.get("CI") and os.getuid() == 0:
            pytest.fail(why)
        pytest.skip(why)

    def look(folder: Path) -> set[Path]:
        command = ["runuser", "-u", "nobody", "--", "sh", "-c", WALK, "sh", str(folder)]
        return {
            Path(line)
            for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        }

    return look


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that other accounts can reach, as those of pytest are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(params=WAYS)
def there(request: pytest.FixtureRequest, base: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    return There(request.param, request, base, monkeypatch)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)


def files_of(found: set[Path], folder: Path, mode: str) -> dict[str, bytes]:
    """What readers get of what was found, by its address; the marker left out."""
    root = docroot(folder, mode).resolve()
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_relative_to(root)}
    return {route: data for route, data in files.items() if route != MARKER}


def modes_below(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.lstat().st_mode)
        for path in (folder, *folder.rglob("*"))
        if not path.is_symlink()
    }


@pytest.mark.parametrize("mask", [0o077, 0o000])  # of this computer; a host has its own
@pytest.mark.parametrize("there", WAYS[:2], indirect=True)
def test_after_a_publish_readers_get_the_site_and_others_no_more(
    there: There, base: Path, seen: Callable[[Path], set[Path]], mask: int
) -> None:
    publish_often(there, base, seen, mask)


@pytest.mark.parametrize("there", WAYS[2:], indirect=True)
def test_after_a_publish_readers_get_the_site_and_others_on_the_host_no_more(
    there: There, base: Path, seen: Callable[[Path], set[Path]]
) -> None:
    publish_often(there, base, seen, 0o022)


def publish_often(there: There, base: Path, seen: Callable[[Path], set[Path]], mask: int) -> None:
    with umask(mask):
        put(there.place, OLD)
        found = seen(base)
        assert files_of(found, there.folder, there.mode) == OLD
        before = {file for file in found if "releases" in file.parts}
        for files in (NEW, THIRD, FOURTH):
            put(there.place, files)
            found = seen(base)
            assert files_of(found, there.folder, there.mode) == files
            released = {file.relative_to(there.folder).parts[1] for file in found if "releases" in file.parts}
            assert len(released) <= 2, "what is served, and what was served until now"
            assert not [file for file in found if any(part.endswith(".sitegen") for part in file.parts)]
        assert not before & found
        back(there.place)
        assert files_of(seen(base), there.folder, there.mode) == THIRD
    assert modes_below(there.ours)["."] == 0o700
    for name in RECORDS:
        if (there.ours / name).exists():
            assert stat.S_IMODE((there.ours / name).stat().st_mode) == 0o600, name
    for path, mode in modes_below(docroot(there.folder, there.mode).resolve()).items():
        assert mode in (0o755, 0o644), path


@pytest.mark.parametrize("stop", ["before the switch", "while pages are written"])
def test_a_publish_in_progress_is_read_by_nobody(
    there: There, base: Path, seen: Callable[[Path], set[Path]], stop: str
) -> None:
    put(there.place, OLD)
    remote = there.place.connect()
    looked: list[set[bytes]] = []
    real = remote.switch if stop == "before the switch" else None

    def look_first(*arguments: object) -> None:
        looked.append({file.read_bytes() for file in seen(base) if file.name != MARKER})
        real(*arguments)

    read = 0

    class Watched(dict[str, bytes]):
        def __getitem__(self, route: str) -> bytes:
            nonlocal read
            read += 1
            if not real and read == len(NEW) // 2:
                looked.append({file.read_bytes() for file in seen(base) if file.name != MARKER})
            return super().__getitem__(route)

    if real:
        remote.switch = look_first
    place = there.place._replace(connect=lambda: remote)
    with umask(0):
        put(place, Watched(NEW))
    assert looked
    for found in looked:
        assert found <= set(OLD.values())
    assert files_of(seen(base), there.folder, there.mode) == NEW


def test_a_place_of_the_version_before_is_closed_by_the_next_publish(
    there: There, base: Path, seen: Callable[[Path], set[Path]]
) -> None:
    for files in (OLD, THIRD):
        put(there.place, files)
    for path in (there.ours, *there.ours.rglob("*"), *(there.folder / "releases").glob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    put(there.place, NEW)
    found = seen(base)
    assert not [file for file in found if any(part.endswith(".sitegen") for part in file.parts)]
    assert not [file for file in found if release_of(OLD).id in file.parts]
    assert files_of(found, there.folder, there.mode) == NEW


def test_what_was_sent_of_a_publish_that_died_is_closed_too(
    base: Path, seen: Callable[[Path], set[Path]], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for way in ("flip", "ssh", "sftp"):
        (base / way).mkdir()
        there = There(way, request, base / way, monkeypatch)
        put(there.place, OLD)
        left = there.folder / "releases" / f".tmp-{release_of(NEW).id}"
        left.mkdir(mode=0o755)
        (left / "index.html").write_bytes(NEW["index.html"])
        broken: Mapping[str, bytes] = {**NEW, "new/d.html": b"not what the list says"}
        release = release_of(NEW)
        with pytest.raises(Refused, match=r"keep what is (written|sent)"):
            publish(there.place, release, broken.__getitem__, agree=lambda _: True)
        assert left.exists()
        assert not [file for file in seen(base / way) if f".tmp-{release.id}" in file.parts], way
        assert outcome(there.place, NEW) == ""


def test_another_account_that_wants_to_publish_is_told_that_it_may_not(
    base: Path, seen: Callable[[Path], set[Path]], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = There("flip", request, base, monkeypatch)
    put(there.place, OLD)
    child = os.fork()
    if not child:
        os.setuid(65534)
        said = outcome(there.place, NEW)
        os._exit(0 if "access is denied" in said else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    command = ["runuser", "-u", "nobody", "--", "sh", "-c", HOST.read_text(), "sitegen", str(there.folder)]
    said = subprocess.run(command, input="look\n", capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[-2:] == [".sitegen: Permission denied", "failed"]
    assert served(there.folder) == OLD
