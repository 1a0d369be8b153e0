"""A seeded corpus of any size, as a project: the same number and seed give the same bytes.

python benchmarks/corpus.py 10000 /tmp/corpus
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

TOPICS = 40
ENTRIES_A_DIGEST = 25
PEOPLE = 12
SYLLABLES = "ba be bi co cu da de di fa fe ga go ha he in ka la le li ma me mi na ne no pa pe po ra re ri sa se ta te ti to va we".split()
COMMON = (
    "the of and to we in is that it for on with as are be this have will not they our at from by an was can what more "
    "when there about which their would people time need team work help take shift station ambulance staff crew call "
    "hospital patient training review change plan month week support manager question answer"
).split()

_PARTS = ("plain", "list", "numbered", "page", "web", "emphasis", "code", "heading", "quote", "fence", "table")
_SHARES = (46, 10, 5, 8, 9, 5, 5, 5, 2, 2, 3)
"""How many in a hundred parts of an answer are of each kind."""


def search_terms(chance: random.Random, size: int = 8000) -> list[str]:
    """Words of two to four syllables, the common ones first."""
    rare: dict[str, None] = {}
    while len(rare) < size:
        rare["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return COMMON + list(rare)


class Maker:
    """Makes texts whose words are as unevenly spread as real ones (Zipf)."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = search_terms(self.chance)
        total = 0.0
        self.weights = [total := total + 1 / (rank + 3) for rank in range(len(self.words))]

    def sentence(self, low: int = 6, high: int = 22) -> str:
        """One sentence."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=self.chance.randint(low, high))
        return " ".join(words).capitalize()

    def answer(self) -> str:
        """A body of about 220 words, as pasted answers are: of four in five, some part is more than plain prose."""
        parts = []
        for _ in range(self.chance.randint(2, 7)):
            part = self.chance.choices(_PARTS, _SHARES)[0]
            parts.append(getattr(self, f"_{part}")())
        return "\n\n".join(parts)

    def _plain(self) -> str:
        return ". ".join(self.sentence() for _ in range(self.chance.randint(2, 5))) + "."

    def _list(self) -> str:
        return "\n".join(f"- {self.sentence(3, 9)}" for _ in range(4))

    def _numbered(self) -> str:
        return "\n".join(f"{number}. {self.sentence(3, 9)}" for number in range(1, 5))

    def _page(self) -> str:
        return (
            f"{self._plain()} See [{self.sentence(2, 4)}](../../topics/topic-{self.chance.randint(1, TOPICS):02}.md)."
        )

    def _web(self) -> str:
        return f"{self._plain()} Read [{self.sentence(2, 4)}](https://www.example.org/{self._word()}/{self._word()})."

    def _emphasis(self) -> str:
        return f"{self._plain()} *{self.sentence(2, 5)}* and **{self.sentence(2, 4)}**."

    def _code(self) -> str:
        return f"{self._plain()} Type `{self._word()} --{self._word()}` for it."

    def _heading(self) -> str:
        return f"## {self.sentence(2, 5)}\n\n{self._plain()}"

    def _quote(self) -> str:
        return f"> {self.sentence()}."

    def _fence(self) -> str:
        return "\n".join(["```", *(f"{self._word()} = {self._word()}[{line}]" for line in range(3)), "```"])

    def _table(self) -> str:
        rows = [f"| {self.sentence(1, 3)} | {self.sentence(1, 3)} |" for _ in range(4)]
        return "\n".join([rows[0], "|---|---|", *rows[1:]])

    def _word(self) -> str:
        return self.chance.choice(self.words)

    def entry(self) -> str:
        """One content file."""
        topics = ", ".join(
            f"topic-{n:02}" for n in sorted(self.chance.sample(range(1, TOPICS + 1), self.chance.randint(1, 3)))
        )
        lines = [
            "---",
            "question: >",
            f"  {self.sentence(8, 24)}?",
            f"title: {self.sentence(3, 7)}",
            f"topics: [{topics}]",
        ]
        body = self.answer()
        if self.chance.random() < 0.3:
            lines.append(f"in_short: {self.sentence(10, 24)}")
        if self.chance.random() < 0.15:
            lines += [
                "commitments:",
                f"  - text: {self.sentence(4, 9)}",
                "    quote: We will look at this again",
                "    strength: commitment",
            ]
            body += "\n\nWe will look at this again."
        return "\n".join([*lines, "---", body, ""])


def make(count: int, folder: Path, seed: int = 1) -> None:
    """Write a project of `count` entries; the folder must be new or empty."""
    maker = Maker(seed)
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    write(folder, "sitegen.yaml", "title: Benchmark\nurl: https://intranet.example/qa/\n")
    for number in range(1, TOPICS + 1):
        write(
            folder,
            f"content/topics/topic-{number:02}.md",
            f"---\ntitle: Topic {number:02}\nsynonyms: [subject {number:02}]\n---\n",
        )
    for number in range(1, PEOPLE + 1):
        write(
            folder,
            f"content/people/person-{number:02}.md",
            f"---\nname: Person {number:02}\nroles: [{{title: Director {number:02}, from: 2000-01-01}}]\n---\n",
        )
    day, made = date(2010, 1, 7), 0
    while made < count:
        name = f"{day.isoformat()}-briefing"
        person = maker.chance.randint(1, PEOPLE)
        write(
            folder,
            f"content/digests/{name}/index.md",
            f"---\ntitle: Briefing of {day.isoformat()}\ndate: {day.isoformat()}\nanswered_by: [person-{person:02}]\n---\n{maker.sentence()}.\n",
        )
        for _ in range(min(ENTRIES_A_DIGEST, count - made)):
            made += 1
            write(folder, f"content/digests/{name}/q{made:06}.md", maker.entry())
        day += timedelta(days=maker.chance.choice((1, 2)) if count > 20_000 else maker.chance.randint(3, 11))


def write(folder: Path, path: str, text: str) -> None:
    """Write one file."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
