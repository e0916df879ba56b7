"""The comparison: dimensions down, programs across, each cell what holds on a day.

In: an Index, programs, dimensions and a day. Out: a Table. The same for all programs, a curated few, or one question.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from explainer.dates import day_words
from explainer.model import AspectId, Dimension, NoAnswer, Program
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view import words
from explainer.view.answers import AnswerView, Cell, Mark
from explainer.view.index import Index

YEARS_SHOWN = 200
COLUMNS_AT_MOST = 60  # of a page that could hold all; a reader picks others


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as a word, and the phase that its shape tells."""

    label: str
    phase: str
    since: str
    scope: str = ""  # where the status is that of a part; the label has it too


@dataclass(frozen=True, slots=True)
class Head:
    """A program at the head of a column or a row."""

    id: str
    title: str
    short: str
    address: str
    kind: str
    kind_label: str
    jurisdictions: tuple[str, ...]
    summary: str
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class Row:
    """One question, or one aspect of it, asked of every program of the table."""

    dimension: str
    label: str
    question: str
    address: str
    aspect: str  # id
    aspect_label: str
    rows_of_question: int  # how many rows share the question; 0 where another row has said it
    differs: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TotalRow:
    """How many cells of a program or a question are answered, and how; `silences` as in words.SILENCES."""

    what: str
    label: str
    address: str
    answered: int
    own_word: int
    stale: int
    silences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns are programs, rows are questions; both in the site's order."""

    caption: str
    day: str
    day_words: str
    heads: tuple[Head, ...]
    question_columns: int  # two where a question has aspects, for no column may be without a cell (HTML, 4.9.12)
    width: int  # in columns: those, and one a program
    groups: tuple[Group, ...]
    marks: tuple[Mark, ...]  # every evidence level, strongest first: another day may show any
    silences: tuple[words.Silence, ...]  # every kind of no answer
    left_out: int  # how many programs there was no room for
    turns: tuple[str, ...]  # each day on which a cell of these programs and questions turned into another
    totals: tuple[TotalRow, ...]


def table(index: Index, programs: Sequence[Program], dimensions: Sequence[Dimension], day: date) -> Table:
    """What holds on the day for the programs that are there by then, or the first of them where they are many."""
    every = [program for program in programs if ix.is_there(index, program.id, day)]
    there = every[:COLUMNS_AT_MOST]
    rows = tuple(row(index, there, *question, day) for question in ix.questions(dimensions))
    group_of = {str(dimension.id): dimension.group for dimension in dimensions}
    labels = dict.fromkeys(group_of[r.dimension] for r in rows)
    noun = index.catalogue.site.program
    columns = 2 if any(r.aspect for r in rows) else 1
    asked = words.counted(len(dimensions), "question", "questions")
    caption = f"{words.counted(len(there), noun.one, noun.many)} and {asked}, as of {day_words(day)}"
    return Table(
        caption=caption,
        day=day.isoformat(),
        day_words=day_words(day),
        heads=tuple(head(index, program, day) for program in there),
        question_columns=columns,
        width=len(there) + columns,
        groups=tuple(Group(label, tuple(r for r in rows if group_of[r.dimension] == label)) for label in labels),
        marks=tuple(an.mark(rank, level) for rank, level in enumerate(index.catalogue.site.evidence)),
        silences=tuple(words.SILENCES.values()),
        left_out=len(every) - len(there),
        turns=_turns(index, every[:COLUMNS_AT_MOST], dimensions),
        totals=tuple(_totals(index, there, rows)),
    )


def _turns(index: Index, programs: Iterable[Program], dimensions: Iterable[Dimension]) -> tuple[str, ...]:
    asked = [(dimension.id, aspect) for dimension, aspect in ix.questions(dimensions)]
    days = {day for program in programs for question in asked for day, _ in ix.turns(index, program, question)}
    days |= {index.starts[program.id] for program in programs}
    return tuple(day.isoformat() for day in sorted(day for day in days if day and day <= index.today))


