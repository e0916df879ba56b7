"""The content folder -> a Catalogue, or every Problem in it.

In: a folder, and today's date. Out: frozen records that know no file and no line, and beside them where each stands.
Each file is read and held against the schema by itself; then the files are held against one another. Programs are many,
and held against all else; only then against each other.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from explainer.model import Article, Catalogue, Comparison, Dimension, Source, SourceId, Term
from explainer.problems import Level, Place, Problem
from explainer.read import addresses, doubts, schema
from explainer.read.addresses import Named
from explainer.read.articles import are_terms_lost, article, comparison, source, term_id, terms
from explainer.read.document import Document
from explainer.read.document import Path as Part
from explainer.read.files import files
from explainer.read.known import Known
from explainer.read.links import page_of
from explainer.read.memory import Memory
from explainer.read.mentions import CITING, Targets, anchors, dead
from explainer.read.names import territories
from explainer.read.passages import NOTHING
from explainer.read.programs import ReadProgram, Rest, read_programs
from explainer.read.shelf import Shelf, shelve
from explainer.read.site import dimension, is_judged, note_second_status, site
from explainer.read.validate import Sheet

__all__ = ["Reading", "read"]

Definition = tuple[Document, Part, Source]


@dataclass(frozen=True, slots=True)
class Reading:
    """`catalogue` is None where there is an error. `places` tells by `program/x`, `claim/x/y` ... where it stands."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    places: Callable[[], Mapping[str, Place]] = field(compare=False)


