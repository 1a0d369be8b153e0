#!/usr/bin/env bash
# Pelican reads the fence of YAML front matter but not its words, so a page with draft: true is published.
#
# Expected: Pelican's Markdown pages begin with 'Title: ...' lines; it also takes the --- fences
#   of other generators, in which Hugo, Eleventy or Zola write draft: true. The guess was: a
#   warning, or an unpublished page.
#
# Versions: pelican[markdown] 4.12.0
#
# Seen: The page is built as a published article with no warning; its title keeps the quotation
#   marks and a tag is called '[Rotas'.
#
# For this field: A folder of pages taken over from another generator is published, drafts and
#   all. A generator should refuse fields that it does not know.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'pelican[markdown]==4.12.0'

venv/bin/python - <<'PY'
import pathlib, subprocess

pathlib.Path("content").mkdir()
pathlib.Path("content/pay.md").write_text('---\ntitle: "Pay"\ndate: 2026-03-12\ntags: [Rotas, Leave]\ndraft: true\n---\n\nNot yet decided.\n')
run = subprocess.run(["venv/bin/pelican", "content", "--output", "site", "--verbose"], capture_output=True, text=True, check=True)
page = pathlib.Path("site/pay.html").read_text()
print([line.strip() for line in page.splitlines() if "<title>" in line or "/tag/" in line])
print("a word about drafts:", "true" in (run.stdout + run.stderr))
if not ("Not yet decided." in page and "[Rotas" in page and "Not yet decided." in pathlib.Path("site/index.html").read_text()):
    raise SystemExit("This has changed: it is no longer so that the draft is published, with quotation marks and brackets.")
print("Still so: the draft is published, with quotation marks and brackets.")
PY
