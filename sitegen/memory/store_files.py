"""The files of a store: a datafile, and the table that says where in it each record lies.

What was made goes behind the other records; where much is dead, all that is alive goes into another file. Only then is
the table replaced: a killed build leaves at most bytes that nothing points to.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from sitegen.memory.datafile import DataFile
from sitegen.memory.regular import create, open_regular
from sitegen.memory.table import read_table, write_table
from sitegen.memory.table_row import ROW_WIDTH, TableRow, moved_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_FORMAT = "sitegen store 5"
_TABLE, _DATAFILE = "records", "blobs-"


class TableHead(NamedTuple):
    """What the table says of a datafile."""

    format: str
    version: str
    datafile: str
    """The name of its file."""
    size: int
    """Its bytes; what lies behind them is of a build that was killed."""
    dead: int
    """Bytes among them that nothing points to any more."""


def read_store(folder: Path | None, version: str) -> tuple[TableHead, dict[str, bytes], DataFile]:
    """The table, and what it tells of, as far as they are this version's and whole; else those of an empty store."""
    nothing = TableHead(_FORMAT, version, "", 0, 0)
    if folder is None:
        return nothing, {}, DataFile()
    try:
        first, rows = read_table(folder / _TABLE, ROW_WIDTH)
        head = TableHead(*first)
        is_ours = (head.format, head.version) == (_FORMAT, version) and _is_name(head.datafile)
        if not is_ours or (folder / head.datafile).stat().st_size < head.size:
            return nothing, {}, DataFile()
    except (OSError, ValueError, TypeError):
        return nothing, {}, DataFile()
    return head, rows, DataFile(folder / head.datafile, head.size)


def append_to(
    folder: Path, head: TableHead, rows: Mapping[str, bytes], fresh: Mapping[str, bytes], made: DataFile
) -> TableHead:
    """Put what was made behind what is there, and its rows into the table; gives its new head. Raises OSError."""
    name = head.datafile or _new_name(folder)
    with _reopen(folder / name) if head.datafile else create(folder / name) as file:
        file.seek(head.size)
        file.truncate()
        for data in made.all():
            file.write(data)
    moved = {key: moved_row(row, head.size) for key, row in fresh.items()}
    head = head._replace(datafile=name, size=head.size + made.size)
    write_table(folder / _TABLE, head, {**rows, **moved})
    return head


def write_anew(folder: Path, head: TableHead, alive: Iterable[tuple[str, TableRow, bytes]]) -> TableHead:
    """Write what is alive, by key, into another file; gives the new head of the table. Raises OSError."""
    name = _new_name(folder)
    rows: dict[str, bytes] = {}
    with create(folder / name) as file:
        for key, where, data in alive:
            rows[key] = where._replace(start=file.tell()).pack()
            file.write(data)
        size = file.tell()
    head = head._replace(datafile=name, size=size, dead=0)
    write_table(folder / _TABLE, head, rows)
    return head


def remove_others(folder: Path, head: TableHead) -> None:
    """Remove the datafiles that the table does not tell of."""
    for file in folder.glob(f"{_DATAFILE}*"):
        if file.name != head.datafile:
            with suppress(OSError):  # some systems keep what a preview still has open
                file.unlink()


def _reopen(file: Path) -> BinaryIO:
    """A file of ours, to be written further."""
    return os.fdopen(open_regular(file, os.O_RDWR), "r+b")


def _is_name(name: str) -> bool:
    return name.startswith(_DATAFILE) and name[len(_DATAFILE) :].isdecimal()


def _new_name(folder: Path) -> str:
    names = [file.name for file in folder.glob(f"{_DATAFILE}*") if _is_name(file.name)]
    return f"{_DATAFILE}{max((int(name[len(_DATAFILE) :]) for name in names), default=0) + 1}"
