"""What is given away: each claim, event, source, dimension and program as one frozen record.

The fields are named and ordered as in CONTENT-FORMAT, section 10; a field that is no Python name ends in "_". The words
beside each field explain it wherever the record goes: in the description of the API, in the tables, on the page
about them. None means "absent"; what is computed rather than written is never None where it is a list.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NewType

from explainer.model import CopyRead, NoAnswer, Phase, ValueType, Why
from explainer.view.prose import ShownProse

When = NewType("When", str)  # a date as it was written
Digits = NewType("Digits", str)  # a number as it was written
Address = NewType("Address", str)  # absolute


# --- Claims and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    ref: Annotated[str, "Id of the source"]
    at: Annotated[str | None, "Where in the source"]
    quote: Annotated[str | None, "What the source says, in its own words"]
    says: Annotated[str | None, "What the source says, in short"]


@dataclass(frozen=True, slots=True)
class PositionRecord:
    value: Annotated[str | tuple[str, ...] | None, "The answer as written; a list where several values were chosen"]
    number: Annotated[Digits | None, "Its digits, of a number or an amount of money"]
    qualifier: Annotated[str | None, "What stands before the digits: ~ about, > more than, < less than, >=, <="]
    currency: Annotated[str | None, "ISO 4217 code, of an amount of money"]
    text: Annotated[str, "The answer as shown to a reader, in plain words"]
    none: Annotated[NoAnswer | None, "The kind of no answer, instead of a value"]
    said_by: Annotated[str, "Who says so"]
    note: Annotated[str | None, "Inline Markdown as written"]
    sources: Annotated[tuple[ReferenceRecord, ...], "What this position rests on"]


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A dated, sourced answer of one program to one dimension: of `value`, `none` and `positions` one is there."""

    id: Annotated[str, "Unique within its program, together with its events; the anchor on the program's page"]
    program: Annotated[str, "Id of the program"]
    dimension: Annotated[str, "Id of the dimension"]
    aspect: Annotated[str | None, "Id of the aspect, where the dimension has aspects"]
    scope: Annotated[str | None, "What the answer is limited to; claims of different scopes stand side by side"]
    value: Annotated[str | tuple[str, ...] | None, "The answer as written; a list where several values were chosen"]
    number: Annotated[Digits | None, "Its digits, of a number or an amount of money"]
    qualifier: Annotated[str | None, "What stands before the digits: ~ about, > more than, < less than, >=, <="]
    currency: Annotated[str | None, "ISO 4217 code, of an amount of money"]
    text: Annotated[str, "The answer as shown to a reader, in plain words; of positions all"]
    none: Annotated[NoAnswer | None, "The kind of no answer, instead of a value"]
    positions: Annotated[tuple[PositionRecord, ...] | None, "What each side says, where sources disagree"]
    from_: Annotated[When | None, "From when it holds"]
    to: Annotated[When | None, "Until when it holds, where no later claim says so"]
    as_of: Annotated[When | None, "When it was measured, instead of from and to"]
    searched: Annotated[date | None, "The day on which somebody last looked in vain"]
    said_by: Annotated[str | None, "Who says so"]
    note: Annotated[str | None, "Inline Markdown as written"]
    why: Annotated[Why | None, "Why it replaces an earlier claim"]
    evidence: Annotated[str | None, "Level of the strongest of its sources, an id of the site's evidence"]
    own_word: Annotated[bool, "Whether every source is the program's own word; false without sources"]
    sources: Annotated[tuple[ReferenceRecord, ...], "What it rests on, that of its positions too"]
    holds: Annotated[bool, "Whether it holds on the day of as_of of the whole file"]
    stale: Annotated[bool, "Whether it is past its shelf life today"]
    url: Annotated[Address, "Its permanent address"]