def read(
    folder: Path,
    today: date,
    processes: int = 1,
    memory: Memory | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Reading:
    """All of the content, with every problem in it. With a `memory` what has not changed is not read again. `meanwhile`
    is for the caller's process to do while others read, if there are others."""
    memory = memory or Memory()
    problems: list[Problem] = []
    shelf = shelve(folder, files(folder, problems), problems, memory)
    dimensions = _dimensions(shelf, memory)
    without = _known(shelf, dimensions, today)
    shared = [(document, path, source(document, path, one, without)) for document, path, one in shelf.sources_written]
    for definition in shared:
        doubts.note_copy(*definition)
    found = read_programs(shelf.programs, _rest(without, dimensions, shared), processes, memory, meanwhile)
    definitions = _definitions(shared, found)
    named = {"program": tuple((one.document, one.aliases) for one in found), **shelf.named}
    known = memory.same("known", _whole(without, definitions, found, named))
    catalogue = _catalogue(shelf, definitions, dimensions, found, known, memory)
    _note_addresses(named)
    documents = (*shelf.documents, *(document for one in found for document in one.documents))
    problems.extend(_dead_mentions(documents, _targets(shelf, named, documents, catalogue, known)))
    _note_doubts(_cited(shelf, catalogue, found), documents, catalogue, definitions, found, today)
    problems.extend(problem for document in documents for problem in document.problems)
    memory.end()
    failed = any(problem.level is Level.ERROR for problem in problems)
    places = partial(_places, shelf, named, definitions, found)
    return Reading(None if failed else catalogue, tuple(problems), lambda: dict(places()))


# --- What there is --------------------------------------------------------------------------------------------------


def _definitions(shared: Iterable[Definition], found: Iterable[ReadProgram]) -> Mapping[SourceId, Definition]:
    """Every source with its place, by id; an id that is defined twice is noted at the second."""
    definitions: dict[SourceId, Definition] = {}
    own = ((one.document, ("sources", made.id), made) for one in found for made in one.sources)
    for document, path, made in (*shared, *own):
        if made.id in definitions:
            first, where, _ = definitions[made.id]
            place = first.at_key(where)
            message = f'the source "{made.id}" is defined in {place.path}, line {place.line}, already'
            document.wrong_key(path, message, "cite that one, or give this one another id")
        else:
            definitions[made.id] = (document, path, made)
    return dict(sorted(definitions.items()))


def _dimensions(shelf: Shelf, memory: Memory) -> tuple[tuple[Document, Dimension], ...]:
    judged = _ids(shelf.site.document, "kinds", (kind.id for kind in shelf.site.written.kinds))
    found = []
    for document, written in ((sheet.document, sheet.written) for sheet in shelf.dimensions):
        make = partial(dimension, document, written, judged)
        found.append((document, memory.once("dimension", (judged,), (document,), make)))
    note_second_status(found)
    return tuple(found)


def _known(shelf: Shelf, dimensions: Iterable[tuple[Document, Dimension]], today: date) -> Known:
    """What is known before any program is read."""
    written, document = shelf.site.written, shelf.site.document
    articles = [sheet.document for sheet in shelf.articles]
    are_lost = _are_sources_lost([shelf.sources.document], ()) or _are_sources_lost(articles, ("sources",))
    return Known(
        today=today,
        kinds=_ids(document, "kinds", (kind.id for kind in written.kinds)),
        source_kinds=_ids(document, "evidence", (kind for level in written.evidence for kind in level.kinds)),
        event_types=None if _is_lost(document, "event_types") else tuple(type.id for type in written.event_types),
        dimensions={one.id: one if is_judged(document, one) else None for document, one in dimensions},
        sources=None if are_lost else frozenset(str(path[-1]) for _, path, _ in shelf.sources_written),
        programs=frozenset(),
        names=territories(written.language),
        moved=_moved(shelf.named),
    )


def _rest(known: Known, dimensions: Iterable[tuple[Document, Dimension]], shared: Iterable[Definition]) -> Rest:
    """What programs are held against. The texts about questions are not among it."""
    judged = {id: replace(one, body=NOTHING) if one else None for id, one in known.dimensions.items()}
    narrow = replace(known, dimensions=judged, moved={"dimension": known.moved["dimension"]})
    bare = tuple(replace(one, body=NOTHING) for _, one in dimensions)
    return Rest(narrow, bare, {made.id: made for _, _, made in shared})


def _whole(
    known: Known,
    definitions: Mapping[SourceId, Definition],
    found: Collection[ReadProgram],
    named: Mapping[str, Iterable[Named]],
) -> Known:
    """What is known when all is read."""
    are_lost = known.sources is None or _are_sources_lost((one.document for one in found), ("sources",))
    sources = None if are_lost else frozenset(definitions)
    return replace(known, sources=sources, programs=frozenset(one.document.id for one in found), moved=_moved(named))


def _moved(named: Mapping[str, Iterable[Named]]) -> Mapping[str, Mapping[str, str]]:
    return {
        scheme: {alias: document.id for document, aliases in found for alias in aliases}
        for scheme, found in named.items()
    }


def _ids(document: Document, key: str, ids: Iterable[str]) -> tuple[str, ...] | None:
    """The ids of a list that may not be empty, or None where it is, or could not be read: that was noted."""
    return None if _is_lost(document, key) else tuple(ids) or None


def _are_sources_lost(documents: Iterable[Document], path: Part) -> bool:
    """Whether a file that may define sources, there, could not be read."""
    return any({(), path} & document.spoiled for document in documents)


def _is_lost(document: Document, key: str) -> bool:
    """Whether a list could not be read as it was meant."""
    return not document.data or any(path[:1] in ((), (key,)) for path in document.spoiled)


def _catalogue(
    shelf: Shelf,
    definitions: Mapping[SourceId, Definition],
    dimensions: Iterable[tuple[Document, Dimension]],
    found: Iterable[ReadProgram],
    known: Known,
    memory: Memory,
) -> Catalogue:
    explainers = (_article(sheet, memory) for sheet in shelf.explainers)
    pages = (_article(sheet, memory) for sheet in shelf.pages)
    comparisons = (_comparison(sheet, known, memory) for sheet in shelf.comparisons)
    return Catalogue(
        site=site(shelf.site.document, shelf.site.written),
        dimensions=tuple(sorted((one for _, one in dimensions), key=lambda one: (one.order, one.id))),
        programs=tuple(one.record for one in found),
        sources={id: made for id, (_, _, made) in definitions.items()},
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


# --- File against file ----------------------------------------------------------------------------------------------


def _note_addresses(named: Mapping[str, Iterable[Named]]) -> None:
    for found in named.values():
        addresses.note_aliases(found)
    addresses.note_fixed(named["page"])


def _dead_mentions(documents: Iterable[Document], targets: Targets) -> Iterator[Problem]:
    for document in documents:
        for mentioned in document.mentions:
            if problem := dead(mentioned, document.name, targets):
                yield problem


def _targets(
    shelf: Shelf,
    named: Mapping[str, Iterable[Named]],
    documents: Iterable[Document],
    catalogue: Catalogue,
    known: Known,
) -> Targets:
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
        unsure={page_of(document.name) for document in documents if document.spoiled},
    )


def _cited(shelf: Shelf, catalogue: Catalogue, found: Iterable[ReadProgram]) -> set[str]:
    """Every source that something rests on, or that a text names."""
    by_programs = {id for one in found for id in one.cited}
    by_terms = {reference.source for term in catalogue.terms for reference in term.references}
    mentions = (mentioned.mention for document in shelf.documents for mentioned in document.mentions)
    return by_programs | by_terms | {mention.target for mention in mentions if mention.kind in CITING}


def _note_doubts(
    cited: Collection[str],
    documents: Iterable[Document],
    catalogue: Catalogue,
    definitions: Mapping[SourceId, Definition],
    found: Iterable[ReadProgram],
    today: date,
) -> None:
    if not any(document.spoiled for document in documents):  # else who cites it may be lost
        for document, path, made in (made for id, made in definitions.items() if id not in cited):
            doubts.note_useless(document, path, made)
    for one in (one for one in found if not one.is_doubted):
        doubts.note(one.document, one.record, one.placed, catalogue.dimensions, catalogue.sources, today)


# --- Where it stands ------------------------------------------------------------------------------------------------


def _places(
    shelf: Shelf,
    named: Mapping[str, Iterable[Named]],
    definitions: Mapping[SourceId, Definition],
    found: Iterable[ReadProgram],
) -> Iterator[tuple[str, Place]]:
    for document, record, placed in ((one.document, one.record, one.placed) for one in found):
        yield from ((f"claim/{record.id}/{claim.id}", document.at_key(path)) for path, claim in placed)
        yield from (
            (f"event/{record.id}/{event.id}", document.at_key(("events", number)))
            for number, event in enumerate(record.events)
        )
    for id, (document, path, _) in definitions.items():
        yield f"source/{id}", document.at_key(path)
    for number, term in enumerate(shelf.glossary.written.root):
        yield f"term/{term_id(term)}", shelf.glossary.document.at_key((number,))
    for scheme, files_ in named.items():
        yield from ((f"{scheme}/{document.id}", document.at_key(())) for document, _ in files_)
