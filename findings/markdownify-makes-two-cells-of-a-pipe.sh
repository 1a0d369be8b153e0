#!/usr/bin/env bash
# markdownify does not escape the pipe in the cells of tables.
#
# Expected: In a Markdown table a pipe parts cells unless it is escaped (GFM, section 4.10), and
#   text in a row beyond the last column is dropped. markdownify escapes * and _ by default. The
#   guess was: the pipe too, in tables.
#
# Versions: markdownify 1.2.3, markdown-it-py 4.3.0
#
# Seen: The cell 'Band 5|6' is written as it is; read as Markdown again, the row has the cells
#   'Band 5' and '6' and the last cell is lost.
#
# For this field: A rota or pay table loses its last column in each such row, without a message.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markdownify==1.2.3' 'markdown-it-py==4.3.0'

venv/bin/python - <<'PY'
import markdownify
from markdown_it import MarkdownIt

table = "<table><tr><th>Band</th><th>Pay</th></tr><tr><td>Band 5|6</td><td>Higher</td></tr></table>"
text = markdownify.markdownify(table).strip()
again = MarkdownIt().enable("table").render(text)
print(text)
print(again)
if not ("| Band 5|6 | Higher |" in text and "Higher" not in again):
    raise SystemExit("This has changed: it is no longer so that the pipe parts a cell and the last cell is lost.")
print("Still so: the pipe parts a cell and the last cell is lost.")
PY
