"""The kinds of value a field can have: how people type them, and the JSON Schema that editors see.

Front matter is text all the way down; these validators turn it into values. Each raises an error whose type is the
code of one of our problems, with what the message needs as its context.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from sitegen.model.schema import addresses
from sitegen.reading import dates
from sitegen.reading.source import SEEN, unclosed_direction

if TYPE_CHECKING:
    from collections.abc import Callable

_SPECIAL = {
    sign: f"\\{letter}" for letter, sign in zip("0abtnvfreNLP", "\0\a\b\t\n\v\f\r\x1b\x85\u2028\u2029", strict=True)
}
"""What YAML makes of a backslash and a letter, and how that was typed."""
_EMAIL = re.compile(r"[\w.+-]@[\w-]+\.[\w.-]*\w")


def refuse(code: str, **context: Any) -> PydanticCustomError:
    """The error that becomes the problem `code`."""
    return PydanticCustomError(code, code, context)


def _text(value: Any) -> str:
    if value is None or (isinstance(value, str) and not SEEN.search(value)):
        raise refuse("empty_field")
    if not isinstance(value, str):
        raise refuse("wrong_kind", wanted="a text", example="words, in quotation marks if there is a colon in them")
    if turning := unclosed_direction(value):
        raise refuse("control_character", code_point=ord(turning))
    # Folded and literal blocks end in a line feed that nobody means.
    return "\n".join(line.rstrip() for line in value.strip().split("\n"))


def line(value: Any) -> str:
    """The text on one line; raises refuse's errors."""
    return " ".join(_text(value).split())


def _short(limit: int) -> Any:
    def check(value: Any) -> str:
        text = line(value)
        if len(text.split()) > limit:
            raise refuse("too_many_words", count=len(text.split()), limit=limit)
        return text

    return check


def _list(value: Any) -> list[Any]:
    """One value without brackets is a list of one."""
    if value is None or value == []:
        raise refuse("empty_field")
    if isinstance(value, dict):
        raise refuse("wrong_kind", wanted="a list", example="[one, two]")
    return value if isinstance(value, list) else [value]


def _items(value: Any) -> list[Any]:
    """A list of mappings; one mapping alone is a list of one."""
    if value is None:
        raise refuse("empty_field")
    if isinstance(value, str):
        raise refuse("wrong_kind", wanted="a list of items with fields of their own", example="")
    return value if isinstance(value, list) else [value]


def _boolean(value: Any) -> bool:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if not isinstance(value, str) or value.strip().lower() not in words:
        raise refuse("wrong_kind", wanted="true or false", example="true    or false")
    return words[value.strip().lower()]


def _day(value: Any) -> date:
    return _date(value, dates.parse_day, "a day")


def _day_or_month(value: Any) -> date:
    return _date(value, dates.parse_day_or_month, "a day or a month")


def _date(value: Any, parse: Callable[[str], date], wanted: str) -> date:
    text = line(value)
    try:
        return parse(text)
    except dates.AmbiguousDate as error:
        raise refuse("ambiguous_date", value=text, first=error.args[0], second=error.args[1]) from None
    except (ValueError, OverflowError):
        raise refuse("bad_date", value=text, wanted=wanted, why=_no_day(text)) from None


def _no_day(text: str) -> str:
    """Why the text is none of the days people usually mean."""
    if re.search(r"\bQ[1-4]\b|quarter", text, re.IGNORECASE):
        return "a quarter is too rough: name its last month"
    try:
        dates.parse_day_or_month(text)
    except ValueError:
        return ""
    return "a month is too rough here"


def _duration(value: Any) -> dates.Duration:
    text = line(value)
    try:
        return dates.parse_duration(text)
    except ValueError:
        raise refuse("bad_duration", value=text) from None


def _time(value: Any) -> int:
    text = line(value)
    try:
        return dates.parse_time(text)
    except ValueError:
        raise refuse("bad_time", value=text, meant=_time_meant(text)) from None


