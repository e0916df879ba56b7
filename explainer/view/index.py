"""The catalogue on one day: look-ups and the answers to "what holds", "how strong" and "how old".

In: a Catalogue, the day that decides which claims hold, and today, which judges shelf lives and plans.
Out: an Index, which every other view is made from. Nothing here is shown as it is.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from explainer.model import (
    AspectId,
    Catalogue,
    Choice,
    Claim,
    Dimension,
    DimensionId,
    Event,
    EvidenceLevel,
    Kind,
    NoAnswer,
    Phase,
    Program,
    ProgramId,
    Reference,
    Source,
    SourceId,
)
from explainer.spans import Question, Span, holds_still, is_due, phase_on, program_start, spans

V = TypeVar("V")


@dataclass(frozen=True)
class Index:
    """A catalogue with its look-ups, each made when it is first asked for."""

    catalogue: Catalogue
    day: date
    today: date
    made: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """What `make` gives, kept: the same part stands on many pages. A key begins with the type of what is made; for
        a span its `id` may stand, since an Index keeps its spans."""
        if key not in self.made:
            self.made[key] = make()
        return cast(V, self.made[key])

    @cached_property
    def dimensions(self) -> Mapping[DimensionId, Dimension]:
        return {dimension.id: dimension for dimension in self.catalogue.dimensions}

    @cached_property
    def programs(self) -> Mapping[ProgramId, Program]:
        return {program.id: program for program in self.catalogue.programs}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        return {kind.id: kind for kind in self.catalogue.site.kinds}

    @cached_property
    def event_types(self) -> Mapping[str, str]:
        return {type.id: type.label for type in self.catalogue.site.event_types}

    @cached_property
    def status(self) -> Dimension | None:
        return next((d for d in self.catalogue.dimensions if d.is_status), None)

    @cached_property
    def status_choices(self) -> Mapping[str, Choice]:
        return {choice.id: choice for choice in self.status.values} if self.status else {}

    @cached_property
    def spans(self) -> Mapping[ProgramId, Mapping[Question, tuple[Span, ...]]]:
        return {program.id: spans(program, self.status) for program in self.catalogue.programs}

    @cached_property
    def starts(self) -> Mapping[ProgramId, date | None]:
        return {program.id: program_start(program, self.status) for program in self.catalogue.programs}

    @cached_property
    def levels(self) -> Mapping[str, tuple[int, EvidenceLevel]]:
        """Per kind of source its level, and that level's rank: 0 is the strongest."""
        ranked = enumerate(self.catalogue.site.evidence)
        return {kind: (rank, level) for rank, level in ranked for kind in level.kinds}

    @cached_property
    def shown_programs(self) -> tuple[Program, ...]:
        """Every program, by the order of the kinds, then title."""
        order = {kind.id: place for place, kind in enumerate(self.catalogue.site.kinds)}
        return tuple(sorted(self.catalogue.programs, key=lambda p: (order[p.kind], p.short.casefold(), p.id)))

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """By scheme of link and id: a program's short name, a question's label, the title of a page."""
        catalogue = self.catalogue
        return {
            "program": {program.id: program.short for program in catalogue.programs},
            "term": {term.id: term.term for term in catalogue.terms},
            "dimension": {dimension.id: dimension.label for dimension in catalogue.dimensions},
            "explainer": {article.id: article.title for article in catalogue.explainers},
            "comparison": {one.article.id: one.article.title for one in catalogue.comparisons},
            "page": {article.id: article.title for article in catalogue.pages},
            "source": {source.id: source.title for source in catalogue.sources.values()},
        }

    @cached_property
    def rests_on(self) -> Mapping[SourceId, tuple[Claim | Event, ...]]:
        """The backward index: from a source to the claims and events that rest on it."""
        found: dict[SourceId, list[Claim | Event]] = {source: [] for source in self.catalogue.sources}
        for program in self.catalogue.programs:
            for item in items_of(program):
                for source in dict.fromkeys(r.source for r in references_of(item)):
                    found[source].append(item)
        return {source: tuple(items) for source, items in found.items()}


def items_of(program: Program) -> tuple[Claim | Event, ...]:
    """All that rests on sources."""
    return (*program.claims, *program.events)


