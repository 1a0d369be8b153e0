"""A mail as Outlook saves it (.msg), by python-oxmsg."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.intake.mail.messages import chosen_form
from sitegen.intake.mail.quoting import mail_paper, plain_blocks
from sitegen.intake.package import damaged
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from sitegen.intake.paper import Paper

_MEANT = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}


def read_outlook(name: str, data: bytes) -> Paper:
    """The mail as a paper; raises Refused where it is none, or has its words in a form that is not read."""
    try:
        import oxmsg
    except ImportError:
        raise Refused(
            f"{name} is a mail as Outlook saves it, and what reads those is not installed.",
            "Save it in Outlook as “HTML only”, and import that; or install it:  pip install 'sitegen[mail]'",
        ) from None
    try:
        message = oxmsg.Message.load(data)
        body = _as_windows(message.body or "").replace("\r\n", "\n").replace("\r", "\n")
        page = _as_windows(message.html_body or "")
        files = [
            f"“{each.file_name}”" if each.file_name else "A file without a name"
            for each in message.attachments
            if not (page and _is_picture(each.mime_type))  # it stands in the page, as a rule
        ]
    except Exception as error:  # the library raises this and that, by what is damaged
        raise damaged(name) from error
    text = chosen_form(plain_blocks(body) if body.strip() else None, body, page.replace("\0", ""))
    if text is None:
        raise Refused(
            f"{name} has no words that can be read here.",
            "Open it in Outlook, save it as “HTML only” (File, Save As), and import that.",
        )
    told = [f"{file} was attached and is not read: save it from the mail, and import it by itself." for file in files]
    return mail_paper([text], told)


def _as_windows(text: str) -> str:
    """The text with the dashes and curly marks of Windows, where these were taken for signs without a look."""
    return text.translate(_MEANT)


def _is_picture(kind: str | None) -> bool:
    return (kind or "").startswith("image/")
