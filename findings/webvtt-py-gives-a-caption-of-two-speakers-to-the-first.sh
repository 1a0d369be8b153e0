#!/usr/bin/env bash
# webvtt-py tells one speaker per cue and drops the names of the others.
#
# Expected: WebVTT lets one cue hold several voice spans (W3C WebVTT), and people speak in turn
#   within one. The guess was: voice is a list, or the text keeps the names.
#
# Versions: webvtt-py 0.6.0
#
# Seen: voice is the first name, and text has the words of both without a name; only raw_text
#   tells who said what.
#
# For this field: In a transcript the executive's answer is put in the mouth of the person who
#   asked. An importer must read raw_text.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'webvtt-py==0.6.0'

venv/bin/python - <<'PY'
import io
import webvtt

FILE = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Asker>Who is paid?</v>
<v Executive>Night staff.</v>
"""
caption = webvtt.from_buffer(io.StringIO(FILE)).captions[0]
print(caption.voice, "|", repr(caption.text), "|", repr(caption.raw_text))
if not (caption.voice == "Asker" and caption.text == "Who is paid?\nNight staff."):
    raise SystemExit("This has changed: it is no longer so that the second speaker has no name.")
print("Still so: the second speaker has no name.")
PY