def references_of(item: Claim | Event) -> tuple[Reference, ...]:
    return item.all_references if isinstance(item, Claim) else item.references


def last_checked(index: Index, item: Claim | Event) -> date | None:
    """The newest reading of its sources, or its own search; None where it has neither."""
    read = [source(index, reference).checked for reference in references_of(item)]
    searched = [item.searched] if isinstance(item, Claim) and item.searched else []
    return max([*read, *searched], default=None)


def is_there(index: Index, program: ProgramId, day: date) -> bool:
    """A program is there from its start on, and stays after it ended."""
    start = index.starts[program]
    return start is None or start <= day


def applies(dimension: Dimension, program: Program) -> bool:
    return program.kind in dimension.applies_to


def phase(index: Index, program: ProgramId, day: date) -> Phase | None:
    return phase_on(day, status_spans(index, program), index.status_choices)


def status_spans(index: Index, program: ProgramId) -> tuple[Span, ...]:
    if index.status is None:
        return ()
    asked = [(index.status.id, aspect) for aspect in aspects_of(index.status)]
    return tuple(span for question in asked for span in index.spans[program].get(question, ()))


def holding(index: Index, program: ProgramId, question: Question, day: date) -> tuple[Span, ...]:
    """The spans that hold on the day; an undated claim may stop holding when its program has ended."""
    found = index.spans[program].get(question, ())
    dimension = index.dimensions[question[0]]
    now = phase(index, program, day) if found and dimension.ends_with_program else None
    return tuple(s for s in found if holds_still(s, dimension, day, now))


def holds(index: Index, span: Span, day: date) -> bool:
    dimension = index.dimensions[span.claim.dimension]
    now = phase(index, span.claim.program, day) if dimension.ends_with_program else None
    return holds_still(span, dimension, day, now)


def turns(index: Index, program: Program, question: Question) -> tuple[tuple[date | None, tuple[Span, ...]], ...]:
    """From which day on which spans hold, a pair each time others do than before; None is the time before all."""
    spans = index.spans[program.id].get(question, ())
    ends = index.dimensions[question[0]].ends_with_program
    of_status = status_spans(index, program.id) if ends and spans else ()
    edges = sorted({edge for span in (*spans, *of_status) for edge in (span.start, span.end) if edge})
    held = [(day, holding(index, program.id, question, day or date.min)) for day in (None, *edges)]
    return tuple(now for place, now in enumerate(held) if not place or held[place - 1][1] != now[1])


def silence(index: Index, program: Program, question: Question) -> NoAnswer:
    """Why a question has no answer on a day on which no claim holds."""
    if not applies(index.dimensions[question[0]], program):
        return NoAnswer.NOT_APPLICABLE
    return NoAnswer.NOT_RECORDED if index.spans[program.id].get(question) else NoAnswer.NOT_RESEARCHED


def evidence(index: Index, references: Iterable[Reference]) -> tuple[int, EvidenceLevel] | None:
    """The strongest level among the cited sources with its rank; None without a source."""
    levels = [index.levels[index.catalogue.sources[r.source].kind] for r in references]
    return min(levels, key=lambda ranked: ranked[0], default=None)


def own_word(index: Index, references: Iterable[Reference]) -> bool:
    """True where every source is the program's own word; False without any source."""
    levels = [index.levels[index.catalogue.sources[r.source].kind][1] for r in references]
    return bool(levels) and all(level.own_word for level in levels)


def stale(index: Index, span: Span) -> bool:
    """Past its shelf life today, for a claim that holds today."""
    claim = span.claim
    dimension = index.dimensions[claim.dimension]
    return (
        dimension.shelf_life_days is not None
        and is_due(claim, dimension, index.catalogue.sources, index.today)
        and holds(index, span, index.today)
    )


def questions(dimensions: Iterable[Dimension]) -> tuple[tuple[Dimension, AspectId | None], ...]:
    """Each dimension once per aspect, in order."""
    return tuple((dimension, aspect) for dimension in dimensions for aspect in aspects_of(dimension))


def aspects_of(dimension: Dimension) -> tuple[AspectId | None, ...]:
    """The aspects under which it is asked: those it names, or the one that is none."""
    return tuple(aspect.id for aspect in dimension.aspects) or (None,)


def source(index: Index, reference: Reference) -> Source:
    return index.catalogue.sources[reference.source]
