#!/usr/bin/env bash
# postal-mime joins the lines of a quoted, flowed paragraph with their quote marks in the middle.
#
# Expected: RFC 3676, section 4.5: in format=flowed a line's quote marks are counted and taken
#   off before lines of the same depth that end in a blank are joined. postal-mime joins such
#   lines. The guess was: one quoted line.
#
# Versions: postal-mime 4.0.0, mailparser 3.14.2
#
# Seen: '> Will bank staff > be paid in May?'; mailparser gives '> Will bank staff be paid in
#   May?'.
#
# For this field: A question that a mail quotes has a sign in its middle that reads as 'more
#   than'. Join quoted lines yourself, from the raw text.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" postal-mime@4.0.0 mailparser@3.14.2

cat > find.mjs <<'JS'
import PostalMime from "postal-mime";
import { simpleParser } from "mailparser";

const mail = ["From: writer@trust.example", "Subject: Pay", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8; format=flowed", "",
  "> Will bank staff ", "> be paid in May?", "Yes.", ""].join("\r\n");
const seen = (await PostalMime.parse(mail)).text.trim();
const other = (await simpleParser(mail)).text.trim();
console.log([seen, other]);
if (!(seen === "> Will bank staff > be paid in May?\nYes." && other === "> Will bank staff be paid in May?\nYes.")) {
  console.error("This has changed: it is no longer so that the second quote mark stands in the sentence, and mailparser takes it out.");
  process.exit(1);
}
console.log("Still so: the second quote mark stands in the sentence, and mailparser takes it out.");
JS
node find.mjs
