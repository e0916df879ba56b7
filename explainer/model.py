"""What the site knows once its content is read: frozen records, never a raw dict, never a text where an enum is meant.

Every room above builds on these. They know no file and no markup but the safe parts that a Prose holds; and no
line, but where a program is to be edited.
None means "not known"; empty is `()` or `""`.
Longer than 300 lines because it is one list of records, and one place to look them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from explainer.dates import Edtf

ProgramId = NewType("ProgramId", str)
DimensionId = NewType("DimensionId", str)
AspectId = NewType("AspectId", str)
SourceId = NewType("SourceId", str)
TermId = NewType("TermId", str)


class NoAnswer(StrEnum):
    """The kinds of "no answer". The last is never written, only shown: there are claims, but none holds on the day."""

    NOT_RESEARCHED = "not-researched"
    SEARCHED_NOT_FOUND = "searched-not-found"
    NOT_DISCLOSED = "not-disclosed"
    NOT_APPLICABLE = "not-applicable"
    NOT_YET = "not-yet"
    WITHHELD = "withheld"
    NOT_RECORDED = "not-recorded"


WRITTEN_NO_ANSWERS = tuple(kind for kind in NoAnswer if kind is not NoAnswer.NOT_RECORDED)


class Phase(StrEnum):
    BEFORE = "before"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class ValueType(StrEnum):
    """What the answers to a question are: its key `type` in the content."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes-no"


class CopyRead(StrEnum):
    LIVE = "live"
    ARCHIVED = "archived"
    PRINT = "print"


class Why(StrEnum):
    """Why a claim replaces an earlier one."""

    CHANGED = "changed"
    CORRECTION = "correction"
    BETTER_SOURCE = "better-source"


# --- Prose: safe markup with holes that only a page can fill ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Stands inside an `href` or `src`: an address from the root of this site, such as `/programs/popid/#launch`."""

    path: str


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """Shows the present answer of a program to a dimension, linked to its claim, or `words` with the same link."""

    program: ProgramId
    dimension: DimensionId
    aspect: AspectId | None
    words: str = ""  # safe HTML


