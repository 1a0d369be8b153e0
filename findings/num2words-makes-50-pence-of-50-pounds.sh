#!/usr/bin/env bash
# num2words takes a whole number for pence and a number with a point for pounds.
#
# Expected: In Python 50 == 50.0, and the README's example is 2.14 euros. Without a converter
#   both give 'fifty'. The guess was: 50 and 50.0 are the same amount.
#
# Versions: num2words 0.5.14
#
# Seen: The whole number 50 is 'zero pounds sterling, fifty pence'; 50.0 and the text '50' are
#   'fifty pounds sterling, zero pence'. The README does not tell the difference.
#
# For this field: YAML and JSON give 50 for 'allowance: 50' and 50.5 for 'allowance: 50.5', so
#   the amount in the answer shrinks to a hundredth where it is whole. Pass Decimal or text.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'num2words==0.5.14'

venv/bin/python - <<'PY'
from num2words import num2words

seen = [num2words(amount, to="currency", currency="GBP") for amount in (50, 50.0, "50")]
print(seen)
if not (seen == ["zero pounds sterling, fifty pence", "fifty pounds sterling, zero pence", "fifty pounds sterling, zero pence"]):
    raise SystemExit("This has changed: it is no longer so that 50 is fifty pence while 50.0 and '50' are fifty pounds.")
print("Still so: 50 is fifty pence while 50.0 and '50' are fifty pounds.")
PY
