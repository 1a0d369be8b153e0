"""Problems of one file whose fields do not go together, or not with its text."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error, notice, plural


def long_title(at: Place, count: int, *, is_question: bool) -> Problem:
    """A heading as long as a paragraph, mostly a spoken question without a title."""
    what = f"The title has {count} words, and all of them are the heading of the page."
    if is_question:
        what = f"The question has {count} words, and without “title” all of them are the heading of the page."
    hint = (
        "Add a line with the main words:  title: …"
        if is_question
        else "Keep the main words; the question itself stands below."
    )
    return notice("long-title", at, what, hint)


def end_before_start(at: Place, what: str) -> Problem:
    """Something that ends before it starts."""
    return error("end-before-start", at, f"The {what} would end before it starts.", "Swap or mend the two.")


def until_before_from(at: Place) -> Problem:
    """A file that would be hidden again before it is shown."""
    return error(
        "until-before-from",
        at,
        "“publish_until” is before “publish_from”, so this would never be shown.",
        "Mend one of the two days.",
        firm=True,
    )


def answered_before_asked(at: Place, asked: str, answered: str) -> Problem:
    """An answer that is older than its question."""
    return error(
        "answered-before-asked",
        at,
        f"This was answered on {answered}, before it was asked on {asked}.",
        "Mend “asked” or “answered”.",
    )


def no_answer(path: str, line: int) -> Problem:
    """No body, and nothing that says why."""
    return error(
        "no-answer",
        Place(path, line, 1),
        "There is no answer below the fields.",
        "Write it below the second ---, or say which day it is due, such as:  answer_due: 2021-05-05\n"
        "Or for a question you cannot answer here:  declined: why",
    )


def status_disagrees(at: Place, said: str, found: str, why: str) -> Problem:
    """`status` says one thing, the other fields another."""
    return error(
        "status-disagrees", at, f"“status: {said}” does not fit: {why}.", f"Delete the line, or write:  status: {found}"
    )


def status_needs_answered(at: Place, said: str) -> Problem:
    """`status: answered` beside `answer_due` without the day on which the full answer came."""
    return error(
        "status-needs-answered",
        at,
        f"“status: {said}” beside “answer_due” says that the full answer is in, but not since when.",
        "Add a line with that day, such as:  answered: 2021-05-05",
    )


def dates_out_of_order(at: Place, what: str) -> Problem:
    """Updates that go back in time."""
    return error("dates-out-of-order", at, f"This {what} is dated before the one above it.", "Put the oldest first.")


def roles_overlap(at: Place, title: str) -> Problem:
    """Two roles of one person at the same time."""
    return error(
        "roles-overlap",
        at,
        f"The role “{title}” overlaps the one before it, or a role that is still open.",
        "Give the earlier role a “to” before this one's “from”.",
    )


def body_not_allowed(path: str, line: int, why: str) -> Problem:
    """A text where none is shown."""
    return error(
        "body-not-allowed",
        Place(path, line, 1),
        f"{why}, so the text below the fields would be lost.",
        "Move the text, or delete it.",
    )


def missing_body(path: str, line: int) -> Problem:
    """A page without text."""
    return error(
        "missing-body",
        Place(path, line, 1),
        "This page has no text below its fields.",
        "Write it below the second ---.",
    )


def field_without_effect(at: Place, name: str, why: str) -> Problem:
    """A field that changes nothing here."""
    return notice("field-without-effect", at, f"“{name}” has no effect here: {why}.")


def counts_do_not_add_up(at: Place, received: int, sum_text: str, total: int) -> Problem:
    """The accounting of a digest."""
    return error(
        "counts-do-not-add-up",
        at,
        f"{plural(received, 'question')} came in, but {sum_text} makes {total}.",
        "Mend “received”, “merged” or “withheld”, or add the missing entries.",
    )
