"""Programs for Windows, run under Wine: a prefix that is made once, and the few things that Wine 8 lacks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = {"wine": "wine", "wineboot": "wine", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32"}
"""Commands, and Debian's packages that have them."""
# Windows 10 has it and Wine 8 has not; everything written in Rust asks it for random bytes.
_RANDOM_BYTES = """#include <windows.h>
BOOLEAN WINAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T size)
{ return SystemFunction036(bytes, (ULONG)size); }
"""
_UNKNOWN_TO_WINE = "_wmi.pyd"
"""It aborts there; Python does without."""
_PATIENCE = 240  # seconds for one command


class Wine:
    """A Windows of its own."""

    def __init__(self, folder: Path) -> None:
        quiet = {"WINEDLLOVERRIDES": "winedbg.exe=d;mscoree=d;mshtml=d", "WINEDEBUG": "-all", "DISPLAY": ""}
        self._environment = os.environ | {"WINEPREFIX": str(folder / "prefix")} | quiet
        for command in (["wineboot", "-i"], ["wine", "winecfg", "-v", "win10"]):
            subprocess.run(command, env=self._environment, capture_output=True, check=True, timeout=_PATIENCE)
        source = folder / "random_bytes.c"
        source.write_text(_RANDOM_BYTES, encoding="ascii")
        library = folder / "prefix/drive_c/windows/system32/bcryptprimitives.dll"
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-o", library, source, "-ladvapi32"]
        subprocess.run(compiler, check=True)

    def copied(self, kit: Path, to: Path) -> Path:
        """A copy of the kit that Wine can run."""
        shutil.copytree(kit, to)
        (to / "python" / _UNKNOWN_TO_WINE).unlink()
        return to

    def start(self, kit: Path, *command: str) -> subprocess.Popen[str]:
        """Begin a command in the kit's folder, with pipes to and from it, in a group of processes of its own."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=kit,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def run(self, kit: Path, *command: str, typed: str = "") -> tuple[int, str]:
        """Run it to its end with these lines typed; gives the exit code and all that it said."""
        running = self.start(kit, *command)
        try:
            said = running.communicate(typed, timeout=_PATIENCE)[0]
        finally:
            end(running)
        return running.returncode, said.replace("\r\n", "\n")

    def close(self) -> None:
        """End what of it is still there."""
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False, timeout=_PATIENCE)


def end(running: subprocess.Popen[str]) -> None:
    """End a command and what it has started; what has ended already is left alone."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    with running:  # closes its pipes
        pass
