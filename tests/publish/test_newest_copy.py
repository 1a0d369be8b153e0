"""An older copy of the folder takes nothing away that others have published, and no answer goes without a yes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from places import There
from publishing import back, folder_place, put, served
from saying import Copy, read_record

from sitegen.memory.refused import Refused
from sitegen.publish.ledger import Lack, Texts, lacking

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.publish.outcome import PublishTarget

ANSWERS = {"leave": "About leave.", "pay": "About pay."}


@pytest.fixture(params=("flip", "in place", "ssh", "sftp", "sftp in place"))
def there(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    return There(request.param, request, tmp_path, monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> PublishTarget:
    return folder_place(tmp_path / "site")


def test_an_older_copy_does_not_take_three_live_answers_away(there: There) -> None:
    mine = Copy(ANSWERS)
    mine.publish(there.place)
    older = mine.copied()
    mine.answers |= {"buses": "Buses.", "rota": "Rota.", "kit": "Kit."}
    mine.publish(there.place._replace(who="ben on pc7"))
    before = served(there.folder, there.mode)
    older.answers["leave"] = "About leave, mended."
    with pytest.raises(Refused, match=r"lacks: “About buses”, “About kit”, “About rota”. ben on pc7 published") as said:
        older.publish(there.place, agree=lambda _: True)
    assert "newest copy of the folder" in said.value.hint
    assert "--removals 3" in said.value.hint
    assert served(there.folder, there.mode) == before
    assert older.publish(there.place, 3).switched


def test_the_page_that_says_that_an_answer_was_withdrawn_is_kept_by_an_older_copy(
    place: PublishTarget,
) -> None:
    mine, theirs = mine_and_theirs(place)
    theirs.answers["buses"] = "Buses."
    theirs.publish(place)
    theirs.withdraw("buses")
    theirs.publish(place)
    mine.answers["leave"] = "Mine."
    with pytest.raises(Refused, match="lacks: “buses”"):
        mine.publish(place)


def mine_and_theirs(place: PublishTarget) -> tuple[Copy, Copy]:
    """Two copies that have both seen what is served."""
    mine = Copy(ANSWERS)
    mine.publish(place)
    return mine, mine.copied()


def test_newer_words_of_a_colleague_are_not_replaced_by_older_ones(place: PublishTarget) -> None:
    mine, theirs = mine_and_theirs(place)
    theirs.answers["pay"] = "About pay, mended by a colleague."
    theirs.publish(place)
    mine.answers["leave"] = "Mine."
    with pytest.raises(Refused, match="lacks: “About pay” in newer words") as said:
        mine.publish(place)
    assert "--removals 1" in said.value.hint
    with pytest.raises(Refused, match="lacks"):
        mine.publish(place, 0)
    mine.answers["pay"] = theirs.answers["pay"]
    assert mine.publish(place).switched, "with the colleague's words it is the newest copy"


def test_a_number_typed_for_what_goes_does_not_allow_what_a_colleague_has_changed(place: PublishTarget) -> None:
    mine, theirs = mine_and_theirs(place)
    theirs.answers["pay"] = "Newer."
    theirs.publish(place)
    del mine.answers["leave"]
    with pytest.raises(Refused, match="lacks: “About pay” in newer words") as said:
        mine.publish(place, 1)
    assert "--removals 2" in said.value.hint
    assert mine.publish(place, 2).switched


def test_a_copy_that_knows_nothing_yet_may_add_and_change_but_take_nothing_away(place: PublishTarget) -> None:
    _, theirs = mine_and_theirs(place)
    theirs.seen = None
    theirs.answers |= {"leave": "Mended.", "buses": "Buses."}
    assert theirs.publish(place).switched
    del theirs.answers["pay"]
    theirs.seen = None
    with pytest.raises(Refused, match="lacks: “About pay”"):
        theirs.publish(place)


def test_who_has_seen_what_was_gone_back_from_has_seen_what_is_served(place: PublishTarget) -> None:
    mine, _ = mine_and_theirs(place)
    mine.answers["buses"] = "Buses."
    mine.publish(place)
    back(place)
    mine.answers["buses"] = "Buses, mended."
    assert mine.publish(place).switched


def test_a_withdrawal_here_is_no_lack(place: PublishTarget) -> None:
    mine, theirs = mine_and_theirs(place)
    theirs.answers["pay"] = "Newer."
    theirs.publish(place)
    mine.withdraw("pay")
    assert mine.publish(place).switched


def test_a_colleague_with_an_older_version_is_noticed_by_what_is_not_here(place: PublishTarget) -> None:
    mine, theirs = mine_and_theirs(place)
    theirs.answers["buses"] = "Buses."
    put(place, theirs.files)  # without a record
    mine.answers["leave"] = "Mine."
    with pytest.raises(Refused, match=r"lacks: “Title of answers/buses.html”"):
        mine.publish(place)


def test_one_answer_goes_by_a_yes_or_its_number_and_not_without(place: PublishTarget) -> None:
    asked: list[str] = []
    mine, _ = mine_and_theirs(place)
    del mine.answers["pay"]
    with pytest.raises(Refused, match=r"Nobody has said yes to that. The site has not changed") as said:
        mine.publish(place, agree=lambda what: bool(asked.append(what)))
    assert "--removals 1" in said.value.hint
    assert asked == ["This takes 1 answer away from readers: “Title of answers/pay.html”."]
    with pytest.raises(Refused, match="1 page, not 2"):
        mine.publish(place, 2)
    assert mine.publish(place, 1).switched
    del mine.answers["leave"]
    mine.answers["new"] = "New."
    assert mine.publish(place, agree=lambda _: True).switched


def texts(**words: str) -> Texts:
    return read_record(json.dumps([words, [], {}]).encode())


@pytest.mark.parametrize(
    ("base", "live", "mine", "lack"),
    [
        ({"a": "1"}, {"a": "1"}, {"a": "1"}, Lack()),
        ({"a": "1"}, {"a": "1"}, {"a": "2"}, Lack()),
        ({"a": "1"}, {"a": "1"}, {}, Lack()),  # taken away here, which is asked about by itself
        ({"a": "1"}, {"a": "2"}, {"a": "1"}, Lack((), ("About a",))),
        ({"a": "1"}, {"a": "2"}, {"a": "2"}, Lack()),
        ({"a": "1"}, {"a": "2"}, {"a": "3"}, Lack((), ("About a",))),
        ({"a": "1"}, {"a": "2"}, {}, Lack(("About a",))),
        ({}, {"a": "1"}, {}, Lack(("About a",))),
        ({}, {"a": "1"}, {"a": "1"}, Lack()),
        ({"a": "1"}, {}, {"a": "1"}, Lack()),
        (None, {"a": "1"}, {"a": "2"}, Lack()),
        (None, {"a": "1"}, {}, Lack(("About a",))),
    ],
)
def test_what_a_copy_lacks(base: dict[str, str] | None, live: dict[str, str], mine: dict[str, str], lack: Lack) -> None:
    assert lacking(None if base is None else texts(**base), texts(**live), texts(**mine)) == lack
