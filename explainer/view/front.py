"""The home page and the list of all programs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainer.model import Dimension, Kind, Program, ValueType
from explainer.view import answers as an
from explainer.view import compare, words
from explainer.view import index as ix
from explainer.view.compare import Head
from explainer.view.index import Index
from explainer.view.timeline import Entry, Timeline, newest, timeline

NEWEST_CHANGES = 8
MOST_HEADS, MOST_LANES = 120, 60  # of a kind, and in the small timeline
MIXED, NO_ANSWER = "mixed or disputed", "no answer"


@dataclass(frozen=True, slots=True)
class KindHeads:
    """`more` says how many there was no room for."""

    kind: Kind
    heads: tuple[Head, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Doorway:
    """A way on from the home page: a title, an address, a sentence."""

    title: str
    address: str
    summary: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many programs give one answer, and where the share begins on a scale of a hundred."""

    label: str
    count: int
    start: float
    width: float
    rank: int  # in the order of the values
    tone: str  # "value", "disputed" or "none"


@dataclass(frozen=True, slots=True)
class Tally:
    """One question, and how the programs that it is asked of are spread over its answers."""

    label: str
    question: str
    address: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The front page, each list bounded; `timeline` is None where nothing is dated."""

    tagline: str
    tallies: tuple[Tally, ...]
    kinds: tuple[KindHeads, ...]
    counts: tuple[str, ...]
    newest: tuple[Entry, ...]
    timeline: Timeline | None
    comparisons: tuple[Doorway, ...]
    explainers: tuple[Doorway, ...]


def kind_heads(index: Index, programs: Iterable[Program], at_most: int | None = None) -> tuple[KindHeads, ...]:
    """The programs of each kind, or the first of them; kinds without any are passed over."""
    of_kind: dict[str, list[Program]] = {}
    for program in programs:
        of_kind.setdefault(program.kind, []).append(program)
    return tuple(
        KindHeads(kind, heads(index, of_kind[kind.id][:at_most]), len(of_kind[kind.id][at_most:]) if at_most else 0)
        for kind in index.catalogue.site.kinds
        if kind.id in of_kind
    )


def heads(index: Index, programs: Iterable[Program]) -> tuple[Head, ...]:
    return tuple(compare.head(index, program, index.day) for program in programs)


def home(index: Index) -> Home:
    """The front page: what programs answer, who they are, what came last, where to go."""
    catalogue = index.catalogue
    return Home(
        tagline=catalogue.site.tagline,
        tallies=tuple(_tallies(index)),
        kinds=kind_heads(index, index.shown_programs, MOST_HEADS),
        counts=counts(index),
        newest=newest(index, index.shown_programs, NEWEST_CHANGES),
        timeline=timeline(index, index.shown_programs[:MOST_LANES], changes=False, major_only=True),
        comparisons=tuple(
            Doorway(c.article.title, f"/comparisons/{c.article.id}/", c.article.summary) for c in catalogue.comparisons
        ),
        explainers=tuple(Doorway(e.title, f"/explainers/{e.id}/", e.summary) for e in catalogue.explainers),
    )


def counts(index: Index) -> tuple[str, ...]:
    """How much there is of each: "36 programs", "41 questions" ..."""
    catalogue = index.catalogue
    noun = catalogue.site.program
    claims = sum(len(program.claims) for program in catalogue.programs)
    events = sum(len(program.events) for program in catalogue.programs)
    return (
        words.counted(len(catalogue.programs), noun.one, noun.many),
        words.counted(len(catalogue.dimensions), "question", "questions"),
        words.counted(claims, "claim", "claims"),
        words.counted(events, "event", "events"),
        words.counted(len(catalogue.sources), "source", "sources"),
    )


def _tallies(index: Index) -> Iterator[Tally]:
    """Of the default questions those with few answers, once per aspect."""
    for dimension, aspect in ix.questions(compare.default_dimensions(index)):
        if dimension.type not in (ValueType.CHOICE, ValueType.YES_NO):
            continue
        asked = [program for program in index.shown_programs if ix.applies(dimension, program)]
        there = [program for program in asked if ix.is_there(index, program.id, index.day)]
        cells = [an.cell(index, program, (dimension.id, aspect), index.day) for program in there]
        label = an.aspect_label(dimension, aspect)
        named = f"{dimension.label} ({label.lower()})" if label else dimension.label
        if cells:
            yield Tally(named, dimension.question, f"/dimensions/{dimension.id}/", _shares(dimension, cells))


def _shares(dimension: Dimension, cells: list[an.Cell]) -> tuple[Share, ...]:
    """In the order of the values; then what is disputed or differs by scope, then what is not known."""
    found = Counter(_answer_of(cell) for cell in cells)
    values = [choice.label for choice in dimension.values] or ["Yes", "No"]
    order = [*((value, "value") for value in values), (MIXED, "disputed"), (NO_ANSWER, "none")]
    shares, start = [], 0.0
    for rank, (label, tone) in enumerate(order):
        if count := found[label]:
            width = round(count / len(cells) * 100, 2)
            shares.append(Share(label, count, start, width, rank, tone))
            start = round(start + width, 2)
    return tuple(shares)


def _answer_of(cell: an.Cell) -> str:
    if cell.none:
        return NO_ANSWER
    told = {answer.text for answer in cell.answers}
    return told.pop() if len(told) == 1 and not cell.answers[0].sides else MIXED
