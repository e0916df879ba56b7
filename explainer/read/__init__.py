"""The content folder -> a Catalogue, or every Problem in it.

In: a folder, and today's date. Out: frozen records that know no file and no line, and beside them where each stands.
Each file is read and held against the schema by itself; then the files are held against one another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from explainer.model import Article, Catalogue, Comparison, Dimension, Program, SourceId, Term
from explainer.problems import Level, Place, Problem
from explainer.read import addresses, doubts, schema
from explainer.read.articles import are_terms_lost, article, comparison, source, term_id, terms
from explainer.read.claims import Placed
from explainer.read.document import Document, Notes
from explainer.read.document import Path as Part
from explainer.read.files import files
from explainer.read.known import Known
from explainer.read.links import page_of
from explainer.read.memory import Memory
from explainer.read.mentions import Targets, anchors, dead
from explainer.read.names import territories
from explainer.read.program import program
from explainer.read.shelf import Shelf, shelve
from explainer.read.site import dimension, is_judged, note_second_status, site
from explainer.read.validate import Sheet
from explainer.shares import in_shares

__all__ = ["Reading", "read"]

AT_ONCE = 10  # programs

Definitions = Mapping[SourceId, tuple[Document, Part, schema.Source]]
ReadProgram = tuple[Document, Program, tuple[Placed, ...]]
MadeProgram = tuple[Program, tuple[Placed, ...], tuple[Notes, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """`catalogue` is None where there is an error. `places` tells by `program/x`, `claim/x/y` ... where it stands."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    places: Mapping[str, Place]


def read(folder: Path, today: date, processes: int = 1, memory: Memory | None = None) -> Reading:
    """All of the content, with every problem in it. With a `memory` what has not changed is not read again."""
    memory = memory or Memory()
    problems: list[Problem] = []
    shelf = shelve(folder, files(folder, problems), problems, memory)
    definitions = _definitions(shelf)
    dimensions = _dimensions(shelf, memory)
    known = memory.same("known", _known(shelf, definitions, dimensions, today))
    programs = _programs(shelf, known, processes, memory)
    catalogue = _catalogue(shelf, definitions, dimensions, [record for _, record, _ in programs], known, memory)
    _note_addresses(shelf)
    problems.extend(_dead_mentions(shelf, catalogue, known))
    _note_doubts(shelf, catalogue, definitions, programs, today, memory)
    problems.extend(problem for document in shelf.documents for problem in document.problems)
    memory.end()
    failed = any(problem.level is Level.ERROR for problem in problems)
    return Reading(None if failed else catalogue, tuple(problems), dict(_places(shelf, definitions, programs)))


# --- What there is --------------------------------------------------------------------------------------------------


def _definitions(shelf: Shelf) -> Definitions:
    """Every source with its place; an id that is defined twice is noted at the second."""
    found: dict[SourceId, tuple[Document, Part, schema.Source]] = {}
    for document, path, written in shelf.source_definitions:
        id = SourceId(str(path[-1]))
        if id in found:
            place = found[id][0].at_key(found[id][1])
            message = f'the source "{id}" is defined in {place.path}, line {place.line}, already'
            document.wrong_key(path, message, "cite that one, or give this one another id")
        else:
            found[id] = (document, path, written)
    return found


def _dimensions(shelf: Shelf, memory: Memory) -> tuple[tuple[Document, Dimension], ...]:
    judged = _ids(shelf.site.document, "kinds", (kind.id for kind in shelf.site.written.kinds))
    found = []
    for document, written in ((sheet.document, sheet.written) for sheet in shelf.dimensions):
        make = partial(dimension, document, written, judged)
        found.append((document, memory.once("dimension", (judged,), (document,), make)))
    note_second_status(found)
    return tuple(found)


def _known(
    shelf: Shelf, definitions: Definitions, dimensions: Iterable[tuple[Document, Dimension]], today: date
) -> Known:
    written, document = shelf.site.written, shelf.site.document
    return Known(
        today=today,
        kinds=_ids(document, "kinds", (kind.id for kind in written.kinds)),
        source_kinds=_ids(document, "evidence", (kind for level in written.evidence for kind in level.kinds)),
        event_types=None if _is_lost(document, "event_types") else tuple(type.id for type in written.event_types),
        dimensions={one.id: one if is_judged(document, one) else None for document, one in dimensions},
        sources=None if _are_sources_lost(shelf) else frozenset(definitions),
        programs=frozenset(sheet.document.id for sheet in shelf.programs),
        names=territories(written.language),
        moved={
            scheme: {alias: document.id for document, aliases in found for alias in aliases}
            for scheme, found in shelf.named.items()
        },
    )


