"""The kinds of value a field can have: how people type them, and the JSON Schema that editors see.

Front matter is text all the way down; these validators turn it into values. Each raises an error whose type is the
code of one of our problems, with what the message needs as its context.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError, core_schema

from sitegen.reading import dates
from sitegen.reading.source import SEEN, unclosed_direction

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


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


def _short(limit: int) -> Any:
    def check(value: Any) -> str:
        text = _line(value)
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


def _date(value: Any, parse: Any, wanted: str) -> date:
    text = _line(value)
    try:
        return parse(text)  # type: ignore[no-any-return]  # whatever the parser of that type gives
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
    text = _line(value)
    try:
        return dates.parse_duration(text)
    except ValueError:
        raise refuse("bad_duration", value=text) from None


def _time(value: Any) -> int:
    text = _line(value)
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
    text = _line(value)
    if not re.fullmatch(r"\d{1,6}", text):
        raise refuse("bad_number", value=text)
    return int(text)


def _web_address(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s/?#\\]+\S*", text):
        raise refuse("bad_address", value=text, wanted="a web address")
    return text


def _site_address(value: Any) -> str:
    text = _web_address(value)
    if not re.fullmatch(r"https?://[\w.:\[\]-]+(/[\w.~/-]*)?", text):
        raise refuse("bad_address", value=text, wanted="the address of a site")
    return text


def _reachable(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"(https?://[^\s/?#\\]+\S*)|(mailto:[^\s@]+@[^\s@]+)|(tel:[\d+ ()-]+)", text):
        raise refuse("bad_address", value=text, wanted="an address that starts with https://, mailto: or tel:")
    return text


def _role(value: Any) -> str:
    text = _line(value)
    if _EMAIL.search(text):
        raise refuse("email_address")
    return text


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse("wrong_kind", wanted="fields of its own", example="")
    return value


class OneOf:
    """The validator of a field that takes one of a few words; `meanings` are what readers see for each."""

    def __init__(self, *words: str, meanings: tuple[str, ...] = ()) -> None:
        self._words = words
        self.meanings = dict(zip(words, meanings, strict=True)) if meanings else {}

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """How pydantic validates it."""
        return core_schema.no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """How editors see it."""
        described = {"enumDescriptions": list(self.meanings.values())} if self.meanings else {}
        return {"type": "string", "enum": list(self._words), **described}

    def _check(self, value: Any) -> str:
        text = _line(value)
        if text.lower() not in self._words:
            raise refuse("bad_choice", value=text, choices=self._words)
        return text.lower()


_STRING = {"type": "string"}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_STRING)]
Line = Annotated[str, BeforeValidator(_line), WithJsonSchema(_STRING)]
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
WebAddress = Annotated[str, BeforeValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"})]
SiteAddress = Annotated[str, BeforeValidator(_site_address), WithJsonSchema({"type": "string", "format": "uri"})]
Reachable = Annotated[str, BeforeValidator(_reachable), WithJsonSchema(_STRING)]
Extra = Annotated[dict[str, Any], BeforeValidator(_mapping)]
Items = BeforeValidator(_items)


class Fields(BaseModel):
    """The base of every schema: unknown fields are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False, arbitrary_types_allowed=True)

    @field_validator("*", mode="before")
    @classmethod
    def _not_empty(cls, value: Any) -> Any:
        """A name without a value is never taken for no name: `withdrawn:` alone would leave the answer shown."""
        if value is None:
            raise refuse("empty_field")
        return value


class HeadFields(Fields):
    """The fields that every kind of file takes."""

    draft: Boolean = Field(False, description="true while it is not to be published")
    publish_from: Day | None = Field(None, description="The first day shown")
    publish_until: Day | None = Field(None, description="The last day shown")
    aliases: Lines = Field((), description="Old addresses that lead here: old/path.html")
    extra: Extra = Field({}, description="Your own fields, for your own templates")


class RecordingFields(Fields):
    """Where the spoken answer can be heard."""

    url: WebAddress = Field(examples=["https://…"])
    start: Time | None = None
    end: Time | None = None
