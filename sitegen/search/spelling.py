"""One spelling for English words that are written in several: haemorrhage, colour, organise, staffing.

The last is one of a few that the stemmer parts from its kin. The spelling is nobody's, so rules may reach further than
their examples, as long as no two words become one. The browser has the same table (`templates/theme/search.js`). Words
come folded.
"""

from __future__ import annotations

import re

_NEVER_IZE = "advert|prom|prem|surm|dem|expert|treat|parad|chast|franch|chand|pr|erc|prec|conc|exc|inc|umc|tort"
SPELLINGS = (
    ("ae(?=[^aeiouy])", "e"),  # paediatric
    ("^oe(?=[dst])", "e"),  # oedema
    ("(^f|^c|^am|^hom|^man|[hn])oe(?=t|lia|b|o|uv|a)", r"\1e"),  # foetus, coeliac, homoeopath, diarrhoea
    ("(col|lab|fav|flav|hon|hum|tum|harb|avi|ghb|rum|arm|^od|rig|vig|sav|deav|vap)our", r"\1or"),
    ("(cent|met|lit|theat|fib|calib|sab|neuv|spect|meag)re(?=s?$)", r"\1er"),
    ("yz(?=(?:e|es|ed|er|ers|ing)$)", "ys"),  # analyze
    ("ys[ei]s$", "yse"),  # analysis
    ("(gn|ch|mb)os[ei]s$", r"\1ose"),  # diagnosis
    ("^practis", "practic"),
    (rf"^((?!.*(?:{_NEVER_IZE})is).+[^aeiouvw])is(?=(?:e|es|ed|er|ers|ing|able|ation|ations)$)", r"\1iz"),
    ("ogue(?=s?$)", "og"),
    ("^(def|off|pret|lic)ence", r"\1ense"),
    ("dgement", "dgment"),
    ("^ageing$", "aging"),
    ("ll(?=ment|ful)", "l"),
    ("gramme(?=[ds]?$)", "gram"),
    ("^grey", "gray"),
    ("^mould", "mold"),
    ("^plough", "plow"),
    ("sulph", "sulf"),
    ("^sceptic", "skeptic"),
    ("^aluminium$", "aluminum"),
    ("^pyjama", "pajama"),
    ("ff(?:ing|ed)$", "ff"),  # staffing, where the stemmer takes the second f to have come with the ending
    ("^(bus|gas|lens|plus)s?es$", r"\1"),
    ("^(wo)?men$", r"\1man"),
    ("^children$", "child"),
    ("^paid$", "pay"),
)
"""What is written, and what stands for it; tried in this order."""
_RULES = tuple((re.compile(pattern).sub, spelling) for pattern, spelling in SPELLINGS)
_HAS_SOME = re.compile("|".join(f"(?:{pattern})" for pattern, _ in SPELLINGS)).search
"""Whether any of the rules holds, told at once: of most words none does."""
_SHORT = 4


def respell(word: str) -> str:
    """The word in its one spelling."""
    if len(word) < _SHORT or not word.isalpha() or not _HAS_SOME(word):
        return word
    for replace, spelling in _RULES:
        word = replace(spelling, word)
    return word
