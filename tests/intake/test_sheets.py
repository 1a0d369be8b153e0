"""Sheets give the questions that their headings name, with what is hidden, covered or an error told; never a guess."""

from __future__ import annotations

import pytest
import yaml
from books import cell, odf, row, sheet, xlsx
from compound import msg

from sitegen.intake.cutting import Found, text_of
from sitegen.intake.formats import read_paper
from sitegen.intake.paper import Paper, all_text, letters
from sitegen.intake.sheets.kept_columns import kept_columns, with_columns
from sitegen.intake.sheets.sheet_split import ColumnChoice, split_sheets
from sitegen.memory.refused import Refused

HEAD = row("Question", "Answer")


def even(paper: Paper) -> bool:
    kept = [*all_text(paper.blocks), *(one.text for one in paper.set_aside)]
    return letters("".join(kept)) == paper.letters


def found(paper: Paper, chosen: ColumnChoice | None = None) -> list[tuple[str, str]]:
    assert even(paper)
    split, _ = split_sheets("a", paper.blocks, chosen, {})
    kept = [t for item in split.items for t in (item.words, text_of(item.answer), *(a.text for a in item.set_aside))]
    kept += [one.text for one in (*split.set_aside, *paper.set_aside)] + list(all_text(split.outside))
    assert letters("".join(kept)) == paper.letters
    return [pair(item) for item in split.items]


def pair(item: Found) -> tuple[str, str]:
    return item.words, text_of(item.answer)


def aside(paper: Paper) -> list[tuple[str, str, str]]:
    return [(one.reason, one.text, one.place) for one in paper.set_aside]


def book(*rows: str, **parts: str) -> Paper:
    return read_paper("a.xlsx", xlsx(sheet(HEAD, *rows, **parts)))


VALUES = {  # a cell, and what it shows
    "shared": ('<c t="s"><v>0</v></c>', "Yes, in May."),
    "a formula's words": ('<c t="str"><f>A1</f><v>Yes</v></c>', "Yes"),
    "several looks": ('<c t="s"><v>1</v></c>', "Not in May"),
    "reading aids": ('<c t="s"><v>2</v></c>', "漢"),
    "escaped line ends": (cell("one_x000D_&#10;two"), "one two"),
    "007 as words": (cell("007"), "007"),
    "1E5 as words": (cell("1E5"), "1E5"),
    "N/A as words": (cell("N/A"), "N/A"),
    "a whole number": ("<c><v>45</v></c>", "45"),
    "a part": ("<c><v>0.30000000000000004</v></c>", "0.3"),
    "a percentage": ('<c s="4"><v>0.25</v></c>', "25%"),
    "a duration": ('<c s="2"><v>1.1041666666666667</v></c>', "26:30"),
    "a duration in figures of two": ('<c s="6"><v>10.6320601851852</v></c>', "255:10"),
    "a time": ('<c s="5"><v>0.39583333333333331</v></c>', "09:30"),
    "a day": ('<c s="3"><v>44245</v></c>', "2021-02-18"),
    "true": ('<c t="b"><v>1</v></c>', "TRUE"),
}
STRINGS = (
    "<t>Yes, in May.</t>",
    "<r><rPr><b/></rPr><t>Not</t></r><r><t xml:space='preserve'> in May</t></r>",
    "<t>漢</t><rPh sb='0' eb='1'><t>kan</t></rPh>",
)


@pytest.mark.parametrize("name", VALUES)
def test_a_cell_gives_what_excel_shows(name: str) -> None:
    xml, shown = VALUES[name]
    paper = read_paper("a.xlsx", xlsx(sheet(HEAD, row("Why?", xml)), strings=STRINGS))
    assert found(paper) == [("Why?", shown)]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = xlsx(sheet(HEAD, row("When?", '<c s="3"><v>42783</v></c>')), since_1904=True)
    assert found(read_paper("a.xlsx", data)) == [("When?", "2021-02-18")]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"rows": row("Secret?", "No.", more='hidden="1"')}, [("hidden row", "Secret?", "Sheet1!A3"), ("hidden row", "No.", "Sheet1!B3")]),
        ({"rows": row("Yes?", '<c t="e"><v>#N/A</v></c>')}, [("an error instead of words", "#N/A", "Sheet1!B3")]),
        ({"rows": "", "before": '<cols><col min="2" max="2" hidden="true"/></cols>'}, [("hidden column", "Answer", "Sheet1!B1"), ("hidden column", "So.", "Sheet1!B2")]),
        ({"rows": row("Over", "under"), "after": '<mergeCells><mergeCell ref="A3:B3"/></mergeCells>'}, [("covered by a merged cell", "under", "Sheet1!B3")]),
    ],
)  # read as a table  # fmt: skip
def test_what_excel_does_not_show_is_set_aside_with_its_cell(parts: dict[str, str], told: list[object]) -> None:
    paper = book(row("Why?", "So."), parts.pop("rows"), **parts)
    assert even(paper)
    assert aside(paper) == told


