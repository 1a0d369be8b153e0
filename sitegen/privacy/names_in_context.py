"""Names without a title, where the words beside them say that somebody is meant: “Sarah Jones said her son waited”.

No list of names: capitals alone are mostly those of a place, a team or a heading, and are told of nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import mask_words
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

KIN = (
    "husband wife son daughter mother father mum mam dad nan gran grandmother grandfather grandad grandson "
    "granddaughter partner brother sister uncle aunt niece nephew baby fiance fiancee stepson stepdaughter"
)
TOLD_OF = (
    "patient caller lady gentleman woman man boy girl child relative neighbour complainant resident pensioner "
    "passenger paramedic technician nurse doctor midwife colleague student volunteer dispatcher crewmate"
)
"""Who may be named right behind, in small letters: “the patient Sarah Jones”."""
BESIDE = (
    "name names nok kin member asked askedby submitted asks writes signed cc pt crew late old age aged death family "
    "loss parents relatives widow injury injuries body ashes funeral"
)
"""What else stands beside a name that is found."""
FORM = "name names surname forename forenames"
"""What stands before a name in a form."""
_KIN, _TOLD_OF = KIN.replace(" ", "|"), TOLD_OF.replace(" ", "|")
_CAPITAL, _REST = "[A-ZÀ-ÖØ-Þ]", r"[a-zß-öø-ÿ'’][\w'’-]{0,29}"
_WORD = _CAPITAL + _REST
_PAIR = LatePattern(rf"{_CAPITAL}(?<![\w'’-].)(?:{_REST}|\.)(?:(?:[ \t]{{1,2}}|\n)(?:[A-Z]\.?[ \t\n])?{_WORD}){{1,3}}")
_FUNCTION = frozenset(
    "after all although an and are as asked at because before but by can could did do does for from had has have he "
    "her here his how if in is it its last like may my next no nor not of on once one only or our said she should "
    "since so some than that the their then there these they this those thus to today tomorrow until was we were "
    "what when where whether which while who why will with would yes yesterday you your thanks thank dear hi hello "
    "see ask patient".split()
)
"""What begins a sentence with a capital and is part of no name."""
_NO_NAMES = frozenset(
    "academy accident address advice agency airport ambulance area assembly association august authority average "
    "bank base best board borough business cabinet call cancer cardiac care careers category centre charity chief "
    "children choice christmas church city civil clinic clinical college commission committee commons community "
    "company conference constabulary contact control convention council county court cross data date day december "
    "defence demographic department deputy details digital direction director district division duty east easter "
    "eastern education email emergency energy engagement england english environment european executive experience "
    "faculty family february feedback fire first flow focused follow force foundation framework freedom friday fund "
    "general government group handling handover health high home hospital house human incident information "
    "initiated inn institute international january job joint journey july justice kingdom labour law lead leader "
    "level liaison line local london lord manager march measure medical meeting mental minister ministry monday "
    "national new nhs north northern november number nursing october office officer operations outcome panel "
    "paramedic parliament participation pathway patient patients people pharmacy plan police policy practice "
    "president primary prime princess programme project protocol public quality queen question record red regional "
    "report republic rescue research response review road role royal rule safety saturday school science scotland "
    "scottish secretary security senior september service services shift social society south southern specific "
    "staff state states station story strategy street summer sunday supervisor support survey team technology the "
    "thursday time title total trade training transport trust tuesday union unit united university urgent voice "
    "wales wednesday welsh west western winter women work workforce working world year".split()
)
"""What the names of places, bodies, posts and things have, and those of people seldom."""
_LABEL = (
    r"(?:[Pp]atient|[Cc]aller|[Ss]taff|[Ee]mployee|[Ff]ull|[Cc]hild)(?:['’]s)?[ ][Nn]ames?|NOK|[Nn]ext[ ]of[ ][Kk]in"
)
_BEFORE = LatePattern(
    rf"(?:(?<!\w)(?:{_LABEL})[ \t]?:[ \t]{{0,4}}|(?:^|\|)[ \t>|*-]{{0,8}}(?:{_LABEL})[ \t]?\|[ \t]{{0,4}}|"
    r"^[ \t>|*-]{0,8}(?:Name[ \t]?[:–-]|C[cC]:|Signed[:,])[ \t]{0,4}|"
    r"(?<!\w)(?:Patient|P[tT]|Caller|Complainant|Relative|Staff[ ][Mm]ember|Crew)[ \t]?:[ \t]{0,4}|"
    r"(?<!\w)(?:[Aa]sked|[Ss]ubmitted)[ _][Bb]y:?[ \t]{1,4}|"
    rf"(?<![\w-])(?:the[ ]late|Patient|staff[ ]member|{_TOLD_OF}),?[ \n]|"
    r"(?<!\w)(?:(?:[Hh]er|[Hh]is|[Mm]y|[Tt]heir|['’]s)[ ]name(?:[ ]is|[ ]was|:)[ ])|"
    r"[0-9][ -]year[ -]old(?:[ ](?:boy|girl|man|woman|lady|patient)(?:,|[ ](?:called|named))?)?[ ]|"
    rf"(?<!\w)(?:death|family|loss|parents|relatives|widow|{_KIN})[ \n]of[ \n])\Z",
    re.MULTILINE,
)
_SAID = (
    "said|says|told|asked|asks|wrote|rang|phoned|called|reported|complained|felt|feels|explained|described|waited|thinks|"
    "believes|lost|thanked|fell|collapsed|died|found|took|brought|wanted|wants"
)
_AGE = r",?[ \n]\(?aged?[ \n][0-9]{1,3}(?!\w)|,[ ][0-9]{1,3},[ \n][a-z]"
_OLD = r"(?:late[ \n]|elderly[ \n]|own[ \n])?"
_BEHIND = LatePattern(
    rf"['’]s?[ \n]{_OLD}(?:{_KIN}|death|injur(?:y|ies)|relatives|next[ ]of[ ]kin|body|ashes|funeral)(?!\w)|{_AGE}|"
    r"[ \n](?:asks|writes)(?!\w)|"
    rf"[ \n](?:has[ \n]|had[ \n])?(?:{_SAID})(?!\w)[^.!?]{{0,60}}?[ \n](?:her|his|my)[ \n]{_OLD}(?:{_KIN})(?!\w)"
)
_LONGEST_BEFORE = 48  # characters
_ANY_NAME = rf",?[ \n](?P<name>{_WORD}(?:[ \t\n]{_WORD}){{0,2}})"
_RELATED = LatePattern(rf"[HhMmTt](?<!\w.)(?:er|is|y|heir)[ \n]{_OLD}(?:{_KIN})(?:[ \n](?:called|named))?{_ANY_NAME}")
_CALLED = LatePattern(rf"[cn]a(?:ll|m)ed{_ANY_NAME}")
_PART = LatePattern(
    r"[SsFfLlGg](?<!\w.)(?:urname|orenames?|irst[ ]names?|ast[ ]name|iven[ ]names?|amily[ ]name)[ \t]?[:|][ \t]{0,4}"
    rf"(?P<name>{_WORD})"
)
_WHO_IS = LatePattern(rf"(?<![\w-])(?:{_TOLD_OF}|{_KIN})[ \n](?:who[ \n](?:is|was)[ \n])?\Z")


def find_in_context(text: str) -> Iterator[Sighting]:
    """Names of two words or more beside such words."""
    for match in _PAIR.finditer(text):
        start, name = _without_beginning(match.start(), match[0])
        if not name or not _may_be_name(name):
            continue
        if _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start) or _BEHIND.match(text, start + len(name)):
            yield _named(start, name)


def find_related(text: str) -> Iterator[Sighting]:
    """Names, also of one word: of somebody's kin, of who is said to be called so, and in a form."""
    for shape in (_RELATED, _PART, _CALLED):
        for match in shape.finditer(text):
            start = match.start()
            is_somebody = shape is not _CALLED or _WHO_IS.search(text, max(0, start - _LONGEST_BEFORE), start)
            if is_somebody and _may_be_name(match["name"]):
                yield _named(match.start("name"), match["name"])


def _without_beginning(start: int, words: str) -> tuple[int, str]:
    """The words without those that only begin a sentence, and without the end of who owns what follows."""
    name = words
    while name and name.split()[0].lower() in _FUNCTION:
        name = name[len(name.split()[0]) :].lstrip()
    start += len(words) - len(name)
    name = re.sub(r"['’]s?\Z", "", name)
    return start, name if len(name.split()) > 1 else ""


def _may_be_name(name: str) -> bool:
    words = {word.lower() for word in name.split()}
    return not words & _NO_NAMES and not words & _FUNCTION and not any(word.rstrip("s") in _NO_NAMES for word in words)


def _named(start: int, words: str) -> Sighting:
    name = re.sub(r"['’]s?\Z", "", words)
    return Sighting("named-person", start, start + len(name), name, mask_words(name))
