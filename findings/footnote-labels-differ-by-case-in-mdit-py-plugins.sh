#!/usr/bin/env bash
# mdit-py-plugins' footnotes tell capitals apart where Markdown's references do not.
#
# Expected: CommonMark matches the labels of references without regard to case, and so does
#   GitHub for footnotes. The guess was: the plugin folds labels as the parser around it does.
#
# Versions: markdown-it-py 4.3.0, mdit-py-plugins 0.7.0
#
# Seen: [^Pay] with the note [^pay]: stays in the text as '[^Pay]' and the note is dropped,
#   while [Pay] finds [pay]:. remark-gfm makes a footnote of it.
#
# For this field: The page shows raw brackets and the note, which may be the qualification that
#   matters, is gone. A footnote mark without a note should be an error.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markdown-it-py==4.3.0' 'mdit-py-plugins==0.7.0'

venv/bin/python - <<'PY'
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

html = MarkdownIt().use(footnote_plugin).render(
    "We pay[^Pay] as [Pay] says.\n\n[^pay]: Not bank staff.\n\n[pay]: https://intranet.example/\n")
print(html)
if not ("[^Pay]" in html and "Not bank staff" not in html and "<a href=" in html):
    raise SystemExit("This has changed: it is no longer so that the footnote is not found and the link is.")
print("Still so: the footnote is not found and the link is.")
PY
