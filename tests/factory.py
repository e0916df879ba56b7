"""Small records for tests of the view: each with only what the test is about."""

from datetime import date

from explainer import dates
from explainer.model import (
    Answer,
    Aspect,
    AspectId,
    Catalogue,
    Choice,
    Claim,
    CopyRead,
    Dimension,
    DimensionId,
    Event,
    EventType,
    EvidenceLevel,
    Kind,
    NoAnswer,
    Noun,
    Phase,
    Position,
    Program,
    ProgramId,
    Prose,
    Reference,
    Site,
    Source,
    SourceId,
    ValueType,
)
from explainer.view.index import Index

TODAY = date(2026, 11, 24)
EMPTY = Prose((), "", "")

SITE = Site(
    title="Bikes, side by side",
    tagline="Bike-share schemes compared.",
    base_url="https://example.org/bikes/",
    repo_url="https://example.org/repo",
    edit_path="edit/main/content",
    language="en",
    licence_content="CC-BY-4.0",
    licence_code="MIT",
    program=Noun("scheme", "schemes"),
    kinds=(Kind("docked", "Docked scheme", "Docked schemes"), Kind("free", "Free-floating scheme", "Free-floating")),
    evidence=(
        EvidenceLevel("law", "Law", ("law",), False),
        EvidenceLevel("press", "Press", ("news",), False),
        EvidenceLevel("own", "Own word", ("company",), True),
    ),
    event_types=(EventType("launch", "Launch"),),
)

STATUSES = (
    Choice("planned", "Planned", "", Phase.BEFORE),
    Choice("open", "Open", "", Phase.RUNNING),
    Choice("closed", "Closed", "", Phase.ENDED),
)


def dimension(id: str, type: ValueType = ValueType.TEXT, **changes: object) -> Dimension:
    plain: dict[str, object] = {
        "id": DimensionId(id), "label": f"{id}?", "short": id, "question": f"What of {id}?", "group": "All",
        "order": 1, "type": type, "unit": "", "values": (), "aspects": (), "applies_to": ("docked", "free"),
        "is_status": False, "shelf_life_days": None, "ends_with_program": False, "default": False, "framework": (),
        "aliases": (), "body": EMPTY,
    }  # fmt: skip
    return Dimension(**(plain | changes))  # type: ignore[arg-type]


STATUS = dimension("status", ValueType.CHOICE, values=STATUSES, is_status=True, default=True)


def source(id: str, kind: str = "news", checked: date = TODAY) -> Source:
    return Source(SourceId(id), id, "A publisher", kind, "https://example.org/x", "", None, checked, CopyRead.LIVE, "")


def answer(text: str) -> Answer:
    """A value, or one of the kinds of no answer."""
    if text in list(NoAnswer):
        return Answer(text, none=NoAnswer(text))
    return Answer(text, value=text)


def claim(question: str, text: str, from_: str = "", **changes: object) -> Claim:
    """`question` is "dimension" or "dimension.aspect"; `text` the answer."""
    name, _, aspect = question.partition(".")
    plain: dict[str, object] = {
        "id": f"{name}-{from_ or 'undated'}-{changes.get('as_of', '')}-{changes.get('scope', '')}",
        "program": ProgramId("velo"), "dimension": DimensionId(name), "aspect": AspectId(aspect) if aspect else None,
        "scope": "", "answer": answer(text), "positions": (), "from_": dates.parse(from_), "to": None, "as_of": None,
        "said_by": "", "note": None, "searched": None, "why": None, "references": (Reference(SourceId("paper")),),
    }  # fmt: skip
    for name in ("to", "as_of"):
        if name in changes:
            changes[name] = dates.parse(str(changes[name]))
    return Claim(**(plain | changes))  # type: ignore[arg-type]


def position(text: str, said_by: str, source: str = "paper") -> Position:
    return Position(answer(text), said_by, None, (Reference(SourceId(source)),))


def event(date_: str, title: str, **changes: object) -> Event:
    plain: dict[str, object] = {
        "id": f"event-{date_}", "program": ProgramId("velo"), "date": dates.parse(date_), "end": None, "title": title,
        "type": None, "major": False, "text": None, "references": (Reference(SourceId("paper")),),
    }  # fmt: skip
    if "end" in changes:
        changes["end"] = dates.parse(str(changes["end"]))
    return Event(**(plain | changes))  # type: ignore[arg-type]


def program(*claims: Claim, id: str = "velo", events: tuple[Event, ...] = (), kind: str = "docked") -> Program:
    return Program(
        ProgramId(id), id.title(), id.title(), (), kind, "A scheme.", (), (), (), (), (), claims, events, None
    )


def aspect(id: str) -> Aspect:
    return Aspect(AspectId(id), id.replace("-", " ").capitalize())


def index(
    *programs: Program,
    dimensions: tuple[Dimension, ...] = (STATUS,),
    sources: tuple[Source, ...] = (),
    day: date = TODAY,
) -> Index:
    every = {s.id: s for s in (source("paper"), *sources)}
    return Index(Catalogue(SITE, dimensions, programs, every, (), (), (), (), ()), day, TODAY)
