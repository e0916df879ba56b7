"""Every kind of file as it is written, key by key: what must be there, what may be, and the form of each text.

Models only; what is wrong is put into words in `validate`. The JSON Schemas for editors come out of the same classes.
After this every scalar is still the text that was typed, save `true`, `false` and whole numbers.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel, WithJsonSchema

from explainer.model import WRITTEN_NO_ANSWERS, CopyRead, Phase, ValueType, Why
from explainer.read import forms

NOTE_LENGTH, QUOTE_LENGTH, EVENT_LENGTH = 400, 300, 1000


def _number_or_text(pattern: str = "") -> dict[str, Any]:
    """An editor resolves YAML's own types, so that a year is a number to it."""
    return {"type": ["string", "number", "boolean"], **({"pattern": pattern} if pattern else {})}


ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
DATE_PATTERN = r"^((\.\./)?\d{4}(-\d{2}(-\d{2})?)?|\d{4}(-\d{2}(-\d{2})?)?[~?%])$"

Text = Annotated[str, BeforeValidator(forms.one_line), WithJsonSchema(_number_or_text())]
Id = Annotated[Text, AfterValidator(forms.identifier), WithJsonSchema(_number_or_text(ID_PATTERN))]
Anchor = Annotated[Text, AfterValidator(forms.anchor), WithJsonSchema(_number_or_text(ID_PATTERN))]
Date = Annotated[Text, AfterValidator(forms.date), WithJsonSchema(_number_or_text(DATE_PATTERN))]
Moment = Annotated[Text, AfterValidator(forms.date_without_opening), WithJsonSchema(_number_or_text(DATE_PATTERN))]
Day = Annotated[Text, AfterValidator(forms.day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Url = Annotated[Text, AfterValidator(forms.web_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
BaseUrl = Annotated[
    Text, AfterValidator(forms.base_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
Language = Annotated[Text, AfterValidator(forms.language)]
Truth = Annotated[bool, BeforeValidator(forms.truth)]
Whole = Annotated[int, BeforeValidator(forms.whole)]
Days = Annotated[int, BeforeValidator(forms.days)]
Note = Annotated[str, AfterValidator(forms.at_most(NOTE_LENGTH)), WithJsonSchema(_number_or_text())]
Quote = Annotated[Text, AfterValidator(forms.at_most(QUOTE_LENGTH)), WithJsonSchema(_number_or_text())]
EventText = Annotated[str, AfterValidator(forms.at_most(EVENT_LENGTH)), WithJsonSchema(_number_or_text())]
PhaseWord = Annotated[Text, AfterValidator(forms.one_of(tuple(Phase))), WithJsonSchema({"enum": list(Phase)})]
TypeWord = Annotated[Text, AfterValidator(forms.one_of(tuple(ValueType))), WithJsonSchema({"enum": list(ValueType)})]
CopyWord = Annotated[Text, AfterValidator(forms.one_of(tuple(CopyRead))), WithJsonSchema({"enum": list(CopyRead)})]
WhyWord = Annotated[Text, AfterValidator(forms.one_of(tuple(Why))), WithJsonSchema({"enum": list(Why)})]
NoneWord = Annotated[Text, AfterValidator(forms.no_answer), WithJsonSchema({"enum": list(WRITTEN_NO_ANSWERS)})]
RoleWord = Annotated[Text, AfterValidator(forms.one_of(("status",))), WithJsonSchema({"enum": ["status"]})]


class Written(BaseModel):
    """A map whose keys are known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


# --- site.yaml ---


class Noun(Written):
    one: Text
    many: Text


class Kind(Noun):
    id: Id


class Level(Written):
    id: Id
    label: Text
    kinds: tuple[Id, ...] = Field(description="kinds of source; each kind is in one level")
    own_word: Truth = Field(False, description="sources of this level are the program's own word")


class EventType(Written):
    id: Id
    label: Text


class Licence(Written):
    content: Text
    code: Text


class Site(Written):
    title: Text
    tagline: Text
    base_url: BaseUrl
    repo_url: BaseUrl = ""
    edit_path: Text = "edit/main/content"
    language: Language
    licence: Licence
    program: Noun = Field(description="the word for one entry, and for many")
    kinds: tuple[Kind, ...] = Field(description="kinds of program, in order")
    evidence: tuple[Level, ...] = Field(description="how strong a source is, strongest first")
    event_types: tuple[EventType, ...] = ()


# --- sources ---


class Source(Written):
    title: Text
    publisher: Text
    kind: Id = Field(description="one of the kinds of source in site.yaml's evidence")
    url: Url = Field("", description="required, save of what was read in print")
    archived: Url = Field("", description="a copy that will stay")
    published: Moment = Field("", description="as precise as it is known")
    checked: Day = Field(description="the day somebody last read it against the claims")
    copy_: CopyWord = Field("live", alias="copy", description="which copy was read")
    lang: Language = Field("", description="BCP 47: en, zh-Hans")


Sources = dict[Id, Source]


def _as_map(written: object) -> object:
    """An id alone is a reference without more."""
    return {"ref": written} if isinstance(written, str) else written


class FullReference(Written):
    ref: Id
    at: Text = Field("", description="where in the source: p. 3, Art. 4")
    quote: Quote = ""
    says: Text = Field("", description="what of the claim it supports")


_OnlyId = Annotated[str, WithJsonSchema(_number_or_text(ID_PATTERN))]
Reference = Annotated[FullReference, BeforeValidator(_as_map, json_schema_input_type=_OnlyId | FullReference)]


class SourcesFile(RootModel[Sources]):
    """Sources that more than one file cites."""


# --- dimensions/<id>.md ---


class Choice(Written):
    id: Id
    label: Text
    means: Text = ""
    phase: PhaseWord = Field("", description="of the dimension with role: status, and only there")


class Aspect(Written):
    id: Id
    label: Text


class Framework(Written):
    name: Text
    url: Url


class Dimension(Written):
    label: Text = Field(description="the header")
    short: Text = Field("", description="where room is short")
    question: Text = Field(description="in full, as it is asked of every program")
    group: Text = Field(description="dimensions of one group stand together")
    order: Whole = Field(0, description="within the site; ties by id")
    type: TypeWord
    unit: Text = Field("", description="of a number only")
    values: tuple[Choice, ...] = Field((), description="of choice and choices, first to last")
    aspects: tuple[Aspect, ...] = Field((), description="the question is asked once per aspect")
    applies_to: tuple[Id, ...] = Field((), description="kinds of program; default all")
    role: RoleWord = Field("", description="at most one dimension, of type choice")
    shelf_life: Days = Field(0, description="days after which an answer is due for a check")
    ends_with_program: Truth = Field(False, description="undated claims stop holding when the program has ended")
    default: Truth = Field(False, description="in the comparison table before the reader chooses")
    framework: tuple[Framework, ...] = Field((), description="where the question comes from")
    aliases: tuple[Id, ...] = Field((), description="old ids")


# --- programs/<id>.yaml ---


class Native(Written):
    text: Text
    lang: Language


def _answer(written: object) -> object:
    """A text, or a list of texts; which of both the dimension decides."""
    texts = written if isinstance(written, list) else [written]
    if all(isinstance(text, str) for text in texts):
        return tuple(texts) if isinstance(written, list) else written
    raise forms.FormError("a value is a text, or a list of texts", "write the value itself")


Value = Annotated[
    Any, BeforeValidator(_answer),
    WithJsonSchema({"anyOf": [_number_or_text(), {"type": "array", "items": _number_or_text()}]}),
]  # fmt: skip


class Position(Written):
    value: Value = Field(None, description="the answer of one side")
    none: NoneWord = Field("", description="or why that side gives none")
    said_by: Text = Field(description="who holds it")
    note: Note = Field("", description="inline Markdown, at most 400 characters")
    sources: tuple[Reference, ...] = Field((), description="at least one for a value")


class Claim(Written):
    aspect: Id = Field("", description="required where the dimension has aspects")
    scope: Text = Field("", description="the part that it is said of; claims of different scopes stand side by side")
    value: Value = Field(None, description="the answer, in the form that the dimension asks for")
    none: NoneWord = Field("", description="why there is no answer")
    positions: tuple[Position, ...] | None = Field(None, description="two or more, where sources disagree")
    from_: Date = Field("", alias="from", description="since when it is so")
    to: Moment = Field("", description="until when it was so")
    as_of: Date = Field("", description="when it was measured")
    said_by: Text = Field("", description="who says so")
    note: Note = Field("", description="what the value cannot carry; inline Markdown, at most 400 characters")
    searched: Day = Field("", description="the day of the search, for searched-not-found")
    why: WhyWord = Field("", description="why it replaces an earlier claim")
    sources: tuple[Reference, ...] = Field((), description="ids, or maps with ref, at, quote and says")
    id: Anchor = Field("", description="its permanent anchor, where the default would collide or change")


class Event(Written):
    date: Date
    title: Text
    type: Id = Field("", description="one of site.yaml's event_types")
    major: Truth = Field(False, description="shown when there is room for few")
    end: Moment = Field("", description="of what lasted: its last day, month or year")
    text: EventText = Field("", description="one or two sentences of Markdown, at most 1,000 characters")
    sources: tuple[Reference, ...] = Field(description="at least one")
    id: Anchor = Field("", description="its permanent anchor; by default the date and the title")


class Program(Written):
    title: Text
    short: Text = Field("", description="column header")
    native: tuple[Native, ...] = Field((), description="names in their own script")
    kind: Id = Field(description="one of site.yaml's kinds")
    summary: Text = Field(description="one or two plain sentences")
    operators: tuple[Text, ...] = Field((), description="who runs it")
    jurisdictions: tuple[Text, ...] = Field((), description="ISO 3166-1 alpha-2, or a name")
    aliases: tuple[Id, ...] = Field((), description="old ids")
    related: tuple[Id, ...] = Field((), description="other programs")
    tags: tuple[Text, ...] = ()
    claims: dict[str, tuple[Claim, ...]] = Field(default_factory=dict, description="by dimension, a list of claims")
    events: tuple[Event, ...] = ()
    sources: Sources = Field(default_factory=dict, description="by id, the sources that this file defines")


# --- explainers, pages, comparisons, glossary ---


class Article(Written):
    title: Text
    summary: Text
    sources: Sources = Field(default_factory=dict, description="by id, the sources that this file defines")
    aliases: tuple[Id, ...] = Field((), description="old ids")
    order: Whole = Field(0, description="among its like; ties by id")
    nav: Truth = Field(False, description="in the footer of every page")


class Comparison(Article):
    programs: tuple[Id, ...] = Field(description="two to eight")
    dimensions: tuple[Id, ...] = Field((), description="by default those marked default")


class Term(Written):
    term: Text
    id: Id = ""
    means: str
    also: tuple[Text, ...] = ()
    native: tuple[Native, ...] = ()
    see: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


class Glossary(RootModel[tuple[Term, ...]]):
    """Terms, in plain words."""


FILES: dict[str, type[BaseModel]] = {
    "site": Site, "sources": SourcesFile, "dimension": Dimension, "program": Program, "explainer": Article,
    "page": Article, "comparison": Comparison, "glossary": Glossary,
}  # fmt: skip


def json_schemas() -> dict[str, dict[str, Any]]:
    """For editors, by kind of file (JSON Schema 2020-12)."""
    return {name: model.model_json_schema(by_alias=True) for name, model in FILES.items()}