def _ids(document: Document, key: str, ids: Iterable[str]) -> tuple[str, ...] | None:
    """The ids of a list that may not be empty, or None where it is, or could not be read: that was noted."""
    return None if _is_lost(document, key) else tuple(ids) or None


def _are_sources_lost(shelf: Shelf) -> bool:
    """Whether a file that may define sources could not be read."""
    sheets = (*shelf.programs, *shelf.articles)
    return bool(
        {()} & shelf.sources.document.spoiled or any({(), ("sources",)} & sheet.document.spoiled for sheet in sheets)
    )


def _is_lost(document: Document, key: str) -> bool:
    """Whether a list could not be read as it was meant."""
    return not document.data or any(path[:1] in ((), (key,)) for path in document.spoiled)


def _catalogue(
    shelf: Shelf,
    definitions: Definitions,
    dimensions: Iterable[tuple[Document, Dimension]],
    programs: Iterable[Program],
    known: Known,
    memory: Memory,
) -> Catalogue:
    sources = {id: source(*definition, known) for id, definition in sorted(definitions.items())}
    explainers = (_article(sheet, memory) for sheet in shelf.explainers)
    pages = (_article(sheet, memory) for sheet in shelf.pages)
    comparisons = (_comparison(sheet, known, memory) for sheet in shelf.comparisons)
    return Catalogue(
        site=site(shelf.site.document, shelf.site.written),
        dimensions=tuple(sorted((one for _, one in dimensions), key=lambda one: (one.order, one.id))),
        programs=tuple(programs),
        sources=sources,
        explainers=tuple(sorted(explainers, key=lambda one: (one.order, one.id))),
        comparisons=tuple(sorted(comparisons, key=lambda one: (one.article.order, one.article.id))),
        pages=tuple(sorted(pages, key=lambda one: (one.order, one.id))),
        terms=_terms(shelf.glossary, known, memory),
        media=shelf.media,
    )


def _article(sheet: Sheet[schema.Article], memory: Memory) -> Article:
    return memory.once("article", (), (sheet.document,), partial(article, sheet.document, sheet.written))


def _comparison(sheet: Sheet[schema.Comparison], known: Known, memory: Memory) -> Comparison:
    make = partial(comparison, sheet.document, sheet.written, known)
    return memory.once("comparison", (known,), (sheet.document,), make)


def _terms(sheet: Sheet[schema.Glossary], known: Known, memory: Memory) -> tuple[Term, ...]:
    make = partial(terms, sheet.document, sheet.written.root, known)
    return memory.once("terms", (known,), (sheet.document,), make)


# --- Programs -------------------------------------------------------------------------------------------------------


def _programs(shelf: Shelf, known: Known, processes: int, memory: Memory) -> list[ReadProgram]:
    """Each record with its document. Most of the time goes into their texts, so they are read in shares."""
    pairs = [(sheet, shelf.prose.get(sheet.document.id)) for sheet in shelf.programs]
    left = [pair for pair in pairs if not memory.knows("program", (known,), _documents(*pair))]
    shares = [left[start : start + AT_ONCE] for start in range(0, len(left), AT_ONCE)]
    found = chain.from_iterable(in_shares([partial(_share, some, known) for some in shares], processes))
    made = {sheet.document.name: one for (sheet, _), one in zip(left, found, strict=True)}
    programs = []
    for sheet, prose in pairs:
        documents = _documents(sheet, prose)
        make = partial(_taken, documents, made.get(sheet.document.name))
        record, placed = memory.once("program", (known,), documents, make)
        programs.append((sheet.document, record, placed))
    return programs


def _documents(sheet: Sheet[schema.Program], prose: Document | None) -> tuple[Document, ...]:
    return (sheet.document, prose) if prose else (sheet.document,)


