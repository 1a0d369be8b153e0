"""A text is passed over without a close look only where a close look would find nothing."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

from sitegen.privacy.detectors import DETECTORS, find_private
from sitegen.privacy.seen_text import see

WORDS = [
    "450 557 7104", "4505577104", "JG 12 34 56 A", "jg123456a", "07912 345678", "(01223) 456789", "+44 7912 345 678",
    "joan.ward@hospital.nhs.uk", "joan (at) hospital [dot] nhs.uk", "CB2 0QQ", "cb2 0qq", "SW1A1AA",
    "born 3 April 1961", "DOB: 03/04/1961", "d. o. b 3.4.61", "3/4/1961 (date of birth)", "Birthday 1961-04-03",
    "4539 5787 6362 1486", "hospital number K1234567", "HospitalNo: 1234567", "patient\nid 1234567", "MRN1234567",
    "GMC: 1234567", "NMC PIN 12A3456B", "HCPC registration no. PA12345", "Mrs Joan Ward", "DR. J. WARD", "Prof Ward",
    "From: Jo\nSent: Monday\nTo: all", "Kind regards,\nJo Ward", "Thanks\n\n> Jo", "BW\nJo", "Hi Jo,",
    "Good morning Jo –", "[cid:image001.png@01D]", "This e-mail may contain confidential", "Sent from my iPhone12",
    "if you are not the named", "intended solely for the person", "if you have received this message\nin error",
    "On 3 May 2021, Jo Ward wrote:", "-----Original Message-----", "Get Outlook for iOS", "https://1drv.ms/abc",
    "https://trust.sharepoint.com/:w:/g/x", "https://other.nhs.uk/a?access_token=abcdefgh", "dropbox.com/s/abc",
    "https://jo:word@other.nhs.uk/", "https://us02web.zoom.us/j/1?pwd=abcdef", "https://we.tl/t-abc",
    "https://docs.google.com/document/d/abcdefghijk", "https://other.nhs.uk/a?X-Amz-Signature=abcdefgh",
    "https://teams.microsoft.com/l/meetup-join/1", "joan.ward at nhs dot net", "Payroll number 123456", "CAD 3456",
    "Incident no. 123456", "ePCR: 123456789", "12 High Street", "3a Müller Rd", "52.2053, 0.1218", "TL 449 585",
    "Grid ref: TL449585", "///filled.count.soap", "w3w filled.count.soap", "What3Words: filled.count.soap",
    "52°12'19\"N 0°7'18\"E", "Sarah Jones said her son", "Zoë Müller’s mother", "patient Sarah Jones", "her son Tom",
    "my mum, Zoë", "a man called Tom", "Patient name: Sarah Jones", "Surname: Jones", "Sarah Jones, aged 54",
    "Sarah Jones, 54, fell", "the late Sarah Jones", "asked_by: Sarah Jones", "mrs jones", "54-year-old Sarah Jones",
]  # read as a table  # fmt: skip
MARKS = ["", "*", "**", "_", "__", "`", "~~", "~", "\\", "\u200b", "\u00ad", "&amp;", "&shy;", "\u2011", "\u00a0", "’"]
BEFORE = ["", "Ask ", "Ask.\n", "(", "x", "7", "é", "x_", "x~"]
BEHIND = ["", ".", " now", "\n", "x", "7", "é", "_"]


COUNT_COMPILED = """
import gc
from sitegen.privacy.detectors import find_private
from sitegen.privacy.late_pattern import LatePattern
find_private("We will write to all stations, and say what was done by 3 May.")
print(sum("search" in vars(each) for each in gc.get_objects() if isinstance(each, LatePattern)))
"""


def test_a_plain_text_makes_python_compile_hardly_any_of_the_expressions() -> None:
    counted = subprocess.run([sys.executable, "-c", COUNT_COMPILED], capture_output=True, text=True, check=True)
    assert int(counted.stdout) <= 4  # of some 80


@pytest.mark.parametrize("words", WORDS)
def test_what_a_mail_program_broke_into_two_lines_is_found_as_in_one(words: str) -> None:
    whole = f"We heard from somebody at another station: {words}"
    found = {one.kind for one in find_private(whole)}
    for place, sign in enumerate(whole):
        if sign == " " and place >= 40:
            assert found <= {one.kind for one in find_private(f"{whole[:place]}\n{whole[place + 1 :]}")}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("We heard, in the end, that the grid ref:\nTL449585.", True),
        ("We heard in the end, that the grid ref:\nTL449585.", False),  # 39 characters: it was ended by hand
        ("We heard, in the end, that the grid ref:\n- TL449585.", False),
        ("We heard, in the end, that the grid ref:\n1. TL449585.", False),
        ("We heard, in the end, that the grid ref:\n\nTL449585.", False),
    ],
)
def test_only_a_line_that_goes_on_is_read_with_the_next(text: str, is_found: bool) -> None:
    assert bool(find_private(text)) is is_found


def kinds_close_up(text: str) -> set[str]:
    seen = see(text).text
    return {one.kind for detector in DETECTORS for one in detector.find(seen)}


@pytest.mark.parametrize("words", WORDS)
def test_what_a_close_look_finds_is_found_whatever_marks_stand_in_it(words: str) -> None:
    assert find_private(f"Ask.\n{words}\nNow.")
    random = Random(words)
    for _ in range(60):
        text = words
        for _ in range(random.randint(0, 3)):
            at = random.randint(0, len(text))
            text = text[:at] + random.choice(MARKS) + text[at:]
        text = random.choice(BEFORE) + text + random.choice(BEHIND)
        outermost = {one.kind for one in find_private(text)}
        close_up = kinds_close_up(text)
        assert outermost <= close_up, text
        assert bool(outermost) == bool(close_up), text