@dataclass(frozen=True, slots=True)
class Name:
    """Shows what an empty link names: `[](program:popid)`. `kind` is the scheme of the link."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@jpm-2024, p. 3; @ksat-2024]`: numbered notes, each a source and where in it."""

    references: tuple["Reference", ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered Markdown. `parts` are safe HTML and holes in turn; `text` is the same as plain words on one line."""

    parts: tuple[str | SiteAddress | ClaimValue | Name | Citation, ...]
    text: str
    source: str  # as it was written
    headings: tuple[Heading, ...] = ()


# --- The site and its questions -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Noun:
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class EvidenceLevel:
    id: str
    label: str
    kinds: tuple[str, ...]  # of sources
    own_word: bool


@dataclass(frozen=True, slots=True)
class EventType:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Site:
    """What `site.yaml` says, each list in its order."""

    title: str
    tagline: str
    base_url: str  # ends in "/"
    repo_url: str  # "" or without a "/" at the end
    edit_path: str
    language: str
    licence_content: str
    licence_code: str
    program: Noun
    kinds: tuple[Kind, ...]
    evidence: tuple[EvidenceLevel, ...]  # strongest first
    event_types: tuple[EventType, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed list."""

    id: str
    label: str
    means: str
    phase: Phase | None  # of the dimension with `role: status`, and only there


@dataclass(frozen=True, slots=True)
class Aspect:
    id: AspectId
    label: str


@dataclass(frozen=True, slots=True)
class Framework:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One question asked of every program. Order within a catalogue is `order`, then id."""

    id: DimensionId
    label: str
    short: str  # the label where nothing shorter was given
    question: str
    group: str
    order: int
    type: ValueType
    unit: str
    values: tuple[Choice, ...]
    aspects: tuple[Aspect, ...]
    applies_to: tuple[str, ...]  # ids of kinds; all where nothing was given
    is_status: bool
    shelf_life_days: int | None
    ends_with_program: bool
    default: bool
    framework: tuple[Framework, ...]
    aliases: tuple[str, ...]
    body: Prose


# --- Claims, events, sources ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a claim cites it."""

    source: SourceId
    at: str = ""
    quote: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, or a kind of no answer. `text` is what a reader sees, in plain words."""

    text: str
    none: NoAnswer | None = None
    value: str | tuple[str, ...] | None = None  # as written; ids for choice and choices
    number: str | None = None  # digits as written, for number and money
    qualifier: str | None = None  # ~ > < >= <=
    currency: str | None = None  # ISO 4217
    prose: Prose | None = None  # of type text


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a dispute."""

    answer: Answer
    said_by: str
    note: Prose | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A dated, sourced answer of one program to one dimension. Exactly one of `answer` and `positions` is there."""

    id: str
    program: ProgramId
    dimension: DimensionId
    aspect: AspectId | None
    scope: str
    answer: Answer | None
    positions: tuple[Position, ...]
    from_: Edtf | None
    to: Edtf | None
    as_of: Edtf | None
    said_by: str
    note: Prose | None
    searched: date | None
    why: Why | None
    references: tuple[Reference, ...]

    @property
    def date(self) -> Edtf | None:
        """From when it holds, or when it was measured."""
        return self.from_ or self.as_of

    @property
    def all_references(self) -> tuple[Reference, ...]:
        """Its own and those of its positions, each whole reference once, in the order written."""
        every = (*self.references, *(r for position in self.positions for r in position.references))
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or from one to another; `end` is None where it has none."""

    id: str
    program: ProgramId
    date: Edtf
    end: Edtf | None
    title: str
    type: str | None  # id of an event type
    major: bool
    text: Prose | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that claims rest on, with the day on which it was last read."""

    id: SourceId
    title: str
    publisher: str
    kind: str
    url: str  # "" only for a printed source
    archived: str
    published: Edtf | None
    checked: date
    copy: CopyRead
    lang: str


@dataclass(frozen=True, slots=True)
class Native:
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    written: str  # "US", or a name
    name: str  # "United States"


@dataclass(frozen=True, slots=True)
class Program:
    """One program with all that is told of it."""

    id: ProgramId
    title: str
    short: str  # the title where nothing shorter was given
    native: tuple[Native, ...]
    kind: str
    summary: str
    operators: tuple[str, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    aliases: tuple[str, ...]
    related: tuple[ProgramId, ...]
    tags: tuple[str, ...]
    claims: tuple[Claim, ...]  # in the order written
    events: tuple[Event, ...]  # in the order written
    prose: Prose | None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)  # of its file: by claim, "" for where to add


# --- Pages that belong to no single program ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """An explainer, a page, or the prose of a comparison. Order within a catalogue is `order`, then id."""

    id: str
    title: str
    summary: str
    aliases: tuple[str, ...]
    order: int
    nav: bool
    body: Prose


@dataclass(frozen=True, slots=True)
class Comparison:
    article: Article
    programs: tuple[ProgramId, ...]
    dimensions: tuple[DimensionId, ...]  # empty: the default ones


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary; `see` names others."""

    id: TermId
    term: str
    means: Prose
    also: tuple[str, ...]
    native: tuple[Native, ...]
    see: tuple[TermId, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Media:
    path: str  # from `media/` on: `media/x.png`
    content: bytes


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content, whole and without contradiction."""

    site: Site
    dimensions: tuple[Dimension, ...]  # by order, then id
    programs: tuple[Program, ...]  # by id
    sources: Mapping[SourceId, Source]  # by id
    explainers: tuple[Article, ...]
    comparisons: tuple[Comparison, ...]
    pages: tuple[Article, ...]
    terms: tuple[Term, ...]  # as written
    media: tuple[Media, ...]
