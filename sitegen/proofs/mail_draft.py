"""A mail that waits to be sent: Outlook and Thunderbird open it as one that is being written."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z0-9-]{2,63}")


def mailboxes(contacts: Iterable[str]) -> tuple[str, ...]:
    """Those of some contacts that are mail addresses and nothing else, each once."""
    return tuple(dict.fromkeys(text.strip() for text in contacts if _MAILBOX.fullmatch(text.strip())))


def make_draft(to: Iterable[str], subject: str, body: str, attached: Mapping[str, bytes]) -> bytes:
    """The mail as a file; without receivers that line is left out, for whoever sends it to fill in."""
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998))
    mail["X-Unsent"] = "1"
    if receivers := ", ".join(to):
        mail["To"] = receivers
    mail["Subject"] = " ".join(subject.split())
    mail.set_content(body, cte="base64")
    for name, data in attached.items():
        kind = ("application", "pdf") if name.endswith(".pdf") else ("text", "html")
        mail.add_attachment(data, *kind, filename=name)
    return mail.as_bytes()
