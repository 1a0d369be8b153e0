"""What the search index costs: an entry's document, the index made anew, and one that an edit changes.

    python benchmarks/index.py --entries 10000 --work /tmp/benchmarks

Processor seconds of one process; the least and the most of several rounds stand beside each median.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import time
from pathlib import Path

import corpus
import peers

from sitegen.search.document import Document, make_document, pack, unpack
from sitegen.search.index import make_index, update
from sitegen.search.index_entry import IndexEntry, ResultRow


def document(entry: peers.Entry, more: str = "") -> Document:
    paragraphs = "".join(f"<p>{part}</p>\n" for part in (entry.body + more).split("\n\n"))
    return make_document(entry.title, entry.question, answer=paragraphs)


def findable(entry: peers.Entry, made: Document) -> IndexEntry:
    facets = (*(f"topic:{topic}" for topic in entry.topics), f"digest:{entry.digest}", f"year:{entry.digest[:4]}")
    row = ResultRow(entry.title, entry.question[:160], "12 March 2026", "Chief Executive", entry.digest, "answered")
    return IndexEntry(f"digests/{entry.digest}/{entry.name}.html", made, tuple(entry.topics), facets, row)


def timed(work):
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def show(name: str, seconds: list[float], scale: float, unit: str) -> None:
    low, middle, high = (value * scale for value in (min(seconds), statistics.median(seconds), max(seconds)))
    print(f"{name:48} {middle:8.2f} {unit} ({low:.2f} to {high:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description="What the search index costs.")
    parser.add_argument("--entries", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    made = arguments.work / f"corpus-{arguments.entries}"
    if not made.exists():
        corpus.make(arguments.entries, made)
    sources = peers.entries(made)
    count = len(sources)

    runs = [timed(lambda: [document(source) for source in sources]) for _ in range(arguments.rounds)]
    show("a document (the first round learns the words)", [seconds / count for seconds, _ in runs], 1e6, "µs")
    packed = [pack(made) for made in runs[0][1]]
    print(f"{'remembered of an entry':48} {statistics.mean(map(len, packed)):8.0f} bytes")
    entries = [findable(source, unpack(text)) for source, text in zip(sources, packed, strict=True)]

    runs = [timed(lambda: make_index(entries)) for _ in range(arguments.rounds)]
    show("the index made anew", [seconds for seconds, _ in runs], 1, "s")
    shards = runs[0][1]
    raw, small = sum(map(len, shards.values())), sum(len(gzip.compress(shard, 6)) for shard in shards.values())
    print(f"{'its size':48} {raw / 1e6:8.2f} MB, {small / 1e6:.2f} gzip, {len(shards)} files")

    chance, known = random.Random(2), {entry.route: entry for entry in entries}
    one = chance.sample(range(count), 20)
    edits = {
        "a sentence more": [
            ([entries[n]], [entries[n]._replace(document=document(sources[n], " " + sources[n - 1].question))])
            for n in one
        ],
        "a new title": [
            ([entries[n]], [findable(s := sources[n]._replace(title=sources[n - 1].title), document(s))]) for n in one
        ],
        "a new entry": [([], [entries[n]._replace(route=f"digests/new/{n}.html")]) for n in one],
        "an entry gone": [([entries[n]], []) for n in one],
    }
    for name, rows in edits.items():
        runs = [timed(lambda row=row: update(shards, *row, known.__getitem__)) for row in rows]
        changed = [len(result) for _, result in runs if result is not None]
        show(name, [seconds for seconds, _ in runs], 1e3, "ms")
        print(
            f"{'':48} {statistics.median(changed):8.0f} shards ({min(changed)} to {max(changed)}), {20 - len(changed)} anew"
        )


if __name__ == "__main__":
    main()
