"""English words to stems, by the rules of Snowball 3.1: https://snowballstem.org/algorithms/english/stemmer.html.

Our own, as the browser's is (`templates/theme/search.js`): Snowball's Python takes five times as long for a word, and
longer to load than a small build. Tests hold the three together. Words come folded, so without apostrophes.
"""

from __future__ import annotations

import re

_WHOLE = {word: word for word in ("andes", "atlas", "bias", "cosmos", "howe", "news", "sky")}
_WHOLE |= {"skis": "ski", "skies": "sky", "idly": "idl", "gently": "gentl"}
_WHOLE |= {"ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl"}
_KEEP_ING = frozenset(("evening", "canning", "inning", "earring", "herring", "outing"))
_KEEP_EED = frozenset(("succ", "proc", "exc"))
_CONSONANT_Y = re.compile("^y|([aeiouy])y")
_VOWEL = re.compile("[aeiouy]")
_BEGINNING = re.compile("arsen|commun|emerg|gener|inter|later|organ|past|univers")
_REGION = re.compile("[^aeiouy]*[aeiouy]+[^aeiouy]")
_SHORT = re.compile("(?:.*[^aeiouy][aeiouy][^aeiouywxY]|[aeiouy][^aeiouy]|.*past)")
_DOUBLE = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")


def _pairs(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Endings, the longest first, and what takes the place of each."""
    pairs = dict(pair.split(":") for pair in text.split())
    return tuple(sorted(pairs, key=len, reverse=True)), pairs


_STEP_2 = _pairs(
    "tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate "
    "alism:al aliti:al alli:al fulness:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble ogist:og "
    "ogi:og fulli:ful lessli:less li:"
)
_STEP_3 = _pairs("tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness: ative:")
_STEP_4 = _pairs("ement: ment: ance: ence: able: ible: ant: ent: ism: ate: iti: ous: ive: ize: ion: al: er: ic:")


def stem(word: str) -> str:
    """The stem of a word in small letters; what is no English word has one too."""
    if len(word) < 3:
        return word
    if word in _WHOLE:
        return _WHOLE[word]
    if "y" in word:
        word = _CONSONANT_Y.sub(r"\1Y", word)
    begin = _BEGINNING.match(word) or _REGION.match(word)
    first = begin.end() if begin else len(word)  # where endings may start that are taken off lightly
    further = _REGION.match(word, first)
    second = further.end() if further else len(word)
    word = _past_and_present(_plural(word), first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = word[:-1] + "i"
    word = _derived(word, first, second)
    return _last_letter(word, first, second).replace("Y", "y")


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ies", "ied")):
        return word[:-2] if len(word) > 4 else word[:-1]
    return word[:-1] if word[-1] == "s" and word[-2] not in "us" and _VOWEL.search(word, 0, len(word) - 2) else word


def _past_and_present(word: str, first: int) -> str:
    ending = _ending(word, ("eedly", "ingly", "edly", "eed", "ing", "ed"))
    rest = word[: len(word) - len(ending)]
    if not ending or word in _KEEP_ING:
        return word
    if ending.startswith("eed"):
        return word if len(rest) < first or rest in _KEEP_EED else rest + "ee"
    if ending == "ing" and len(rest) == 2 and rest[1] == "y" and rest[0] not in "aeiouy":
        return rest[0] + "ie"
    if not _VOWEL.search(rest):
        return word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if rest.endswith(_DOUBLE):
        return rest if len(rest) == 3 and rest[0] in "aeo" else rest[:-1]
    return rest + "e" if len(rest) == first and _SHORT.fullmatch(rest) else rest


def _derived(word: str, first: int, second: int) -> str:
    """Without the endings that make one kind of word of another."""
    ending = _ending(word, _STEP_2[0])
    rest = word[: len(word) - len(ending)]
    is_kept = (ending == "ogi" and rest[-1:] != "l") or (ending == "li" and rest[-1:] not in tuple("cdeghkmnrt"))
    if ending and len(rest) >= first and not is_kept:
        word = rest + _STEP_2[1][ending]
    ending = _ending(word, _STEP_3[0])
    rest = word[: len(word) - len(ending)]
    if ending and len(rest) >= (second if ending == "ative" else first):
        word = rest + _STEP_3[1][ending]
    ending = _ending(word, _STEP_4[0])
    rest = word[: len(word) - len(ending)]
    return rest if ending and len(rest) >= second and not (ending == "ion" and rest[-1:] not in ("s", "t")) else word


def _last_letter(word: str, first: int, second: int) -> str:
    rest = word[:-1]
    if word.endswith("e"):
        return rest if len(rest) >= second or (len(rest) >= first and not _SHORT.fullmatch(rest)) else word
    return rest if word.endswith("ll") and len(rest) >= second else word


def _ending(word: str, endings: tuple[str, ...]) -> str:
    """The longest of the endings that the word has; empty where it has none."""
    if not word.endswith(endings):
        return ""
    return next(ending for ending in endings if word.endswith(ending))
