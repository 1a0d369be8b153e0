"""The fields of `sitegen.yaml`, checked, and the settings made of them."""

from __future__ import annotations

import re
import zoneinfo
from contextlib import suppress
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from sitegen.model import settings as values
from sitegen.model.abbreviations import check_own
from sitegen.model.schema.choice import OneOf
from sitegen.model.schema.types import (
    Boolean,
    Day,
    Destination,
    Extra,
    FolderAddress,
    Items,
    Length,
    Line,
    Lines,
    Number,
    Reachable,
    Role,
    Schema,
    SiteAddress,
    Text,
    line,
    refuse,
)
from sitegen.model.schema.validation import check_fields
from sitegen.problems import project_files as problems
from sitegen.problems.guessing import nearest
from sitegen.problems.problem import Place, Problem
from sitegen.reading.dates import Duration
from sitegen.reading.frontmatter import parse_fields
from sitegen.reading.plugins import PLUGINS
from sitegen.reading.source import parse_source


def _colour(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise refuse("bad_colour", value=str(value or ""))
    return text.lower()


def _language(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", text):
        raise refuse("wrong_kind", wanted="a language code", example="en-GB")
    return text


def _meaning(value: Any) -> str:
    """The words that letters stand for; none for `no`."""
    if value is not None and not isinstance(value, str):
        raise refuse("wrong_kind", wanted="the words that these letters stand for, or no", example="no")
    words = line(value) if value else ""
    return "" if words.lower() == "no" else words


_UTC, _USUAL_ZONE = "UTC", "Europe/London"
Approval = Annotated[str, OneOf("required")]
Colour = Annotated[str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
Meaning = Annotated[str, BeforeValidator(_meaning), WithJsonSchema({"type": ["string", "null"]})]
Language = Annotated[str, BeforeValidator(_language), WithJsonSchema({"type": "string"})]


class AskFields(Schema):
    """A way to ask."""

    label: Line = Field(examples=["Ask without giving your name"])
    to: Reachable = Field(examples=["https://intranet.example/ask"])


class ThemeFields(Schema):
    """What makes the site look like the organisation's own."""

    brand: Colour = Field("", examples=['"#005f73"'])
    logo: Line = Field("", description="A picture: content/assets/logo.svg")
    logo_alt: Line = ""


class MarkdownFields(Schema):
    """How bodies are read."""

    plugins: Lines = Field((), examples=["[admon]"])


class TargetFields(Schema):
    """A place to publish to."""

    to: Destination = Field(examples=["//server/share/qa"])
    url: FolderAddress = Field(
        "", description="Where readers find it, so that what they get can be fetched and compared"
    )
    keep: Number = 5
    records: Line = Field(
        "", description="Another folder for what publishing keeps, where nothing is served; else it is beside the site"
    )


class AccessibilityFields(Schema):
    """What is known, for the accessibility statement."""

    tested_by: Line = Field("", examples=["Who tried it out"])
    tested_on: Day | None = None
    known_problems: Annotated[
        tuple[Text, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])
    ] = ()


class MayStandFields(Schema):
    """Words that look private and are nobody's secret, in the whole site."""

    words: Line = Field(examples=["enquiries@trust.example", "@trust.example", "01632 960100"])
    reason: Line = Field(examples=["Our switchboard"])


class SettingsFields(Schema):
    """The site as a whole."""

    title: Line = Field(examples=["Ask the Chief Executive"])
    organisation: Line = ""
    description: Line = ""
    language: Language = "en-GB"
    timezone: Line = _USUAL_ZONE
    url: SiteAddress = Field("", description="The public address; feeds and the sitemap need it")
    ask: Annotated[tuple[AskFields, ...], Items] = ()
    asked_by: Role = Field("", description='Who asks, where an entry does not say: "A member of staff"')
    review_every: Length = Duration(12, "month")
    report_back_after: Length = Duration(3, "month")
    theme: ThemeFields | None = None
    markdown: MarkdownFields | None = None
    publish: dict[str, TargetFields] = Field({})
    id: Line = ""
    accessibility: AccessibilityFields | None = None
    noindex: Boolean = False
    approval: Approval = Field("", description="required: what nobody has approved is held back")
    may_stand: Annotated[tuple[MayStandFields, ...], Items] = Field(
        (), description="Mailboxes, domains, telephone numbers, postcodes and addresses that are nobody's secret"
    )
    abbreviations: dict[str, Meaning] = Field(
        {},
        examples=[{"PTS": "patient transport service", "SORT": "no"}],
        description="What the search takes for its words",
    )
    extra: Extra = Field({})


def parse_settings(data: bytes) -> tuple[values.Settings | None, list[Problem]]:
    """`sitegen.yaml` as settings; None where it cannot be read at all."""
    source, found = parse_source(values.PATH, data)
    if source is None:
        return None, found
    fields, found = parse_fields(values.PATH, source.text, remarks=True)
    if fields is None:
        return None, found
    checked, field_problems, broken = check_fields(SettingsFields, fields)
    places = {".".join(map(str, path)): (at.line or 1, at.column or 1) for path, at in fields.places.items()}
    settings = _make(checked, places, broken)
    return settings, found + field_problems + _check(settings, checked)


def _make(fields: SettingsFields, places: dict[str, tuple[int, int]], broken: tuple[str, ...]) -> values.Settings:
    theme, accessibility = fields.theme, fields.accessibility
    return values.Settings(
        title=fields.title,
        organisation=fields.organisation,
        description=fields.description,
        language=fields.language,
        timezone=fields.timezone if _is_zone(fields.timezone) else _UTC,  # so that the day can still be told
        url=fields.url.rstrip("/") + "/" if fields.url else "",
        ask=tuple(values.Ask(way.label, way.to) for way in fields.ask),
        asked_by=fields.asked_by,
        review_every=fields.review_every,
        report_back_after=fields.report_back_after,
        theme=values.Branding(theme.brand, theme.logo, theme.logo_alt) if theme else values.Branding(),
        plugins=tuple(name for name in _plugins(fields) if name in PLUGINS),
        publish=tuple(
            values.Target(name, target.to, target.url, target.keep, target.records)
            for name, target in fields.publish.items()
        ),
        id=fields.id,
        noindex=fields.noindex,
        needs_approval=fields.approval == "required" or "approval" in broken,
        may_stand=tuple(one.words for one in fields.may_stand),
        abbreviations=fields.abbreviations,
        extra=fields.extra,
        places=places,
        accessibility=values.Accessibility(
            accessibility.tested_by, accessibility.tested_on, accessibility.known_problems
        )
        if accessibility
        else values.Accessibility(),
    )


def _is_zone(name: str) -> bool:
    if name == _USUAL_ZONE:
        with suppress(KeyError, ValueError, OSError):
            return zoneinfo.ZoneInfo(name).key == name
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    """All time zones, in just their letters; the system opens hundreds of files to find them."""
    return frozenset(zoneinfo.available_timezones())


def _nearest_zone(name: str) -> str:
    """`Europe/London` for `London`, or for what is spelled like it."""
    zones = sorted(_zones())
    of_city = (zone for zone in zones if zone.rpartition("/")[2].casefold() == name.rpartition("/")[2].casefold())
    return next(of_city, "") or nearest(name, zones)


def _plugins(fields: SettingsFields) -> tuple[str, ...]:
    return fields.markdown.plugins if fields.markdown else ()


def _check(settings: values.Settings, fields: SettingsFields) -> list[Problem]:
    def at(field: str, text: str = "") -> Place:
        line, column = settings.places.get(field, (1, 1))
        return Place(values.PATH, line, column, max(1, len(text)))

    found = []
    if not _is_zone(zone := fields.timezone):
        found.append(problems.unknown_time_zone(at("timezone", zone), zone, _nearest_zone(zone)))
    known = tuple(PLUGINS)
    found += [
        problems.unknown_plugin(at(where, name), name, known, nearest(name, known))
        for index, name in enumerate(_plugins(fields))
        if name not in PLUGINS
        for where in [
            f"markdown.plugins.{index}" if f"markdown.plugins.{index}" in settings.places else "markdown.plugins"
        ]
    ]
    found += check_own(settings)
    if not settings.url and "url" not in settings.places:
        found.append(problems.no_address(values.PATH))
    return found
