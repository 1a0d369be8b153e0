#!/usr/bin/env bash
# python-frontmatter strips the white space in front of the first line.
#
# Expected: In Markdown four blanks before a line make it code (CommonMark, section 4.4). A
#   reader of front matter should hand on the text after the closing line. The guess was: blank
#   lines at the ends go, at most.
#
# Versions: python-frontmatter 1.3.0, markdown-it-py 4.3.0
#
# Seen: A body that starts with an indented code line comes back without the indent; rendered,
#   it is a paragraph. gray-matter keeps the blanks.
#
# For this field: A page that opens with an indented line (a form, a rota, a list that goes on)
#   changes its meaning before any Markdown is read.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'python-frontmatter==1.3.0' 'markdown-it-py==4.3.0'

venv/bin/python - <<'PY'
import frontmatter
from markdown_it import MarkdownIt

body = "    0700 to 1900   day shift\n    1900 to 0700   night shift\n"
read = frontmatter.loads("---\ntitle: Rota\n---\n" + body).content
whole, cut = MarkdownIt().render(body), MarkdownIt().render(read)
print(whole + cut)
if not (whole.startswith("<pre>") and not cut.startswith("<pre>")):
    raise SystemExit("This has changed: it is no longer so that a page's first code block loses its indent.")
print("Still so: a page's first code block loses its indent.")
PY
