"""Problems of what was published and is not so any more, and of what came with the sample and must never be."""

from __future__ import annotations

import textwrap

from sitegen.problems.problem import Place, Problem, error, notice, plural, shortened

_SHOWN = 160  # characters of words that have changed


def published_words_changed(
    at: Place, since: str, was: str, now: str, touched: str, more: int, forms: tuple[str, ...]
) -> Problem:
    """Words that readers got have changed, and their page says nothing of it; `touched` is what may not be reworded."""
    others = f" {plural(more, 'other passage')} changed too." if more else ""
    why = f" With “{shortened(touched)}” in it, that is more than another wording." if touched else ""
    return error(
        "published-words-changed",
        at,
        f"Since {since}, when this was published, “{_cut(was)}” has become {_become(now)}, "
        f"and readers are not told.{why}{others}",
        "\n".join(forms),
    )


def published_promise_gone(at: Place, since: str, quote: str, forms: tuple[str, ...]) -> Problem:
    """A promise that readers got has gone from the register."""
    message = f"Since {since}, when this was published, the promise “{shortened(quote)}” has gone from the register."
    return error("published-promise-gone", at, message, "\n".join(forms))


def published_promise_changed(
    at: Place, since: str, quote: str, what: str, was: str, now: str, forms: tuple[str, ...]
) -> Problem:
    """A promise that readers got has another due day, owner, strength or state, and no line of it says why."""
    return error(
        "published-promise-changed",
        at,
        f"Since {since}, when this was published, {what} of the promise “{shortened(quote)}” was changed from {was} to "
        f"{now or 'nothing'}, and readers are not told.",
        "\n".join(forms),
    )


def published_line_gone(at: Place, since: str, field: str, day: str, forms: tuple[str, ...]) -> Problem:
    """What was added to an answer after it was published has been taken out again, or written over."""
    message = f"Since {since}, when this was published, the line of {day} under “{field}” has gone or was changed."
    return error("published-line-gone", at, message, "\n".join(forms))


def published_address_gone(at: Place, since: str, route: str, near: str, forms: tuple[str, ...]) -> Problem:
    """An address that readers have leads nowhere any more; `near` is the file that has the same words."""
    looks = f" This looks like {near} now." if near else ""
    message = f"Since {since}, when it was published, the address {route} has gone, and links to it lead nowhere."
    return error("published-address-gone", at, message + looks, "\n".join(forms))


def withdrawn_comes_back(at: Place, since: str) -> Problem:
    """An answer that was published as withdrawn is shown again."""
    return error(
        "withdrawn-comes-back",
        at,
        f"This answer was withdrawn {since}, and would be shown again.",
        "What is withdrawn stays so. Put its “withdrawn:” back; give what can be said now in a new file.",
    )


def redacted_elsewhere(at: Place, path: str, more: int) -> Problem:
    """Words that were taken out of the answer at the path stand in another file; they are not repeated here."""
    others = f" They stand in {plural(more, 'more place')}, too." if more else ""
    where = "in this line" if at.line else "in the name of this file, which is an address"
    return notice(
        "redacted-elsewhere",
        at,
        f"Words that {path} takes out by “redactions” can be read {where}.{others}",
        "If they mean the same here, take them out of it as well: in an answer by its own “redactions”, elsewhere by "
        "hand.",
    )


def sample(at: Place, what: str) -> Problem:
    """Something that `sitegen init` wrote as an example stands beside the writer's own answers."""
    return error(
        "sample",
        at,
        f"{what} came with the sample: it is invented, and must not reach readers.",
        "Write your own in its place, or delete it.",
    )


def approval_ahead(at: Place, day: str) -> Problem:
    """A yes that is still to come."""
    return error(
        "approval-ahead",
        at,
        f"This is said to be approved on {day}, which is still to come.",
        "Is the year right? Write the day on which somebody said yes.",
        firm=True,
    )


def not_approved(at: Place, name: str, more: int) -> Problem:
    """Something that nobody has approved, where that is required; `more` questions wait with it."""
    others = f", nor to {plural(more, 'of its questions', 'of its questions')}" if more else ""
    return notice(
        "not-approved",
        at,
        f"Nobody has said yes to this{others}, so it is held back.",
        f"Once somebody has:  sitegen approve {name} --by NAME",
    )


def approval_void(at: Place, day: str, by: str, changed: tuple[str, ...], name: str, *, is_held: bool) -> Problem:
    """What was approved says something else now."""
    what = ", ".join(changed)
    held = " It is held back until somebody says yes to that." if is_held else ""
    return notice(
        "approval-void",
        at,
        f"This was approved on {day} by {by}; changed since: {what}.{held}",
        f"Once somebody has said yes to it as it is:  sitegen approve {name} --by NAME",
    )


def published_unapproved(at: Place, since: str, why: str, name: str) -> Problem:
    """Readers have an answer of which the newer words wait for approval: taking it away is no way to wait."""
    return error(
        "published-unapproved",
        at,
        f"Readers have had this since {since}, and it would go: {why}.",
        f"Once somebody has said yes:  sitegen approve {name} --by NAME\nTo take it back for good:  sitegen withdraw",
    )


def record_unreadable(path: str) -> Problem:
    """The copy of what was published cannot be read."""
    return notice(
        "record-unreadable",
        Place(path),
        "The copy of what was published is damaged, or of another version of sitegen, so nothing was compared with it.",
        "It is written anew by the next publish.",
    )


def _become(now: str) -> str:
    return f"“{_cut(now)}”" if now else "nothing"


def _cut(text: str) -> str:
    return textwrap.shorten(text, _SHOWN, placeholder=" …")
