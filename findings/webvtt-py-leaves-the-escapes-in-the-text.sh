#!/usr/bin/env bash
# webvtt-py takes the tags out of a caption's text and leaves its escapes in.
#
# Expected: In WebVTT an ampersand is written &amp; and the text of a cue is what remains after
#   tags and escapes are undone (W3C WebVTT, cue text parsing). caption.text gives the words
#   without the tags. The guess was: it is plain text.
#
# Versions: webvtt-py 0.6.0
#
# Seen: '<i>A&amp;E</i>' gives 'A&amp;E' with the escape as written, and an SRT file saved from
#   it shows it to everyone.
#
# For this field: A&E, R&D and arrows look broken in an imported transcript, and escaping them
#   again for HTML shows it. html.unescape after the tags are gone mends it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'webvtt-py==0.6.0'

venv/bin/python - <<'PY'
import io
import webvtt

file = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<i>A&amp;E</i> staff &lt;5\n"
text = webvtt.from_buffer(io.StringIO(file)).captions[0].text
print(repr(text))
if not (text == "A&amp;E staff &lt;5"):
    raise SystemExit("This has changed: it is no longer so that tags go and escapes stay.")
print("Still so: tags go and escapes stay.")
PY