@dataclass(frozen=True, slots=True)
class EventRecord:
    id: Annotated[str, "Unique within its program, together with its claims; the anchor on the program's page"]
    program: Annotated[str, "Id of the program"]
    date: Annotated[When, "When it happened"]
    end: Annotated[When | None, "When it ended"]
    title: Annotated[str, "One line"]
    type: Annotated[str | None, "An id of the site's event_types"]
    major: Annotated[bool, "Whether it is shown where there is room for few"]
    text: Annotated[str | None, "Markdown as written"]
    sources: Annotated[tuple[ReferenceRecord, ...], "What it rests on"]
    url: Annotated[Address, "Its permanent address"]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    id: Annotated[str, "Unique in the whole site"]
    title: Annotated[str, "As the source calls itself"]
    publisher: Annotated[str, "Who published it"]
    kind: Annotated[str, "One of the kinds of the site's evidence"]
    url: Annotated[str | None, "The cited address; null for print only"]
    archived: Annotated[str | None, "Address of an archived copy"]
    published: Annotated[When | None, "When it was published"]
    checked: Annotated[date, "The day on which somebody last read it against the claims"]
    copy: Annotated[CopyRead, "Which copy was read"]
    lang: Annotated[str | None, "Its language, BCP 47"]
    evidence: Annotated[str, "Level of its kind, an id of the site's evidence"]
    cited_by: Annotated[tuple[Address, ...], "The claims and events that rest on it"]
    page: Annotated[Address, "Its page on this site"]


# --- Dimensions and programs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChoiceRecord:
    id: Annotated[str, "What a claim's value names"]
    label: Annotated[str, "As shown"]
    means: Annotated[str | None, "In a sentence"]
    phase: Annotated[Phase | None, "Of the dimension with the role status, and only there"]


@dataclass(frozen=True, slots=True)
class AspectRecord:
    id: Annotated[str, "What a claim's aspect names"]
    label: Annotated[str, "As shown"]


@dataclass(frozen=True, slots=True)
class FrameworkRecord:
    name: Annotated[str, "What the question comes from"]
    url: Annotated[str, "Where that can be read"]


@dataclass(frozen=True, slots=True)
class DimensionRecord:
    """One question asked of every program."""

    id: Annotated[str, "Unique in the site"]
    label: Annotated[str, "As shown"]
    short: Annotated[str | None, "Where room is short"]
    question: Annotated[str, "In full"]
    group: Annotated[str, "Dimensions of one group stand together"]
    order: Annotated[int, "Place within the site; ties by id"]
    type: Annotated[ValueType, "What may be answered"]
    unit: Annotated[str | None, "Of a number"]
    values: Annotated[tuple[ChoiceRecord, ...] | None, "The closed list to choose from, in a meaningful order"]
    aspects: Annotated[tuple[AspectRecord, ...] | None, "The question is asked once per aspect"]
    applies_to: Annotated[tuple[str, ...], "Kinds of program that it is asked of"]
    role: Annotated[str | None, "The word status, of the dimension that tells the phases of a program"]
    shelf_life: Annotated[int | None, "Days after which an answer is due for a check"]
    ends_with_program: Annotated[bool, "Whether undated claims stop holding when the program has ended"]
    default: Annotated[bool, "Whether it is compared before the reader chooses"]
    framework: Annotated[tuple[FrameworkRecord, ...] | None, "Where the question comes from"]
    aliases: Annotated[tuple[str, ...] | None, "Old ids"]
    body: Annotated[ShownProse | None, "Why it matters and how an editor decides, as HTML"]
    url: Annotated[Address, "Its page"]


@dataclass(frozen=True, slots=True)
class NativeRecord:
    text: Annotated[str, "The name"]
    lang: Annotated[str, "Its language, BCP 47"]


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """What the status dimension says on the day; of several scopes the one that is least ended."""

    value: Annotated[str | None, "Id of the value; null where there is none or sources disagree"]
    label: Annotated[str, "As shown"]
    phase: Annotated[Phase | None, "Before, running, paused or ended"]
    since: Annotated[When | None, "The date of that claim"]


