"""What a template may see: one frozen view for each kind of page, and the small values inside them.

The arguments are the dependencies: what is not in a view cannot reach its page, and a page is stale when its view's
fingerprint changes. So lists hold teasers, never entries. `docs/templates.md` is generated from this file.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, Protocol

Day = date


class Html(Protocol):
    """A body as HTML, already safe; fetched only when it is put into a page."""

    @property
    def fingerprint(self) -> str:
        """What tells it from every other body."""

    def __html__(self) -> str:
        """The HTML itself."""

    def __bool__(self) -> bool:
        """Whether there is any."""


class Label(NamedTuple):
    """Something that can be linked to."""

    title: str
    route: str = ""
    """Below the site's root; empty where there is no page to link to."""


class Ask(NamedTuple):
    """A way to ask a question."""

    label: str
    to: str
    """An address: https:, mailto: or tel:."""
    is_mail: bool
    """Whether it shows the asker's name."""


class Teaser(NamedTuple):
    """An entry as lists show it."""

    route: str
    title: str
    question: str
    """As asked; equal to `title` where no title was given."""
    in_short: str
    state: str
    """answered, partial, holding, awaiting or declined."""
    replaced: bool
    """Whether a newer answer supersedes it."""
    outstanding: tuple[str, ...]
    due: date | None
    """The day by which an answer is due, while awaiting or holding."""
    declined: str
    date: date
    """Answered; asked while awaiting."""
    by: str
    """Who answered, in one line: "Chief Executive"."""
    topics: tuple[Label, ...]
    id: str


class Named(NamedTuple):
    """Someone who answered, as they were on that day."""

    name: str
    role: str
    """Held on the day of the answer; empty if none was."""
    route: str


class Recording(NamedTuple):
    """Where the spoken answer can be heard."""

    url: str
    start: str
    """`12:30`, or empty."""
    end: str
    address: str
    """The url with the start as a media fragment."""


class Correction(NamedTuple):
    """What was changed in an answer."""

    date: date
    was: str
    """Empty where the words were removed."""
    now: str
    why: str
    removed: bool


class Update(NamedTuple):
    """New information after publication."""

    date: date
    text: str


class Rewording(NamedTuple):
    """That an answer was told in other words, and says the same."""

    date: date
    why: str


class Progress(NamedTuple):
    """One step of a commitment."""

    date: date
    status: str
    """open, in-progress, done, partly-done, changed or dropped."""
    note: str
    evidence: str
    """A web address, or words."""


class Extension(NamedTuple):
    """A later due date, and why."""

    date: date
    to: Day
    why: str


class Commitment(NamedTuple):
    """What was said would be done."""

    anchor: str
    """Its id in the register: that of its quote, so that it stays when another promise comes or goes."""
    older_anchor: str
    """The one by its place in the file, which links had before."""
    text: str
    quote: str
    """The exact words of the answer."""
    strength: str
    """commitment, intention or offer."""
    status: str
    owner: Label | None
    made: date
    due: date | None
    due_source: str
    """stated or agreed; empty where there is no due day."""
    first_due: date | None
    """The day that was said at first, where a later one was agreed."""
    extended: tuple[Extension, ...]
    updates: tuple[Progress, ...]
    entry: Label
    withdrawn_words: bool
    """Whether the quote now stands only in a correction."""
    calendar: str = ""
    """The route of a calendar with its due day alone; empty where nothing is due, or not any more."""


class Link(NamedTuple):
    """Another entry and how it relates."""

    title: str
    route: str
    date: date
    topics: tuple[str, ...] = ()
    """Why it is related: topics that both are on; empty where the writer said that they are."""
    words: tuple[str, ...] = ()
    """And words that both questions hold, as this one writes them."""


class ReviewState(NamedTuple):
    """When an answer or a position was looked at, and when it will be again."""

    last: date
    next: date | None
    by: str


class EntryView(NamedTuple):
    """One question and its answer."""

    route: str
    teaser: Teaser
    answer: Html
    asked: date
    answered: date | None
    asked_by: str
    answered_by: tuple[Named, ...]
    spoken: bool
    edited: bool
    digest: Label
    positions: tuple[Label, ...]
    """Its topics that have a current position."""
    also_asked: tuple[str, ...]
    recording: Recording | None
    corrections: tuple[Correction, ...]
    updates: tuple[Update, ...]
    reworded: tuple[Rewording, ...]
    commitments: tuple[Commitment, ...]
    supersedes: tuple[Link, ...]
    superseded_by: tuple[Link, ...]
    follows: tuple[Link, ...]
    followed_by: tuple[Link, ...]
    related: tuple[Link, ...]
    review: ReviewState | None
    previous: Label | None
    next: Label | None
    cite: str
    """The whole citation in one line, with the address where the site has one."""
    structured: dict[str, Any] | None
    """JSON-LD (schema.org FAQPage), for the `json` filter; None while there is no answer, or no address."""
    extra: dict[str, Any]


