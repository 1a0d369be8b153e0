"""Words of every kind that looks private, and others that only look like them, made at random: the answers are known.

    python tests/known_answers.py 100000

prints how many of the first are missed, and how many of the others are told.
"""

from __future__ import annotations

import re
import sys
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from private_templates import OTHERS, REAL

from sitegen.privacy.detectors import find_private
from sitegen.privacy.masked_finding import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable


class Tally(NamedTuple):
    """The texts of one kind that were taken for what they are not."""

    missed: list[str]
    told: list[str]


_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"]  # read as a table  # fmt: skip
_AROUND = ["{}", "Please ask {} first.", "See {}, page 3.", "So ({}).", "It was **{}** then.", "- {}\n- others", "> {}",
          "“{}” stood there.", "They wrote: {}", "| a | {} |\n|---|---|"]  # read as a table  # fmt: skip


def _figures(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _grouped(random: Random, number: str, *ways: tuple[int, ...]) -> str:
    """The number in groups of one of these sizes, or whole; a line ends somewhere in one of ten."""
    sizes = random.choice(((len(number),), *ways))
    between, broken = random.choice([" ", " ", "\u00a0", "-", "\u2011"]), random.randrange(30)
    shown, at = "", 0
    for index, size in enumerate(sizes):
        shown += ("" if not index else "\n" if index == broken else between) + number[at : at + size]
        at += size
    return shown


def _nhs(random: Random, change: int = 0) -> str:
    """An NHS number; one that is none where its last figure is changed."""
    start = random.choice(["4", "6", "7", "32", "39", "0101", "3112", "1506"])
    nine = start + _figures(random, 9 - len(start))
    last = -sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), nine, strict=True)) % 11
    number = f"{nine}{(last + change) % 10}"
    return _grouped(random, number, (3, 3, 4)) if last < 10 else _nhs(random, change)


def _card(random: Random, change: int = 0) -> str:
    """A number of a payment card; one that is none where its last figure is changed."""
    start = random.choice(["4", "52", "2301", "34", "6011"])
    sizes = (4, 6, 5) if start == "34" else (4, 4, 4, 4)
    most = start + _figures(random, sum(sizes) - len(start) - 1)
    total = sum(sum(divmod(2 * int(figure), 10)) for figure in most[::-2]) + sum(map(int, most[-2::-2]))
    return _grouped(random, f"{most}{(change - total) % 10}", sizes)


def _day(random: Random) -> str:
    at, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(1930, 2005)
    name = _MONTHS[month - 1]
    return random.choice(
        [f"{at}/{month}/{year}", f"{at:02}.{month:02}.{year % 100:02}", f"{year}-{month:02}-{at:02}",
         f"{at}-{month}-{year}", f"{at} {name} {year}", f"{at} {name[:3]} {year}", f"{name} {at}, {year}",
         f"{at}th of {name} {year}"]
    )  # read as a table  # fmt: skip


def _insurance(random: Random) -> str:
    letters = random.choice(["AB", "JG", "CE", "PR", "SX", "TW", "YZ", "NP"])
    number = f"{letters}{_figures(random, 6)}{random.choice('ABCD')}"
    return random.choice([str.upper, str.lower])(_grouped(random, number, (2, 2, 2, 2, 1), (2, 6, 1)))


def _any_of(words: str) -> Callable[[Random], str]:
    return lambda random: random.choice(words.split(","))


def _telephone(begins: str, *ways: tuple[int, ...]) -> Callable[[Random], str]:
    """Numbers that begin with one of these, in as many figures as a way of grouping them has."""

    def make(random: Random) -> str:
        begin = random.choice(begins.split(","))
        return _grouped(random, begin + _figures(random, sum(ways[0]) - len(begin)), *ways)

    return make


_MAKERS: dict[str, Callable[[Random], str]] = {
    "nhs": _nhs,
    "wrong nhs": lambda random: _nhs(random, random.randint(1, 9)),
    "card": _card,
    "wrong card": lambda random: _card(random, random.randint(1, 9)),
    "mobile": _telephone("071,072,073,074,075,077,078,07624", (5, 6), (5, 3, 3), (4, 3, 4), (3, 4, 4)),
    "abroad": _telephone("71,72,73,74,75,77,78", (4, 6), (4, 3, 3), (3, 3, 4)),
    "landline": _telephone("0113298,0161555,0122345", (5, 6), (4, 3, 4)),
    "insurance": _insurance,
    "day": _day,
    "area": _any_of("CB,SW,M,EH,LS,B,BT,CF,NG,SO,PO,E,N,W,DN"),
    "inward": _any_of("A,B,D,E,F,G,H,J,L,N,P,Q,R,S,T,U,W,X,Y,Z"),
    "given": _any_of("Ann,Joan,Ravi,Sean,Zoë,Mary-Jane,Olu,Chloé,Bill,Siobhán"),
    "family": _any_of("Ward,Grant,Rose,O’Neill,Okafor,Smith-Jones,Patel,Müller,Young,Holt"),
    "name": lambda random: fill(random, "<given> <family>"),
    "whole": _any_of("Sarah Jones,Joan Holt,Mary-Jane Patel,Chloé Müller,Ravi O’Neill,Bill Young,Jo A. Grant"),
    "title": _any_of("Mr,Mrs,Ms,Miss,Mx,Dr,Prof,Professor"),
    "box": _any_of("ann.ward,jward,o'neill.j,ravi_patel+home,young27,r&d"),
    "host": _any_of("hospital.nhs.uk,holt.co.uk,holt-mail.net,gmail.com,trust.scot"),
    "hello": _any_of("Hi,Hello,Dear,Good morning,Hey,Afternoon"),
    "close": _any_of("Kind regards,Regards,Best wishes,Many thanks,Yours sincerely,KR,With best wishes,Thanks,Cheers"),
    "code": lambda random: "".join(random.choices("abcdefghkmnpqrtuvwxyzABCDEF234567", k=20)),
}


def fill(random: Random, template: str) -> str:
    """A template with figures for each # and words for each <name>."""
    text = re.sub(r"<([a-z ]{2,})>", lambda match: _MAKERS[match[1]](random), template)
    return re.sub("#+", lambda match: _figures(random, len(match[0])), text)


def counted(total: int, seed: int = 1) -> dict[str, Tally]:
    """So many texts in all, half of each kind real: what was missed, and what was told although it is none."""
    random, each = Random(seed), total // (2 * len(REAL))
    return {
        kind: Tally(_wrong(random, kind, REAL, each, told=False), _wrong(random, kind, OTHERS, each, told=True))
        for kind in REAL
    }


def _wrong(random: Random, kind: str, templates: dict[str, list[str]], count: int, *, told: bool) -> list[str]:
    texts = [fill(random, random.choice(templates[kind])) for _ in range(count)]
    placed = [text if "\n" in text else random.choice(_AROUND).format(text) for text in texts]
    return [text for text in placed if any(one.kind == kind for one in find_private(text)) == told]


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print("| kind | | real | missed | others | told |\n|---|---|---|---|---|---|")
    for kind, tally in counted(size).items():
        each = size // (2 * len(REAL))
        print(f"| {kind} | {SEVERITIES[kind]} | {each:,} | {len(tally.missed):,} | {each:,} | {len(tally.told):,} |")
