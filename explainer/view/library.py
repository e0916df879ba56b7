"""The pages beside the programs: questions, sources, long reads, terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from explainer.dates import day_words
from explainer.model import Article, Choice, Claim, Comparison, Dimension, Event, Framework, Program, Source, Term
from explainer.view import answers as an
from explainer.view import citations, compare, paging, words
from explainer.view import index as ix
from explainer.view import notes as no
from explainer.view.answers import Cell, Mark
from explainer.view.citations import Citation
from explainer.view.compare import Head, Table
from explainer.view.index import Index
from explainer.view.notes import Notes, SourceNote
from explainer.view.profile import edit_address
from explainer.view.prose import ShownProse, show


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a list: how many programs it is answered for."""

    id: str
    label: str
    question: str
    address: str
    answered: str


@dataclass(frozen=True, slots=True)
class QuestionLines:
    label: str
    lines: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One program's answers to one question: a cell for each aspect."""

    head: Head
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A value of a closed list, and the programs that it holds for on the day."""

    label: str
    means: str
    phase: str
    heads: tuple[Head, ...]
    more: int  # holders that there was no room for


@dataclass(frozen=True, slots=True)
class DimensionView:
    """The page of a question: how it is decided, and the answer of each program."""

    id: str
    label: str
    question: str
    group: str
    type_words: str
    choices: tuple[ChoiceView, ...]
    aspects: tuple[str, ...]
    framework: tuple[Framework, ...]
    shelf_life: str
    body: ShownProse
    caption: str
    rows: tuple[AnswerRow, ...]
    notes: Notes
    marks: tuple[Mark, ...]
    silences: tuple[words.Silence, ...]
    edit: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    note: SourceNote
    cited: str  # "12 claims and events"


@dataclass(frozen=True, slots=True)
class SourceGroup:
    mark: Mark
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """A claim or an event that rests on a source."""

    program: str
    address: str
    what: str
    date: str
    at: str
    says: str
    quote: str


@dataclass(frozen=True, slots=True)
class SourceView:
    note: SourceNote
    resting: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page of an explainer, or one of the site about itself."""

    title: str
    summary: str
    body: ShownProse
    notes: Notes
    citation: Citation
    edit: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    article: ArticleView
    table: Table


@dataclass(frozen=True, slots=True)
class TermView:
    term: Term
    means: ShownProse
    see: tuple[tuple[str, str], ...]  # address and term


@dataclass(frozen=True, slots=True)
class GlossaryView:
    terms: tuple[TermView, ...]
    notes: Notes


SOURCES_A_PAGE, MOST_HOLDERS = 250, 60
TYPE_WORDS = {
    "choice": "one of a list",
    "choices": "some of a list",
    "number": "a number",
    "money": "an amount of money",
    "date": "a date",
    "text": "a few words",
    "yes-no": "yes or no",
}


def question_lines(index: Index) -> tuple[QuestionLines, ...]:
    dimensions = index.catalogue.dimensions
    labels = dict.fromkeys(dimension.group for dimension in dimensions)
    return tuple(
        QuestionLines(label, tuple(_line(index, d) for d in dimensions if d.group == label)) for label in labels
    )


def _line(index: Index, dimension: Dimension) -> QuestionLine:
    asked = [program for program in index.catalogue.programs if ix.applies(dimension, program)]
    answered = [p for p in asked if any(not c.none for c in _cells(index, dimension, [p])[0].cells)]
    noun = index.catalogue.site.program
    words_ = f"answered for {len(answered)} of {words.counted(len(asked), noun.one, noun.many)}"
    address = f"/dimensions/{dimension.id}/"
    return QuestionLine(dimension.id, dimension.label, dimension.question, address, words_)


def _cells(index: Index, dimension: Dimension, programs: Iterable[Program]) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(
            compare.head(index, program, index.day),
            tuple(an.cell(index, program, (dimension.id, a), index.day) for a in ix.aspects_of(dimension)),
        )
        for program in programs
    )


