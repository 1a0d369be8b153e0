"""A digest's page shows and holds, and moves its questions, by changing the line that says so in plain files."""

from __future__ import annotations

import re
from typing import Any

import pytest
from desking import INDEX, ONE, THREE, TWO, OpenDesk, question
from project import page

from sitegen.desk.file_ids import file_id

SHEET = f"_desk/digest/{file_id(INDEX)}"


def titles(desk: OpenDesk) -> list[str]:
    return re.findall(r'<a href="/_desk/question/\w+">(.*?)</a>', desk.text(SHEET))


def test_a_question_is_held_back_and_shown_again_and_the_file_is_as_it_was(desk: OpenDesk) -> None:
    before = desk.project.read(ONE)
    assert desk.do("hold", path=ONE) == (200, {"words": "It is held back: readers do not see it once you publish."})
    assert desk.project.read(ONE) == before.replace("\n---\n", "\ndraft: true\n---\n", 1)
    assert desk.text(SHEET).count("Held back") == 1
    assert desk.do("show", path=ONE)[0] == 200
    assert desk.project.read(ONE) == before
    assert desk.do("show", path=ONE)[1] == {"words": "Readers will see it already."}


def test_all_of_a_digest_is_shown_at_once(desk: OpenDesk) -> None:
    desk.write(INDEX, desk.project.read(INDEX).replace("---\n", "---\ndraft: true  # until it is approved\n", 1))
    desk.write(TWO, question("A rota", draft=True))
    assert "The whole digest is held back" in desk.text(SHEET)
    assert desk.do("show-all", path=INDEX)[1]["words"].startswith("2 files are a draft no more")
    assert "draft" not in desk.project.read(INDEX) + desk.project.read(TWO)


def test_questions_move_up_and_down_and_the_order_stands_in_the_digests_file(desk: OpenDesk) -> None:
    assert titles(desk) == ["A van", "A rota", "Pay"]
    status, told = desk.do("move", path=THREE, by=-1)
    assert (status, told["words"]) == (200, "“Pay” is number 2 of 3 now.")
    assert titles(desk) == ["A van", "Pay", "A rota"]
    assert "order: [a-van, c-pay, b-rota]\n" in desk.project.read(INDEX)
    desk.do("move", path=THREE, by=-1)
    assert titles(desk) == ["Pay", "A van", "A rota"]
    assert desk.do("move", path=THREE, by=-1)[1]["words"] == "It cannot go any further."
    preview = desk.text("digests/2024-01-15-briefing/index.html")
    assert preview.index("Pay") < preview.index("A van") < preview.index("A rota")


@pytest.mark.parametrize("by", [0, 2, "1", None, True, 1.5])
def test_a_move_that_is_none_is_not_made(standing: OpenDesk, by: Any) -> None:
    before = standing.files()
    assert standing.do("move", path=ONE, by=by)[0] == 400
    assert standing.files() == before


def test_a_file_that_cannot_be_read_has_its_row_and_loses_nothing(desk: OpenDesk) -> None:
    desk.write(TWO, "no fields at all")
    text = desk.text(SHEET)
    assert "This file cannot be read" in text
    status, told = desk.do("hold", path=TWO)
    assert status == 409
    assert "Write the line" in told["words"]
    assert desk.project.read(TWO) == "no fields at all"


def test_a_digest_whose_order_is_typed_by_hand_keeps_its_remarks(desk: OpenDesk) -> None:
    typed = page({"title": "Staff briefing", "date": "2024-01-15"}).replace(
        "\n---", "\norder:\n  - c-pay\n  # first, they asked\n  - a-van\n---", 1
    )
    desk.write(INDEX, typed)
    assert titles(desk) == ["Pay", "A van", "A rota"]
    desk.do("move", path=TWO, by=-1)
    assert desk.project.read(INDEX) == typed.replace("  - a-van", "  - b-rota\n  - a-van")


def test_a_writer_orders_and_holds_by_keyboard_alone(desk: OpenDesk, tab: Any) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    desk.open(tab, SHEET)
    button = tab.get_by_role("button", name="Move up: Pay")
    while not button.evaluate("node => node === document.activeElement"):
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.get_by_text("“Pay” is number 2 of 3 now.").wait_for()
    assert titles(desk) == ["A van", "Pay", "A rota"]
    assert button.evaluate("node => node === document.activeElement")
    tab.keyboard.press("Enter")
    tab.get_by_text("“Pay” is number 1 of 3 now.").wait_for()
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Hold back: Pay"
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Show: Pay").wait_for()
    assert "draft: true" in desk.project.read(THREE)
    assert tab.locator("#said[role=status]").inner_text() == "It is held back: readers do not see it once you publish."
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.complaints == []


def test_who_says_yes_is_written_down_and_a_proof_is_a_file(desk: OpenDesk) -> None:
    status, told = desk.do("approve", path=INDEX, by="Chief Executive")
    assert (status, told["words"][:24]) == (200, "It stands in 4 files now")
    assert all("  by: Chief Executive\n" in desk.project.read(path) for path in (INDEX, ONE, TWO, THREE))
    assert desk.do("approve", path=INDEX, by=" ")[0] == 409
    status, told = desk.do("proof", path=INDEX)
    assert (status, told["words"].partition(":")[0]) == (200, "The proof is proofs/2024-01-15-briefing.html")
    assert "A rota" in desk.project.read("proofs/2024-01-15-briefing.html")


def test_what_has_something_to_mend_is_not_approved(desk: OpenDesk) -> None:
    desk.write(TWO, question("A rota", topics=["genral"]))
    before = desk.files()
    status, told = desk.do("approve", path=INDEX, by="Chief Executive")
    assert status == 409
    assert "cannot be approved" in told["words"]
    assert desk.files() == before


def test_a_writer_writes_down_a_yes(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab, SHEET)
    tab.get_by_text("Proof, and who says yes").click()
    tab.get_by_label("Who has said yes?").fill("Chief Executive")
    tab.keyboard.press("Enter")
    tab.get_by_text("It stands in 4 files now").wait_for()
    assert tab.complaints == []
