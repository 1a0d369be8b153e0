"""Problems of a promise: its words in the answer, its day, its steps."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error


def quote_not_found(at: Place, quote: str) -> Problem:
    """A commitment's quote that does not stand in the answer."""
    return error(
        "quote-not-found",
        at,
        f"The words “{quote}” do not stand in the answer.",
        "Copy the exact words from the answer; … skips words in between.\n"
        "Has the answer been changed? A promise must not get lost: put the old words into a correction.",
    )


def offer_with_due(at: Place, field: str) -> Problem:
    """An offer has no due date and no progress."""
    return error(
        "offer-with-due",
        at,
        f"An offer has no “{field}”: it stays open for whoever takes it up.",
        f"Delete the line “{field}”, or choose  strength: commitment",
    )


def update_needs_note(at: Place, status: str) -> Problem:
    """`done` without evidence, or a changed plan without the why."""
    wanted = "“evidence” or a “note”" if status == "done" else "a “note” that says why"
    return error("update-needs-note", at, f"“{status}” needs {wanted}.", "Add a line below it:  note: what happened")


def commitment_status_disagrees(at: Place, said: str, last: str) -> Problem:
    """The status field and the last update differ."""
    return error(
        "commitment-status-disagrees",
        at,
        f"“status: {said}” differs from the last update, which says “{last}”.",
        "Delete the line “status”, or add an update.",
        last,
    )


def due_source_without_due(at: Place) -> Problem:
    """Where a date comes from, without the date."""
    return error(
        "due-source-without-due",
        at,
        "“due_source” says where a date comes from, but there is no “due”.",
        "Add “due” or delete the line.",
    )