def _time_meant(text: str) -> str:
    """The text with colons, if that makes it a time: 14.20, 1h02m30s."""
    meant = re.sub(r"\s*[.,;hm]\s*(?=\d)", ":", text.lower()).rstrip("s")
    try:
        dates.parse_time(meant)
    except ValueError:
        return ""
    return meant


def _number(value: Any) -> int:
    text = line(value)
    if not re.fullmatch(r"\d{1,6}", text):
        raise refuse("bad_number", value=text)
    return int(text)


def _address(fits: Callable[[str], bool], wanted: str) -> Any:
    def check(value: Any) -> str:
        text = _text(value)
        if addresses.has_login(text):
            raise refuse("login_in_address", what="a user name or a password", form="https://…")
        if not fits(text):
            raise refuse("bad_address", value=text, wanted=wanted)
        return text

    return BeforeValidator(check)


def _destination(value: Any) -> str:
    text = line(value)
    if addresses.has_password(text):
        raise refuse("login_in_address", what="a password", form="ssh://user@host/path")
    if _SPECIAL.keys() & set(value.strip()):  # S:\temp between double quotation marks
        meant = "".join(_SPECIAL.get(sign, sign) for sign in value.strip())
        wanted = "a path as it is: between double quotation marks a backslash begins a special sign"
        raise refuse("wrong_kind", wanted=wanted, example=f"'{meant}'")
    return text


def _role(value: Any) -> str:
    text = line(value)
    if _EMAIL.search(text):
        raise refuse("email_address")
    return text


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse("wrong_kind", wanted="fields of its own", example="")
    return value


_STRING = {"type": "string"}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_STRING)]
Line = Annotated[str, BeforeValidator(line), WithJsonSchema(_STRING)]
Role = Annotated[str, BeforeValidator(_role), WithJsonSchema(_STRING)]
Words40 = Annotated[str, BeforeValidator(_short(40)), WithJsonSchema(_STRING)]
Words60 = Annotated[str, BeforeValidator(_short(60)), WithJsonSchema(_STRING)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_list)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
Boolean = Annotated[bool, BeforeValidator(_boolean), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "examples": ["2021-02-18"]})]
DayOrMonth = Annotated[
    date, BeforeValidator(_day_or_month), WithJsonSchema({"type": "string", "examples": ["2021-06"]})
]
Length = Annotated[
    dates.Duration, BeforeValidator(_duration), WithJsonSchema({"type": "string", "examples": ["3 months"]})
]
Time = Annotated[int, BeforeValidator(_time), WithJsonSchema({"type": "string", "examples": ["12:30"]})]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer"})]
Destination = Annotated[str, BeforeValidator(_destination), WithJsonSchema(_STRING)]
_URI = WithJsonSchema({"type": "string", "format": "uri"})
WebAddress = Annotated[str, _address(addresses.is_page, "a web address"), _URI]
SiteAddress = Annotated[str, _address(addresses.is_site, "the address of a site"), _URI]
FolderAddress = Annotated[str, _address(addresses.is_folder, "the address of a folder, without ? and #"), _URI]
Reachable = Annotated[
    str,
    _address(addresses.is_reachable, "an address that starts with https://, mailto: or tel:"),
    WithJsonSchema(_STRING),
]
Extra = Annotated[dict[str, Any], BeforeValidator(_mapping)]
Items = BeforeValidator(_items)


class Schema(BaseModel):
    """The base of every schema: unknown fields are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False, arbitrary_types_allowed=True)

    @field_validator("*", mode="before")
    @classmethod
    def _not_empty(cls, value: Any) -> Any:
        """A name without a value is never taken for no name: `withdrawn:` alone would leave the answer shown."""
        if value is None:
            raise refuse("empty_field")
        return value


class ApprovedFields(Schema):
    """That somebody has said yes to the words."""

    by: Line = Field(examples=["Chief Executive"], description="Who said yes; never shown to readers")
    date: Day = Field(examples=["2021-03-03"])
    fingerprint: Line = Field("", description="Of the words: “sitegen approve” writes it")
