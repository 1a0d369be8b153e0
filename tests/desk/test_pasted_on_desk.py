"""What is pasted from other programs comes as clean Markdown with the words that are seen; what is left out is said."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from clips import CLIPS
from desking import ONE, OpenDesk

from sitegen.desk.file_ids import file_id
from sitegen.desk.pasting import LARGEST_PASTE, paste
from sitegen.intake.writing import words_of
from sitegen.memory.refused import Refused

FORM = f"_desk/question/{file_id(ONE)}"
PASTE = """(area, [html, plain]) => {
    const clipboard = new DataTransfer();
    clipboard.setData('text/html', html);
    clipboard.setData('text/plain', plain);
    area.dispatchEvent(new ClipboardEvent('paste', {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""


def seen_by(tab: Any, text: str) -> str:
    """The words that a browser shows of the HTML."""
    tab.set_content(text)
    return " ".join(tab.evaluate("document.body.innerText").split())


@pytest.mark.parametrize("program", CLIPS)
def test_what_is_copied_from_a_program_is_clean_text(program: str) -> None:
    clip = CLIPS[program]
    found = paste(clip.html)
    assert found.text.replace("\xa0", " ") == clip.markdown
    for words in clip.hidden:
        assert words not in found.text
    assert len(found.left_out) >= len(clip.hidden)


@pytest.mark.parametrize("program", ["Excel", "LibreOffice Writer", "Google Docs"])
def test_its_words_are_those_that_a_browser_shows(program: str, tab: Any) -> None:
    """Of Word's and Outlook's own marks a browser knows nothing."""
    clip = CLIPS[program]
    assert words_of(paste(clip.html).text) == seen_by(tab, clip.html)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<script>alert(1)</script><p>a <img src=x onerror=alert(1)> b</p>", "a b"),
        ("<p>a<a href='javascript:alert(1)'>link</a></p>", "alink"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"),
        ("<p>a</p><iframe src='https://evil.example'>no</iframe><object>no</object>", "a"),
    ],
)
def test_nothing_hostile_gets_in(text: str, words: str) -> None:
    found = paste(text).text
    assert words_of(found).replace("no", "").strip() == words
    assert "javascript:" not in found
    assert "onerror" not in found


def test_what_is_too_much_is_refused_with_a_way() -> None:
    with pytest.raises(Refused, match="more than an answer"):
        paste("x" * (LARGEST_PASTE + 1))
    with pytest.raises(Refused, match="too deeply"):
        paste("<div>" * 700 + "x")


def test_a_writer_pastes_from_word_and_is_told_what_was_left_out(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab, FORM)
    area = tab.get_by_label("Text", exact=True)
    area.fill("Before.")
    area.press("Control+End")
    area.evaluate(PASTE, [CLIPS["Word"].html, "plain"])
    tab.get_by_text("Pasted. See below the text what was left out.").wait_for()
    assert area.input_value().replace("\xa0", " ") == "Before.\n\n" + CLIPS["Word"].markdown
    told = tab.locator("#pasted").inner_text()
    assert "hidden text (3 words): “Ask Jo first.”" in told
    assert "comment" in told
    tab.get_by_role("button", name="Save").click()
    tab.get_by_text("Saved.", exact=True).wait_for()
    assert tab.frame_locator("iframe").get_by_role("heading", name="How we rest").count() == 1
    assert "- at the station\n  - or near it\n" in desk.project.read(ONE)
    assert tab.complaints == []


def test_what_is_pasted_can_be_undone_and_plain_words_come_as_they_are(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab, FORM)
    area = tab.get_by_label("Text", exact=True)
    area.fill("Before.")
    area.press("Control+End")
    area.evaluate(PASTE, ["<p>one</p>", "one"])
    tab.get_by_text("Pasted.", exact=True).wait_for()
    assert area.input_value() == "Before.one"
    area.press("Control+z")
    assert area.input_value() == "Before."
    area.evaluate(PASTE, ["<div>" * 700 + "x", "the plain words"])
    tab.get_by_text("The plain words were pasted instead.").wait_for()
    assert area.input_value() == "Before.the plain words"
    tab.complaints.clear()  # the browser notes the 409 itself


def test_the_page_says_what_can_be_pasted(standing: OpenDesk) -> None:
    hint = re.search(r'id="hint-body">(.*?)</p>', standing.text(FORM))[1]
    assert "Paste from Word, Outlook or Excel" in html.unescape(hint)
