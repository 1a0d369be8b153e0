"""A page printed by the browser that is there, in a profile that is thrown away."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.program import find_program
from sitegen.memory.refused import Refused
from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 120
"""Seconds."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
_ON_WINDOWS = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
_ON_MACS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)


def find_browser() -> str:
    """The program of a Chromium, Chrome or Edge; empty where there is none."""
    folders = map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
    places = (*(os.path.join(folder, name) for folder in folders if folder for name in _ON_WINDOWS), *_ON_MACS)
    installed = (place for place in places if os.path.isfile(place))
    return next(filter(None, (*map(find_program, _NAMES), *installed)), "")


def print_page(page: Path) -> bytes:
    """The page as a tagged PDF. Raises Refused where no browser is there, or where it does not do it."""
    program = find_browser()
    if not program:
        raise Refused(
            "No Chromium, Chrome or Edge was found on this computer, so no PDF was made.",
            f"Open {page} in your browser, and print it to a PDF there.",
        )
    # A snap or sandboxed browser may not reach hidden folders; it may reach its own of temporary files.
    with tempfile.TemporaryDirectory(prefix="sitegen-proof-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "proof.pdf"
        arguments = [*_arguments(folder), f"--print-to-pdf={printed}", page.absolute().as_uri()]
        _run([program, *arguments], page)
        try:
            return read_regular(printed)
        except OSError:
            raise _failed(page) from None


def _arguments(folder: str) -> Iterator[str]:
    yield from _ARGUMENTS
    yield f"--user-data-dir={folder}/profile"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"  # as root it starts in no other way; the page runs no script and asks for nothing


def _run(command: list[str], page: Path) -> None:
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, by its full path
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        raise _failed(page) from None
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        raise _failed(page) from None
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End it and those that it has started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _failed(page: Path) -> Refused:
    return Refused(
        "The browser did not print the proof, so no PDF was made.",
        f"Open {page} in your browser, and print it to a PDF there.",
    )
