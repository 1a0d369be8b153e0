"""How often one real misspelling, typed alone, leads to the answers with the right word.

    SITEGEN_CORPORA=... python benchmarks/misspellings.py --work /tmp/relevance --words .../dictionary.txt

`--words` is codespell's list (`wrong->right` in each line; PyPI's codespell carries it). Typed are those whose right word
stands in the answers and whose wrong one does not. Right is what looks for the right word's term, also as one of those
that a beginning is completed to; the rest finds nothing, or something else. By this list only the number of slips was
chosen that a long word may have.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright
from relevance import Server, key_words, sitegen

from sitegen.search.terms import words

ASK = """async pairs => Promise.all(pairs.map(async ([wrong, right]) => {
  const found = await sitegen_search.find(wrong);
  return found.count === 0 ? "none" : found.has(right) ? "right" : "other";
}))"""


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    data = key_words(Path(os.environ["SITEGEN_CORPORA"]), options.work)
    known = {word for item in data.items for word in words(f"{item.title}\n{item.answer}")}
    lines = options.words.read_text(encoding="utf-8").splitlines()
    pairs = [match.groups() for line in lines if (match := re.fullmatch("([a-z]{4,})->([a-z]+)", line))]
    typed = [(wrong, right) for wrong, right in pairs if right in known and wrong not in known]
    typed = random.Random(1).sample(typed, min(3000, len(typed)))
    folder = options.work / "misspellings"
    shutil.rmtree(folder, ignore_errors=True)
    sitegen(folder, data, options.work)
    server = Server(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        came = [one for start in range(0, len(typed), 100) for one in tab.evaluate(ASK, typed[start : start + 100])]
        browser.close()
    server.shutdown()
    right, none = came.count("right") / len(came), came.count("none") / len(came)
    print(f"{len(came)} misspellings of {len(known)} words: right {right:.1%}, nothing found {none:.1%}")


if __name__ == "__main__":
    main()
