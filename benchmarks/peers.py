"""The same corpus as projects of other generators, each with the least theme that makes the same kinds of page.

A page for each entry with question, answer, date and links to its topics, a list for each digest and each topic, and a
first page. No search, no checks, no feeds: what they make is less than what sitegen makes of it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from corpus import write

_HEAD = re.compile(
    r"---\nquestion: >\n  (?P<question>.*)\ntitle: (?P<title>.*)\ntopics: \[(?P<topics>.*)\]\n(?P<rest>(?:.*\n)*?)---\n"
)


class Entry(NamedTuple):
    """What every generator needs of an entry."""

    digest: str
    name: str
    title: str
    question: str
    topics: list[str]
    body: str


def entries(corpus: Path) -> list[Entry]:
    """The entries of the corpus."""
    found = []
    for file in sorted(corpus.glob("content/digests/*/q*.md")):
        text = file.read_text(encoding="utf-8")
        head = _HEAD.match(text)
        assert head is not None
        body = text[head.end() :].replace("../../topics/", "/topics/").replace(".md)", "/)")
        found.append(
            Entry(file.parent.name, file.stem, head["title"], head["question"], head["topics"].split(", "), body)
        )
    return found


def front_matter(entry: Entry, **more: object) -> str:
    """YAML for an entry."""
    fields = {
        "title": entry.title,
        "question": entry.question,
        "date": entry.digest[:10],
        "topics": entry.topics,
        **more,
    }
    return "\n".join(["---", *(f"{key}: {json.dumps(value)}" for key, value in fields.items()), "---", ""])


def hugo(corpus: Path, folder: Path) -> None:
    """A Hugo project."""
    write(
        folder,
        "hugo.toml",
        'baseURL = "https://x.example/"\ntitle = "Benchmark"\ndisableKinds = ["RSS", "sitemap"]\n[taxonomies]\ntopic = "topics"\n',
    )
    page = "<!DOCTYPE html><html lang=en><head><title>{{ .Title }}</title></head><body>"
    write(
        folder,
        "layouts/_default/single.html",
        page
        + '<h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02" }}</p><blockquote>{{ .Params.question }}</blockquote><main>{{ .Content }}</main><ul>{{ range .Params.topics }}<li><a href="/topics/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>',
    )
    lists = (
        page
        + '<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>'
    )
    for name in ("_default/list.html", "_default/term.html", "_default/taxonomy.html"):
        write(folder, f"layouts/{name}", lists)
    write(
        folder,
        "layouts/index.html",
        page
        + '<ul>{{ range first 5 .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>',
    )
    for entry in entries(corpus):
        write(folder, f"content/{entry.digest}/{entry.name}.md", front_matter(entry) + entry.body)


def eleventy(corpus: Path, folder: Path) -> None:
    """An Eleventy project."""
    page = "<!DOCTYPE html><html lang=en><head><title>{{ title }}</title></head><body>"
    write(
        folder,
        "_includes/entry.njk",
        page
        + '<h1>{{ title }}</h1><blockquote>{{ question }}</blockquote><main>{{ content | safe }}</main><ul>{% for topic in topics %}<li><a href="/topics/{{ topic }}/">{{ topic }}</a></li>{% endfor %}</ul></body></html>',
    )
    lists = (
        page
        + '<ul>{% for item in collections[name] %}<li><a href="{{ item.url }}">{{ item.data.title }}</a></li>{% endfor %}</ul></body></html>'
    )
    write(
        folder,
        "lists.njk",
        "---\npagination: {data: collections, size: 1, alias: name}\npermalink: '/lists/{{ name }}/'\n---\n" + lists,
    )
    write(folder, "package.json", '{"private": true}')
    for entry in entries(corpus):
        more = {"layout": "entry.njk", "tags": [entry.digest, *entry.topics]}
        write(folder, f"{entry.digest}/{entry.name}.md", front_matter(entry, **more) + entry.body)


def mkdocs(corpus: Path, folder: Path) -> None:
    """A MkDocs project; its lists are files of their own."""
    write(
        folder,
        "mkdocs.yml",
        "site_name: Benchmark\nplugins: []\ntheme: {name: null, custom_dir: theme}\nnav: [index.md]\nvalidation: {nav: {omitted_files: ignore}, links: {not_found: ignore, absolute_links: ignore}}\n",
    )
    write(
        folder,
        "theme/main.html",
        "<!DOCTYPE html><html lang=en><head><title>{{ page.title }}</title></head><body><h1>{{ page.title }}</h1><main>{{ page.content }}</main></body></html>",
    )
    lists: dict[str, list[str]] = {}
    for entry in entries(corpus):
        write(
            folder, f"docs/{entry.digest}/{entry.name}.md", front_matter(entry) + f"> {entry.question}\n\n" + entry.body
        )
        for name in (entry.digest, *entry.topics):
            lists.setdefault(name, []).append(f"- [{entry.title}](../{entry.digest}/{entry.name}.md)")
    for name, rows in lists.items():
        write(folder, f"docs/lists/{name}.md", f"# {name}\n\n" + "\n".join(rows) + "\n")
    write(folder, "docs/index.md", "# Benchmark\n")


def pelican(corpus: Path, folder: Path) -> None:
    """A Pelican project."""
    write(
        folder,
        "pelicanconf.py",
        "SITENAME = 'Benchmark'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'UTC'\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\nDEFAULT_PAGINATION = False\nARTICLE_URL = ARTICLE_SAVE_AS = '{category}/{slug}.html'\nMARKDOWN = {'extension_configs': {}}\n",
    )
    for entry in entries(corpus):
        lines = [
            f"Title: {entry.title}",
            f"Date: {entry.digest[:10]}",
            f"Category: {entry.digest}",
            f"Tags: {', '.join(entry.topics)}",
            f"Slug: {entry.name}",
            f"Summary: {entry.question}",
        ]
        write(folder, f"content/{entry.digest}/{entry.name}.md", "\n".join(lines) + "\n\n" + entry.body)
