"""The part of a catalogue that a share of the pages is made from: what is not in it cannot show there.

In: the Index of the whole. Out: one of less, so that a page need be made anew only where what it sees is not the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace

from explainer.model import (
    Article,
    Catalogue,
    Citation,
    ClaimValue,
    Dimension,
    DimensionId,
    Name,
    Program,
    ProgramId,
    Prose,
    SourceId,
)
from explainer.view import index as ix
from explainer.view.index import Index

NO_PROSE = Prose((), "", "")
Hole = ClaimValue | Name | Citation


def of_program(index: Index, program: Program) -> Index:
    """The program whole; of others what it tells of them; of texts their titles; and the sources of all this."""
    holes = tuple(hole for prose in _prose(program) for hole in prose.parts if isinstance(hole, Hole))
    names = {(hole.kind, hole.id) for hole in holes if isinstance(hole, Name)}
    others = [_less(index, index.programs[id], asked) for id, asked in _others(program, holes, names).items()]
    cited = (r.source for hole in holes if isinstance(hole, Citation) for r in hole.references)
    return _narrowed(
        index, (program, *others), (*cited, *(SourceId(id) for kind, id in names if kind == "source")), names
    )


def of_sources(index: Index, sources: Iterable[SourceId]) -> Index:
    """What rests on these sources, and nothing else of any program."""
    resting: dict[ProgramId, set[str]] = {}
    for item in (item for source in sources for item in index.rests_on[source]):
        resting.setdefault(item.program, set()).add(item.id)
    return _narrowed(index, [_some(index.programs[id], items) for id, items in resting.items()], sources, ())


def _narrowed(
    index: Index, programs: Iterable[Program], sources: Iterable[SourceId], names: Collection[tuple[str, str]]
) -> Index:
    """These programs, these sources and those of the programs, and the titles of what is named."""
    catalogue = index.catalogue
    items = [item for program in programs for item in ix.items_of(program)]
    cited = {*sources, *(reference.source for item in items for reference in ix.references_of(item))}
    seen = Catalogue(
        site=catalogue.site,
        dimensions=index.once((Dimension, "without texts"), lambda: _without_texts(catalogue.dimensions)),
        programs=tuple(sorted(programs, key=lambda one: one.id)),
        sources={id: catalogue.sources[id] for id in sorted(cited)},
        explainers=tuple(_title(one) for one in catalogue.explainers if ("explainer", one.id) in names),
        comparisons=tuple(
            replace(one, article=_title(one.article), programs=(), dimensions=())
            for one in catalogue.comparisons
            if ("comparison", one.article.id) in names
        ),
        pages=tuple(_title(one) for one in catalogue.pages if ("page", one.id) in names),
        terms=tuple(
            replace(one, means=NO_PROSE, references=()) for one in catalogue.terms if ("term", one.id) in names
        ),
        media=(),
    )
    return Index(seen, index.day, index.today)


def _some(program: Program, items: Set[str]) -> Program:
    claims = tuple(claim for claim in program.claims if claim.id in items)
    events = tuple(event for event in program.events if event.id in items)
    return replace(program, claims=claims, events=events, prose=None, related=(), lines={})


def _without_texts(dimensions: Iterable[Dimension]) -> tuple[Dimension, ...]:
    return tuple(replace(dimension, body=NO_PROSE) for dimension in dimensions)


def _others(
    program: Program, holes: Iterable[Hole], names: Iterable[tuple[str, str]]
) -> Mapping[ProgramId, Set[DimensionId]]:
    """The other programs that it speaks of, each with the questions whose answers it shows."""
    named = (ProgramId(id) for kind, id in names if kind == "program")
    found: dict[ProgramId, set[DimensionId]] = {id: set() for id in (*program.related, *named)}
    for hole in holes:
        if isinstance(hole, ClaimValue):
            found.setdefault(hole.program, set()).add(hole.dimension)
    return {id: asked for id, asked in found.items() if id != program.id}


def _less(index: Index, program: Program, asked: Set[DimensionId]) -> Program:
    """Its status and what is asked, and all that is dated where no status tells from when on it is there."""
    of_status = {index.status.id} if index.status else set()
    if not any(claim.date for claim in program.claims if claim.dimension in of_status):
        return replace(program, prose=None, lines={})
    claims = tuple(claim for claim in program.claims if claim.dimension in asked | of_status)
    return replace(program, claims=claims, events=(), prose=None, lines={})


def _prose(program: Program) -> Iterator[Prose]:
    """Every text of it."""
    every = [program.prose, *(event.text for event in program.events)]
    for claim in program.claims:
        every.append(claim.note)
        every.extend(position.note for position in claim.positions)
        answers = (claim.answer, *(position.answer for position in claim.positions))
        every.extend(answer.prose for answer in answers if answer)
    return (prose for prose in every if prose)


def _title(article: Article) -> Article:
    return replace(article, body=NO_PROSE)
