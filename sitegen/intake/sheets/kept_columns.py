"""Which column of a kind of sheet is which, kept in `sitegen.yaml` so that it is asked once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sitegen.intake.sheets.sheet_split import ColumnChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = "import_columns"
_EXTRA = re.compile(r"^extra:[ \t]*(?:#.*)?$", re.MULTILINE)
_FIELD = re.compile(rf"^  {FIELD}:[ \t]*(?:#.*)?$", re.MULTILINE)


def kept_columns(extra: Mapping[str, Any]) -> dict[str, ColumnChoice]:
    """What `extra:` of the settings holds, by heading line; what is not in the form is left out."""
    found = {}
    kept = extra.get(FIELD)
    for line, said in kept.items() if isinstance(kept, dict) else ():
        if isinstance(said, dict) and isinstance(said.get("question"), str):
            found[str(line)] = ColumnChoice(said["question"], str(said.get("answer") or ""))
    return found


def with_columns(settings: str, line: str, choice: ColumnChoice) -> str:
    """The text of `sitegen.yaml` with the choice in it; as it was where its `extra:` is written in another form."""
    said = f"question: {json.dumps(choice.question, ensure_ascii=False)}"
    if choice.answer:
        said += f", answer: {json.dumps(choice.answer, ensure_ascii=False)}"
    entry = f"    {json.dumps(line, ensure_ascii=False)}: {{{said}}}\n"
    own = _FIELD.search(settings)
    extra = _EXTRA.search(settings)
    if extra and own:
        return settings[: own.end()] + "\n" + entry + settings[own.end() + 1 :]
    if extra:
        return settings[: extra.end()] + f"\n  {FIELD}:\n{entry}" + settings[extra.end() + 1 :]
    if re.search(r"^extra:", settings, re.MULTILINE):
        return settings
    return settings.rstrip("\n") + f"\nextra:\n  {FIELD}:\n{entry}"