class TombstoneView(NamedTuple):
    """What stays of a withdrawn entry: no title, no question, no answer."""

    route: str
    withdrawn: date
    why: str
    digest: Label


class DigestTeaser(NamedTuple):
    """A digest as lists show it."""

    route: str
    title: str
    date: date
    answers: int
    """Entries shown."""
    by: str


class Accounting(NamedTuple):
    """What became of the questions that came in."""

    received: int
    published: int
    withdrawn: int
    merged: int
    withheld: tuple[tuple[str, int], ...]
    """Reason and number, the most first; reasons of fewer than five stand together, as an empty reason, at the end."""


class DigestPart(NamedTuple):
    """Where some of the questions of a very long digest are."""

    route: str
    first: int
    """The number of its first question."""
    last: int


class DigestPartView(NamedTuple):
    """Some of the questions of a very long digest."""

    route: str
    digest: Label
    part: DigestPart
    entries: tuple[Teaser, ...]
    previous: Label | None
    next: Label | None


class DigestView(NamedTuple):
    """One session: its introduction, what came in, its questions in order."""

    route: str
    title: str
    date: date
    kind: str
    """spoken, written or mixed."""
    host: str
    place: str
    recording: Recording | None
    answered_by: tuple[Named, ...]
    introduction: Html
    accounting: Accounting | None
    entries: tuple[Teaser, ...]
    previous: Label | None
    next: Label | None
    print_route: str
    extra: dict[str, Any]
    parts: tuple[DigestPart, ...] = ()
    """Where all questions of a very long digest are; `entries` are then the first."""
    id: str = ""
    """By which a search is narrowed to it."""


class QRCode(NamedTuple):
    """A QR code, as it is drawn: in black, on a white square."""

    size: int
    """Of the square's sides, in modules."""
    path: str
    """What is black (`d` of an SVG path)."""


class PrintView(NamedTuple):
    """A whole digest on paper."""

    route: str
    digest: DigestView
    entries: tuple[EntryView, ...]
    address: str
    """The digest's public address, or empty."""
    code: QRCode | None
    """That address, for phones."""


class ProofRemark(NamedTuple):
    """Something to know, or to mend, before a digest goes out."""

    is_error: bool
    """Whether nothing can go out before it is mended."""
    place: str
    """`missed-meal-breaks.md, line 7`."""
    text: str


class ProofChange(NamedTuple):
    """What will be different for readers."""

    what: str
    """new, changed, small, moved, gone or same; empty where nothing is known of what was published."""
    title: str = ""
    """Of an answer that is not there any more."""
    lines: tuple[str, ...] = ()
    """Words before and after."""


class ProofHold(NamedTuple):
    """Why something is held back now, although the proof shows it."""

    reason: str
    """draft, embargoed, expired or digest; empty where readers see it already."""
    until: date | None = None
    """The day on which an embargo ends."""


class ProofEntry(NamedTuple):
    """One answer of a proof."""

    number: int
    """By which remarks name it: counted through all digests of the proof."""
    entry: EntryView
    hold: ProofHold
    change: ProofChange
    reminded: tuple[str, ...]
    """For each commitment, who is asked when it is due; empty where that is nobody."""
    remarks: tuple[ProofRemark, ...]
    version: str
    """Stands for the words of its file."""


class ProofDigest(NamedTuple):
    """A digest as somebody reads it who has to say yes."""

    digest: DigestView
    hold: ProofHold
    entries: tuple[ProofEntry, ...]
    remarks: tuple[ProofRemark, ...]
    """Those that are about none of its answers."""
    withdrawn: tuple[TombstoneView, ...]
    gone: tuple[ProofChange, ...]
    """Answers that readers have now and that this digest has not."""
    unread: tuple[str, ...]
    """Names of files that cannot be read."""


class ProofSource(NamedTuple):
    """A file that a proof was made of."""

    path: str
    version: str


class ProofView(NamedTuple):
    """One or several digests before they are published, in one file."""

    route: str
    made: date
    version: str
    """Stands for all files that it was made of."""
    since: date | None
    """The day of what was published and is compared with it; None where nothing is known of that."""
    digests: tuple[ProofDigest, ...]
    sources: tuple[ProofSource, ...]
    style: str
    """All of its style: `theme/site.css` and `proof.css`."""
    style_hash: str
    """That of the style, for the policy: SHA-256 in Base64."""


class Change(NamedTuple):
    """Something that happened after a digest was published."""

    kind: str
    """answer, update or correction."""
    date: date
    title: str
    route: str
    text: str


class News(NamedTuple):
    """An answer of which there is news."""

    teaser: Teaser
    what: str
    """new, replaced, correction, update, promise or reworded."""


