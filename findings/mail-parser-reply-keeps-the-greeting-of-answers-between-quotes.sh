#!/usr/bin/env bash
# mail-parser-reply keeps the greeting of a reply and drops the answers that were typed between the quoted questions.
#
# Expected: A reply is what is not quoted; with answers below each quoted question it goes on after
#   every quotation (RFC 3676, 4.5, on quoting). The guess was: text_of the latest reply holds the answers.
#
# Versions: mail-parser-reply 1.36
#
# Seen: parse_reply gives 'Hello Jo, my answers are below.' and nothing more; the questions with the
#   answers below them are the second "reply", as if Jo had written all of it.
#
# For this field: A director who answers between the lines of a mail is published with a greeting
#   and no answer. Keep the marks of quotation, and pair what is quoted with what stands below it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'mail-parser-reply==1.36'

venv/bin/python - <<'PY'
from mailparser_reply import EmailReplyParser

mail = """Hello Jo,

my answers are below.

On Mon, 3 May 2021 at 10:00, Jo Bloggs <jo@other.example> wrote:
> Why are the vans so late?

Because of the road works.

> Is there tea?

Yes, from June on.
"""
parser = EmailReplyParser(languages=["en"])
reply = parser.parse_reply(text=mail)
second = parser.read(text=mail).replies[1].body
print(repr(reply), "|", repr(second))
if not (reply == "Hello Jo,\n\nmy answers are below." and "Because of the road works." in second and "> Why are the vans so late?" in second):
    raise SystemExit("This has changed: it is no longer so that answers between quotations are no part of the reply.")
print("Still so: the reply is its greeting, and the answers belong to the mail that was answered.")
PY
