"""What was published stays true, whatever is done to it: any history of two copies of a folder and one place."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from publishing import SWEEP
from record_rules import (
    PLAIN,
    WEIGHTY,
    Answer,
    Correction,
    Promise,
    Texts,
    Version,
    broken,
    is_built,
    lacks,
    route,
    word,
)
from record_world import SITE, Copy, Outcome, World, words_in

from sitegen.publish.history import CREATED, PUBLISHED
from sitegen.publish.remotes import folder as opening
from sitegen.publish.takings import TEXT, WORDS, marked
from sitegen.record.record_bytes import read_record
from sitegen.record.tokens import text_token, words_token
from sitegen.withdrawal.needles import short_text, word_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.publish.history import Row

COPIES = st.integers(0, 1)
SAID = st.sampled_from(["nothing", "correction", "long ago", "reworded", "update"])
DEATHS = st.integers(0, 220)
WRITING = st.lists(
    st.sampled_from(
        [
            "add",
            "edit",
            "edit",
            "edit",
            "take_words_out",
            "redact",
            "change_promise",
            "delete",
            "rename",
            "withdraw",
            "mend",
        ]
    ),
    min_size=1,
    max_size=2,
)
Token = tuple[str, int]
FIRST = 2  # lines of the history: that the place was made, and the first publish
TAKEN = -1
"""The number of times for a text that was withdrawn as a whole."""


class Histories(RuleBasedStateMachine):
    """Writers with two copies of a folder, who edit, publish, take back, go back, and sometimes die."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(mkdtemp(prefix="histories-"))
        self.patch = pytest.MonkeyPatch()
        self.day = date(2026, 3, 1)
        self.count = 0
        self.versions: dict[str, Version] = {}
        self.days: dict[str, date] = {}
        self.rows: tuple[Row, ...] = ()
        self.current = ""
        self.marks: frozenset[Token] = frozenset()
        self.shown: dict[int, list[tuple[int, frozenset[str]]]] = {}
        self.taken: frozenset[str] = frozenset()
        self.going: frozenset[str] = frozenset()
        """What a publish that died was about to take back."""
        self.words: frozenset[str] = frozenset()
        """What stands at the place for words that were taken out of answers."""
        self.salt = ""
        self.begun: set[Token] = set()
        """What was to be erased, also where that was refused: the copy brings that along from then on."""
        self.is_whole = self.is_tidy = True

    @initialize(mode=st.sampled_from(["flip", "in place"]), keep=st.sampled_from([1, 2, 9]))
    def start(self, mode: str, keep: int) -> None:
        if mode == "in place":
            self.patch.setattr(opening, "can_flip", lambda _: False)
        self.world = World(self.base, mode, keep)
        for _ in range(2):
            self.add(self.world.copies[0])
        self.publish(0)
        self.get_newest(1)

    def teardown(self) -> None:
        self.patch.undo()
        rmtree(self.base)

    def new_word(self) -> str:
        self.count += 1
        return word("new", self.count)

    def drawn(self, data: st.DataObject, copy: Copy) -> str:
        """The name of one of the texts that are shown; empty for none."""
        names = [name for name, text in copy.texts.items() if not text.withdrawn]
        return data.draw(st.sampled_from(sorted(names))) if names else ""

    # What writers do to their files.

    @rule(number=COPIES, all_of_it=WRITING, data=st.data())
    def write(self, number: int, all_of_it: list[str], data: st.DataObject) -> None:
        copy = self.world.copies[number]
        for what in all_of_it:
            key = self.drawn(data, copy)
            if key or what in ("add", "mend"):
                getattr(self, what)(copy, key, data)

    @rule(number=COPIES, all_of_it=WRITING, data=st.data())
    def write_and_publish(self, number: int, all_of_it: list[str], data: st.DataObject) -> None:
        self.write(number, all_of_it, data)
        self.publish(number)

    @rule(all_of_it=WRITING, data=st.data())
    def write_in_the_newest_copy_and_publish(self, all_of_it: list[str], data: st.DataObject) -> None:
        self.get_newest(0)
        self.write_and_publish(0, all_of_it, data)

    def add(self, copy: Copy, *_: object) -> None:
        self.count += 1
        answer = Answer(self.count, self.new_word(), self.new_word(), promise=Promise(date(2030, 1, 1)))
        copy.texts[f"e{self.count}"] = answer

    def edit(self, copy: Copy, key: str, data: st.DataObject) -> None:
        name, said = data.draw(st.sampled_from(["comma", *PLAIN, *WEIGHTY])), data.draw(SAID)
        before = copy.texts[key]
        copy.texts[key] = self.told(replace(before, **{name: self.other(before, name)}), before, name, said)

    def other(self, answer: Answer, name: str) -> str:
        """Another value of the field."""
        if name in PLAIN:
            return self.new_word()
        ways = {"comma": ("", ","), "nots": ("", "not"), "weeks": tuple("345678")}[name]
        return ways[(ways.index(getattr(answer, name)) + 1) % len(ways)]

    def told(self, after: Answer, before: Answer, name: str, said: str) -> Answer:
        """The answer with a line that says what has changed in it, or without."""
        if said in ("correction", "long ago") and name != "comma":
            day = self.day if said == "correction" else self.day - timedelta(400)
            line = Correction(day, name, getattr(before, name), getattr(after, name))
            return replace(after, corrections=(*before.corrections, line))
        if said == "reworded":
            return replace(after, reworded=(*before.reworded, self.day))
        if said == "update":
            return replace(after, updates=(*before.updates, self.day))
        return after

    def take_words_out(self, copy: Copy, key: str, _: object) -> None:
        """Words go for somebody's sake, and from the corrections that hold them."""
        before = copy.texts[key]
        lines = [Correction(one.day) if one.field in PLAIN else one for one in before.corrections]
        after = replace(before, ask=self.new_word(), word=self.new_word())
        copy.texts[key] = replace(after, corrections=(*lines, Correction(self.day)))

    def redact(self, copy: Copy, key: str, _: object) -> None:
        """Of a word a mark is shown; a correction that holds it says so another way."""
        before = copy.texts[key]
        if before.shown("word") and before.word not in {
            said for one in before.corrections for said in (one.was, one.now)
        }:
            copy.texts[key] = replace(before, redacted=(*before.redacted, (self.day, before.word)))

    def change_promise(self, copy: Copy, key: str, data: st.DataObject) -> None:
        promise = copy.texts[key].promise
        if promise is None or promise.dropped:
            return
        later = promise.due_day + timedelta(30)
        ways = {
            "forget": None,
            "move": replace(promise, due=later),
            "extend": replace(promise, extended=(*promise.extended, (self.day, later))),
            "drop": replace(promise, dropped=self.day),
        }
        copy.texts[key] = replace(copy.texts[key], promise=ways[data.draw(st.sampled_from(sorted(ways)))])

    def delete(self, copy: Copy, key: str, _: object) -> None:
        del copy.texts[key]

    def rename(self, copy: Copy, key: str, data: st.DataObject) -> None:
        """The file gets another name; mostly its old address leads on."""
        self.count += 1
        answer = copy.texts.pop(key)
        aliases = (*answer.aliases, key) if data.draw(st.integers(0, 3)) else answer.aliases
        copy.texts[f"e{self.count}"] = replace(answer, aliases=aliases)

    def withdraw(self, copy: Copy, key: str, _: object) -> None:
        copy.texts[key] = replace(copy.texts[key], withdrawn=self.day)

    def mend(self, copy: Copy, *_: object) -> None:
        """Do what the refusals say: put back what has gone, and say what is new."""
        live = self.live
        theirs = {text.uid: name for name, text in copy.texts.items()}
        for name, before in live.texts.items():
            mine = copy.texts.get(theirs.get(before.uid, ""))
            if mine is None or before.withdrawn or mine.outs < before.outs or self.words_back(theirs[before.uid], mine):
                copy.texts = {key: text for key, text in copy.texts.items() if text.uid != before.uid}
                copy.texts[name] = before
                continue
            now = theirs[before.uid]
            after = copy.texts[now]
            if not after.withdrawn and broken(live, self.days[live.id], copy.texts):
                kept = [one for one in before.corrections if one not in after.corrections and not after.outs]
                copy.texts[now] = replace(
                    after,
                    corrections=(*kept, *after.corrections),
                    updates=(*sorted({*before.updates, *after.updates}), self.day),
                    reworded=tuple(sorted({*before.reworded, *after.reworded})),
                    promise=before.promise,
                )
            missing = {name, *before.aliases} - {now} - {*copy.texts[now].aliases}
            copy.texts[now] = replace(copy.texts[now], aliases=(*copy.texts[now].aliases, *sorted(missing)))

    @precondition(lambda self: any(copy.texts != self.live.texts for copy in self.world.copies))
    @rule(number=COPIES)
    def get_newest(self, number: int) -> None:
        """The newest copy of the folder comes over what is here; what was seen from here is not in it."""
        self.world.copies[number].texts = dict(self.live.texts)

    @rule(days=st.integers(1, 40))
    def sleep(self, days: int) -> None:
        self.day += timedelta(days)

    # What they do to the place.

    @rule(number=COPIES)
    def publish(self, number: int) -> None:
        copy = self.world.copies[number]
        expected = self.why_not(copy) if self.is_whole else None
        before, mine = self.live, dict(copy.texts)
        outcome = self.world.publish(copy, self.day)
        assert outcome.what in ("mistakes", "refused", "nothing", "done"), outcome
        is_allowed = outcome.what in ("nothing", "done")
        if expected is not None:
            assert is_allowed == (not expected), (outcome, expected)
        if outcome.release:
            self.versions.setdefault(outcome.release, Version(outcome.release, mine))
        new = self.after(outcome)
        if is_allowed:
            copy.seen = self.live
            assert not self.world.known(copy) & self.taken
        if expected is not None:
            assert new == ([PUBLISHED] if outcome.what == "done" else [])
            assert self.live.id == (outcome.release if is_allowed else before.id)

    @rule(number=COPIES)
    def publish_by_the_number(self, number: int) -> None:
        """Type the number that the refusal names: what goes, or gets older words, was named beside it."""
        copy, before = self.world.copies[number], self.live
        refused = self.world.publish(copy, self.day)
        found = re.search(r"--removals ([0-9]+)", refused.said)
        if refused.what == "refused" and found and not self.is_beyond_marks(copy):
            outcome = self.world.publish(copy, self.day, int(found[1]))
            self.versions.setdefault(outcome.release, Version(outcome.release, dict(copy.texts)))
            lost = {text.uid: text for text in before.texts.values() if not text.withdrawn}
            for text in copy.texts.values():
                lost.pop(text.uid, None)
            if outcome.what == "done":
                assert all(text.ask in refused.said for text in lost.values()), refused
                self.after(outcome, is_typed=True)
                copy.seen = self.live
                return
        self.versions.setdefault(refused.release, Version(refused.release, dict(copy.texts)))
        self.after(refused)
        if refused.what in ("nothing", "done"):
            copy.seen = self.live

    def is_beyond_marks(self, copy: Copy) -> bool:
        """What the marks of a place cannot tell: an answer under a new name that leads on from no older one."""
        live = {text.uid: text for text in self.live.texts.values()}
        both = [(text, live[text.uid]) for text in copy.texts.values() if text.uid in live]
        return any(there.withdrawn and not here.withdrawn for here, there in both)

    def words_back(self, name: str, text: Answer) -> bool:
        """Whether words stand in it that were taken out of it, as the marks of the place say."""
        is_cut = text.outs and not text.withdrawn
        return bool(is_cut and runs_of(name, text, self.salt) & self.words)

    @precondition(lambda self: self.live.texts)
    @rule(number=COPIES, data=st.data(), erasing=st.booleans())
    def take_back(self, number: int, data: st.DataObject, *, erasing: bool) -> None:
        """The command that takes one answer back, whatever else is in the folder."""
        copy, live = self.world.copies[number], self.live
        shown = {name: text for name, text in live.texts.items() if not text.withdrawn}
        both = [name for name in sorted(shown) if name in copy.texts and not copy.texts[name].withdrawn]
        if not both or not self.is_whole:
            return
        name = data.draw(st.sampled_from(both))
        before = copy.texts[name]
        marked_files = {**copy.texts, name: replace(before, withdrawn=self.day)}
        copy.save()
        opaque = self.world.take_back(copy, name, self.day, erasing=erasing)
        if erasing:
            self.begun.add((name, TAKEN))
            gone = Answer(before.uid, "", "", withdrawn=self.day, erased=name)
            marked_files = {other: text for other, text in marked_files.items() if other != name} | {opaque: gone}
            taken = {other: text for other, text in live.texts.items() if other != name} | {opaque: gone}
        else:
            taken = {**live.texts, name: replace(live.texts[name], withdrawn=self.day)}
        copy.texts = marked_files
        host = self.world.look()
        if host.current not in self.versions:
            all_of_it = self.world.build(copy, self.day) == host.current
            self.versions[host.current] = Version(host.current, dict(copy.texts) if all_of_it else taken)
        new = self.after(Outcome("done" if host.current != live.id else "refused"))
        copy.seen = self.versions.get(self.world.seen(copy))  # to erase is to forget that, too
        if new:
            assert before.uid not in {text.uid for text in self.live.texts.values() if not text.withdrawn}

    @precondition(lambda self: any(copy.texts != self.live.texts for copy in self.world.copies))
    @rule(number=COPIES, death=DEATHS)
    def publish_and_die(self, number: int, death: int) -> None:
        copy = self.world.copies[number]
        expected = self.why_not(copy) if self.is_whole else None
        mine, before = dict(copy.texts), self.live
        outcome = self.world.publish(copy, self.day, dying=death)
        if outcome.release:
            self.versions.setdefault(outcome.release, Version(outcome.release, mine))
        self.after(outcome)
        if expected:
            assert self.live.id == before.id
        copy.seen = self.versions.get(self.world.seen(copy))

    @precondition(lambda self: len(self.rows) > FIRST)
    @rule(number=COPIES)
    def go_back(self, number: int) -> None:
        copy = self.world.copies[number]
        expected = self.way_back() if self.is_whole else None
        outcome = self.world.back(copy)
        self.after(outcome)
        if expected is not None:
            assert (outcome.release if outcome.what == "done" else "") == expected, (outcome, expected)
        if outcome.what in ("nothing", "done"):
            copy.seen = self.live

    @precondition(lambda self: len(self.rows) > FIRST)
    @rule(number=COPIES, death=DEATHS)
    def go_back_and_die(self, number: int, death: int) -> None:
        copy = self.world.copies[number]
        outcome = self.world.back(copy, death)
        self.after(outcome)
        copy.seen = self.versions.get(self.world.seen(copy))

    # What the rules say.

    @property
    def live(self) -> Version:
        return self.versions.get(self.current, Version(""))

    def why_not(self, copy: Copy) -> list[str]:
        """Why the copy may not be published; empty where it may."""
        if not is_built(copy.texts):
            return ["there are mistakes"]
        found = broken(self.live, self.days.get(self.current, self.day), copy.texts)
        found += [f"{token} was taken back" for token in sorted(tokens_of(copy.texts) & self.marks)]
        found += [f"words of {name} were taken back" for name, one in copy.texts.items() if self.words_back(name, one)]
        if self.rows and not (copy.seen and self.has_seen(copy.seen.id)):
            base = copy.seen.texts if copy.seen else None
            found += [f"{name} is older here" for name in lacks(base, self.live.texts, copy.texts)]
        return found

    def parents(self) -> dict[str, str]:
        return {row.release: row.parent for row in self.rows if row.what == PUBLISHED}

    def has_seen(self, release: str) -> bool:
        """Whether who has seen that has seen what is served: it was published then, or later."""
        parents, seen = self.parents(), set[str]()
        while release != self.current and release in parents and release not in seen:
            seen.add(release)
            release = parents[release]
        return release == self.current

    def way_back(self) -> str:
        """Where a step back leads; empty for nowhere."""
        parents, seen = self.parents(), set[str]()
        gone = self.taken | self.going
        release = parents.get(self.current, "")
        while release in self.versions and self.versions[release].canaries & gone and release not in seen:
            seen.add(release)
            release = parents.get(release, "")
        there = self.world.look().releases
        return release if release in self.versions and release in there and release != self.current else ""

    # What must be so after each.

    def after(self, outcome: Outcome, *, is_typed: bool = False) -> list[str]:
        """Hold what stands at the place against the rules; gives what it says has happened."""
        host = self.world.look()
        assert host.rows[: len(self.rows)] == self.rows, "the history lost a line"
        new = [row for row in host.rows[len(self.rows) :] if row.what != CREATED]
        for row in new:
            before, now = self.versions.get(row.parent, Version("")), self.versions[row.release]
            if row.what == PUBLISHED:
                unsaid = broken(before, self.days.get(before.id, self.day), dict(now.texts), by_command=True)
                assert is_typed or not unsaid, unsaid
                self.count_taken(now)
            assert not now.canaries & self.taken, "what was taken back is served again"
        self.rows, self.current, self.is_whole = host.rows, host.current, not host.unfinished
        if self.current in self.versions:
            self.days[self.current] = read_record(self.world.record(self.world.copies[0])).day
        marks = marked(host.marks, TEXT)
        assert {hashed(token) for token in self.marks} <= marks.keys(), "what was taken back is forgotten"
        self.hold_words(frozenset(marked(host.marks, WORDS)), host.site.token if host.site else "")
        self.marks |= {token for token in self.begun if hashed(token) in marks}
        for version in self.versions.values():
            if (found := takes(version.texts)) and {hashed(token) for token in found} <= marks.keys():
                self.marks |= found
                self.going |= self.taken_by(version)
        has_died = outcome.what in ("killed", "survived")
        self.is_tidy = outcome.what in ("nothing", "done") or (self.is_tidy and not has_died)
        self.look_through()
        return [row.what for row in new]

    def hold_words(self, words: frozenset[str], salt: str) -> None:
        """What stands for words stood for words of an answer, and is added to."""
        assert self.words <= words, "which words were taken out is forgotten"
        new, self.words, self.salt = words - self.words, words, salt
        if new:
            texts = {(text, names) for names, text in self.named()}
            assert new <= frozenset().union(*(runs_by(text, salt, names) for text, names in texts)), (
                "more was taken out than was there"
            )

    def named(self) -> Iterator[tuple[frozenset[str], Answer]]:
        """All texts that there ever were, each with all names that it ever had."""
        texts = [(name, text) for version in self.versions.values() for name, text in version.texts.items()]
        names: dict[int, set[str]] = {}
        for name, text in texts:
            names.setdefault(text.uid, set()).update((name, *text.aliases))
        return ((frozenset(names[text.uid]), text) for _, text in texts)

    def look_through(self) -> None:
        """Readers get what is published and nothing else; what was taken back is nowhere."""
        if self.is_whole:
            assert self.world.served() == self.live.canaries
            promised = {text.promised for text in self.live.texts.values() if text.promise and not text.withdrawn}
            assert promised <= words_in(self.world.root / "commitments"), "the register lost a line"
        if self.is_tidy:
            found = {one: names for one, names in self.world.kept().items() if one in self.taken}
            assert not found, f"{found} was taken back"
            assert not [one for one in self.taken if one in self.world.history()]

    def count_taken(self, now: Version) -> None:
        """Words that are nowhere any more, now that this is published; and those that are shown."""
        self.taken |= self.taken_by(now)
        assert takes(now.texts) <= self.marks | takes(now.texts)
        for text in now.texts.values():
            self.shown.setdefault(text.uid, []).append((text.outs, text.canaries))

    def taken_by(self, now: Version) -> frozenset[str]:
        found: set[str] = set()
        for text in now.texts.values():
            shown = self.shown.get(text.uid, [])
            stay = [text.canaries, *(words for outs, words in shown if outs >= text.outs and not text.withdrawn)]
            gone = [words for outs, words in shown if outs < text.outs or text.withdrawn]
            found |= frozenset().union(*gone).difference(*stay)
        return frozenset(found)


