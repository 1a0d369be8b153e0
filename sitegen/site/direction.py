"""Where the lines of a language begin: on the left, or on the right."""

from __future__ import annotations

# Of the languages that are written from right to left, those with a code of their own (CLDR, scriptMetadata).
_FROM_THE_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS_FROM_THE_RIGHT = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))


def direction_of(language: str) -> str:
    """`rtl` or `ltr` for a language tag (BCP 47) such as `ar` or `pa-Arab-PK`; a script that is named decides."""
    first, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    is_rtl = script in _SCRIPTS_FROM_THE_RIGHT if script else first in _FROM_THE_RIGHT
    return "rtl" if is_rtl else "ltr"
