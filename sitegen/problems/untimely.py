"""Problems of days: what is due, what is to be shown or hidden, what is dated as it can hardly be meant."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, notice, shortened


def report_back_due(at: Place, text: str, since: str) -> Problem:
    """A promise without a due day of which readers have heard nothing for as long as the site has set."""
    return notice(
        "report-back-due",
        at,
        f"“{shortened(text)}” was promised without a date, and readers have heard nothing of it since {since}.",
        "Say how far it is, even if nothing has happened:  updates: [{date: …, status: …, note: …}]",
    )


def answer_overdue(at: Place, due: str) -> Problem:
    """An answer that was due."""
    return notice(
        "answer-overdue", at, f"The answer was due on {due}.", "Write it, or move answer_due and say why in an update."
    )


def commitment_overdue(at: Place, text: str, due: str) -> Problem:
    """A promise that was due."""
    return notice(
        "commitment-overdue", at, f"“{shortened(text)}” was due on {due}.", "Add an update, or extend it with a reason."
    )


def review_due(at: Place, what: str, day: str) -> Problem:
    """A position or an answer that should have been looked at again."""
    return notice(
        "review-due", at, f"{what} was due for review on {day}.", "Check that it still holds, then set the new date."
    )


def shown_from(at: Place, day: str) -> Problem:
    """Something that will appear."""
    return notice("shown-from", at, f"First shown {day}: publish on that day.")


def shown_until(at: Place, last: str, day: str) -> Problem:
    """Something that will disappear."""
    return notice("shown-until", at, f"Last shown {last}: publish on {day}.")


def dated_ahead(at: Place, day: str, what: str = "This answer") -> Problem:
    """Something that is dated after the day of the build."""
    later = " To show it only from then on:  publish_from" if what == "This answer" else ""
    return notice("dated-ahead", at, f"{what} is dated {day}, which is still to come.", f"Is the year right?{later}")


def withdrawn_early(at: Place, withdrawn: str, answered: str) -> Problem:
    """An answer taken back before it was given."""
    return notice(
        "withdrawn-early",
        at,
        f"This was withdrawn on {withdrawn}, before it was answered on {answered}.",
        "Is the year right?",
    )


def supersedes_newer(at: Place, name: str, day: str, own_day: str, own: str) -> Problem:
    """An older answer that is said to take the place of a newer one."""
    return notice(
        "supersedes-newer",
        at,
        f"“{name}” was answered on {day}, after this one of {own_day}: an answer replaces an older one.",
        f"If it is the other way round, delete the line, and write into the file of “{name}”:  supersedes: {own}",
    )
