"""The map of what is answered: every program by every question, on what evidence, and what is left to do.

In: an Index. Out: one sign a cell, totals a program, and the lists of work for contributors.
"""

from collections import Counter
from dataclasses import dataclass, replace

from explainer.model import AspectId, CopyRead, Dimension, NoAnswer, Program
from explainer.view import answers as an
from explainer.view import compare, paging, words
from explainer.view import index as ix
from explainer.view.answers import Mark
from explainer.view.compare import Head
from explainer.view.index import Index
from explainer.view.notes import SourceNote, source_note
from explainer.view.profile import edit_address

ROWS_A_PAGE, MOST_UNARCHIVED = 60, 120


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of the map. Its sign is that of its evidence, or of its kind of no answer."""

    program: str
    dimension: str
    aspect: str
    sign: str
    words: str
    state: str  # "answered", "own-word", "stale", "disputed", or a kind of no answer
    address: str  # of its claim; where nobody has looked, of the line to edit, on another site


@dataclass(frozen=True, slots=True)
class QuestionHead:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class MapRow:
    head: Head
    share: str  # "24 of 31 answered"
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Total:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Thin:
    """A program whose claims rest on a single publisher."""

    head: Head
    publisher: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The page of what is missing: questions by programs, and what rests on little."""

    questions: tuple[QuestionHead, ...]
    rows: tuple[MapRow, ...]
    totals: tuple[Total, ...]
    thin: tuple[Thin, ...]
    unarchived: tuple[SourceNote, ...]
    more_unarchived: int
    unarchived_words: str  # "120 sources"
    marks: tuple[Mark, ...]
    silences: tuple[words.Silence, ...]


def quality(index: Index) -> tuple[Quality, ...]:
    """The map page by page; the totals are those of all, and the lists stand on the first."""
    asked = ix.questions(index.catalogue.dimensions)
    rows = tuple(_row(index, program) for program in index.shown_programs)
    sources = (source_note(index, source) for source in index.catalogue.sources.values())
    unarchived = [n for n in sources if not n.source.archived and n.source.copy is not CopyRead.PRINT]
    first = Quality(
        questions=tuple(QuestionHead(_label(d, aspect), f"/dimensions/{d.id}/") for d, aspect in asked),
        rows=rows,
        totals=_totals(index, rows),
        thin=tuple(t for program in index.shown_programs for t in _thin(index, program)),
        unarchived=tuple(unarchived[:MOST_UNARCHIVED]),
        more_unarchived=len(unarchived[MOST_UNARCHIVED:]),
        unarchived_words=words.counted(len(unarchived), "source", "sources"),
        marks=tuple(an.mark(rank, level) for rank, level in enumerate(index.catalogue.site.evidence)),
        silences=tuple(words.SILENCES.values()),
    )
    bare = replace(first, thin=(), unarchived=(), more_unarchived=0)
    shares = paging.shares(rows, ROWS_A_PAGE)
    return tuple(replace(bare if number else first, rows=tuple(some)) for number, some in enumerate(shares))


def _label(dimension: Dimension, aspect: AspectId | None) -> str:
    label = an.aspect_label(dimension, aspect)
    return f"{dimension.short} ({label.lower()})" if label else dimension.short


def _row(index: Index, program: Program) -> MapRow:
    asked = ix.questions(index.catalogue.dimensions)
    spots = tuple(_spot(index, program, dimension, aspect) for dimension, aspect in asked)
    applicable = [s for s in spots if s.state != NoAnswer.NOT_APPLICABLE]
    answered = [s for s in applicable if s.state != NoAnswer.NOT_RESEARCHED]
    share = f"{len(answered)} of {len(applicable)} looked into"
    return MapRow(compare.head(index, program, index.day), share, spots)


def _spot(index: Index, program: Program, dimension: Dimension, aspect: AspectId | None) -> Spot:
    cell = an.cell(index, program, (dimension.id, aspect), index.day)
    at = (program.id, dimension.id, aspect or "")
    asked = f"{program.short}, {_label(dimension, aspect)}: "
    if cell.none:
        address = _edit_address(index, program, cell) if cell.none.id == NoAnswer.NOT_RESEARCHED else cell.address
        return Spot(*at, cell.none.sign, f"{asked}{cell.none.words}", cell.none.id, address)
    best = min((a.mark for a in cell.answers if a.mark), key=lambda mark: mark.rank, default=None)
    state, told = _state(cell)
    label = best.label if best else "no source"
    return Spot(*at, best.sign if best else "?", f"{asked}{label}{told}", state, cell.address)


def _edit_address(index: Index, program: Program, cell: an.Cell) -> str:
    """Where the answer is to be written: the line that says there is none, or where the claims begin; the question on
    the profile where the site names no repository."""
    line = program.lines.get(cell.answers[0].id if cell.answers else "")
    file = edit_address(index, f"programs/{program.id}.yaml")
    return f"{file}#L{line}" if file and line else file or cell.address


def _state(cell: an.Cell) -> tuple[str, str]:
    """What stands out about an answered cell, and how that is said."""
    if any(answer.stale for answer in cell.answers):
        return "stale", ", due for a check"
    if any(answer.sides for answer in cell.answers):
        return "disputed", ", sources disagree"
    if all(answer.own_word for answer in cell.answers):
        return "own-word", ", own word only"
    return "answered", ""


def _totals(index: Index, rows: tuple[MapRow, ...]) -> tuple[Total, ...]:
    states = Counter(spot.state for row in rows for spot in row.spots)
    answered = sum(states[state] for state in ("answered", "own-word", "stale", "disputed"))
    named = [
        ("Answered", answered),
        ("of these, resting on the own word only", states["own-word"]),
        ("of these, disputed", states["disputed"]),
        ("of these, due for a check", states["stale"]),
        *((silence.words, states[kind]) for kind, silence in words.SILENCES.items()),
    ]
    return tuple(Total(label, count) for label, count in named)


def _thin(index: Index, program: Program) -> tuple[Thin, ...]:
    publishers = {ix.source(index, r).publisher for claim in program.claims for r in claim.all_references}
    return (Thin(compare.head(index, program, index.day), *publishers),) if len(publishers) == 1 else ()
