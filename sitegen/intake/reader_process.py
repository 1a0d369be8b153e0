"""Files are read in a process of their own, which may take so much memory and time and no more.

What a damaged or hostile file makes its reader do ends with that process, and in one sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from sitegen.intake.formats import read_paper
from sitegen.intake.paper_json import paper_from_json, paper_to_json
from sitegen.memory.process_bounds import bound_this_process
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from sitegen.intake.paper import Paper

MEMORY = 400 * 1024 * 1024
"""Bytes that reading one file may take."""
_SECONDS = 10  # of the processor
_PATIENCE = 60 if sys.platform != "win32" else 10  # seconds by the clock; a busy machine may need more of them
_COMMAND = ("-m", "sitegen.intake.reader_process")
_SILENT = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def read_apart(name: str, data: bytes) -> Paper:
    """The file as a paper, read in another process; raises Refused where it cannot be read, as `read_paper` does."""
    command = [sys.executable, "-P", *_COMMAND, name]
    child = subprocess.Popen(  # noqa: S603 - ourselves, by the full path
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=_SILENT
    )
    with child:
        try:
            told, _ = child.communicate(data, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            raise _too_much(name) from None
        except BaseException:
            child.kill()
            raise
    if child.returncode or not told:
        raise _too_much(name)
    answer = json.loads(told)
    if "refused" in answer:
        raise Refused(*answer["refused"])
    return paper_from_json(answer)


def main() -> None:
    """Read the file that comes by the standard input, and write the paper to the standard output."""
    bound_this_process(MEMORY, _SECONDS)
    name = sys.argv[1]
    try:
        told = paper_to_json(read_paper(name, sys.stdin.buffer.read()))
    except Refused as refusal:
        told = json.dumps({"refused": [refusal.message, refusal.hint]})
    except (MemoryError, RecursionError):
        limit = _too_much(name)
        told = json.dumps({"refused": [limit.message, limit.hint]})
    sys.stdout.write(told)


def _too_much(name: str) -> Refused:
    return Refused(
        f"{name} cannot be read: it is damaged, or takes more than {MEMORY // 1024 // 1024} MB or {_SECONDS} seconds.",
        "Open it in the program that made it, save only what you need under another name, and import that.",
    )


if __name__ == "__main__":
    main()
