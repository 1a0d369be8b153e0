#!/usr/bin/env bash
# Babel's parse_time drops pm where the locale uses the 24-hour clock.
#
# Expected: parse_time raises ParseError for what it can't read, as 9:75. British people write
#   9:30 pm although the locale's own format is 21:30. The guess was: 21:30, or an error.
#
# Versions: babel 2.19.0
#
# Seen: In en_GB '9:30 pm' and '9pm' are 09:30 and 09:00 with no error; in en_US '9:30 pm' is
#   21:30.
#
# For this field: A meeting moves by twelve hours without a word. A field for a time should take
#   one written form.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'babel==2.19.0'

venv/bin/python - <<'PY'
from babel.dates import parse_time

seen = {(text, locale): str(parse_time(text, locale=locale)) for text, locale in (("9:30 pm", "en_GB"), ("9pm", "en_GB"), ("9:30 pm", "en_US"))}
print(seen)
if not (list(seen.values()) == ["09:30:00", "09:00:00", "21:30:00"]):
    raise SystemExit("This has changed: it is no longer so that en_GB loses the pm and en_US does not.")
print("Still so: en_GB loses the pm and en_US does not.")
PY
