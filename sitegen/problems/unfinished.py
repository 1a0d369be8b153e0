"""Problems of what was meant for colleagues and is left where readers would see it; and of slips."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, notice, plural, shortened

ASKED_LEFTOVERS = (
    *("leftover-blank", "leftover-note", "leftover-comment", "leftover-change", "leftover-filler", "leftover-example"),
    *("same-question", "folder-day", "session-ahead"),
)
"""The codes of notices that publishing asks about, once for all of them; the others are often meant."""
LEFTOVERS = (*ASKED_LEFTOVERS, "odd-day", "dated-ahead", "withdrawn-early")
"""The codes of all that may be left over, or a slip."""


def leftover_blank(at: Place, words: str) -> Problem:
    """A place that was to be filled in: `[XX]`, `[NAME]`, `xx%`."""
    return notice("leftover-blank", at, f"“{shortened(words)}” was to be filled in.", "Write what belongs there.")


def leftover_note(at: Place, words: str) -> Problem:
    """A note to oneself or to colleagues: `TODO`, `TBC`, `[to confirm]`."""
    message = f"“{shortened(words)}” reads like a note to yourself, and readers would see it."
    return notice("leftover-note", at, message, "Do what it says, or take it out.")


def leftover_comment(at: Place, words: str) -> Problem:
    """The mark of a comment in Word: `[JS1]`."""
    message = f"“{shortened(words)}” looks like the mark of somebody’s comment in Word."
    return notice("leftover-comment", at, message, "Take it out, if the comment is dealt with.")


def leftover_change(at: Place, words: str) -> Problem:
    """Words of a tracked change: `[Deleted: …]`, `{++ … ++}`."""
    message = f"“{shortened(words)}” looks like a tracked change that nobody has taken or refused."
    return notice("leftover-change", at, message, "Leave the words that hold, and take out the rest.")


def leftover_filler(at: Place, words: str) -> Problem:
    """Text that only fills a page."""
    message = f"“{shortened(words)}” is text that only fills a page."
    return notice("leftover-filler", at, message, "Write your own in its place.")


def leftover_example(at: Place, name: str, words: str) -> Problem:
    """What a report or a form offered as an example still stands in a field."""
    message = f"“{shortened(words)}” in “{name}” is what an example says."
    return notice("leftover-example", at, message, "Write your own in its place.")


def same_question(at: Place, other: str) -> Problem:
    """Two answers to one question, of which none knows of the other."""
    return notice(
        "same-question",
        at,
        f"The same question stands in {other}.",
        "Delete one if it is a copy. If it was asked again, name the other one under  follows  or  supersedes.",
    )


def folder_day(at: Place, day: str, in_name: str, *, is_swapped: bool) -> Problem:
    """A digest whose folder starts with another day than its own."""
    swapped = " Day and month seem to be swapped." if is_swapped else ""
    return notice(
        "folder-day",
        at,
        f"This digest is dated {day}, and its folder’s name says {in_name}.{swapped}",
        "Mend the date; where the folder is wrong and was never published, rename it.",
    )


def session_ahead(at: Place, day: str, written: str, answers: int) -> Problem:
    """A session that is still to come, and is as far off as nobody calls one, or has so many answers already."""
    given = f" But {plural(answers, 'answer')} of it {'is' if answers == 1 else 'are'} here already." if answers else ""
    message = f"This session is dated {day}, which is still to come.{given}"
    hint = f"Mend its day, month or year. If it is right, show it from then on only:  publish_from: {written}"
    if answers:
        hint += "\nAn answer that was given before it has a day of its own:  answered"
    return notice("session-ahead", at, message, hint)


def odd_day(at: Place, what: str, day: str, why: str) -> Problem:
    """A day that is there by accident, as far as can be told."""
    return notice("odd-day", at, f"{what} is {day}: {why}.", "Are day, month and year right?")
