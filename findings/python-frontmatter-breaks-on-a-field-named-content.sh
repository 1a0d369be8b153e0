#!/usr/bin/env bash
# python-frontmatter can't read a page with a field named content or handler, or with a number for a name.
#
# Expected: Any YAML mapping is good front matter. The guess was: every field name is data.
#
# Versions: python-frontmatter 1.3.0
#
# Seen: The fields are passed on as keyword arguments of Post(content, handler, **metadata): a
#   field named content or handler, and a key that is no string (2026:), raise a TypeError that
#   names neither the file nor the field.
#
# For this field: A writer who adds 'content: rota' or '2026: done' gets a traceback about
#   __init__. A tool must catch this, or read the front matter itself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'python-frontmatter==1.3.0'

venv/bin/python - <<'PY'
import frontmatter

def outcome(line):
    try:
        return frontmatter.loads(f"---\n{line}\n---\nAnswer.\n").metadata
    except TypeError as error:
        return f"TypeError: {error}"

seen = {line: outcome(line) for line in ("topic: rota", "content: rota", "handler: Jo", "2026: done")}
for line, value in seen.items():
    print(f"{line:14} {value}")
if not (seen["topic: rota"] == {"topic": "rota"} and sum(str(value).startswith("TypeError") for value in seen.values()) == 3):
    raise SystemExit("This has changed: it is no longer so that three good fields are TypeErrors.")
print("Still so: three good fields are TypeErrors.")
PY
