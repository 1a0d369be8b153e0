"""How often the right answer comes first: sitegen's search beside MiniSearch and Pagefind, in one browser, in one run.

    SITEGEN_CORPORA=... python benchmarks/relevance.py --work /tmp/relevance

Needs chromium, node and, besides the dev extra, python-calamine. Three sets of queries whose answers are known:

- paraphrases: 50 questions (French) and how else people asked them. Every second phrasing is an entry's `also_asked`,
  the others are the queries, so no query is in any index.
- same question elsewhere: questions and answers of several health bodies (English), many of which ask the same. Each
  such question is a query; the right answers are the others', its own does not count.
- key words: the titles of parliamentary questions; the entries hold question and answer, without their titles.

Each set is split in two by a hash of what is asked for. sitegen's weights were chosen on the first half only; read the
second. MiniSearch gets stop words, a stemmer of the language and weighted fields; Pagefind its default ranking, whose
words all must match.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import yaml
from playwright.sync_api import sync_playwright

from sitegen.search.document import make_document
from sitegen.search.index import make_index
from sitegen.search.index_entry import IndexEntry, ResultRow
from sitegen.search.stopwords import STOP_WORDS

ROOT = Path(__file__).parent.parent
PEERS = ("minisearch@7.2.0", "pagefind@1.6.0", "snowball-stemmers@0.6.0")
COLD = 25  # queries that are asked on a fresh page, to see what one loads
SAME = (
    "19,113,141,158 124,168,195 84,142,162,196,123 17,126,149,167 5,114,157,189 33,130,182 15,75,121,138 4,154 128,190 "
    "20,163 135,164 14,166 18,132 63,161 59,160 69,117 8,181,207 68,208 13,118,137,165,183 38,177 36,200 0,111,140 "
    "112,153,188 156,191 72,92 57,174 31,180 125,155 134,139,150 11,119,136,171 146,206 186,176 11,74"
)
"""Rows of the table of questions that ask the same."""


class Item(NamedTuple):
    """An entry of an index."""

    id: str
    title: str
    also_asked: list[str]
    answer: str
    topic: str


class Query(NamedTuple):
    """What is typed, the ids that answer it, and one that does not count."""

    text: str
    right: set[str]
    without: str
    is_second_half: bool


class Set(NamedTuple):
    name: str
    language: str
    items: list[Item]
    queries: list[Query]


def second_half(key: str) -> bool:
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def paraphrases(corpora: Path) -> Set:
    from python_calamine import CalamineWorkbook

    items, queries = [], []
    book = CalamineWorkbook.from_path(next((corpora / "exports").glob("*QnA*.xlsx")))
    for name in book.sheet_names[1:]:
        rows = [row for row in book.get_sheet_by_name(name).to_python() if row and str(row[0]).strip()]
        if not rows or len(rows[0]) < 3:
            continue
        phrasings = [str(row[0]).strip() for row in rows[1:]]
        known = phrasings[::2]
        answer = html.unescape(re.sub(r"<[^>]*>", " ", str(rows[0][2])))
        items.append(Item(name, str(rows[0][0]).strip(), known, answer, str(rows[0][1])))
        queries += [Query(text, {name}, "", second_half(name)) for text in phrasings[1::2] if text not in known]
    return Set("paraphrases", "fr", items, queries)


def same_elsewhere(corpora: Path) -> Set:
    with next((corpora / "exports").glob("faq*.csv")).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    items = [
        Item(str(n), row["question"].strip(), [], row["answer"], row["category"] or "") for n, row in enumerate(rows)
    ]
    groups = [group.split(",") for group in SAME.split()]
    queries = [
        Query(
            items[int(one)].title,
            {other for near in groups if one in near for other in near} - {one},
            one,
            second_half(group[0]),
        )
        for group in groups
        for one in group
    ]
    return Set("same question elsewhere", "en", items, queries)


def key_words(corpora: Path, work: Path) -> Set:
    folder = work / "uk-written-questions"
    if not folder.exists():
        command = [sys.executable, "-B", str(corpora / "to_site.py"), "uk-written-questions", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    items, titles = [], {}
    for file in sorted(folder.glob("content/digests/*/*.md")):
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(head, yaml.CSafeLoader)
        if "question" in fields and "title" in fields:
            name = f"{file.parent.name}/{file.stem}"
            items.append(Item(name, re.sub(r"^To ask .*?, ", "", fields["question"]), [], body, ""))
            titles.setdefault(fields["title"], set()).add(name)
    return Set(
        "key words", "en", items, [Query(text, right, "", second_half(text)) for text, right in sorted(titles.items())]
    )


# -- the three engines, each as files and a page with `window.ask(text)`, which gives the ids found --


def place(folder: Path, name: str, content: str | bytes) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def sitegen(folder: Path, data: Set, _peers: Path) -> None:
    entries = [
        IndexEntry(
            item.id,
            make_document(item.title, "", item.also_asked, "", html.escape(item.answer), (), data.language),
            (item.topic,) if item.topic else (),
            (),
            ResultRow(item.title, "", "", "", "", "answered"),
        )
        for item in data.items
    ]
    for route, shard in make_index(entries, data.language).items():
        place(folder, route, shard)
    place(folder, "search.js", (ROOT / "templates" / "theme" / "search.js").read_bytes())
    place(
        folder,
        "index.html",
        '<div id="_search_words" data-root="index.html"></div><script src="search.js"></script><script>'
        "window.ask = async text => (await (await sitegen_search.find(text)).rows(0, 12)).map(row => row.route)</script>",
    )


def minisearch(folder: Path, data: Set, peers: Path) -> None:
    documents = [
        {
            "id": item.id,
            "title": item.title,
            "also": " ".join(item.also_asked),
            "answer": item.answer,
            "topic": item.topic,
        }
        for item in data.items
    ]
    language = {"en": "english", "fr": "french"}[data.language]
    options = """
      const stops = new Set(STOPS), stemmer = snowballFactory.newStemmer(LANGUAGE);
      const options = { fields: ["title", "also", "answer", "topic"], processTerm: (term) => { term = term.toLowerCase();
        return stops.has(term) ? null : stemmer.stem(term); }, searchOptions: { boost: { title: 3, also: 3 } } };"""
    options = options.replace("STOPS", json.dumps(sorted(STOP_WORDS.get(data.language, ()))))
    options = options.replace("LANGUAGE", json.dumps(language))
    program = 'const MiniSearch = require("minisearch"), snowballFactory = require("snowball-stemmers");'
    program += f"{options} const m = new MiniSearch(options); m.addAll({json.dumps(documents)}); console.log(JSON.stringify(m));"
    place(folder, "make.js", program)
    made = subprocess.run(
        ["node", str(folder / "make.js")], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    (folder / "make.js").unlink()
    place(folder, "index/index.json", made.stdout)
    place(folder, "minisearch.js", (peers / "minisearch" / "dist" / "umd" / "index.js").read_bytes())
    place(folder, "stemmers.js", (peers / "snowball-stemmers" / "snowball-stemmers.js").read_bytes())
    script = f"""{options} const loaded = fetch("index/index.json").then(r => r.text()).then(t => MiniSearch.loadJSON(t, options));
      window.ask = async text => (await loaded).search(text).slice(0, 12).map(hit => hit.id)"""
    place(
        folder,
        "index.html",
        f'<script src="minisearch.js"></script><script src="stemmers.js"></script><script>{script}</script>',
    )


def pagefind(folder: Path, data: Set, peers: Path) -> None:
    pages = folder.parent / "pages"
    for number, item in enumerate(data.items):
        also = "".join(f"<p>{html.escape(text)}</p>" for text in item.also_asked)
        body = (
            f"<h1>{html.escape(item.title)}</h1>{also}<p>{html.escape(item.topic)}</p><p>{html.escape(item.answer)}</p>"
        )
        place(
            pages,
            f"{number}.html",
            f'<html lang="{data.language}"><body><main data-pagefind-body>{body}</main></body></html>',
        )
    command = [peers / ".bin" / "pagefind", "--site", pages, "--output-path", folder / "index"]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    ids = json.dumps([item.id for item in data.items])
    script = f"""const ids = {ids}; const loaded = import("./index/pagefind.js");
      window.ask = async text => {{ const found = await (await loaded).search(text);
        const first = await Promise.all(found.results.slice(0, 12).map(result => result.data()));
        return first.map(page => ids[parseInt(page.url.split("/").pop())]); }}"""
    place(folder, "index.html", f"<html lang={data.language}><script type=module>{script}</script>")


ENGINES = (sitegen, minisearch, pagefind)


class Server(ThreadingHTTPServer):
    """Gives files of a folder and notes how large they were, raw and compressed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.sent = folder, list[tuple[str, int, int]]()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        file = self.server.folder / path
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        kinds = {
            ".html": "text/html; charset=utf-8",
            ".js": "text/javascript; charset=utf-8",
            ".wasm": "application/wasm",
        }
        self.send_response(200)
        self.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.server.sent.append((path, len(data), len(gzip.compress(data, 6))))

    def log_message(self, *_: object) -> None:
        pass