def test_a_hidden_sheet_stays_out() -> None:
    pages = (sheet(HEAD, row("Why?", "So.")), sheet(HEAD, row("Secret?", "No.")), sheet(HEAD, row("More?", "No.")))
    paper = read_paper("a.xlsx", xlsx(*pages, states=("", 'state="hidden"', 'state="veryHidden"')))
    assert found(paper) == [("Why?", "So.")]
    assert {one.reason for one in paper.set_aside} == {"hidden sheet"}


def test_words_that_are_struck_out_stay_so_and_are_told() -> None:
    paper = book(row("Why?", cell("So.", 's="1"')))
    assert [run.strike for block in paper.blocks for r in block.rows for c in r for b in c for run in b.runs] == [
        False,
        False,
        False,
        True,
    ]
    assert "struck out" in paper.alarms[0]


def test_comments_are_set_aside_and_links_are_kept() -> None:
    more = {
        "xl/comments1.xml": '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="B2"><text><r><t>Is this true?</t></r></text></comment></commentList></comments>'
    }
    links = {"rId1": ("comments", "../comments1.xml"), "rId2": ("hyperlink", "https://other.example/")}
    page = sheet(
        HEAD,
        row(cell("Why?", 'r="A2"'), cell("So.", 'r="B2"')),
        after='<hyperlinks><hyperlink ref="B2" r:id="rId2"/></hyperlinks>',
    )
    paper = read_paper("a.xlsx", xlsx(page, more=more, links=links))
    assert aside(paper) == [("comment", "Is this true?", "Sheet1!B2")]
    assert paper.blocks[0].rows[1][1][0].runs[0].link == "https://other.example/"
    assert even(paper)


def test_an_answer_under_a_cell_that_reaches_over_two_rows_goes_on() -> None:
    paper = book(
        row("Why?", "First."),
        row("<c/>", "Second."),
        row("When?", "May."),
        after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
    )
    assert found(paper) == [("Why?", "First. Second."), ("When?", "May.")]


def test_a_sheet_that_claims_a_million_rows_is_read_by_what_it_holds() -> None:
    page = sheet(
        HEAD,
        row("Why?", "So.", more='r="2"'),
        row(cell("Late?", 'r="A1048576"'), more='r="1048576"'),
        before='<dimension ref="A1:XFD1048576"/>',
    )
    assert found(read_paper("a.xlsx", xlsx(page))) == [("Why?", "So."), ("Late?", "")]


CSV = {
    "commas": "Question,Answer\nWhy?,So.\n",
    "semicolons": "Frage;Antwort\nWhy?;So.\n",
    "tabs": "Question\tAnswer\nWhy?\tSo.\n",
    "a line that names the sign": "sep=|\nQuestion|Answer\nWhy?|So.\n",
    "lines about the meeting first, as Zoom writes": 'Question and Answer Report\nTopic,Webinar ID\n"Staff, all",9\n\n#,Question,Asker Name,Asker Email,Answer(s)\n1,Why?,Jo Bloggs,jo@x.example,So.\n',
    "a form": "ID,Start time,Completion time,Email,Name,Ask the chief executive anything\n1,7/2/20 11:00,7/2/20 11:01,anonymous,,Why?\n",
    "PulseStage": "id,body,upvotes,status,responseText,respondedAt,createdAt,updatedAt,teamId,teamName,teamSlug,tags\n1,Why?,3,ANSWERED,So.,,,,,,,Pay(7)\n",
    "one column with commas": "Question\nWhy, and when?\n",
    "quotation marks and line ends in cells": 'Question,Answer\n"Why ""so""?","One.\n\nTwo, three."\n',
    "a bare quotation mark at the start": "Question,Answer\n'Why?,So.\n",
}  # read as a table  # fmt: skip
CSV_SHOWN = {
    "a form": [("Why?", "")],
    "one column with commas": [("Why, and when?", "")],
    "quotation marks and line ends in cells": [('Why "so"?', "One. Two, three.")],
    "a bare quotation mark at the start": [("'Why?", "So.")],
}


