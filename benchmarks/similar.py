"""How long it takes to find out whether something was asked before, beside a cold start of Python with our commands.

    python benchmarks/similar.py [--entries 10000] [--rounds 200]

The questions are invented, their words as unevenly spread as real ones; asked is each of some of them in other words: a
third of its words are others'. A cold start is a process that loads what `sitegen similar` needs, and reads nothing; what
it would read, a build or a preview has read already. Time by the clock, the median and the worst of all rounds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from datetime import date

from corpus import Maker

from sitegen.api.asked_before import KnownWordings, SimilarQuestions

TODAY = date(2026, 11, 24)
COLD = "import sitegen.cli.similar"


def main() -> None:
    """Measure and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    maker = Maker(1)
    asked = [maker.sentence(8, 24) + "?" for _ in range(options.entries)]
    known = [KnownWordings(str(n), text, TODAY, (text,)) for n, text in enumerate(asked)]
    started = time.perf_counter()
    similar = SimilarQuestions(known, "en-GB", TODAY)
    made = time.perf_counter() - started
    rounds, first, five = [], 0, 0
    for _ in range(options.rounds):
        number = maker.chance.randrange(options.entries)
        words = [maker.sentence(1, 1) if maker.chance.random() < 1 / 3 else word for word in asked[number].split()]
        started = time.perf_counter()
        found = [one.id for one in similar.find(" ".join(words))]
        rounds.append(time.perf_counter() - started)
        first += found[:1] == [str(number)]
        five += str(number) in found
    cold = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD], check=True)
        cold.append(time.perf_counter() - started)
    median, start = statistics.median(rounds), statistics.median(cold)
    print(f"{options.entries:,} questions made ready in {made * 1000:.0f} ms; {options.rounds} asked:")
    print(
        f"median {median * 1000:.1f} ms, worst {max(rounds) * 1000:.1f} ms; first {first}, among the first five {five}"
    )
    print(f"a cold start {start * 1000:.0f} ms: {median / start:.2f} of it")


if __name__ == "__main__":
    main()
