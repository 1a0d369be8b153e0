"""Hints that only a person can follow: no test does it to the letter."""

from __future__ import annotations

BY_JUDGEMENT = {
    "a person must say what is meant": (
        "bad-choice too-many-words too-many-values end-before-start until-before-from answered-before-asked "
        "quote-not-found now-not-found correction-incomplete removed-words-remain redaction-not-found "
        "redaction-remains bad-duration bad-number "
        "dates-out-of-order roles-overlap counts-do-not-add-up broken-anchor own-link-broken names-itself circle "
        "named-twice parent-too-deep bad-merge name-taken unknown-entry not-in-digest several-names bad-address "
        "no-front-matter front-matter-not-closed front-matter-too-large front-matter-too-deep front-matter-not-fields "
        "front-matter-language missing-hyphen bullets missing-indent update-needs-note nobody-answered no-address "
        "login-in-address unknown-plugin answer-overdue commitment-overdue review-due dated-ahead withdrawn-early "
        "supersedes-newer report-back-due withdrawn-with-promises nobody-owns last-one-held-back reference-left-out "
        "leftover-blank leftover-note leftover-comment leftover-change leftover-filler leftover-example "
        "private maybe-private unused-waiver "
        "unsure-abbreviations same-question folder-day session-ahead odd-day approval-ahead approval-void not-approved "
        "field-without-effect link-left-out held-address-shown shown-from shown-until unclear-entry body-not-allowed"
    ),
    "words are to be written, or to be left as they are": (
        "missing-body comment-left-out html-shown-as-text link-not-read forbidden-link foreign-picture not-a-picture "
        "table-cell-lost text-lost long-title marks-in-field address-in-field unused-link unused-footnote "
        "word-too-long word-cut "
        "paragraph-too-long mail-to-others list-counts-on shown-as-code link-to-nowhere lines-run-together "
        "another-document file-too-large hold-in-text foreign-mark heading-twice list-of-attendees picture-as-data"
    ),
    "something besides the text is to be changed": (
        "bad-encoding no-digest same-address bad-name second-copy reserved-name misplaced-file bad-alias no-entries "
        "no-words asset-kind asset-disguised asset-broken pdf-properties pdf-unread theme-kind unsafe-svg unused-asset "
        "template-error missing-template unused-template duplicate-field"
    ),
}
"""Codes whose hints only a person can follow, and why."""
ONLY_BY_A_PERSON = frozenset(code for codes in BY_JUDGEMENT.values() for code in codes.split())
