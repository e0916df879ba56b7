"""Sources, terms, and the pages that belong to no single program: as written -> records."""

from collections.abc import Collection, Sequence

from explainer import dates
from explainer.model import (
    Article,
    Comparison,
    CopyRead,
    DimensionId,
    Native,
    ProgramId,
    Reference,
    Source,
    SourceId,
    Term,
    TermId,
)
from explainer.read import passages, schema
from explainer.read.claims import note_future
from explainer.read.document import Document, Path
from explainer.read.known import Known, repeated, unknown
from explainer.read.slug import ID_LENGTH, slug

FEWEST_PROGRAMS, MOST_PROGRAMS = 2, 8


def source(document: Document, path: Path, written: schema.Source, known: Known) -> Source:
    """The source at `path` of a document; what its fields cannot say alone is noted there."""
    unknown(document, (*path, "kind"), written.kind, "kind of source", known.source_kinds)
    note_future(document, (*path, "checked"), written.checked, known)
    if not written.url and written.copy_ != CopyRead.PRINT:
        document.missing(path, "url", '"url" is missing', f'write "url: https://...", or "copy: {CopyRead.PRINT}"')
    return Source(
        id=SourceId(str(path[-1])),
        title=written.title,
        publisher=written.publisher,
        kind=written.kind,
        url=written.url,
        archived=written.archived,
        published=dates.parse(written.published),
        checked=dates.parse_day(written.checked) or known.today,
        copy=CopyRead(written.copy_ or CopyRead.LIVE),
        lang=written.lang,
    )


def article(document: Document, written: schema.Article) -> Article:
    """Its words as written, and its text as prose; the schema has looked at the rest."""
    return Article(
        id=document.id,
        title=written.title,
        summary=written.summary,
        aliases=written.aliases,
        order=written.order,
        nav=written.nav,
        body=passages.body(document),
    )


def comparison(document: Document, written: schema.Comparison, known: Known) -> Comparison:
    """What is unknown or named twice is noted, and kept: nothing is built of a document with errors."""
    count = len(written.programs)
    if not FEWEST_PROGRAMS <= count <= MOST_PROGRAMS:
        message = f"a comparison has {FEWEST_PROGRAMS} to {MOST_PROGRAMS} programs, and this one {count}"
        document.wrong(("programs",), message, "write [id, id, ...]")
    repeated(document, ("programs",), written.programs, inner="")
    repeated(document, ("dimensions",), written.dimensions, inner="")
    for number, id in enumerate(written.programs):
        unknown(document, ("programs", number), id, "program", known.programs, known.moved)
    for number, id in enumerate(written.dimensions):
        unknown(document, ("dimensions", number), id, "dimension", known.dimensions, known.moved)
    programs = tuple(ProgramId(id) for id in written.programs)
    return Comparison(article(document, written), programs, tuple(DimensionId(id) for id in written.dimensions))


def term_id(written: schema.Term) -> str:
    return written.id or (slug(written.term, ID_LENGTH) if written.term else "")


def terms(document: Document, written: Sequence[schema.Term], known: Known) -> tuple[Term, ...]:
    ids = [term_id(term) for term in written]
    _note_repeated_terms(document, written, ids)
    judged = None if are_terms_lost(document) else set(ids)
    return tuple(_term(document, number, term, judged, known) for number, term in enumerate(written))


def are_terms_lost(document: Document) -> bool:
    """Whether an id of the glossary could not be read."""
    return any(len(path) < 2 or path[1] in ("term", "id") for path in document.spoiled)


def _term(document: Document, number: int, written: schema.Term, ids: Collection[str] | None, known: Known) -> Term:
    path: Path = (number,)
    for place, id in enumerate(written.see):
        unknown(document, (*path, "see", place), id, "term", ids)
    for place, id in enumerate(written.sources):
        unknown(document, (*path, "sources", place), id, "source", known.sources)
    return Term(
        id=TermId(term_id(written)),
        term=written.term,
        means=passages.line(document, (*path, "means"), written.means, None) or passages.NOTHING,
        also=written.also,
        native=tuple(Native(name.text, name.lang) for name in written.native),
        see=tuple(TermId(id) for id in written.see),
        references=tuple(Reference(SourceId(id)) for id in written.sources),
    )


def _note_repeated_terms(document: Document, written: Sequence[schema.Term], ids: Sequence[str]) -> None:
    first: dict[str, int] = {}
    for number, id in enumerate(ids):
        if id in first:
            key = "id" if written[number].id else "term"
            line = document.at_key((first[id],)).line
            document.wrong((number, key), f'the id "{id}" is that of line {line} already', 'write another as "id: ..."')
        elif id:
            first[id] = number