def sizes(folder: Path) -> tuple[int, int, int]:
    """Files of an index, bytes, and bytes compressed."""
    files = [file for name in ("_search", "index") for file in (folder / name).rglob("*") if file.is_file()]
    return (
        len(files),
        sum(file.stat().st_size for file in files),
        sum(len(gzip.compress(file.read_bytes(), 6)) for file in files),
    )


def measure(engine, data: Set, work: Path, peers: Path, browser) -> list[str]:
    folder = work / data.name.replace(" ", "-") / engine.__name__
    shutil.rmtree(folder.parent, ignore_errors=True)
    engine(folder, data, peers)
    server = Server(folder)
    address = f"http://127.0.0.1:{server.server_port}/index.html"
    tab = browser.new_page()
    tab.goto(address)
    tab.wait_for_function("() => window.ask")
    rates = []
    for is_second in (False, True):
        ranks, count = [], 0
        for query in data.queries:
            if query.is_second_half == is_second:
                found = [one for one in tab.evaluate("text => window.ask(text)", query.text) if one != query.without]
                ranks.append(next((rank for rank, one in enumerate(found) if one in query.right), 99))
                count += not found
        share = [sum(rank < limit for rank in ranks) / len(ranks) for limit in (1, 5)]
        rates.append(f"{share[0]:6.1%} {share[1]:6.1%} {count / len(ranks):6.1%} of {len(ranks):3}")
    tab.close()
    loaded = []
    for query in data.queries[:: max(1, len(data.queries) // COLD)]:
        context = browser.new_context()
        tab = context.new_page()
        del server.sent[:]
        tab.goto(address)
        tab.wait_for_function("() => window.ask")
        tab.evaluate("text => window.ask(text)", query.text)
        everything = [row for row in server.sent if row[0].startswith(("_search/", "index/"))]
        loaded.append((sum(row[1] for row in everything), sum(row[2] for row in everything), len(everything)))
        context.close()
    server.shutdown()
    files, raw, packed = sizes(folder)
    medians = [statistics.median(column) for column in zip(*loaded, strict=True)]
    return [
        engine.__name__,
        *rates,
        f"{raw / 1000:7.0f} {packed / 1000:6.0f} kB {files:5}",
        f"{medians[0] / 1000:6.1f} {medians[1] / 1000:6.1f} kB {medians[2]:4.0f}",
    ]


def install(work: Path) -> Path:
    """The peers' packages, once."""
    if not (work / "node_modules" / "pagefind").exists():
        work.mkdir(parents=True, exist_ok=True)
        (work / "package.json").write_text("{}")
        subprocess.run(["npm", "install", "--no-fund", "--no-audit", *PEERS], cwd=work, check=True, capture_output=True)
    return work / "node_modules"


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the right answer comes first.")
    parser.add_argument("--work", type=Path, required=True, help="a folder for packages and indexes")
    arguments = parser.parse_args()
    corpora, peers = Path(os.environ["SITEGEN_CORPORA"]), install(arguments.work)
    sets = [paraphrases(corpora), same_elsewhere(corpora), key_words(corpora, arguments.work)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print(
            "first, in the first five, nothing found | index: raw, gzip, files | a first query loads: raw, gzip, files"
        )
        for data in sets:
            print(f"\n{data.name}: {len(data.items)} entries")
            for engine in ENGINES:
                name, first, second, index, query = measure(engine, data, arguments.work, peers, browser)
                print(f"  {name:10} | tuned on {first} | held out {second} | {index} | {query}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
