"""What one search loads on a built site, in a real browser: files, bytes raw and gzip, median over many questions.

    python benchmarks/query.py --site /tmp/benchmarks/corpus-10000/output --questions 40

The questions are those of the site's own entries, spread evenly, each asked in a new tab that has nothing yet.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    entries = json.loads((options.site / "data/entries.json").read_bytes())["entries"]
    asked = [entry["question"] for entry in entries[:: max(1, len(entries) // options.questions)]][: options.questions]
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for question in asked:
            tab = browser.new_page()
            loaded: set[str] = set()
            tab.on("request", lambda request, loaded=loaded: loaded.add(request.url.partition("?")[0]))
            tab.goto(f"{options.site.resolve().as_uri()}/search.html#q={quote(question)}")
            tab.wait_for_selector("#_results li")
            tab.wait_for_load_state("networkidle")
            files = [options.site / url.partition("/_search/")[2] for url in loaded if "/_search/" in url]
            data = [(options.site / "_search" / file.name).read_bytes() for file in files]
            rows.append((len(data), sum(map(len, data)), sum(len(gzip.compress(each)) for each in data)))
            tab.close()
        browser.close()
    files, raw, packed = (statistics.median(column) for column in zip(*rows, strict=True))
    print(
        f"{len(rows)} questions of {len(entries):,}: {files:.0f} files, {packed / 1000:.0f} kB gzip, {raw / 1000:.0f} kB raw"
    )


if __name__ == "__main__":
    main()
