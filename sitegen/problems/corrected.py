"""Problems of corrections, and of words that are taken out."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, error


def now_not_found(at: Place, now: str) -> Problem:
    """A correction whose new words are not there."""
    return error(
        "now-not-found",
        at,
        f"The corrected words “{now}” stand neither in the answer nor in a later correction.",
        "Copy the exact words from the answer into “now”.",
    )


def correction_incomplete(at: Place, missing: str) -> Problem:
    """A correction without its old or new words."""
    return error(
        "correction-incomplete",
        at,
        f"This correction has no “{missing}”.",
        "Give both “was” (the old words) and “now” (the new ones),\n"
        "or “removed: true” alone if words were taken out to protect someone.",
    )


def removed_with_words(at: Place, field: str) -> Problem:
    """`removed: true` beside the words that were removed."""
    return error(
        "removed-with-words",
        at,
        f"“removed: true” says that words were taken out, but “{field}” still gives some.",
        f"Delete the line “{field}”.",
    )


def removed_words_remain(at: Place) -> Problem:
    """An earlier correction that still shows words which a later one removed."""
    return error(
        "removed-words-remain",
        at,
        "A later correction removed words to protect someone, and this one's “now” no longer stands anywhere.",
        "If it holds those words, replace its “was” and “now” by “removed: true” too.",
    )


def redaction_not_found(at: Place) -> Problem:
    """A redaction whose words stand nowhere in the entry; they are not repeated here."""
    return error(
        "redaction-not-found",
        at,
        "These words stand nowhere in this entry, so nothing was taken out.",
        "Copy them from the text, as they are written there. If somebody has deleted them by hand already,\n"
        "delete this redaction and say so in a correction with  removed: true",
    )


def redaction_remains(at: Place, where: str) -> Problem:
    """Words that a redaction takes out, and that can be read still; they are not repeated here."""
    hint = "Mend that place by hand, so that the words are gone from it."
    if "file" in where:
        hint = "Give the file another name, without these words."
    return error("redaction-remains", at, f"These words can still be read {where}.", hint)
