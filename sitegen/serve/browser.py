"""The browser, opened at an address that nobody else may see.

What stands in a command line, all accounts of the computer can read (`ps`, Task Manager). So the browser is told the
name of a file that only this account can read, and the file leads it on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sitegen.memory.program import find_program
from sitegen.memory.regular import create

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENER = "open" if sys.platform == "darwin" else "xdg-open"


@contextmanager
def opened(address: str) -> Iterator[bool]:
    """Open the address in the browser; whether there was a program to ask for that.

    The file lies in a folder of its own among this account's temporary ones, of mode 0700; on Windows they are in the
    account's profile. It goes at the end and not earlier, since nobody tells when a slow browser has read it. What
    stays after SIGKILL is of no use to anybody: its key has gone with the preview.
    """
    file: Path | None = None
    is_asked = False
    try:
        with suppress(OSError):
            file = Path(tempfile.mkdtemp(prefix="sitegen-")) / "preview.html"
            with create(file) as stream:
                stream.write(_leading_to(address).encode())
            is_asked = _ask_to_open(file)
        yield is_asked
    finally:
        if file is not None:
            with suppress(OSError):
                file.unlink(missing_ok=True)
                file.parent.rmdir()


def _leading_to(address: str) -> str:
    to = escape(address)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0; url={to}"><title>The preview</title></head>'
        f'<body><p><a href="{to}">Go on to the preview</a></p></body></html>\n'
    )


if sys.platform == "win32":

    def _ask_to_open(file: Path) -> bool:
        """By its full path, so that nothing is looked for in the current folder, which may be a project on a share."""
        os.startfile(file)  # noqa: S606 - by its full path
        return True

else:

    def _ask_to_open(file: Path) -> bool:
        """With the program that the system has for it, never one in the current folder: that may be anybody's."""
        program = find_program(_OPENER)
        if program is None:
            return False
        silent = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 - by its full path
            [program, file.as_uri()],
            cwd=file.parent,
            stdin=silent,
            stdout=silent,
            stderr=silent,
            start_new_session=True,  # Ctrl-C ends the preview, not the browser
        )
        Thread(target=process.wait, daemon=True).start()
        return True