def tokens_of(texts: Texts) -> frozenset[Token]:
    """What the texts are known by to those who must not bring them back."""
    found: set[Token] = set()
    for name, text in texts.items():
        if not text.withdrawn:
            for one in (name, *text.aliases):
                found |= {(one, TAKEN), (one, text.outs)}
    return frozenset(found)


def hashed(token: Token) -> str:
    name, times = token
    key = route(name).removeprefix("digests/").removesuffix(".html")
    return text_token(SITE, key) if times == TAKEN else words_token(SITE, key, times)


def runs_of(name: str, text: Answer, salt: str) -> frozenset[str]:
    """What stands for the words of an answer of that name at the place with that salt."""
    return runs_by(text, salt, (name, *text.aliases))


def runs_by(text: Answer, salt: str, names: Iterable[str]) -> frozenset[str]:
    """The same under each of these names."""
    ids = [route(name).removeprefix("digests/").removesuffix(".html") for name in names]
    keys = [hashlib.blake2b(one.encode(), key=salt.encode(), digest_size=32).digest() for one in ids]
    said = text.said()
    return frozenset(
        run.hex()[:16] for key in keys for one in said for of in (word_runs, short_text) for run in of(one, key)
    )


def takes(texts: Mapping[str, Answer]) -> frozenset[Token]:
    """What must not come back once these are published."""
    found: set[Token] = set()
    for name, text in texts.items():
        for one in filter(None, (name, text.erased, *text.aliases)):
            found |= {(one, TAKEN)} if text.withdrawn else {(one, times) for times in range(text.outs)}
    return frozenset(found)


TestHistories = pytest.mark.timeout(3000 if SWEEP else 300)(Histories.TestCase)
TestHistories.settings = settings(
    max_examples=1000 if SWEEP else 4,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
