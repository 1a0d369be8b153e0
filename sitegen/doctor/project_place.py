"""The folder that a site is written in: what its disk, or whoever keeps it elsewhere, makes of its files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sitegen.doctor.verdict import Verdict, good, mend, mind
from sitegen.memory.mount import locks_apart, mount_of, sends_later
from sitegen.memory.private import make_private
from sitegen.memory.refused import Refused, os_error_words
from sitegen.memory.regular import create
from sitegen.serve.shares import silent_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROBE = "doctor.probe"
_SYNCED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "iCloudDrive", "Mobile Documents", "Nextcloud", "Box")
"""How the folders begin that such programs copy to other computers."""
_LONGEST = 259
"""Letters of a path that Windows takes from most programs: 260 with the end of the string (“Maximum Path Length
Limitation” of its documentation)."""
_ROOMY = 200_000_000  # bytes


def look_at_place(root: Path) -> Iterator[Verdict]:
    """What is said of the folder of a project."""
    yield _writing(root)
    yield from _mount(root)
    if synced := synced_by(root):
        yield mind(
            f"The folder is kept by {synced}, which copies it elsewhere and keeps older versions of its files.",
            "Let it finish before somebody else publishes, and have it leave out .sitegen and output if it can. "
            f"What is erased here stays in the older versions: empty them in {synced} as well.",
        )
    if _takes_capitals_for_small(root):
        yield good("Capitals and small letters are the same in names here; “sitegen check” tells links that differ.")
    letters, size = _measured(root / "output")
    if sys.platform == "win32":
        yield verdict_on_length(letters)
    yield verdict_on_room(shutil.disk_usage(root).free, size)


def synced_by(root: PurePath) -> str:
    """The program whose folder this is, by its name; empty for none."""
    begins = ((name, part) for part in root.parts for name in _SYNCED)
    return next((name for name, part in begins if part == name or part.startswith((f"{name} ", f"{name}-"))), "")


def verdict_on_length(letters: int) -> Verdict:
    """What is said of the longest path of a built site."""
    if letters <= _LONGEST:
        return good(f"The longest path of the built site has {letters} letters; Windows takes {_LONGEST}.")
    return mend(
        f"The longest path of the built site has {letters} letters, and Windows takes {_LONGEST}.",
        r"Move the folder nearer to the top of the disk, such as C:\questions.",
    )


def verdict_on_room(free: int, size: int) -> Verdict:
    """What is said of the free bytes on the disk, where the built site has so many."""
    needed = max(_ROOMY, 2 * size)  # the new site is made whole before the old one goes
    if free >= needed:
        return good(f"{_amount(free)} are free on this disk; a build needs {_amount(needed)} at most.")
    return mend(
        f"Only {_amount(free)} are free on this disk, and a build may need {_amount(needed)}.", "Make room there."
    )


def _writing(root: Path) -> Verdict:
    memory = root / ".sitegen"
    probe, renamed = memory / _PROBE, memory / f"{_PROBE}.new"
    try:
        make_private(memory)
        with create(renamed) as stream:
            stream.write(b"x")
        os.replace(renamed, probe)
        probe.unlink()
    except Refused as refused:
        return mend(f"Nothing can be kept in {root}: {refused.message}", refused.hint)
    except OSError as error:
        return mend(
            f"Nothing can be written in {root}: {os_error_words(error)}.",
            "Ask for the right to write there, or move the site's folder to where you have it.",
        )
    return good(f"{root} can be written in.")


def _mount(root: Path) -> Iterator[Verdict]:
    kind = silent_kind(root, ["content", "templates"])
    if not kind:
        yield good("The folder is on a disk of this computer.")
        return
    yield mind(
        f"The folder, or something in it, is on a share ({kind}), which tells nobody of changes.",
        "The preview looks every second, which is slower; a folder on a disk of this computer is shown at once.",
    )
    mount = mount_of(root)
    if why := locks_apart(mount):
        yield mind(
            f"Each computer has locks of its own on this share ({why}).",
            "Let one computer at a time build and publish.",
        )
    if program := sends_later(mount):
        yield mind(f"{program} sends on later what is written here.", "Leave this computer on until it has done so.")


def _takes_capitals_for_small(root: Path) -> bool:
    try:
        return os.path.samefile(root / "sitegen.yaml", root / "SITEGEN.YAML")
    except OSError:
        return False


def _measured(output: Path) -> tuple[int, int]:
    """The letters of the longest path of what was built, and its bytes; of an empty one where nothing was."""
    letters, size = len(str(output.absolute())), 0
    for folder, _, names in os.walk(output):
        for name in names:
            path = os.path.join(folder, name)
            letters = max(letters, len(os.path.abspath(path)))
            size += os.lstat(path).st_size
    return letters, size


def _amount(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"
