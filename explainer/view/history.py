"""What each cell of the comparison shows on any day, worked out here, so that a browser only has to look it up.

In: an Index. Out: for each program its answers, and for each question from which day on which of them hold. The rules
are those of every other table (`index.holding`): there is no second truth in a script.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.model import AspectId, Claim, Dimension, Program
from explainer.view import answers as an
from explainer.view import compare, words
from explainer.view import index as ix
from explainer.view.answers import AnswerView, Cited, Mark, Value
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class PastSource:
    title: str
    publisher: str
    address: str
    at: str
    quote: str
    mark: int  # rank


@dataclass(frozen=True, slots=True)
class PastSide:
    text: str
    none: str
    said_by: str
    mark: int | None  # rank


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One claim in plain words. `order` sorts programs: the place of a value in its list, or a number; or empty."""

    id: str
    text: str
    none: str
    scope: str
    since: str
    searched: str
    said_by: str
    note: str
    mark: int | None
    own_word: bool
    stale: bool
    order: str
    sides: tuple[PastSide, ...]
    sources: tuple[PastSource, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day on (empty: always) these answers hold, or there is this kind of no answer."""

    start: str
    answers: tuple[str, ...]
    none: str


@dataclass(frozen=True, slots=True)
class PastQuestion:
    dimension: str
    aspect: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One program on every day. `start` is the day from which it is there; empty: always."""

    program: str
    start: str
    answers: tuple[PastAnswer, ...]
    questions: tuple[PastQuestion, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A program that can be chosen."""

    id: str
    short: str
    title: str
    address: str
    kind: str
    jurisdictions: tuple[str, ...]
    tags: tuple[str, ...]
    status: str  # on the day of the site


@dataclass(frozen=True, slots=True)
class Line:
    """A question that can be chosen, once per aspect."""

    dimension: str
    label: str
    address: str
    aspect: str
    aspect_label: str
    group: str
    default: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a reader can choose from, and the words that cells are made of."""

    day: str
    today: str
    first_day: str
    status: str  # the dimension that filters by status; empty where there is none
    statuses: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    silences: tuple[words.Silence, ...]


def choices(index: Index) -> Choices:
    defaults = {dimension.id for dimension in compare.default_dimensions(index)}
    starts = [start for start in index.starts.values() if start]
    site = index.catalogue.site
    return Choices(
        day=index.day.isoformat(),
        today=index.today.isoformat(),
        first_day=min([*starts, index.day]).isoformat(),
        status=index.status.id if index.status else "",
        statuses=tuple(choice.label for choice in index.status_choices.values()),
        kinds=tuple((kind.id, kind.many) for kind in site.kinds),
        columns=tuple(_column(index, program) for program in index.shown_programs),
        lines=tuple(_line(d, aspect, d.id in defaults) for d, aspect in ix.questions(index.catalogue.dimensions)),
        marks=tuple(an.mark(rank, level) for rank, level in enumerate(site.evidence)),
        silences=tuple(words.SILENCES.values()),
    )


def _column(index: Index, program: Program) -> Column:
    head = compare.head(index, program, index.day)
    status = head.badge.label if head.badge else ""
    return Column(head.id, head.short, head.title, head.address, head.kind, head.jurisdictions, program.tags, status)


def _line(dimension: Dimension, aspect: AspectId | None, default: bool) -> Line:
    label = an.aspect_label(dimension, aspect)
    address = f"/dimensions/{dimension.id}/"
    return Line(dimension.id, dimension.label, address, aspect or "", label, dimension.group, default)


def history(index: Index, program: Program) -> History:
    start = index.starts[program.id]
    asked = ix.questions(index.catalogue.dimensions)
    spans = [span for series in index.spans[program.id].values() for span in series]
    return History(
        program=program.id,
        start=start.isoformat() if start else "",
        answers=tuple(_answer(index, span.claim, an.answer_view(index, span)) for span in spans),
        questions=tuple(_question(index, program, dimension, aspect) for dimension, aspect in asked),
    )


def _question(index: Index, program: Program, dimension: Dimension, aspect: AspectId | None) -> PastQuestion:
    question = (dimension.id, aspect)
    none = ix.silence(index, program, question).value
    stretches = tuple(
        Stretch(day.isoformat() if day else "", tuple(span.claim.id for span in held), "" if held else none)
        for day, held in ix.turns(index, program, question)
    )
    return PastQuestion(dimension.id, aspect or "", stretches)


def _answer(index: Index, claim: Claim, shown: AnswerView) -> PastAnswer:
    cites: Iterable[Cited] = (*shown.cited, *(one for side in shown.sides for one in side.cited))
    return PastAnswer(
        id=shown.id,
        text=shown.text,
        none=_none(shown.value),
        scope=shown.scope,
        since=shown.since,
        searched=shown.searched,
        said_by=shown.said_by,
        note=shown.note.text if shown.note else "",
        mark=shown.mark.rank if shown.mark else None,
        own_word=shown.own_word,
        stale=shown.stale,
        order=_order(index, claim),
        sides=tuple(
            PastSide(side.value.text, _none(side.value), side.said_by, side.mark.rank if side.mark else None)
            for side in shown.sides
        ),
        sources=tuple(
            PastSource(one.source.title, one.source.publisher, one.address, one.at, one.quote, one.mark.rank)
            for one in cites
        ),
    )


def _none(shown: Value | None) -> str:
    return shown.silence.id.value if shown and shown.silence else ""


def _order(index: Index, claim: Claim) -> str:
    if claim.answer is None:
        return ""
    rank = an.choice_rank(index.dimensions[claim.dimension], claim.answer)
    return str(rank) if rank is not None else claim.answer.number or ""
