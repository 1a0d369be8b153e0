"""A question's form changes the lines of what was changed, asks where somebody else was first, and loses nothing."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from desking import ONE, TWO, OpenDesk, question

from sitegen.desk.file_ids import file_id
from sitegen.memory.fingerprint import fingerprint_bytes

FORM = f"_desk/question/{file_id(ONE)}"
ROUTE = "digests/2024-01-15-briefing/a-van.html"
TYPED = """---
# Asked twice.
question: >
  Why is there
  one van?
title: 'A van'   # short
topics: [ general ]
asked:  3 March 2024
x-ray: no
---
Because there is.

- one
- two
"""


def seen(desk: OpenDesk, path: str = ONE) -> str:
    return fingerprint_bytes((desk.project.folder / path).read_bytes())


def save(desk: OpenDesk, **fields: str) -> dict[str, Any]:
    status, told = desk.do("save", path=ONE, seen=seen(desk), fields=fields)
    assert status == 200, told
    assert told["rivals"] == []
    return told


def values(desk: OpenDesk) -> dict[str, str]:
    """What stands in the fields of one line, of the form."""
    return dict(re.findall(r'<input id="f-(\w+)" name="\w+" type="\w+" value="(.*?)"', desk.text(FORM)))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_lines_of_what_was_changed_are_others(desk: OpenDesk, end: str) -> None:
    typed = TYPED.replace("x-ray: no\n", "extra: {a: b}\n").replace("\n", end)
    desk.write(ONE, typed)
    assert values(desk)["asked"] == "2024-03-03"
    save(desk, title="A new van", asked="2024-03-04", body="Because there is.\n\n- one\n- two\n- three\n")
    after = (
        typed.replace("'A van'", "'A new van'")
        .replace("3 March 2024", "2024-03-04")
        .replace("- two", f"- two{end}- three")
    )
    assert (desk.project.folder / ONE).read_bytes() == after.encode()


def test_a_day_that_is_typed_in_words_stays_so_while_it_is_the_same(desk: OpenDesk) -> None:
    typed = TYPED.replace("x-ray: no\n", "")
    desk.write(ONE, typed)
    save(desk, asked="2024-03-03", topics="general", question="Why is there one van?")
    assert desk.project.read(ONE) == typed


def test_what_is_changed_and_changed_back_is_the_same_to_the_byte(desk: OpenDesk) -> None:
    typed = TYPED.replace("x-ray: no\n", "also_asked:\n- Why  one?\n# and\n- 'Two?'\n")
    desk.write(ONE, typed)
    for name, other, back in (
        ("question", "Another one?", "Why is there one van?"),
        ("asked", "", "2024-03-03"),
        ("topics", "", "general"),
        ("also_asked", "New?\nTwo?", "Why one?\nTwo?"),
        ("in_short", "Short.", ""),
        ("draft", "true", ""),
        ("outstanding", "When: now?\nWho?", ""),
    ):
        save(desk, **{name: other})
        assert desk.project.read(ONE) != typed, name
        save(desk, **{name: back})
        assert desk.project.read(ONE) == typed, name


def test_a_file_that_was_changed_meanwhile_is_shown_beside_and_never_overwritten(desk: OpenDesk) -> None:
    old = seen(desk)
    theirs = desk.project.read(ONE).replace('"A van"', '"Their van"').replace("Because it is.", "Because we say so.")
    desk.write(ONE, theirs)
    status, told = desk.do("save", path=ONE, seen=old, fields={"title": "My van"})
    assert status == 200
    assert told["rivals"] == [{"name": "title", "label": "Short title", "yours": "My van", "theirs": "Their van"}]
    assert desk.project.read(ONE) == theirs
    status, told = desk.do("save", path=ONE, seen=told["seen"], fields={"title": "My van"})
    assert told["rivals"] == []
    assert desk.project.read(ONE) == theirs.replace("Their van", "My van")


def test_a_file_that_has_gone_does_not_come_back(desk: OpenDesk) -> None:
    old = seen(desk)
    desk.project.remove(ONE)
    assert desk.do("save", path=ONE, seen=old, fields={"title": "My van"})[0] in (400, 409)
    assert not (desk.project.folder / ONE).exists()


def test_a_file_whose_fields_cannot_be_read_is_a_text(desk: OpenDesk) -> None:
    broken = "---\r\ntitle: [a\r\n---\r\nWords.\r\n"
    desk.write(ONE, broken)
    text = desk.text(FORM)
    assert "The fields of this file cannot be read one by one" in text
    assert 'name="title"' not in text
    whole = html.unescape(re.search(r'name="whole".*?>\n(.*?)</textarea>', text, re.DOTALL)[1])
    assert whole == broken.replace("\r\n", "\n")
    save(desk, whole=whole.replace("[a", "A van\nquestion: Why?\ntopics: general"))
    assert (
        desk.project.folder / ONE
    ).read_bytes() == b"---\r\ntitle: A van\r\nquestion: Why?\r\ntopics: general\r\n---\r\nWords.\r\n"
    assert 'name="title"' in desk.text(FORM)


def test_a_field_that_has_no_lines_of_its_own_is_refused_with_the_way(desk: OpenDesk) -> None:
    typed = "---\n{question: Why?, topics: general, title: A}\n---\nWords.\n"
    desk.write(ONE, typed)
    status, told = desk.do("save", path=ONE, seen=seen(desk), fields={"title": "B"})
    assert status == 409
    assert "Change the file as a text" in told["words"]
    assert desk.project.read(ONE) == typed
    assert 'name="whole"' in desk.text(FORM + "?whole")


@pytest.mark.parametrize(
    "about",
    [
        {"fields": {}}, {"fields": {"commitments": "x"}}, {"fields": {"title": 1}}, {"fields": {"title": ["a"]}},
        {"fields": {"../x": "a"}}, {"fields": [["title", "a"]]}, {"fields": {"title": "a"}, "seen": None},
        {"fields": None}, {"fields": {"__class__": "a"}}, {"fields": {"title": "a"}, "file": ONE},
        {"fields": {"title": "a"}, "file": file_id("content/topics/general.md")},
        {"fields": {"title": "a"}, "file": None},
    ],
)  # read as a table  # fmt: skip
def test_what_is_no_form_changes_nothing(standing: OpenDesk, about: dict[str, Any]) -> None:
    before = standing.files()
    assert standing.do("save", **{"file": file_id(ONE), "seen": seen(standing), **about})[0] == 400
    assert standing.files() == before


def test_signs_that_no_text_needs_do_not_get_into_a_file(desk: OpenDesk) -> None:
    save(desk, title="A\x00 b\u202ean")
    assert "A ban" in desk.project.read(ONE)


def test_problems_stand_at_their_field(desk: OpenDesk) -> None:
    desk.write(ONE, question("A van", "We have:\n\n•\tvans\n•\tbays\n", topics=["genral"], asked="yesterday"))
    text = desk.text(FORM)
    picks = re.search(r'<fieldset data-picks="topics"(.*?)</div>\s*<div class="field', text, re.DOTALL)[1]
    assert "Did you mean" in picks
    assert 'aria-invalid="true"' in picks
    assert re.search(
        r'id="f-asked" name="asked" type="text" value="yesterday" aria-describedby="hint-asked told-asked"', text
    )
    assert 'id="told-body"' in text
    assert text.count("data-mend=") == 2
    assert '<pre class="mended">- vans\n- bays' in text


def write(tab: Any, label: str, text: str) -> None:
    tab.get_by_label(label, exact=True).fill(text)


def test_a_writer_changes_a_question_and_sees_it_as_readers_will(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab, FORM)
    page = tab.frame_locator("iframe")
    page.get_by_role("heading", name="A van", level=1).wait_for()
    write(tab, "Short title", "A newer van")
    write(tab, "Text", "Because we have **one**.\n")
    assert tab.locator("#dirty").inner_text() == "Not saved yet."
    tab.get_by_label("Asked on").fill("2024-01-10")
    tab.get_by_role("button", name="Save").click()
    tab.get_by_text("Saved.", exact=True).wait_for()
    page.get_by_role("heading", name="A newer van", level=1).wait_for()
    page.locator("strong", has_text="one").wait_for()
    assert "asked: 2024-01-10\n" in desk.project.read(ONE)
    assert tab.locator("#dirty").inner_text() == ""
    assert tab.evaluate("document.activeElement.id") == "save"
    assert tab.complaints == []


def test_a_writer_picks_topics_and_mends_what_is_wrong_by_keyboard(desk: OpenDesk, tab: Any) -> None:
    desk.write("content/topics/vans.md", "---\ntitle: Vans and cars\n---\n")
    desk.write(ONE, question("A van", topics=["genral"]))
    desk.open(tab, FORM)
    button = tab.get_by_role("button", name="Mend it")
    button.focus()
    tab.keyboard.press("Enter")
    tab.get_by_text("Line 4 of a-van.md is mended.").wait_for()
    assert "topics: [general]" in desk.project.read(ONE)
    tab.get_by_label("Add to topics").select_option("Vans and cars")
    tab.keyboard.press("Control+s")
    tab.get_by_text("Saved.", exact=True).wait_for()
    assert "topics: [general, vans]" in desk.project.read(ONE)
    tab.get_by_label("General", exact=True).uncheck()
    tab.keyboard.press("Control+s")
    tab.wait_for_function("() => !document.querySelector('[data-picks=topics] input[value=general]')")
    assert "topics: [vans]" in desk.project.read(ONE)
    assert tab.complaints == []


def test_a_writer_is_shown_both_versions_and_decides(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab, FORM)
    write(tab, "Short title", "My van")
    theirs = desk.project.read(ONE).replace('"A van"', '"Their van"').replace("Because it is.", "Their words.")
    desk.write(ONE, theirs)
    tab.get_by_role("button", name="Save").click()
    box = tab.get_by_role("alertdialog")
    box.wait_for()
    assert "My van" in box.inner_text()
    assert "Their van" in box.inner_text()
    assert desk.project.read(ONE) == theirs
    box.get_by_role("button", name="Go on writing").click()
    assert tab.get_by_label("Short title").input_value() == "My van"
    tab.get_by_role("button", name="Save").click()
    box.get_by_role("button", name="Write mine here").click()
    tab.get_by_text("Saved.", exact=True).wait_for()
    assert desk.project.read(ONE) == theirs.replace("Their van", "My van")
    assert tab.get_by_label("Text", exact=True).input_value() == "Their words.\n"


def test_without_a_change_nothing_is_written(desk: OpenDesk, tab: Any) -> None:
    before = desk.files()
    for path in (ONE, TWO):
        desk.open(tab, f"_desk/question/{file_id(path)}")
        tab.get_by_role("button", name="Save").click()
        tab.get_by_text("Nothing was changed.").wait_for()
    assert desk.files() == before
