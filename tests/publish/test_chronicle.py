"""The history of a place names the texts that each publish brought, changed and took back."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING

from publishing import back, folder_place, look, put
from saying import CANARY, Copy, read_record

from sitegen.publish.chronicle import NamedChange, history_json, history_lines, read_history

if TYPE_CHECKING:
    from pathlib import Path


def compare(before: bytes, after: bytes) -> list[NamedChange]:
    old, new = read_record(before) if before else {}, read_record(after)
    changes = [NamedChange("new", text.title) for key, text in new.items() if key not in old]
    changed = [
        NamedChange("changed", text.title, ("its words",))
        for key, text in new.items()
        if text.words and key in old and old[key].words != text.words
    ]
    return [*changes, *changed]


def told(tmp_path: Path, copy: Copy) -> tuple[list[dict[str, object]], str]:
    place = folder_place(tmp_path / "site", keep=2)
    found = read_history(place, compare)
    assert json.dumps(history_json(found, UTC))
    return history_json(found, UTC), "\n".join(history_lines(found, UTC))


def test_texts_are_named_by_publish_and_by_whom(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=9)
    copy = Copy({"leave": "About leave."})
    copy.publish(place)
    copy.answers |= {"leave": "In other words.", "pay": "About pay."}
    copy.publish(place._replace(who="ben on pc7"))
    rows, lines = told(tmp_path, copy)
    assert [(row["who"], row["texts"]) for row in rows] == [
        (
            "ben on pc7",
            [
                {"how": "new", "title": "About pay", "details": []},
                {"how": "changed", "title": "About leave", "details": ["its words"]},
            ],
        ),
        ("tester on test", [{"how": "new", "title": "About leave", "details": []}]),
    ]
    assert [(row["served"], row["kept"]) for row in rows] == [(True, True), (False, True)]
    assert "\n  new       About pay\n  changed   About leave\n            its words\n" in lines


def test_what_was_withdrawn_is_told_without_its_name(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=9)
    copy = Copy({"leave": "About leave."})
    copy.publish(place)
    copy.answers[CANARY] = "Pay."
    copy.publish(place)
    withdrawn = look(place).current
    copy.withdrawn["x"] = copy.answers.pop(CANARY)
    copy.withdrawn[CANARY] = ""
    copy.publish(place, 1)
    back(place)
    rows, lines = told(tmp_path, copy)
    assert [row["withdrawn"] for row in rows] == [False, False, True, False]
    assert f"  Release {withdrawn} of " in lines
    assert "holds what was withdrawn on" in lines
    assert CANARY not in "\n".join(line for line in lines.splitlines() if withdrawn in line)
    assert [row["texts"] is None for row in rows] == [False, True, True, False]


def test_where_no_record_is_kept_or_it_is_spoilt_texts_are_not_known(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=9)
    copy = Copy({"leave": "About leave."})
    put(place, copy.files)
    copy.answers["pay"] = "About pay."
    copy.publish(place)
    copy.answers["pay"] = "Later."
    copy.publish(place)
    rows, _ = told(tmp_path, copy)
    assert [row["texts"] is None for row in rows] == [False, True, True]
    (tmp_path / f"site/.sitegen/m/{look(place).current}.record").write_text("spoilt")
    rows, lines = told(tmp_path, copy)
    assert [row["texts"] for row in rows] == [None, None, None]
    assert "is served" in lines


def test_many_texts_are_counted(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    Copy({f"n{number}": "words" for number in range(30)}).publish(place)
    _, lines = told(tmp_path, Copy({}))
    assert lines.endswith("\n  … and 10 more")
    assert lines.count("  new ") == 20
