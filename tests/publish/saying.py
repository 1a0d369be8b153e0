"""Records for tests: answers with their words, those withdrawn, and how often words were taken out of each."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from publishing import page, release_of

from sitegen.memory.refused import Refused
from sitegen.publish.ledger import LastSeen, Ledger, PublishedText, Texts
from sitegen.publish.protocol import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.publish.outcome import PublishTarget, Result

CANARY = "Ursula Canarybird"


def token(*what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32]


class Copy:
    """A copy of the project: what it would publish, and what it has seen last."""

    def __init__(self, answers: Mapping[str, str], seen: LastSeen | None = None) -> None:
        self.answers = dict(answers)
        self.withdrawn: dict[str, str] = {}
        self.taken_out: dict[str, int] = {}
        self.seen = seen

    def copied(self) -> Copy:
        """A second copy of the folder, as it is now."""
        other = Copy(self.answers, self.seen)
        other.withdrawn, other.taken_out = dict(self.withdrawn), dict(self.taken_out)
        return other

    def withdraw(self, name: str) -> None:
        self.withdrawn[name] = self.answers.pop(name)

    def take_out(self, name: str, words: str) -> None:
        """Replace the words of an answer, which no earlier release may show again."""
        self.answers[name] = words
        self.taken_out[name] = self.taken_out.get(name, 0) + 1

    @property
    def files(self) -> dict[str, bytes]:
        shown = {f"answers/{name}.html": page(words, "../index.html") for name, words in self.answers.items()}
        gone = {f"answers/{name}.html": page("withdrawn", "../index.html") for name in self.withdrawn}
        files = shown | gone
        lists = {"lists/all.html": page("list " + " ".join(self.answers.values()))}
        return {**files, **lists, "index.html": page("home", "lists/all.html", *files)}

    @property
    def record(self) -> bytes:
        return json.dumps([self.answers, sorted(self.withdrawn), self.taken_out], sort_keys=True).encode()

    @property
    def ledger(self) -> Ledger:
        outs = [token(name, time) for name, times in self.taken_out.items() for time in range(times)]
        gone = [token(name) for name in self.withdrawn]
        return Ledger(self.record, read_record, frozenset(outs + gone), self.seen)

    def publish(
        self, place: PublishTarget, removals: int | None = None, agree: Callable[[str], bool] = lambda _: False
    ) -> Result:
        files = self.files
        release = release_of(files)
        for name in self.withdrawn:
            route = f"answers/{name}.html"
            release.tree[route] = release.tree[route]._replace(kind="tombstone")
        result = publish(place, release, files.__getitem__, removals, ledger=self.ledger, agree=agree)
        self.seen = LastSeen(result.release.id, self.record)
        return result


def read_record(data: bytes) -> Texts:
    try:
        answers, withdrawn, taken_out = json.loads(data)
        texts = {
            name: PublishedText(
                f"About {name}", token(words), frozenset([token(name), token(name, taken_out.get(name, 0))])
            )
            for name, words in answers.items()
        }
        return texts | {name: PublishedText(name, "", frozenset()) for name in withdrawn}
    except (ValueError, AttributeError) as error:
        raise Refused("The record is none.") from error
