#!/usr/bin/env bash
# MkDocs escapes the titles in its search index and not the texts.
#
# Expected: search_index.json feeds a search in the browser; in JSON no HTML escape is due, and
#   the texts have none. The guess was: titles are plain text as well.
#
# Versions: mkdocs 1.6.1
#
# Seen: For the heading 'A&E parking' the titles of the page and of the section are 'A&amp;E
#   parking' while the text of the same entry says 'A&E parking'. A title given in the front
#   matter is not escaped.
#
# For this field: A search for A&E matches texts and not the titles, which should count most,
#   and a theme that escapes once more shows the code. Names such as A&E, R&D and Q&A need a
#   test in any search.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'mkdocs==1.6.1'

venv/bin/python - <<'PY'
import json, pathlib, subprocess

pathlib.Path("docs").mkdir()
pathlib.Path("docs/index.md").write_text("# A&E parking\n\nFor A&E patients.\n")
pathlib.Path("docs/pay.md").write_text("---\ntitle: A&E pay\n---\n\nIn May.\n")
pathlib.Path("mkdocs.yml").write_text("site_name: Digest\n")
subprocess.run(["venv/bin/mkdocs", "build", "--quiet"], check=True)
entries = json.loads(pathlib.Path("site/search/search_index.json").read_text())["docs"]
titles = [entry["title"] for entry in entries]
print(titles, [entry["text"] for entry in entries])
if not (titles == ["A&amp;E parking", "A&amp;E parking", "A&E pay"] and all("&amp;" not in entry["text"] for entry in entries)):
    raise SystemExit("This has changed: it is no longer so that a heading's title is escaped, and a text or a given title is not.")
print("Still so: a heading's title is escaped, and a text or a given title is not.")
PY
