#!/usr/bin/env bash
# python-frontmatter silently drops front matter that is not a mapping.
#
# Expected: A page may open with a thematic break (CommonMark, section 4.1), and --- also opens
#   front matter. What stands between may then be prose. The guess was: an error, or the text
#   stays in the page.
#
# Versions: python-frontmatter 1.3.0
#
# Seen: The sentence is read as YAML, is a string and no mapping, and is thrown away: metadata
#   is {} and the content starts after the second line of dashes.
#
# For this field: A paragraph of an answer is missing from the site and nobody is told. Front
#   matter that is no mapping must be an error with a line number.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'python-frontmatter==1.3.0'

venv/bin/python - <<'PY'
import frontmatter

post = frontmatter.loads("---\nNobody will lose pay.\n---\nThe new rota starts in May.\n")
print(post.metadata, repr(post.content))
if not (post.metadata == {} and post.content == "The new rota starts in May."):
    raise SystemExit("This has changed: it is no longer so that the paragraph is in neither the metadata nor the content.")
print("Still so: the paragraph is in neither the metadata nor the content.")
PY
