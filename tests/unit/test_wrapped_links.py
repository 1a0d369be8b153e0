"""A link that a mail filter or a search page has wrapped is told, with where it leads in the end."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from sitegen.reading.markdown import Labels, parse_body
from sitegen.reading.wrapped_links import unwrapped

TARGET = "https://www.trust.example/rota?week=3&bay=north"
SAFE = "https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C01%7C&reserved=0"
THERE = {
    "Safe Links": SAFE.format(quote(TARGET, safe="")),
    "Safe Links, in capitals": SAFE.format(quote(TARGET, safe="")).replace("safelinks", "SafeLinks"),
    "Safe Links of another cloud": f"https://gcc02.safelinks.protection.office365.us/?url={quote(TARGET, safe='')}",
    "Safe Links in Teams": "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html"
    f"?url={quote(TARGET, safe='')}&locale=en-gb",
    "twice": SAFE.format(quote(SAFE.format(quote(TARGET, safe="")), safe="")),
    "URL Defense 2": "https://urldefense.proofpoint.com/v2/url"
    "?u=https-3A__www.trust.example_rota-3Fweek-3D3-26bay-3Dnorth&d=DwMF&c=x",
    "URL Defense 3": f"https://urldefense.com/v3/__{TARGET}__;!!AbC!dEf$",
    "URL Defense 3 with a slash lost": f"https://urldefense.us/v3/__{TARGET.replace('//', '/')}__;!!AbC!dEf$",
    "Google": f"https://www.google.com/url?sa=t&q={quote(TARGET, safe='')}&ved=2a",
    "Google elsewhere": f"http://google.co.uk/url?url={quote(TARGET, safe='')}",
    "Google far away": f"http://google.com.au/url?url={quote(TARGET, safe='')}",
}
NOBODY_KNOWS = {
    "Mimecast": "https://protect-eu.mimecast.com/s/AbCdE?domain=trust.example",
    "Mimecast, newer": "https://url.uk.m.mimecastprotect.com/s/AbCdE",
    "URL Defense 3 with signs elsewhere": "https://urldefense.com/v3/__https://trust.example/*a__;Iw!!AbC!dEf$",
    "Safe Links to a program": SAFE.format(quote("javascript:alert(1)", safe="")),
    "Safe Links without its address": "https://eur01.safelinks.protection.outlook.com/?data=05",
}
OTHERS = (
    TARGET, "https://www.google.com/search?q=rota", "https://docs.google.com/url?q=https://x.example",
    "https://safelinks.example/?url=https://x.example", "https://www.mimecast.com/s/about", "https://[google./url?q=a",
    "https://trust.example/?next=https://eur01.safelinks.protection.outlook.com/", "https://urldefense.com.x.example/v3/",
    "https://statics.teams.cdn.office.net/a.png?safelinks",
)  # read as a list  # fmt: skip


@pytest.mark.parametrize("name", THERE)
def test_where_it_leads_is_read_out_of_the_address(name: str) -> None:
    found = unwrapped(THERE[name])
    assert found is not None
    assert found.address == TARGET


@pytest.mark.parametrize("name", NOBODY_KNOWS)
def test_what_only_its_maker_knows_is_told_without_a_guess(name: str) -> None:
    found = unwrapped(NOBODY_KNOWS[name])
    assert found is not None
    assert found.address == ""


@pytest.mark.parametrize("address", OTHERS)
def test_other_addresses_are_what_they_say(address: str) -> None:
    assert unwrapped(address) is None


@pytest.mark.parametrize(
    "written",
    ["See [the rota]({}).", "See {} now.", "See <{}>.", "**[the rota]({})** ~~old~~", "- [one]({})\n- two",
        "| a |\n|---|\n| [x]({}) |"],
)  # read as a list  # fmt: skip
def test_the_address_alone_is_put_in_its_place(written: str) -> None:
    text = written.format(THERE["Safe Links"])
    _, problems = parse_body("content/digests/d/e.md", text, 1, Labels())
    (told,) = [one for one in problems if one.code == "wrapped-link"]
    line = text.split("\n")[(told.line or 0) - 1]
    start = (told.column or 0) - 1
    mended = line[:start] + told.replacement + line[start + told.length :]
    assert mended == line.replace(THERE["Safe Links"], TARGET)
    _, left = parse_body("content/digests/d/e.md", text.replace(line, mended), 1, Labels())
    assert [one for one in left if one.code == "wrapped-link"] == []


def test_an_address_that_stands_at_the_end_of_a_text_is_told_too() -> None:
    text = f"See [the rota][1].\n\n[1]: {THERE['Google']}\n"
    _, problems = parse_body("content/digests/d/e.md", text, 1, Labels())
    assert [(one.code, one.hint) for one in problems] == [("wrapped-link", f"Write where it leads:  {TARGET}")]
