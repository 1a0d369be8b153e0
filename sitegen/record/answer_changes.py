"""One answer as it was published and as it is now: what has changed in its words, and whether readers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.quotes import stands_in
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.detectors import find_private
from sitegen.privacy.masked_finding import HIDDEN
from sitegen.problems import unsaid_changes as problems
from sitegen.problems.problem import Place, Problem
from sitegen.reading.dates import show_day
from sitegen.record.added import AddedLines, added_lines, lines_gone
from sitegen.record.forms import correction_form, line_form, removal_form, rewording_form, update_form
from sitegen.record.promise_changes import check_promises
from sitegen.record.release_record import LINKS
from sitegen.record.weights import SMALL, WEIGHTY
from sitegen.record.wording import TextChange, tell_apart, widened

if TYPE_CHECKING:
    from datetime import date

    from sitegen.privacy.allowed import Allowed
    from sitegen.record.release_record import RecordedEntry, RecordedWords

_ARRIVED, _WAITING = ("answered", "partial"), ("awaiting", "holding", "declined")
_MOST_CORRECTIONS = 5  # to be pasted in; where more has changed it is news
_LONGEST_WAS = 400  # characters of a correction that somebody reads
_CORRECTABLE = ("question", "in_short", "answer")


class ComparedAnswer(NamedTuple):
    """What has become of one answer."""

    small: tuple[str, ...]
    """Small changes, as they are told in a plan."""
    changed: tuple[str, ...]
    """The others, of which readers are told or not."""
    problems: tuple[Problem, ...]


_HIDDEN = HIDDEN * 3
_TAKEN_OUT = "words were taken out, which are not repeated"


class Versions(NamedTuple):
    """An answer as it was and as it is, and the days that count."""

    before: RecordedEntry
    now: RecordedEntry
    old: RecordedWords
    new: RecordedWords
    since: date
    """The day of the last publishing."""
    day: date
    in_english: bool = True
    allowed: Allowed = NOTHING_ALLOWED
    """What may be repeated although it looks private."""

    @property
    def at(self) -> Place:
        """The file."""
        return Place(self.now.path)

    @property
    def said(self) -> AddedLines:
        """What was said since."""
        return added_lines(self.old, self.new, self.since)

    @property
    def form_day(self) -> date:
        """The day that is proposed: never one before it was published."""
        return max(self.day, self.since)


def compare_answer(versions: Versions) -> ComparedAnswer:
    """Everything that has changed in the words and the promises of an answer."""
    said = versions.said
    small: list[str] = []
    changed: list[str] = []
    found: list[Problem] = []
    untold: list[tuple[str, str, str, TextChange]] = []
    changed += _other_links(versions)
    for name, before, after in _texts(versions):
        is_private = _tells_private(before, after, versions.allowed)
        for told in tell_apart(before, after, in_english=versions.in_english):
            # A part of a number is none for itself.
            change = told._replace(was=_HIDDEN, now=_HIDDEN, touched="") if is_private else told
            (small if change.weight == SMALL else changed).append(f"“{change.was}” → “{change.now}”")
            if not said.covers(change, before, after):
                untold.append((name, before, after, change))
    if untold:
        found.append(_untold(untold, versions))
    for field, name, lines in (
        lines_gone(versions.old, versions.new, in_english=versions.in_english) if not said.has_removal else ()
    ):
        forms = line_form(field, lines, name)
        found.append(
            problems.published_line_gone(versions.at, show_day(versions.since), field, show_day(lines[0].date), forms)
        )
    promises = check_promises(
        versions.old,
        versions.new,
        versions.at,
        versions.since,
        versions.form_day,
        in_english=versions.in_english,
    )
    if said.has_removal:
        return ComparedAnswer((), (_TAKEN_OUT,), (*found, *promises.problems))
    return ComparedAnswer(tuple(small), (*changed, *promises.changed), (*found, *promises.problems))


def _texts(versions: Versions) -> list[tuple[str, str, str]]:
    """The texts to compare, by the name of their field; what has only now been written has no text before it."""
    before, now = versions.before, versions.now
    old, new = dict(versions.old.texts), dict(versions.new.texts)
    names = [name for name in old if name != LINKS]
    names = [name for name in names if name != "title" or name in new]  # without one the question stands there
    if before.state in _WAITING and now.state in _ARRIVED and now.answered and now.answered >= versions.since:
        names = [name for name in names if name == "question"]  # the answer has come
    return [(name, old[name], new.get(name, "")) for name in names]


def _tells_private(before: str, after: str, allowed: Allowed) -> bool:
    """Whether words that look private stand in the one text and not in the other."""
    was, now = ({(one.kind, one.key) for one in find_private(text, allowed)} for text in (before, after))
    return was != now


def _other_links(versions: Versions) -> list[str]:
    """Links and pictures of which the address is another one now: told in a plan; the words say what they are."""
    before, now = (dict(words.texts).get(LINKS, "").split() for words in (versions.old, versions.new))
    gone, come = [one for one in before if one not in now], [one for one in now if one not in before]
    return [f"links to {', '.join(gone)} → {', '.join(come) or 'nothing'}"] if gone else []


def _untold(untold: list[tuple[str, str, str, TextChange]], versions: Versions) -> Problem:
    """One problem for all changes of which readers are not told, the weightiest first."""
    _, before, after, first = next((one for one in untold if one[3].weight == WEIGHTY), untold[0])
    forms: list[str] = []
    pairs = _pairs(untold, versions)
    if pairs:
        forms += [*correction_form(versions.form_day, pairs), "Or, where it is no mistake but news:"]
    forms += update_form(versions.form_day)
    is_private = any(change.was == _HIDDEN for *_, change in untold)
    if versions.old.outs or is_private:
        more = "more " * bool(versions.old.outs)
        forms += [f"Or, where {more}words were taken out to protect somebody:", *removal_form(versions.form_day)]
    is_gone = any(not after for _, _, after, _ in untold)
    if first.weight != WEIGHTY and not is_gone:
        forms += ["Or, where it says the same in other words:", *rewording_form(versions.form_day)]
    was, now = (first.was, first.now) if after or is_private else (before, "")
    at = versions.at
    return problems.published_words_changed(
        at, show_day(versions.since), was, now, first.touched, len(untold) - 1, tuple(forms)
    )


def _pairs(untold: list[tuple[str, str, str, TextChange]], versions: Versions) -> list[tuple[str, str]]:
    """Old and new words for corrections that tell of all of it; none where that cannot be."""
    pairs: list[tuple[str, str]] = []
    if any(change.was == _HIDDEN for *_, change in untold):
        return []  # a correction would say private words to readers again
    for name in dict.fromkeys(name for name, *_ in untold):
        changes = [change for other, _, _, change in untold if other == name]
        before, after = next((before, after) for other, before, after, _ in untold if other == name)
        quotes = [promise.quote for promise in versions.old.promises] if name == "answer" else []
        found = widened(before, after, changes, quotes)
        if name not in _CORRECTABLE or not all(
            was and now and len(was) <= _LONGEST_WAS and stands_in(now, after) for was, now in found
        ):
            return []
        pairs += found
    return pairs if len(pairs) <= _MOST_CORRECTIONS else []
