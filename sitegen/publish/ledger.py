"""What a release says, as far as publishing knows it; what a record holds besides is for those who make it.

A text has a title, a fingerprint of its words, and tokens by which it is known again when it was taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping


class PublishedText(NamedTuple):
    """One text of a release."""

    title: str
    """Of one that was withdrawn what it may still be called, such as its address."""
    words: str
    """A fingerprint of what readers got; empty where they are told that it was withdrawn."""
    tokens: frozenset[str]
    """Each stands for what may be taken back: the text itself, or words that are taken out of it later."""


Texts = dict[str, PublishedText]
"""By the id of each."""


class LastSeen(NamedTuple):
    """The release of a place that this copy of the project published, or went back to, last."""

    release: str
    record: bytes


class Lack(NamedTuple):
    """What a copy of the project does not have of what readers do, by title."""

    gone: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    """Texts that it has in older words."""


def _no_words(_: bytes, __: str) -> frozenset[str]:
    return frozenset()


def _none_back(_: Collection[str], __: str) -> Mapping[str, frozenset[str]]:
    return {}


class Ledger(NamedTuple):
    """What a copy of the project brings along beside the files of a release."""

    record: bytes
    """What the release says, kept beside its manifest; empty for nothing."""
    read: Callable[[bytes], Texts]
    """What a record says; raises Refused for bytes that are none."""
    withdrawn: frozenset[str] = frozenset()
    """The tokens of all that was ever taken back here."""
    seen: LastSeen | None = None
    gone: Callable[[bytes, str], frozenset[str]] = _no_words
    """What stands for the words of an older record that were taken out of texts which are still shown, under the salt
    of a place; raises Refused for bytes that are none."""
    back: Callable[[Collection[str], str], Mapping[str, frozenset[str]]] = _none_back
    """By the title of a text, which of such words stand in it again, under that salt."""

    def texts(self, record: bytes) -> Texts | None:
        """What a record says; None for none, and for one that cannot be read."""
        try:
            return self.read(record) if record else None
        except Refused:
            return None

    def words_gone(self, record: bytes, salt: str) -> frozenset[str]:
        """The same as `gone`; nothing for no record, and for one that cannot be read."""
        try:
            return self.gone(record, salt) if record else frozenset()
        except Refused:
            return frozenset()


def _none(_: bytes) -> Texts:
    return {}


NO_LEDGER = Ledger(b"", _none)


def titles_of(texts: Texts, tokens: frozenset[str] | Mapping[str, object]) -> list[str]:
    """The titles of the texts that hold any of the tokens."""
    return sorted(text.title for text in texts.values() if any(token in tokens for token in text.tokens))


def lacking(base: Texts | None, live: Texts, mine: Texts) -> Lack:
    """What readers have, and would no longer have, or not in its newest words, though nobody here decided so.

    With a base, what this copy has seen last, a text counts where it is new there since, or has other words than then;
    without one, where it is not here at all.
    """
    gone: list[str] = []
    newer: list[str] = []
    for key, text in live.items():
        here, before = mine.get(key), (base or {}).get(key)
        if here and here.words in ("", text.words):
            continue
        if base is None or (before and before.words == text.words):
            gone += [text.title] if base is None and not here else []
        else:
            (newer if here else gone).append(text.title)
    return Lack(tuple(sorted(gone)), tuple(sorted(newer)))
