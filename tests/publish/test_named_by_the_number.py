"""Whatever a number that is typed lets go was named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from publishing import folder_place
from saying import Copy

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_deleted_here_is_named_with_what_a_colleague_has_published(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    theirs = Copy({"leave": "About leave.", "pay": "About pay."})
    theirs.publish(place)
    mine = theirs.copied()
    theirs.answers["buses"] = "Buses."
    theirs.publish(place)
    del mine.answers["leave"]
    with pytest.raises(Refused, match="lacks: “About buses”") as said:
        mine.publish(place)
    assert "--removals 2" in said.value.hint
    assert "answers/leave.html" in said.value.message
    assert "answers/pay.html" not in said.value.message
