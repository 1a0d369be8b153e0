#!/usr/bin/env bash
# word2number adds and multiplies years and digits that are said one after another.
#
# Expected: It raises ValueError for what it can't read, as 'one million million' (redundant
#   number word). The guess was: 2026, or that error; 999, or that error.
#
# Versions: word2number 1.1
#
# Seen: 'twenty twenty six' is 406, 'nineteen ninety nine' 1719, 'nine nine nine' 90, 'one and
#   two' 3 and 'minus five' 5.
#
# For this field: In a transcript the emergency number and every year are said so. Read a number
#   in words only from a field that holds one, and show what was read.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'word2number==1.1'

venv/bin/python - <<'PY'
from word2number import w2n

seen = {words: w2n.word_to_num(words) for words in ("two thousand and twenty six", "twenty twenty six", "nineteen ninety nine", "nine nine nine", "one and two", "minus five")}
for words, number in seen.items():
    print(f"{words:28} {number}")
if not (list(seen.values()) == [2026, 406, 1719, 90, 3, 5]):
    raise SystemExit("This has changed: it is no longer so that a year in two halves and digits in a row give another number, without an error.")
print("Still so: a year in two halves and digits in a row give another number, without an error.")
PY