class NewsDay(NamedTuple):
    """What was news on a day."""

    date: date
    news: tuple[News, ...]


class ChangesView(NamedTuple):
    """What is new and changed: the newest answers by the day of their latest news."""

    route: str
    days: tuple[NewsDay, ...]


class TopicTeaser(NamedTuple):
    """A topic as lists show it."""

    route: str
    title: str
    answers: int
    summary: str
    synonyms: tuple[str, ...]
    children: tuple[Label, ...]
    parent: Label | None


class Column(NamedTuple):
    """The questions of a month or a year, as a column."""

    start: date
    """Its first day."""
    number: int
    left: str
    """Where it begins, as a part of the drawing: `62.5%`. So are all places and lengths below."""
    top: str
    height: str


class Name(NamedTuple):
    """What stands below a column."""

    start: date
    with_year: bool
    """Whether a month's year must be said: it is another than that of the name before."""
    centre: str


class Tick(NamedTuple):
    """A mark of the upright axis."""

    number: int
    y: str
    """From the top."""


class Timeline(NamedTuple):
    """How many questions were asked, and when. The axis starts at nought; nothing is left out between two columns."""

    by_month: bool
    """Whether a column is a month, not a year."""
    columns: tuple[Column, ...]
    width: str
    """Of each column."""
    names: tuple[Name, ...]
    ticks: tuple[Tick, ...]
    total: int
    first: date
    """The day of the first question: the first year need not be whole."""
    last: date


class Bar(NamedTuple):
    """A topic and its questions, as a bar."""

    topic: Label
    number: int
    width: str


class WaitBar(NamedTuple):
    """The answers that took about as long, as a bar."""

    least: int
    """Calendar days from asking to the answer."""
    most: int | None
    """None where there is no end."""
    number: int
    width: str


class Waits(NamedTuple):
    """How long answers took, whole ones or in part; and what could not be counted."""

    bars: tuple[WaitBar, ...]
    half: int
    """Days within which at least half of them came."""
    waiting: int
    declined: int
    unknown: int
    """Nobody knows when these were asked."""


class Charts(NamedTuple):
    """Where people would rather look than read: each is left out where there are too few numbers for it."""

    timeline: Timeline | None
    topics: tuple[Bar, ...]
    """Those asked about most, up to twelve; a question on two topics is counted in both."""
    waits: Waits | None


class HomeView(NamedTuple):
    """The first page."""

    route: str
    latest: DigestTeaser | None
    latest_entries: tuple[Teaser, ...]
    """Up to five."""
    changes: tuple[Change, ...]
    topics: tuple[TopicTeaser, ...]
    waiting: int
    commitments: int


class TopicsView(NamedTuple):
    """All topics, by title."""

    route: str
    topics: tuple[TopicTeaser, ...]


class Position(NamedTuple):
    """The current position of a topic."""

    text: str
    as_of: date
    next_review: date | None


class YearPage(NamedTuple):
    """A page that holds the rows of one year of a long list."""

    route: str
    year: int
    number: int
    """Counted from the oldest; 0 where the year is on one page."""
    rows: int


class TopicView(NamedTuple):
    """One topic: the current position first, then what was asked."""

    route: str
    title: str
    summary: str
    synonyms: tuple[str, ...]
    parent: Label | None
    children: tuple[Label, ...]
    owner: Named | None
    position: Position | None
    guidance: str
    introduction: Html
    waiting: tuple[Teaser, ...]
    entries: tuple[Teaser, ...]
    """Newest first, those that wait left out; of a long list the newest."""
    charts: Charts | None
    feed_route: str
    """Empty where there is no feed."""
    extra: dict[str, Any]
    years: tuple[YearPage, ...] = ()
    """All answers of a long list, by year, the newest first."""
    id: str = ""
    """By which a search is narrowed to it."""


class Role(NamedTuple):
    """A role someone holds or held."""

    title: str
    since: date | None
    until: date | None


class PersonTeaser(NamedTuple):
    """A person as lists show them."""

    route: str
    name: str
    role: str
    """The role held now, or the last one."""
    answers: int
    left: date | None


class PeopleView(NamedTuple):
    """Everyone who answers."""

    route: str
    people: tuple[PersonTeaser, ...]


class PersonView(NamedTuple):
    """One answerer: roles, answers, what they said they'd do."""

    route: str
    name: str
    roles: tuple[Role, ...]
    team: str
    contact: str
    """Empty unless it may be shown."""
    left: date | None
    introduction: Html
    entries: tuple[Teaser, ...]
    commitments: tuple[Commitment, ...]
    extra: dict[str, Any]
    years: tuple[YearPage, ...] = ()
    """All answers of a long list, by year, the newest first; `entries` are then the newest."""
    promised: int = 0
    """How many commitments there are, where not all are shown."""
    id: str = ""
    """By which a search is narrowed to them."""


