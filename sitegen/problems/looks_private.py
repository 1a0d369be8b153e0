"""Problems of words that look private, and of what lets them stand."""

from __future__ import annotations

from sitegen.problems.problem import Place, Problem, notice

_CALLED = {
    "nhs-number": "an NHS number", "ni-number": "a National Insurance number", "mobile": "a mobile number",
    "landline": "a telephone number", "email": "an e-mail address", "postcode": "a postcode",
    "birth-date": "a date of birth", "payment-card": "a payment card", "hospital-number": "a hospital number",
    "registration-number": "a registration number", "mail-header": "the head of a pasted e-mail",
    "mail-signature": "the signature of a pasted e-mail", "mail-greeting": "the greeting of a pasted e-mail",
    "mail-picture": "a picture of a pasted e-mail", "mail-footer": "the footer of a pasted e-mail",
    "mail-chain": "an e-mail that was answered", "named-person": "somebody’s name",
    "share-link": "a link that opens a file to whoever has it", "staff-number": "a number of staff",
    "incident-number": "the number of an incident", "street-address": "somebody’s address",
    "map-spot": "a spot on a map",
}  # read as a table  # fmt: skip
_WAIVE = """Take it out. If readers are to have it all the same, paste into the fields of this file; where
“privacy_ok:” is there already, only what is below it, at its end:
privacy_ok:
  - kind: {kind}
    fingerprint: {key}
    reason:
    by:
    until:
and say behind “reason:” why, behind “by:” who says so, and behind “until:” the last day on which that holds."""


_EVERYWHERE = """
Or, where it is the organisation’s own and nobody’s secret, add it as “words:” with a “reason:” to “may_stand:” in
sitegen.yaml."""
_ORGANISATIONS = ("mobile", "landline", "email", "postcode", "street-address", "map-spot")


def private(at: Place, kind: str, masked: str, key: str, ended: str) -> Problem:
    """Words that keep the site from being published; `ended` is the day until which they might stand."""
    return notice("private", at, _said(kind, masked, ended), _ways_out(kind, key))


def maybe_private(at: Place, kind: str, masked: str, key: str, ended: str) -> Problem:
    """Words about which publishing asks; `ended` is the day until which they might stand."""
    return notice("maybe-private", at, _said(kind, masked, ended), _ways_out(kind, key))


def unused_waiver(at: Place, fingerprint: str) -> Problem:
    """Something may stand in a file that is not in it."""
    message = f"Nothing in this file has the fingerprint “{fingerprint}”: it was taken out, or is other words now."
    return notice("unused-waiver", at, message, "Take this item of “privacy_ok” out.")


def called(kind: str) -> str:
    """What words of a kind are called."""
    return _CALLED[kind]


def _ways_out(kind: str, key: str) -> str:
    return _WAIVE.format(kind=kind, key=key) + (_EVERYWHERE if kind in _ORGANISATIONS else "")


def _said(kind: str, masked: str, ended: str) -> str:
    may = f" That it may stand here ended on {ended}." if ended else ""
    return f"This looks like {_CALLED[kind]}: {masked}.{may}"