def _totals(index: Index, programs: Sequence[Program], rows: Sequence[Row]) -> Iterator[TotalRow]:
    """How much is answered: a line for each program, then one for each question. Nothing is weighed."""
    noun = index.catalogue.site.program.one.capitalize()
    for place, program in enumerate(programs):
        yield total_row(noun, program.short, f"/programs/{program.id}/", [r.cells[place] for r in rows])
    for r in rows:
        label = f"{r.label} ({r.aspect_label.lower()})" if r.aspect_label else r.label
        yield total_row("Question", label, r.address, r.cells)


def total_row(what: str, label: str, address: str, cells: Sequence[Cell]) -> TotalRow:
    answered = [cell for cell in cells if not cell.none]
    silent = Counter(cell.none.id for cell in cells if cell.none)
    return TotalRow(
        what=what,
        label=label,
        address=address,
        answered=len(answered),
        own_word=sum(cell.own_word for cell in answered),
        stale=sum(cell.stale for cell in answered),
        silences=tuple(silent[kind] for kind in words.SILENCES),
    )


def row(index: Index, programs: Iterable[Program], dimension: Dimension, aspect: AspectId | None, day: date) -> Row:
    cells = tuple(an.cell(index, program, (dimension.id, aspect), day) for program in programs)
    aspects = ix.aspects_of(dimension)
    return Row(
        dimension=dimension.id,
        label=dimension.label,
        question=dimension.question,
        address=f"/dimensions/{dimension.id}/",
        aspect=aspect or "",
        aspect_label=an.aspect_label(dimension, aspect),
        rows_of_question=len(aspects) if aspect == aspects[0] else 0,
        differs=len({cell.text for cell in cells}) > 1,
        cells=cells,
    )


def marks_of(answers: Iterable[AnswerView]) -> tuple[Mark, ...]:
    found = {answer.mark for answer in answers if answer.mark}
    found |= {side.mark for answer in answers for side in answer.sides if side.mark}
    return tuple(sorted(found, key=lambda mark: mark.rank))


def silences_of(cells: Iterable[Cell]) -> tuple[words.Silence, ...]:
    shown = {
        silence.id
        for cell in cells
        for silence in (cell.none, *(v.silence for answer in cell.answers for v in an.values_of(answer)))
        if silence
    }
    return tuple(silence for id, silence in words.SILENCES.items() if id in shown)


def head(index: Index, program: Program, day: date) -> Head:
    return index.once((Head, program.id, day), lambda: _head(index, program, day))


def _head(index: Index, program: Program, day: date) -> Head:
    kind = index.kinds[program.kind]
    return Head(
        id=program.id,
        title=program.title,
        short=program.short,
        address=f"/programs/{program.id}/",
        kind=kind.id,
        kind_label=kind.one,
        jurisdictions=tuple(j.name for j in program.jurisdictions),
        summary=program.summary,
        badge=badge(index, program, day),
    )


def badge(index: Index, program: Program, day: date) -> Badge | None:
    """The status on a day, that of the whole program before that of a part; None where the site asks for none."""
    if index.status is None:
        return None
    cells = [an.cell(index, program, (index.status.id, aspect), day) for aspect in ix.aspects_of(index.status)]
    answers = [answer for cell in cells for answer in cell.answers if not an.only_silence([answer])]
    if not answers:
        silence = cells[0].none or words.SILENCES[NoAnswer.NOT_RECORDED]
        return Badge(silence.words, "", "")
    of_the_whole = next((answer for answer in answers if not answer.scope), answers[0])
    phase = ix.phase(index, program.id, day)
    return Badge(an.answer_text(of_the_whole), phase.value if phase else "", of_the_whole.since, of_the_whole.scope)


def default_dimensions(index: Index) -> tuple[Dimension, ...]:
    """Those marked `default`; where none is, all."""
    marked = tuple(dimension for dimension in index.catalogue.dimensions if dimension.default)
    return marked or index.catalogue.dimensions


def years(index: Index) -> tuple[int, ...]:
    """Every year from the first in which a program is there to the day's, at most the last 200."""
    starts = [start.year for start in index.starts.values() if start and start <= index.day]
    first = min(starts, default=index.day.year)
    return tuple(range(max(first, index.day.year - YEARS_SHOWN + 1), index.day.year + 1))


def last_day(index: Index, year: int) -> date:
    """The end of the year, or the day itself in the day's own year."""
    return min(date(year, 12, 31), index.day)
