"""Words that say nothing, since nearly every question has them, whatever it is about.

The browser has the same (`templates/theme/search.js`). Words come folded. A language that is not here keeps all of its
words: another's would take "been" from the Dutch, which is a leg.
"""

from __future__ import annotations

# Kept, since the meaning can hang on them: no, not, off, out, over, up, down, more, less; and who, when, where, why and
# how, which tell two questions on one matter apart. So are their likes in other languages. Those left out are words all
# the same where a text has no others, in capitals (IT), and as a name inside a sentence (in May).
STOP_WORDS = {
    "en": frozenset(
        """
        a about also am an and any are as at be been being but by can cannot cant could did didnt do does doesnt doing
        done dont for from get gets getting got had has have having he her here hers him his i if im in into is isnt it
        its ive just let lets like may me might mine my myself of on or our ours please shall she should so some such
        than that thats the their theirs them then there theres these they theyre this those to us very was wasnt we
        were weve what whats which will wont would you your youre yours
        """.split()
    ),
    "fr": frozenset(
        """
        a ai as au aux avec avez avons c ca ce ces cet cette d de des du elle elles en es est et etes etre eu eux il ils
        j je l la le les leur leurs lui m ma me mes moi mon n ne nos notre nous on ont ou par peut peux pour qu que qui
        s sa se ses si sommes son sont suis sur t ta te tes toi ton tu un une vos votre vous y
        """.split()
    ),
    "cy": frozenset(
        """
        a ac am an ar at bod bydd byddai chi dy ef ei eich ein eu fe fi fod fy gan gyda hi hon hwn hyn hynny i mae mi
        neu nhw ni o oedd oes os r sy sydd ti un wrth y ydw ydy ydyw yn yr yw
        """.split()
    ),
}
