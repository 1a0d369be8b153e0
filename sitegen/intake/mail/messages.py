"""A mail as it was saved (.eml): all its texts in their order, never the first alone."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

from sitegen.intake.mail.quoting import MailText, mail_paper, plain_blocks
from sitegen.intake.package import damaged
from sitegen.intake.web.html_paper import decoded_html, read_html, shown_words
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.intake.paper import Paper

LARGEST_TEXT = 5 * 1024 * 1024
_QUOTED = re.compile(r"^[ \t]?>", re.MULTILINE)
_AS_WINDOWS = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "")
"""Names under which programs send what Windows writes."""
_DEEPEST = 20  # parts in parts
_FAULTS = (LookupError, ValueError, AttributeError, TypeError, AssertionError, RecursionError)
"""What the library raises for damaged mails, by what is damaged."""


def read_mail(name: str, data: bytes) -> Paper:
    """The mail as a paper; raises Refused where it is none, is encrypted, or has no words that can be read."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        known = [message.get(field) for field in ("from", "subject", "date", "content-type", "received", "to")]
    except _FAULTS as error:
        raise damaged(name) from error
    if not any(known):
        raise Refused(
            f"{name} is no mail, whatever its name says.", "Save it again from the mail program, and import that."
        )
    alarms: list[str] = []
    try:
        texts = list(_texts(name, message, alarms, 0))
    except _FAULTS as error:
        raise damaged(name) from error
    if not texts:
        raise _without_words(name, message)
    return mail_paper(texts, alarms)


def html_text(text: str) -> MailText:
    """The words of a mail in HTML, with what is quoted in it."""
    paper = read_html(text, quotes=True)
    notes = [block for blocks in paper.notes.values() for block in blocks]
    return MailText((*paper.blocks, *notes), paper.set_aside, shown_words(text), paper.alarms)


def chosen_form(plain: MailText | None, plain_words: str, page: str) -> MailText | None:
    """Of a mail's two forms the plain one where it marks what is quoted, else the one in HTML, which has the lists."""
    if plain and (_QUOTED.search(plain_words) or not page.strip()):
        return plain
    return html_text(page) if page.strip() else plain


def _texts(name: str, part: EmailMessage, alarms: list[str], depth: int) -> Iterator[MailText]:
    if depth > _DEEPEST:
        raise Refused(f"{name} holds mails in mails without end.", "Open it, and save the one that you need.")
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            alarms.append("A mail that was attached is read too, after the words of this one.")
            yield from _texts(name, inner[0], alarms, depth + 1)
    elif kind == "multipart/alternative":
        yield from _alternative(name, part, alarms, depth)
    elif part.is_multipart():
        for each in part.iter_parts():
            if isinstance(each, EmailMessage):
                yield from _texts(name, each, alarms, depth + 1)
    else:
        yield from _leaf(name, part, alarms)


def _leaf(name: str, part: EmailMessage, alarms: list[str]) -> Iterator[MailText]:
    """A part without parts: words, or a file that was attached."""
    kind, file, placed = part.get_content_type(), part.get_filename(), part.get_content_disposition()
    if file or placed == "attachment":
        if part.get_content_maintype() != "image" or placed == "attachment":
            alarms.append(_attached(file or kind))
        return
    text = _decoded(name, part) if kind in ("text/plain", "text/html") else ""
    if text.strip():
        yield html_text(text) if kind == "text/html" else _plain(part, text)


def _alternative(name: str, part: EmailMessage, alarms: list[str], depth: int) -> Iterator[MailText]:
    forms = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
    plain = next((each for each in forms if each.get_content_type() == "text/plain"), None)
    page = next((each for each in forms if each.get_content_type() == "text/html"), None)
    others = [each for each in forms if each.is_multipart()]
    words = _decoded(name, plain) if plain is not None else ""
    if others and not _QUOTED.search(words):  # the page with its pictures
        for each in others:
            yield from _texts(name, each, alarms, depth + 1)
        return
    found = chosen_form(
        _plain(plain, words) if plain is not None and words.strip() else None,
        words,
        _decoded(name, page) if page is not None else "",
    )
    if found:
        yield found


def _attached(file: str) -> str:
    return f"“{file}” was attached and is not read: save it from the mail, and import it by itself."


def _plain(part: EmailMessage, text: str) -> MailText:
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return plain_blocks(text, flowed=flowed, spaces_go=str(part.get_param("delsp") or "").lower() == "yes")


def _decoded(name: str, part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if len(data) > LARGEST_TEXT:
        raise Refused(
            f"{name} holds more than 5 MB of text.", "Copy the part that you need into a Word file, and import that."
        )
    code = str(part.get_content_charset() or "").lower()
    is_page = part.get_content_type() == "text/html" and not code
    text = decoded_html(name, data) if is_page else _as_text(data, code)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_text(data: bytes, code: str) -> str:
    for encoding in ("utf-8",) if code in _AS_WINDOWS else (code, "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _without_words(name: str, message: EmailMessage) -> Refused:
    kinds = {part.get_content_type() for part in message.walk()}
    files = {(part.get_filename() or "").lower() for part in message.walk()}
    if kinds & {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}:
        return Refused(
            f"{name} is encrypted.", "Open it in Outlook, copy the questions and answers into a Word file, import that."
        )
    if "application/ms-tnef" in kinds or "winmail.dat" in files:
        return Refused(
            f"{name} holds its words in a form that only Outlook reads (winmail.dat).",
            "Open it in Outlook, save it as “HTML only”, and import that.",
        )
    return Refused(f"{name} has no words in it.", "If what you need was attached to it, save that, and import it.")
