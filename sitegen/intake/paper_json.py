"""A paper as JSON, to hand it from one process to another."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sitegen.intake.paper import Paper, PaperBlock, Run, SetAside


def paper_to_json(paper: Paper) -> str:
    """The paper as text without a line feed."""
    return json.dumps({**paper._asdict(), "notes": dict(paper.notes)})


def paper_from_json(data: dict[str, Any]) -> Paper:
    """The paper that was made into this."""
    tuples = {name: tuple(data[name]) for name in ("alarms", "passages")}
    return Paper(
        **{
            **data,
            **tuples,
            "blocks": _blocks(data["blocks"]),
            "set_aside": tuple(SetAside(*one) for one in data["set_aside"]),
            "letters": Counter(data["letters"]),
            "notes": {key: _blocks(blocks) for key, blocks in data["notes"].items()},
        }
    )


def _blocks(found: list[list[Any]]) -> tuple[PaperBlock, ...]:
    blocks = []
    for one in found:
        block = PaperBlock(*one)
        runs = tuple(Run(*run) for run in block.runs)
        cells: Any = block.rows  # lists, as JSON has them
        rows = tuple(tuple(_blocks(cell) for cell in row) for row in cells)
        blocks.append(block._replace(runs=runs, rows=rows))
    return tuple(blocks)