def dimension_view(index: Index, dimension: Dimension, programs: Iterable[Program]) -> DimensionView:
    """The question with the answers of some programs that are there on the day."""
    rows = _cells(index, dimension, programs)
    answers = [answer for row in rows for cell in row.cells for answer in cell.answers]
    body = show(index, dimension.body)
    return DimensionView(
        id=dimension.id,
        label=dimension.label,
        question=dimension.question,
        group=dimension.group,
        type_words=TYPE_WORDS[dimension.type],
        choices=tuple(_choice(index, dimension, choice) for choice in dimension.values),
        aspects=tuple(aspect.label for aspect in dimension.aspects),
        framework=dimension.framework,
        shelf_life=words.counted(dimension.shelf_life_days, "day", "days") if dimension.shelf_life_days else "",
        body=body,
        caption=f"{dimension.label} As of {day_words(index.day)}",
        rows=rows,
        notes=no.notes(index, body.cites),
        marks=compare.marks_of(answers),
        silences=compare.silences_of(cell for row in rows for cell in row.cells),
        edit=edit_address(index, f"dimensions/{dimension.id}.md"),
    )


def _choice(index: Index, dimension: Dimension, choice: Choice) -> ChoiceView:
    """The value and the programs for which it holds on the day, under any aspect and without dispute."""
    there = (program for program in index.shown_programs if ix.is_there(index, program.id, index.day))
    holders = [program for program in there if _chosen(index, program, dimension, choice.id)]
    shown = tuple(compare.head(index, program, index.day) for program in holders[:MOST_HOLDERS])
    return ChoiceView(choice.label, choice.means, choice.phase or "", shown, len(holders) - len(shown))


def _chosen(index: Index, program: Program, dimension: Dimension, choice: str) -> bool:
    held = (s for a in ix.aspects_of(dimension) for s in ix.holding(index, program.id, (dimension.id, a), index.day))
    values = [span.claim.answer.value for span in held if span.claim.answer]
    return any(choice == value or (isinstance(value, tuple) and choice in value) for value in values)


def source_groups(index: Index) -> tuple[tuple[SourceGroup, ...], ...]:
    """The bibliography, page by page: strongest evidence first, then by publisher and title."""
    notes = [no.source_note(index, source) for source in index.catalogue.sources.values()]
    notes.sort(key=lambda n: (n.mark.rank, n.source.publisher.casefold(), n.source.title.casefold(), n.source.id))
    return tuple(
        tuple(
            SourceGroup(mark, tuple(SourceLine(note, _cited_words(index, note.source)) for note in group))
            for mark, group in groupby(some, lambda note: note.mark)
        )
        for some in paging.shares(notes, SOURCES_A_PAGE)
    )


def _cited_words(index: Index, source: Source) -> str:
    resting = index.rests_on[source.id]
    claims = sum(isinstance(item, Claim) for item in resting)
    return f"{words.counted(claims, 'claim', 'claims')}, {words.counted(len(resting) - claims, 'event', 'events')}"


def source_view(index: Index, source: Source) -> SourceView:
    return SourceView(
        no.source_note(index, source),
        tuple(_resting(index, source, item) for item in index.rests_on[source.id]),
    )


def _resting(index: Index, source: Source, item: Claim | Event) -> Resting:
    reference = next(r for r in ix.references_of(item) if r.source == source.id)
    address = f"/programs/{item.program}/#{item.id}"
    what = item.title if isinstance(item, Event) else an.claim_line(index, item)
    when = item.date.words if item.date else ""
    short = index.programs[item.program].short
    return Resting(short, address, what, when, reference.at, reference.says, reference.quote)


def article_view(index: Index, article: Article, address: str, file: str) -> ArticleView:
    body = show(index, article.body)
    cite = citations.of_page(index, article.title, address)
    return ArticleView(
        article.title, article.summary, body, no.notes(index, body.cites), cite, edit_address(index, file)
    )


def comparison_view(index: Index, comparison: Comparison) -> ComparisonView:
    programs = [index.programs[program] for program in comparison.programs]
    dimensions = [index.dimensions[d] for d in comparison.dimensions] or compare.default_dimensions(index)
    id = comparison.article.id
    article = article_view(index, comparison.article, f"/comparisons/{id}/", f"comparisons/{id}.md")
    return ComparisonView(article, compare.table(index, programs, dimensions, index.day))


def glossary_view(index: Index) -> GlossaryView:
    """Every term by the alphabet, with the sources of them all."""
    terms = {term.id: term for term in index.catalogue.terms}
    shown = tuple(
        TermView(
            term,
            show(index, term.means),
            tuple((f"/glossary/#{other}", terms[other].term) for other in term.see),
        )
        for term in sorted(terms.values(), key=lambda term: (term.term.casefold(), term.id))
    )
    cites = [s for v in shown for s in (*v.means.cites, *(r.source for r in v.term.references))]
    return GlossaryView(shown, no.notes(index, cites))