@dataclass(frozen=True, slots=True)
class ProgramCounts:
    claims: Annotated[int, "Claims, whether they hold or not"]
    events: Annotated[int, "Events"]
    sources: Annotated[int, "Sources that its claims and events cite"]


@dataclass(frozen=True, slots=True)
class ProgramRecord:
    id: Annotated[str, "Unique in the site"]
    title: Annotated[str, "Its name"]
    short: Annotated[str | None, "Where room is short"]
    native: Annotated[tuple[NativeRecord, ...] | None, "Names in their own script"]
    kind: Annotated[str, "An id of the site's kinds"]
    summary: Annotated[str, "One or two plain sentences"]
    operators: Annotated[tuple[str, ...] | None, "Who runs it"]
    jurisdictions: Annotated[tuple[str, ...] | None, "ISO 3166-1 alpha-2 codes, or names"]
    aliases: Annotated[tuple[str, ...] | None, "Old ids"]
    related: Annotated[tuple[str, ...] | None, "Ids of other programs"]
    tags: Annotated[tuple[str, ...] | None, "Words to find it by"]
    status: Annotated[StatusRecord | None, "On the day; null where the site asks for no status"]
    counts: Annotated[ProgramCounts, "How much there is"]
    url: Annotated[Address, "Its page"]


# --- The site -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    content: Annotated[str, "Of text and data, SPDX"]
    code: Annotated[str, "Of the program that builds the site, SPDX"]


@dataclass(frozen=True, slots=True)
class NounRecord:
    one: Annotated[str, "Of one"]
    many: Annotated[str, "Of several"]


@dataclass(frozen=True, slots=True)
class KindRecord:
    id: Annotated[str, "What a program's kind names"]
    one: Annotated[str, "Of one"]
    many: Annotated[str, "Of several"]


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    id: Annotated[str, "What evidence names"]
    label: Annotated[str, "As shown"]
    kinds: Annotated[tuple[str, ...], "Kinds of source"]
    own_word: Annotated[bool, "Whether it is the program's own word"]


@dataclass(frozen=True, slots=True)
class EventTypeRecord:
    id: Annotated[str, "What an event's type names"]
    label: Annotated[str, "As shown"]


@dataclass(frozen=True, slots=True)
class SiteRecord:
    title: Annotated[str, "Its name"]
    tagline: Annotated[str | None, "In a sentence"]
    base_url: Annotated[Address, "Where it is published"]
    repo_url: Annotated[str | None, "Where its content is kept"]
    edit_path: Annotated[str | None, "Where in there a file can be edited"]
    language: Annotated[str, "BCP 47"]
    licence: Annotated[LicenceRecord, "Under which all is given away"]
    program: Annotated[NounRecord, "The word for one entry"]
    kinds: Annotated[tuple[KindRecord, ...], "Kinds of program, in order"]
    evidence: Annotated[tuple[EvidenceRecord, ...], "Levels of evidence, strongest first"]
    event_types: Annotated[tuple[EventTypeRecord, ...] | None, "Types of event"]


@dataclass(frozen=True, slots=True)
class SiteCounts:
    programs: Annotated[int, "Programs"]
    dimensions: Annotated[int, "Dimensions"]
    claims: Annotated[int, "Claims, whether they hold or not"]
    events: Annotated[int, "Events"]
    sources: Annotated[int, "Sources, cited or not"]


@dataclass(frozen=True, slots=True)
class Records:
    """All that is given away, as of a day. Each collection is sorted by program, then id."""

    as_of: date  # the day that decides which claims hold
    today: date  # judges what is stale
    site: SiteRecord
    programs: tuple[ProgramRecord, ...]
    dimensions: tuple[DimensionRecord, ...]
    claims: tuple[ClaimRecord, ...]
    events: tuple[EventRecord, ...]
    sources: tuple[SourceRecord, ...]

    @property
    def counts(self) -> SiteCounts:
        collections = (self.programs, self.dimensions, self.claims, self.events, self.sources)
        return SiteCounts(*(len(collection) for collection in collections))