class YearView(NamedTuple):
    """One year of a long list."""

    route: str
    whole: Label
    """The page that it is of."""
    page: YearPage
    older: str
    """The route of the page before, where the year has several."""
    entries: tuple[Teaser, ...]
    commitments: tuple[Commitment, ...]


class RegisterGroup(NamedTuple):
    """The commitments of one topic."""

    topic: Label
    commitments: tuple[Commitment, ...]


class RegisterView(NamedTuple):
    """What we said we'd do."""

    route: str
    groups: tuple[RegisterGroup, ...]
    """By topic; commitments and intentions, those not finished first, by due day."""
    offers: tuple[Commitment, ...]
    counts: tuple[tuple[str, int], ...]
    """Status and number, offers not counted."""
    years: tuple[YearPage, ...] = ()
    """All of a long register, by year; `groups` then hold what is next to be done."""


class WaitingView(NamedTuple):
    """Questions whose answer, or part of it, is still to come."""

    route: str
    awaiting: tuple[Teaser, ...]
    holding: tuple[Teaser, ...]
    partial: tuple[Teaser, ...]


class CorrectionItem(NamedTuple):
    """A correction and where it was made."""

    correction: Correction
    title: str
    route: str


class CorrectionsView(NamedTuple):
    """What was changed, when and why, the newest first."""

    route: str
    corrections: tuple[CorrectionItem, ...]


class Year(NamedTuple):
    """The digests of a year."""

    year: int
    digests: tuple[DigestTeaser, ...]


class ArchiveView(NamedTuple):
    """All digests by year, the newest first."""

    route: str
    years: tuple[Year, ...]
    charts: Charts | None


class Accessibility(NamedTuple):
    """What is known about the site's accessibility."""

    tested_by: str
    tested_on: date | None
    known_problems: tuple[str, ...]


class PlainView(NamedTuple):
    """A page of the writer's: about and the like."""

    route: str
    title: str
    body: Html
    name: str
    """Its file name: about, accessibility, …; these two have default texts in their templates where `body` is empty."""
    accessibility: Accessibility
    extra: dict[str, Any]


class Choice(NamedTuple):
    """One value that results can be narrowed to."""

    value: str
    """As it stands in the address."""
    title: str
    """Empty for a state, whose words are the template's."""


class Filter(NamedTuple):
    """One way to narrow the results of a search."""

    kind: str
    """topic, digest, person, year or state."""
    choices: tuple[Choice, ...]


class LetterGroup(NamedTuple):
    """The questions whose titles begin with a letter."""

    letter: str
    """Empty where they begin with none."""
    entries: tuple[Label, ...]


class QuestionsView(NamedTuple):
    """Questions from A to Z: all, or those of a letter."""

    route: str
    letters: tuple[Label, ...]
    """Those that have a page of their own; none where all questions are on one page."""
    groups: tuple[LetterGroup, ...]
    letter: str
    """Whose page it is; empty on the first."""
    pages: tuple[Label, ...] = ()
    """Those of this letter, where it has several."""
    number: int = 1


class SearchView(NamedTuple):
    """The search page, and the ways to find an answer without it."""

    route: str
    letters: tuple[Label, ...]
    """As on the pages of questions from A to Z."""
    topics: tuple[Label, ...]
    """Those with the most questions, where there are very many."""
    filters: tuple[Filter, ...]


class NotFoundView(NamedTuple):
    """404: its links are absolute, since a server shows it at any address."""

    route: str


class RedirectView(NamedTuple):
    """A page that leads on."""

    route: str
    target: str
    title: str
    """Empty where the target's title must not be shown."""


class Site(NamedTuple):
    """What every page may see of the site."""

    title: str
    organisation: str
    description: str
    language: str
    direction: str
    """Where its lines begin: ltr (on the left) or rtl."""
    words: str
    """The language of the interface words: `language`, or en where there is no catalogue."""
    url: str
    """The public address with a slash at the end, or empty."""
    nav: tuple[Label, ...]
    """The writer's own pages for the navigation."""
    ask: tuple[Ask, ...]
    logo: str
    """Its route, or empty."""
    logo_alt: str
    stylesheet: str
    """Route and version: `_theme/site.css?v=0123abcd`."""
    chart_stylesheet: str
    """What pages with a chart load besides."""
    script: str
    search_stylesheet: str
    """Only for pages that hold a search box, as its script."""
    search_script: str
    noindex: bool
    has_feed: bool
    extra: dict[str, Any]
    style: str
    """All that the stylesheet holds, safe to stand inside a page: for one that may be shown at any address."""
    style_hash: str
    """That of the style, for the policy: SHA-256 in Base64."""
