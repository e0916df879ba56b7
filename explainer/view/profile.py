"""One program's profile: its facts at a glance, every claim with its history, its timeline, prose and sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explainer.model import AspectId, Dimension, DimensionId, Heading, Native, Program, SourceId
from explainer.spans import Span
from explainer.view import answers as an
from explainer.view import citations, compare, words
from explainer.view import index as ix
from explainer.view import notes as no
from explainer.view import timeline as tl
from explainer.view.answers import AnswerView, Cell, Mark
from explainer.view.citations import Citation
from explainer.view.compare import Head
from explainer.view.index import Index
from explainer.view.notes import Notes
from explainer.view.prose import ShownProse, show
from explainer.view.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Asked:
    """One aspect of a question: what holds now, and every other claim, newest first."""

    aspect: str
    cell: Cell
    others: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: DimensionId
    label: str
    question: str
    address: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    id: str
    label: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    head: Head
    native: tuple[Native, ...]
    operators: tuple[str, ...]
    tags: tuple[str, ...]
    related: tuple[Head, ...]
    glance: tuple[QuestionView, ...]
    groups: tuple[QuestionGroup, ...]
    counts: tuple[str, ...]
    timeline: Timeline | None
    prose: ShownProse | None
    headings: tuple[Heading, ...]
    notes: Notes
    marks: tuple[Mark, ...]
    silences: tuple[words.Silence, ...]
    data: str  # the address of the same as JSON
    citation: Citation
    cite: str  # the address of the page on citing
    edit_facts: str
    edit_prose: str


def profile(index: Index, program: Program) -> Profile:
    asked = [question_view(index, program, d) for d in index.catalogue.dimensions if ix.applies(d, program)]
    defaults = {dimension.id for dimension in compare.default_dimensions(index)}
    group_of = {dimension.id: dimension.group for dimension in index.catalogue.dimensions}
    prose = show(index, program.prose) if program.prose else None
    drawn = tl.of_program(index, program)
    cells = [a.cell for q in asked for a in q.asked]
    shown = [answer for q in asked for answer in answers_of(q)]
    cites = [*(prose.cites if prose else ()), *no.cited_by(shown), *_timeline_cites(drawn)]
    return Profile(
        head=compare.head(index, program, index.day),
        native=program.native,
        operators=program.operators,
        tags=program.tags,
        related=tuple(compare.head(index, index.programs[other], index.day) for other in program.related),
        glance=tuple(q for q in asked if q.id in defaults),
        groups=tuple(
            QuestionGroup(f"page-group-{number}", label, tuple(members))
            for number, (label, members) in enumerate(_grouped(asked, group_of), 1)
        ),
        counts=_counts(index, program),
        timeline=drawn,
        prose=prose,
        headings=prose.headings if prose else (),
        notes=no.notes(index, cites),
        marks=compare.marks_of(shown),
        silences=compare.silences_of(cells),
        data=f"/api/v1/programs/{program.id}.json",
        citation=citations.of_page(index, program.title, f"/programs/{program.id}/"),
        cite=citations.address(program),
        edit_facts=edit_address(index, f"programs/{program.id}.yaml"),
        edit_prose=edit_address(index, f"programs/{program.id}.md") if program.prose else "",
    )


def _grouped(
    questions: Sequence[QuestionView], group_of: Mapping[DimensionId, str]
) -> Iterable[tuple[str, Iterable[QuestionView]]]:
    """Dimensions of one group stand together, where its first one stands."""
    labels = dict.fromkeys(group_of[q.id] for q in questions)
    return ((label, [q for q in questions if group_of[q.id] == label]) for label in labels)


def question_view(index: Index, program: Program, dimension: Dimension) -> QuestionView:
    return QuestionView(
        id=dimension.id,
        label=dimension.label,
        question=dimension.question,
        address=f"/dimensions/{dimension.id}/",
        asked=tuple(_asked(index, program, dimension, aspect) for aspect in ix.aspects_of(dimension)),
    )


def _asked(index: Index, program: Program, dimension: Dimension, aspect: AspectId | None) -> Asked:
    question = (dimension.id, aspect)
    held = ix.holding(index, program.id, question, index.day)
    others = [span for span in index.spans[program.id].get(question, ()) if span not in held]
    newest_first = sorted(others, key=_begin, reverse=True)
    return Asked(
        an.aspect_label(dimension, aspect),
        an.cell(index, program, question, index.day),
        tuple(an.answer_view(index, span) for span in newest_first),
    )


def _begin(span: Span) -> tuple[str, str]:
    return (span.start.isoformat() if span.start else "", span.claim.id)


def answers_of(question: QuestionView) -> Sequence[AnswerView]:
    return [answer for asked in question.asked for answer in (*asked.cell.answers, *asked.others)]


def _timeline_cites(drawn: Timeline | None) -> Sequence[SourceId]:
    return [source for entry in drawn.entries for source in no.of_cited(entry.cited)] if drawn else []


def _counts(index: Index, program: Program) -> tuple[str, ...]:
    """How much there is, and on whose word it rests, in words."""
    sources = {r.source for item in ix.items_of(program) for r in ix.references_of(item)}
    own = [claim for claim in program.claims if ix.own_word(index, claim.all_references)]
    return (
        words.counted(len(program.claims), "claim", "claims"),
        words.counted(len(own), "rests on its own word", "rest on its own word"),
        words.counted(len(program.events), "event", "events"),
        words.counted(len(sources), "source", "sources"),
    )


def edit_address(index: Index, path: str) -> str:
    """Where the file can be edited; empty where the site names no repository."""
    site = index.catalogue.site
    return f"{site.repo_url}/{site.edit_path}/{path}" if site.repo_url else ""
