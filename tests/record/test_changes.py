"""What was published stays true: each rule, the sentence for who breaks it, and that what it says to paste mends it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from project import DIGEST, page
from published import ANSWER, ENTRY, PROMISE, compared, entry, follow, project, recorded
from recorded import PUBLISHED, TODAY

ROUTE = "digests/2024-01-15-briefing/an-entry.html"
FIGURE = ANSWER.replace("three weeks", "five weeks")


def codes(problems: Any) -> list[str]:
    return [problem.code for problem in problems]


def test_a_site_that_stands_as_it_was_published_has_no_changes_whatever_the_day(tmp_path: Path) -> None:
    site = project(tmp_path)
    assert compared(recorded(site), site) == ((), ())


def test_a_figure_that_changed_is_told_with_the_words_before_and_after(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    changes, problems = compared(published, site.write(ENTRY, entry(FIGURE)))
    assert [(change.what, change.id) for change in changes] == [("changed", "2024-01-15-briefing/an-entry")]
    assert codes(problems) == ["published-words-changed"]
    assert problems[0].path == ENTRY
    assert "Since 3 March 2026, when this was published, “crew within three weeks of” has become" in problems[0].message
    assert "“crew within five weeks of”" in problems[0].message
    assert "reworded" not in problems[0].hint


@pytest.mark.parametrize("way", [0, 1])
@pytest.mark.parametrize(
    "changed",
    [
        {"answer": FIGURE},
        {"answer": ANSWER.replace("Leeds", "York")},
        {"answer": ANSWER.replace("We pay", "We do not pay")},
        {"answer": ANSWER.replace(" on the notice board", "")},
        {"answer": ANSWER.replace("three weeks", "five weeks").replace("at Leeds", "at York")},
        {"answer": "In a word: " + ANSWER},
        {"answer": ANSWER.replace("we will paint the mess room at Leeds", "we won't")},
        {"in_short": "Within four weeks."},
        {"question": "When, if not never, are we paid?"},
    ],
    ids=str,
)
def test_what_is_pasted_in_mends_it(changed: dict[str, Any], way: int, tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry(**{"commitments": [], **changed}))  # the promise comes back by another problem
    _, problems = compared(published, site)
    assert codes(problems) == ["published-promise-gone", "published-words-changed"]
    words = problems[1]
    follow(site, words, way)
    _, problems = compared(published, site)
    assert "published-words-changed" not in codes(problems), site.read(ENTRY)


def test_a_link_that_leads_elsewhere_is_shown_and_asks_for_nothing(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(ANSWER + " See [this](https://one.example/a?b&c)."))
    published = recorded(site)
    site.write(ENTRY, entry(ANSWER + " See [this](https://other.example/)."))
    changes, problems = compared(published, site)
    assert problems == ()
    assert changes[0].details == ("links to https://one.example/a?b&c → https://other.example/",)
    site.write(ENTRY, entry(ANSWER + " See this."))
    assert compared(published, site)[0][0].details == ("links to https://one.example/a?b&c → nothing",)


def test_a_document_that_has_gone_is_told_and_a_picture_is_not(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
    site = project(tmp_path).write("content/assets/rota.csv", "a,b\n").write("content/assets/a.svg", drawing)
    more = " See [the rota](../../assets/rota.csv).\n\n![A line](../../assets/a.svg)"
    published = recorded(site.write(ENTRY, entry(ANSWER + more)))
    site.write(ENTRY, entry(f"{ANSWER} See the rota.\n\nA line"))
    changes, problems = compared(published, site.remove("content/assets/rota.csv").remove("content/assets/a.svg"))
    assert [(change.what, change.title) for change in changes] == [
        ("changed", "When are we paid?"),
        ("gone", "assets/rota.csv"),
    ]
    assert [(one.code, one.severity, one.path) for one in problems] == [
        ("published-address-gone", "notice", "content/assets/rota.csv")
    ]


@pytest.mark.parametrize("changed", [{}, {"date": "2026-03-10"}, {"why": "For another reason."}], ids=str)
def test_a_redaction_that_takes_more_words_out_is_a_line_more(changed: dict[str, str], tmp_path: Path) -> None:
    row = {"date": "2026-03-01", "what": "Leeds", "why": "Nobody needs to know."}
    site = project(tmp_path).write(ENTRY, entry(redactions=[row]))
    published = recorded(site)
    site.write(ENTRY, entry(redactions=[{**row, "what": "the mess room at Leeds", **changed}], commitments=[]))
    _, problems = compared(published, site)
    told = next(one for one in problems if one.code == "published-words-changed")
    assert "Or, where more words were taken out to protect somebody:" in told.hint
    follow(site, told, 2)
    assert "removed: true" in site.read(ENTRY)
    assert "published-words-changed" not in codes(compared(published, site)[1])


@pytest.mark.parametrize(("language", "found"), [("en-GB", []), ("cy", ["published-words-changed"])])
def test_a_slip_is_told_from_another_word_in_english_alone(language: str, found: list[str], tmp_path: Path) -> None:
    site = project(tmp_path).write("sitegen.yaml", f"title: Test\nlanguage: {language}\n")
    site.write(ENTRY, entry(ANSWER.replace("notice", "nottice")))
    published = recorded(site)
    site.write(ENTRY, entry(ANSWER))
    _, problems = compared(published, site)
    assert codes(problems) == found
    if found:
        follow(site, problems[0], 2)
        assert compared(published, site)[1] == ()


@pytest.mark.parametrize("name", ["in_short", "question", "answer"])
def test_another_wording_is_right_when_it_says_so(name: str, tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    new = {"answer": ANSWER.replace("early", "in good time"), "in_short": "Soon after it.", "question": "When is it?"}
    site.write(ENTRY, entry(**{name: new[name]}))
    _, problems = compared(published, site)
    assert codes(problems) == ["published-words-changed"]
    follow(site, problems[0], 2)
    assert "reworded" in site.read(ENTRY)
    assert compared(published, site)[1] == ()
    assert "24 November 2026</time>: As readers should know.</p>" in site.build().page(ROUTE)


def test_a_rewording_does_not_pass_a_figure(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry(FIGURE, reworded=[{"date": "2026-11-01", "why": "shorter"}]))
    assert codes(compared(published, site)[1]) == ["published-words-changed"]


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        ("corrections", [{"date": "2026-03-02", "was": "within three weeks", "now": "within five weeks", "why": "w"}]),
        ("updates", [{"date": "2026-03-02", "text": "News."}]),
    ],
)
def test_a_line_from_before_it_was_published_tells_nobody_of_the_change(
    field: str, lines: list[dict[str, str]], tmp_path: Path
) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry(FIGURE, **{field: lines}))
    assert codes(compared(published, site)[1]) == ["published-words-changed"]
    lines[0]["date"] = PUBLISHED.isoformat()
    site.write(ENTRY, entry(FIGURE, **{field: lines}))
    assert codes(compared(published, site)[1]) == []


def test_a_correction_of_one_figure_does_not_pass_another(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    correction = {"date": "2026-11-01", "was": "within three weeks", "now": "within five weeks", "why": "w"}
    both = FIGURE.replace("Leeds", "York")
    site.write(ENTRY, entry(both, corrections=[correction]))
    (problem,) = compared(published, site)[1]
    assert "York" in problem.message


def test_words_that_were_removed_for_somebodys_sake_need_not_be_told(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    removed = {"date": "2026-11-01", "removed": True, "why": "privacy"}
    site.write(ENTRY, entry(ANSWER.replace(" at Leeds", ""), corrections=[removed]))
    assert compared(published, site)[1] == ()


@pytest.mark.parametrize(
    "new",
    [
        ANSWER.replace("So we", "So, we"),
        ANSWER.replace("notice board", "noticeboard"),
        ANSWER.replace("publish", "pubblish"),
        ANSWER.replace("\n\n", " "),
        ANSWER.replace("The rota", "the rota"),
    ],
)
def test_small_changes_pass_and_are_listed(new: str, tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    changes, problems = compared(published, site.write(ENTRY, entry(new)))
    assert problems == ()
    assert {change.what for change in changes} <= {"small"}


def test_an_answer_that_has_come_needs_no_line(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry("", commitments=[], answer_due="2026-04-01"))
    published = recorded(site)
    site.write(ENTRY, entry("It is 5 weeks.", commitments=[], answered="2026-03-20", in_short="In 5 weeks."))
    assert compared(published, site)[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ("", "Pay", False),
        ("Pay", "", False),
        ("Pay in 3 weeks", "Pay in 5 weeks", True),
        ("Your pay", "Your Pay", False),
    ],
)
def test_a_title_may_come_and_go_but_not_change_unsaid(old: str, new: str, tmp_path: Path, *, is_told: bool) -> None:
    site = project(tmp_path).write(ENTRY, entry(title=old or None))
    published = recorded(site)
    site.write(ENTRY, entry(title=new or None))
    assert codes(compared(published, site)[1]) == ["published-words-changed"] * is_told


def test_an_answer_that_is_gone_is_not_reworded(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry("So it goes, and so it is.", commitments=[]))
    published = recorded(site)
    site.write(ENTRY, entry("", commitments=[], declined="w", reworded=[{"date": "2026-11-01", "why": "shorter"}]))
    assert codes(compared(published, site)[1]) == ["published-words-changed"]


def test_an_answer_that_was_taken_out_is_told(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry("", commitments=[], declined="We cannot say."))
    assert codes(compared(published, site)[1]) == ["published-promise-gone", "published-words-changed"]


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("corrections", {"date": "2026-02-01", "was": "within two weeks", "now": "within three weeks", "why": "w"}),
        ("updates", {"date": "2026-02-01", "text": "It is 5 now."}),
        ("reworded", {"date": "2026-02-01", "why": "shorter by 5 words"}),
    ],
)
def test_a_line_about_a_change_stays_and_can_be_put_back(field: str, line: dict[str, str], tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(**{field: [line]}))
    published = recorded(site)
    name = next(name for name in ("text", "why") if name in line)
    for lines in ([], [{**line, name: "Never 7."}]):
        site.write(ENTRY, entry(**({field: lines} if lines else {})))
        _, problems = compared(published, site)
        assert "published-line-gone" in codes(problems)
    site.write(ENTRY, entry())
    follow(site, next(problem for problem in compared(published, site)[1] if problem.code == "published-line-gone"))
    assert compared(published, site)[1] == ()


# promises


def test_a_promise_that_is_deleted_is_told_and_can_be_put_back_as_dropped(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    _, problems = compared(published, site.write(ENTRY, entry(commitments=[])))
    assert codes(problems) == ["published-promise-gone"]
    follow(site, problems[0])
    assert compared(published, site)[1] == ()
    assert "Not going ahead" in site.build().page("commitments/index.html")


def test_the_first_scene_ends_right_when_everything_it_says_is_done(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry(FIGURE.replace("we will paint the mess room", "we may look"), commitments=[]))
    assert codes(compared(published, site)[1]) == ["published-promise-gone", "published-words-changed"]
    follow(site, compared(published, site)[1][1])
    follow(site, compared(published, site)[1][0])
    assert compared(published, site)[1] == (), site.read(ENTRY)
    outcome = site.build()
    assert outcome.errors == []
    assert "three weeks" in outcome.page("corrections.html")
    assert "we will paint the mess room" in outcome.page("commitments/index.html")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"due": "2028-03-31"}, "the due day"),
        ({"due": None}, "the due day"),
        ({"strength": "intention"}, "the strength"),
        ({"owner": "deputy"}, "the owner"),
        ({"status": "open"}, "the state"),
        ({"text": "Think about 2 coats"}, "the text"),
    ],
)
def test_a_promise_that_is_changed_is_told_and_what_is_pasted_in_mends_it(
    change: dict[str, str | None], what: str, tmp_path: Path
) -> None:
    site = project(tmp_path)
    site.write("content/people/deputy.md", page({"name": "Jo Fell", "roles": [{"title": "Deputy"}]}))
    if "status" in change:
        site.write(ENTRY, entry(commitments=[{**PROMISE, "status": "in-progress"}]))
    published = recorded(site)
    changed = {name: value for name, value in {**PROMISE, **change}.items() if value}
    _, problems = compared(published, site.write(ENTRY, entry(commitments=[changed])))
    assert codes(problems) == ["published-promise-changed"]
    assert what in problems[0].message
    if "status" in change:  # it follows from the last update
        site.write(ENTRY, entry(commitments=[PROMISE]))
    follow(site, problems[0])
    assert compared(published, site)[1] == (), site.read(ENTRY)


@pytest.mark.parametrize(
    "change", [{"strength": "commitment"}, {"due": "2027-01-31"}, {"owner": "chief"}, {"status": "in-progress"}]
)
def test_a_promise_may_become_more(change: dict[str, str], tmp_path: Path) -> None:
    weak = {"text": "Paint it", "quote": PROMISE["quote"], "strength": "intention"}
    site = project(tmp_path).write(ENTRY, entry(commitments=[weak]))
    published = recorded(site)
    site.write(ENTRY, entry(commitments=[{**weak, **change}]))
    assert compared(published, site)[1] == ()


def test_a_quote_that_follows_a_correction_is_the_same_promise(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    new = {**PROMISE, "quote": "we will paint the mess room at York"}
    old, now = "we will paint the mess room at Leeds", "we will paint the mess room at York"
    site.write(ENTRY, entry(ANSWER.replace("Leeds", "York"), commitments=[new]))
    assert codes(compared(published, site)[1]) == ["published-promise-changed", "published-words-changed"]
    correction = {"date": "2026-11-01", "was": old, "now": now, "why": "w"}
    site.write(ENTRY, entry(ANSWER.replace("Leeds", "York"), commitments=[new], corrections=[correction]))
    assert compared(published, site)[1] == ()


def test_another_promise_above_changes_nothing_for_those_below(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    first = {"text": "Publish it", "quote": "we publish it", "strength": "intention"}
    site.write(ENTRY, entry(commitments=[first, PROMISE]))
    assert compared(published, site)[1] == ()


def test_of_two_promises_in_the_same_words_the_one_that_went_is_told(tmp_path: Path) -> None:
    other = {**PROMISE, "quote": "we publish it"}
    for kept, gone in ((PROMISE, other), (other, PROMISE)):
        site = project(tmp_path).write(ENTRY, entry(commitments=[PROMISE, other]))
        published = recorded(site)
        _, problems = compared(published, site.write(ENTRY, entry(commitments=[kept])))
        assert codes(problems) == ["published-promise-gone"]
        assert gone["quote"] in problems[0].message


def test_a_promise_goes_with_a_withdrawn_answer(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry(withdrawn={"date": "2026-11-01", "why": "w"}))
    changes, problems = compared(published, site)
    assert problems == ()
    assert [(change.what, change.title) for change in changes] == [("withdrawn", "")]


def test_what_is_withdrawn_does_not_come_back(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(withdrawn={"date": "2026-02-01", "why": "w"}))
    published = recorded(site)
    site.write(ENTRY, entry())
    assert codes(compared(published, site)[1]) == ["withdrawn-comes-back"]
    site.remove(ENTRY)
    assert codes(compared(published, site)[1]) == ["published-address-gone"]


# addresses


def test_a_renamed_file_is_known_by_its_words_and_its_alias_is_offered(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    new = f"{DIGEST}/pay.md"
    site.write(new, site.read(ENTRY)).remove(ENTRY)
    changes, problems = compared(published, site)
    assert [(change.what, change.id) for change in changes] == [("moved", "2024-01-15-briefing/pay")]
    assert codes(problems) == ["published-address-gone"]
    assert problems[0].path == new
    assert f"This looks like {new} now." in problems[0].message
    follow(site, problems[0])
    assert compared(published, site)[1] == ()


def test_a_renamed_file_whose_figure_changed_too_is_told_of_both(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(f"{DIGEST}/pay.md", entry(FIGURE)).remove(ENTRY)
    assert codes(compared(published, site)[1]) == ["published-address-gone", "published-words-changed"]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("content/topics/pay.md", "content/topics/wages.md", page({"title": "Pay"})),
        ("content/people/jo.md", "content/people/jo-fell.md", page({"name": "Jo Fell"})),
        ("content/pages/help.md", "content/pages/how-to.md", page({"title": "Help"}, "Words.")),
    ],
)
def test_any_page_that_moves_or_goes_is_told(old: str, new: str, text: str, tmp_path: Path) -> None:
    site = project(tmp_path).write(old, text)
    published = recorded(site)
    site.remove(old)
    _, (gone,) = compared(published, site)
    assert (gone.code, gone.path) == ("published-address-gone", old)
    site.write(new, text)
    _, (moved,) = compared(published, site)
    assert (moved.code, moved.path) == ("published-address-gone", new)
    follow(site, moved)
    assert compared(published, site)[1] == ()


def test_a_folder_that_is_renamed_names_each_answer_and_the_digest_once(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    for name in ("index.md", "an-entry.md"):
        site.write(f"content/digests/2024-01-15-other/{name}", site.read(f"{DIGEST}/{name}"))
        site.remove(f"{DIGEST}/{name}")
    _, problems = compared(published, site)
    assert codes(problems) == ["published-address-gone"] * 2
    for problem in problems:
        follow(site, problem)
    assert compared(published, site)[1] == ()


def test_an_older_copy_of_the_folder_is_told_of_every_answer_that_it_lacks(tmp_path: Path) -> None:
    site = project(tmp_path)
    for number in range(3):
        site.write(f"{DIGEST}/more-{number}.md", entry(f"Answer {number}.", commitments=[]))
    published = recorded(site)
    for number in range(3):
        site.remove(f"{DIGEST}/more-{number}.md")
    changes, problems = compared(published, site)
    assert [change.what for change in changes] == ["gone"] * 3
    assert codes(problems) == ["published-address-gone"] * 3
    assert [problem.path for problem in problems] == [f"{DIGEST}/more-{number}.md" for number in range(3)]


def test_an_alias_that_is_taken_out_is_told(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(aliases=["old/pay.html"]))
    published = recorded(site)
    site.write(ENTRY, entry())
    _, (gone,) = compared(published, site)
    assert (gone.code, gone.path) == ("published-address-gone", ENTRY)
    follow(site, gone)
    assert compared(published, site)[1] == ()


@pytest.mark.parametrize("head", [{"draft": "true"}, {"publish_from": "2099-01-01"}, {"publish_until": "2026-10-01"}])
def test_an_answer_that_is_held_back_after_it_was_published_is_told(head: dict[str, str], tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site)
    site.write(ENTRY, entry(**head))
    assert codes(compared(published, site)[1]) == ["published-address-gone"]


def test_what_was_to_be_shown_until_a_day_may_go_then(tmp_path: Path) -> None:
    site = project(tmp_path).write(ENTRY, entry(publish_until="2026-10-01", aliases=["old/pay.html"]))
    assert compared(recorded(site), site)[1] == ()


def test_drafts_and_what_is_held_back_are_in_no_record(tmp_path: Path) -> None:
    site = project(tmp_path)
    for name, head in (("one", {"draft": "true"}), ("two", {"publish_from": "2099-01-01"})):
        site.write(f"{DIGEST}/{name}.md", entry("Canary word.", commitments=[], title="Canary title", **head))
    site.write(
        f"{DIGEST}/gone.md",
        entry("Canary word.", commitments=[], title="Canary", withdrawn={"date": "2024-02-01", "why": "w"}),
    )
    published = recorded(site)
    assert list(published.entries) == ["2024-01-15-briefing/an-entry"]
    assert published.withdrawn == {"2024-01-15-briefing/gone": date(2024, 2, 1)}
    everything = repr((published.entries, dict(published.words), published.pages))
    assert "Canary" not in everything
    assert "/one" not in everything


def test_a_day_before_it_was_published_is_never_proposed(tmp_path: Path) -> None:
    site = project(tmp_path)
    published = recorded(site, TODAY)
    _, (problem,) = compared(published, site.write(ENTRY, entry(FIGURE)), PUBLISHED)
    assert "date: 2026-11-24" in problem.hint