@pytest.mark.parametrize("name", CSV)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_sheets_as_text_are_told_by_their_headings(name: str, encoding: str) -> None:
    paper = read_paper("a.csv", CSV[name].encode(encoding))
    assert found(paper) == CSV_SHOWN.get(name, [("Why?", "So.")])


def test_names_and_addresses_are_counted_and_shown_to_nobody() -> None:
    paper = read_paper("a.csv", CSV["lines about the meeting first, as Zoom writes"].encode())
    split, _ = split_sheets("a", paper.blocks, None, {})
    assert {one.text for one in split.set_aside if one.private} == {"Jo Bloggs", "jo@x.example"}
    assert [(item.section, item.answered_by) for item in split.items] == [("", "")]


@pytest.mark.parametrize(
    ("heading", "value"), [("Status", "Dismissed"), ("state", "deleted"), ("Private", "TRUE"), ("Is Archived", "yes")]
)
def test_rows_that_were_dismissed_stay_out(heading: str, value: str) -> None:
    text = f"Question,Answer,{heading}\nWhy?,So.,\nSecret?,No.,{value}\n"
    assert found(read_paper("a.csv", text.encode())) == [("Why?", "So.")]


def test_who_answered_and_the_topic_come_from_their_columns() -> None:
    paper = read_paper("a.csv", b"Topic,Question,Answer\nPay,Why?,Answered by the Director: So.\n")
    split, _ = split_sheets("a", paper.blocks, None, {})
    assert [(i.section, i.answered_by, text_of(i.answer)) for i in split.items] == [("Pay", "the Director", "So.")]


def test_backslash_n_is_a_line_break_where_the_whole_column_has_it() -> None:
    paper = read_paper("a.csv", rb"Question,Answer" + b"\nWhy?,One\\n\\nTwo\nWhen?,May\\nJune\n")
    assert found(paper) == [("Why?", "One Two"), ("When?", "May June")]
    assert paper.alarms == ("Column B: the two characters \\n were read as a line break.",)
    kept = read_paper("a.csv", rb"Question,Answer" + b"\nWhere?,C:\\new\\notes and\\none\n")
    assert found(kept) == [("Where?", "C:\\new\\notes and\\none")]


def test_html_in_cells_is_read_as_a_browser_shows_it() -> None:
    paper = read_paper(
        "a.csv", b'Question,Answer\nWhy?,"<p>So &amp; so</p><ul><li>one</li></ul><p style=""display:none"">no</p>"\n'
    )
    assert [block.kind for block in paper.blocks[0].rows[1][1]] == ["paragraph", "item"]
    assert ("hidden text", "no", "B2") in aside(paper)
    assert "1 cell with HTML" in paper.alarms[0]
    assert even(paper)


UNSURE = b"Thema;Wortlaut;Kommentar\nPay;Why so late?;Because it is.\nPay;And when?;Some time.\n"


def test_two_columns_of_words_are_never_guessed_but_shown() -> None:
    paper = read_paper("a.csv", UNSURE)
    with pytest.raises(Refused) as caught:
        split_sheets("a.csv", paper.blocks, None, {})
    assert "B: “Wortlaut” · “Why so late?” · “And when?”" in caught.value.message
    assert "--columns B,C" in (caught.value.hint or "")


@pytest.mark.parametrize("choice", [("B", "C"), ("wortlaut", "Kommentar"), ("Wortlaut", "c")])
def test_columns_are_named_by_heading_or_letter(choice: tuple[str, str]) -> None:
    paper = read_paper("a.csv", UNSURE)
    assert found(paper, ColumnChoice(*choice)) == [("Why so late?", "Because it is."), ("And when?", "Some time.")]


def test_columns_that_are_not_there_are_refused() -> None:
    with pytest.raises(Refused, match="no such column"):
        split_sheets("a.csv", read_paper("a.csv", UNSURE).blocks, ColumnChoice("Z", "C"), {})


@pytest.mark.parametrize(
    "settings",
    [
        "title: Ask\n",
        "title: Ask\nextra:\n  mine: 1\n",
        "title: Ask\nextra: # my own\n  import_columns:\n    'x | y': {question: x}\n",
    ],
)
def test_what_was_chosen_is_kept_in_the_settings_and_read_back(settings: str) -> None:
    choice = ColumnChoice('Wort "laut"', "C: Ö")
    text = with_columns(settings, 'a: "b" | #c', choice)
    kept = kept_columns(yaml.safe_load(text)["extra"])
    assert kept['a: "b" | #c'] == choice
    assert len(kept) == 1 + ("x | y" in settings)


