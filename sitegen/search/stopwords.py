"""Words that say nothing, since nearly every question has them, whatever it is about.

The browser has the same (`templates/theme/search.js`). Words come folded. A language that is not here keeps all of its
words: another's would take "been" from the Dutch, which is a leg.
"""

from __future__ import annotations

# Kept, since the meaning can hang on them: no, not, off, out, over, up, down, more, less; and who, when, where, why and
# how, which tell two questions on one matter apart. So are their likes in other languages. Those left out are words all
# the same where a text has no others, in capitals (IT), and as a name inside a sentence (in May).
_WORDS = {
    "en": """
    a about also am an and any are as at be been being but by can cannot cant could did didnt do does doesnt
    doing done dont for from get gets getting got had has have having he her here hers him his i if im in into
    is isnt it its ive just let lets like may me might mine my myself of on or our ours please shall she should
    so some such than that thats the their theirs them then there theres these they theyre this those to us very
    was wasnt we were weve what whats which will wont would you your youre yours
    """,
    "fr": """
    a au aux c ce d de des du elle en est et il j je l la le les m ma me mes mon nous on qu que s se sont un une
    vous
    """,
    "cy": """
    a ac am an ar at bod bydd byddai chi dy ef ei eich ein eu fe fi fod fy gan gyda hi hon hwn hyn hynny i mae
    mi neu nhw ni o oedd oes os r sy sydd ti un wrth y ydw ydy ydyw yn yr yw
    """,
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