def _share(pairs: Iterable[tuple[Sheet[schema.Program], Document | None]], known: Known) -> list[MadeProgram]:
    """Some programs, and what was noted about them, on copies: by whichever process it is done, nobody sees it yet."""
    found = []
    for sheet, prose in pairs:
        noted = tuple(document.copy() for document in _documents(sheet, prose))
        record, placed = program(noted[0], sheet.written, noted[1] if prose else None, known)
        found.append((record, placed, tuple(document.notes() for document in noted)))
    return found


def _taken(documents: Iterable[Document], made: MadeProgram | None) -> tuple[Program, tuple[Placed, ...]]:
    """The program, and its notes where they belong."""
    assert made is not None  # what memory does not know is made
    record, placed, noted = made
    for document, notes in zip(documents, noted, strict=True):
        document.take(notes)
    return record, placed


# --- File against file ----------------------------------------------------------------------------------------------


def _note_addresses(shelf: Shelf) -> None:
    for named in shelf.named.values():
        addresses.note_aliases(named)
    addresses.note_fixed(shelf.named["page"])


def _dead_mentions(shelf: Shelf, catalogue: Catalogue, known: Known) -> Iterator[Problem]:
    targets = _targets(shelf, catalogue, known)
    for document in shelf.documents:
        for mentioned in document.mentions:
            problem = dead(mentioned, document.name, targets)
            if problem:
                yield problem


def _targets(shelf: Shelf, catalogue: Catalogue, known: Known) -> Targets:
    named = shelf.named
    are_terms_known = not are_terms_lost(shelf.glossary.document)
    return Targets(
        ids={
            **{scheme: {document.id for document, _ in found} for scheme, found in named.items()},
            "term": {term_id(term) for term in shelf.glossary.written.root} if are_terms_known else None,
            "source": known.sources,
        },
        moved=known.moved,
        aspects={id: tuple(aspect.id for aspect in one.aspects) for id, one in known.dimensions.items() if one},
        files=shelf.names,
        anchors=anchors(catalogue),
        unsure={page_of(document.name) for document in shelf.documents if document.spoiled},
    )


def _cited(shelf: Shelf, catalogue: Catalogue) -> set[str]:
    """Every source that something rests on, or that a text names."""
    by_claims = {r.source for one in catalogue.programs for claim in one.claims for r in claim.all_references}
    by_events = {r.source for one in catalogue.programs for event in one.events for r in event.references}
    by_terms = {reference.source for term in catalogue.terms for reference in term.references}
    named = {
        mentioned.mention.target
        for document in shelf.documents
        for mentioned in document.mentions
        if mentioned.mention.kind in ("cite", "source")
    }
    return by_claims | by_events | by_terms | named


def _note_doubts(
    shelf: Shelf,
    catalogue: Catalogue,
    definitions: Definitions,
    programs: Iterable[ReadProgram],
    today: date,
    memory: Memory,
) -> None:
    cited = _cited(shelf, catalogue)
    is_whole = not any(document.spoiled for document in shelf.documents)  # else who cites it may be lost
    for id, (document, path, _) in definitions.items():
        doubts.note_source(document, path, catalogue.sources[id], is_cited=id in cited or not is_whole)
    for document, record, placed in programs:
        own = {r.source for claim in record.claims for r in claim.all_references}
        sources = [catalogue.sources[id] for id in sorted(own) if id in catalogue.sources]
        given = (record, catalogue.dimensions, sources, today)
        make = partial(doubts.note, document, record, placed, catalogue, today)
        memory.once("doubts", given, (document,), make)


# --- Where it stands ------------------------------------------------------------------------------------------------


def _places(shelf: Shelf, definitions: Definitions, programs: Iterable[ReadProgram]) -> Iterator[tuple[str, Place]]:
    for document, record, placed in programs:
        yield from ((f"claim/{record.id}/{claim.id}", document.at_key(path)) for path, claim in placed)
        yield from (
            (f"event/{record.id}/{event.id}", document.at_key(("events", number)))
            for number, event in enumerate(record.events)
        )
    for id, (document, path, _) in definitions.items():
        yield f"source/{id}", document.at_key(path)
    for number, term in enumerate(shelf.glossary.written.root):
        yield f"term/{term_id(term)}", shelf.glossary.document.at_key((number,))
    for scheme, named in shelf.named.items():
        yield from ((f"{scheme}/{document.id}", document.at_key(())) for document, _ in named)