def test_settings_in_another_form_are_left_as_they_are() -> None:
    assert with_columns("extra: {a: 1}\n", "x", ColumnChoice("a")) == "extra: {a: 1}\n"


def test_what_was_kept_is_used_for_sheets_with_the_same_headings() -> None:
    paper = read_paper("a.csv", UNSURE)
    kept = {"Thema | Wortlaut | Kommentar": ColumnChoice("Wortlaut", "C")}
    assert [item.words for item in split_sheets("a.csv", paper.blocks, None, kept)[0].items] == [
        "Why so late?",
        "And when?",
    ]


def test_a_sheet_without_a_question_mark_has_no_questions() -> None:
    paper = read_paper("a.csv", b"Month,Rota,Note\nMay,early,some words of note\nJune,late,more words of note\n")
    assert split_sheets("a.csv", paper.blocks, None, {})[0].items == ()


def ods(*rows: str, columns: str = "", more: str = "", automatic: str = "") -> Paper:
    head = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in ("Question", "Answer"))
    table = f'<table:table table:name="S" {more}>{columns}<table:table-row>{head}</table:table-row>{"".join(rows)}</table:table>'
    return read_paper("a.ods", odf(table, kind="spreadsheet", automatic=automatic))


def ods_row(question: str, answer: str, more: str = "") -> str:
    def one(words: str) -> str:
        return words if words.startswith("<") else f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"

    return f"<table:table-row {more}>{one(question)}{one(answer)}</table:table-row>"


def test_a_sheet_by_libreoffice_is_read_with_its_line_ends_and_looks() -> None:
    answer = "<table:table-cell><text:p>One<text:tab/>two</text:p><text:p>Three</text:p></table:table-cell>"
    repeated = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    assert found(ods(ods_row("Why?", answer), repeated, ods_row("When?", "May."))) == [
        ("Why?", "One two Three"),
        ("When?", "May."),
    ]


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        ({"rows": ods_row("Secret?", "No.", 'table:visibility="collapse"')}, "hidden row"),
        ({"rows": ods_row("Secret?", "No.", 'table:visibility="filter"')}, "hidden row"),
        ({"columns": '<table:table-column/><table:table-column table:visibility="collapse"/>'}, "hidden column"),
        ({"rows": ods_row("Over?", "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>")}, "covered by a merged cell"),
        ({"rows": ods_row("Yes?", '<table:table-cell table:formula="of:=NA()"><text:p>#N/A</text:p></table:table-cell>')}, "an error instead of words"),
        ({"rows": ods_row("Yes?", "<table:table-cell><office:annotation><dc:creator>Jo</dc:creator><text:p>True?</text:p></office:annotation><text:p>No.</text:p></table:table-cell>")}, "comment"),
        ({"more": 'table:style-name="ta2"', "automatic": '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'}, "hidden sheet"),
    ],
)  # read as a table  # fmt: skip
def test_what_libreoffice_does_not_show_of_a_sheet_is_set_aside(hidden: dict[str, str], reason: str) -> None:
    paper = ods(ods_row("Why?", "So."), hidden.pop("rows", ""), **hidden)
    assert {one.reason for one in paper.set_aside} == {reason}
    assert even(paper)


@pytest.mark.parametrize(
    ("name", "says"),
    [("a.xlsx", "Word file"), ("a.docx", "sheet"), ("a.ods", "is a text"), ("a.odt", "is a spreadsheet")],
)
def test_a_file_under_another_kinds_name_is_told(name: str, says: str) -> None:
    from office import docx, p

    data = {
        "a.xlsx": docx(p("x")),
        "a.docx": xlsx(sheet(HEAD)),
        "a.ods": odf("<text:p>x</text:p>"),
        "a.odt": odf("", kind="spreadsheet"),
    }
    with pytest.raises(Refused, match=says):
        read_paper(name, data[name])


def test_older_workbooks_are_read_and_say_what_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from sitegen.intake.sheets.older_books import read_older_book

    paper = read_older_book("a.xls", xlsx(sheet(HEAD, row("Why?", "So.")), strings=("<t>x</t>",)))
    assert found(paper) == [("Why?", "So.")]
    assert "cannot be told" in paper.alarms[0]
    for name in ("a.xls", "a.xlsb"):
        with pytest.raises(Refused, match="protected with a password, or damaged"):
            read_older_book(name, msg(_1000="what Excel writes round a workbook with a password is such a file too"))
    with pytest.raises(Refused, match="is damaged"):
        read_older_book("a.xlsb", b"PK")
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(Refused) as caught:
        read_older_book("a.xls", b"")
    assert "sitegen[sheets]" in (caught.value.hint or "")
