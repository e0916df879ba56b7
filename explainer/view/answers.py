"""The *answer*: value, since when, who says so, how strong the evidence is; the same part wherever a claim is shown.

In: an Index and a claim, or a question. Out: frozen records that a template only prints.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from explainer.model import Answer, AspectId, Claim, Dimension, EvidenceLevel, Program, Reference, SiteAddress, Source
from explainer.spans import Question, Span
from explainer.view import index as ix
from explainer.view import words
from explainer.view.index import Index
from explainer.view.prose import ShownProse, show


@dataclass(frozen=True, slots=True)
class Mark:
    """How strong the evidence is: a level, its place among the levels (0 is the strongest), and its sign."""

    id: str
    label: str
    sign: str
    rank: int
    own_word: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as one claim cites it."""

    source: Source
    address: str  # of the source's page
    at: str
    quote: str
    says: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Value:
    """What is said: words, or prose for a free text, or a kind of no answer."""

    text: str
    prose: ShownProse | None
    silence: words.Silence | None


@dataclass(frozen=True, slots=True)
class Side:
    """One position of a dispute."""

    value: Value
    said_by: str
    note: ShownProse | None
    mark: Mark | None
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One claim as it is shown. Exactly one of `value` and `sides` is there."""

    id: str
    address: str
    aspect: str
    scope: str
    value: Value | None
    sides: tuple[Side, ...]
    text: str  # the whole answer in plain words
    since: str
    held: str  # the days on which it held, where another answer followed; else empty
    datetime: str
    searched: str
    said_by: str
    note: ShownProse | None
    why: str
    mark: Mark | None
    own_word: bool
    stale: bool
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What holds for one program, dimension and aspect on the day. `none` where all that it shows is one no answer."""

    program: str
    dimension: str
    aspect: str  # id, or empty
    answers: tuple[AnswerView, ...]
    none: words.Silence | None
    address: str  # where the whole answer stands
    text: str  # in plain words: the same words, the same answer
    own_word: bool  # of every answer
    stale: bool  # an answer of it
    leads_to: frozenset[str]  # pages of this site that its texts link


SIGNS = ("◆", "▲", "●", "■", "▼", "★")  # filled, where those of no answer are hollow


def mark(rank: int, level: EvidenceLevel) -> Mark:
    return Mark(level.id, level.label, SIGNS[rank % len(SIGNS)], rank, level.own_word)


def strongest(index: Index, references: Iterable[Reference]) -> Mark | None:
    ranked = ix.evidence(index, references)
    return mark(*ranked) if ranked else None


def cited(index: Index, references: Iterable[Reference]) -> tuple[Cited, ...]:
    found = []
    for reference in references:
        source = ix.source(index, reference)
        strength = mark(*index.levels[source.kind])
        address = f"/sources/{source.id}/"
        found.append(Cited(source, address, reference.at, reference.quote, reference.says, strength))
    return tuple(found)


def value(index: Index, answer: Answer, dimension: Dimension) -> Value:
    if answer.none:
        silence = words.SILENCES[answer.none]
        return Value(silence.words, None, silence)
    prose = show(index, answer.prose) if answer.prose else None
    return Value(words.answer_words(answer, dimension), prose, None)


def claim_line(index: Index, claim: Claim) -> str:
    """ "Places: about 380 places", "Voluntary? (on paper): Optional"."""
    dimension = index.dimensions[claim.dimension]
    aspect = aspect_label(dimension, claim.aspect)
    asked = f"{dimension.short} ({aspect.lower()})" if aspect else dimension.short
    scope = f" ({claim.scope})" if claim.scope else ""
    return f"{asked}: {words.claim_words(claim, dimension)}{scope}"


def claim_address(claim: Claim) -> str:
    return f"/programs/{claim.program}/#{claim.id}"


def question_address(program: str, dimension: str) -> str:
    return f"/programs/{program}/#page-question-{dimension}"


def answer_view(index: Index, span: Span) -> AnswerView:
    return index.once((AnswerView, id(span)), lambda: _answer_view(index, span))


def _answer_view(index: Index, span: Span) -> AnswerView:
    claim = span.claim
    dimension = index.dimensions[claim.dimension]
    aspect = next((a.label for a in dimension.aspects if a.id == claim.aspect), "")
    references = claim.all_references
    when = claim.date or claim.to
    return AnswerView(
        id=claim.id,
        address=claim_address(claim),
        aspect=aspect,
        scope=claim.scope,
        value=value(index, claim.answer, dimension) if claim.answer else None,
        sides=tuple(_side(index, claim, side, dimension) for side in range(len(claim.positions))),
        text=words.claim_words(claim, dimension),
        since=words.since(claim),
        held=_held(span, index.day),
        datetime=when.machine if when else "",
        searched=words.searched(claim),
        said_by=claim.said_by,
        note=show(index, claim.note) if claim.note else None,
        why=words.WHY_WORDS[claim.why] if claim.why else "",
        mark=strongest(index, references),
        own_word=ix.own_word(index, references),
        stale=ix.stale(index, span),
        cited=cited(index, claim.references),
    )


def _side(index: Index, claim: Claim, number: int, dimension: Dimension) -> Side:
    position = claim.positions[number]
    note = show(index, position.note) if position.note else None
    strength = strongest(index, position.references)
    return Side(
        value(index, position.answer, dimension), position.said_by, note, strength, cited(index, position.references)
    )


def _held(span: Span, day: date) -> str:
    """ "until the next answer" in words, for a span that is over on the day or not begun."""
    if span.start and span.start > day:
        return "not yet in force on this day"
    return "no longer holds" if span.end and span.end <= day else ""


def cell(index: Index, program: Program, question: Question, day: date) -> Cell:
    held = ix.holding(index, program.id, question, day)
    key = (Cell, program.id, question, tuple(map(id, held)))
    return index.once(key, lambda: _cell(index, program, question, held))


def _cell(index: Index, program: Program, question: Question, held: Sequence[Span]) -> Cell:
    dimension_id, aspect = question
    answers = tuple(answer_view(index, span) for span in held)
    applies = ix.applies(index.dimensions[dimension_id], program)
    asked = question_address(program.id, dimension_id) if applies else f"/dimensions/{dimension_id}/"
    address = answers[0].address if answers else asked
    none = words.SILENCES[ix.silence(index, program, question)] if not held else only_silence(answers)
    return Cell(
        program=program.id,
        dimension=dimension_id,
        aspect=aspect or "",
        answers=answers,
        none=none,
        address=address,
        text=none.words if none else "; ".join(answer_text(answer) for answer in answers),
        own_word=all(answer.own_word for answer in answers),
        stale=any(answer.stale for answer in answers),
        leads_to=frozenset(page for answer in answers for value in values_of(answer) for page in _linked(value)),
    )


def _linked(value: Value) -> Iterator[str]:
    parts = value.prose.parts if value.prose else ()
    return (part.path.partition("#")[0] for part in parts if isinstance(part, SiteAddress))


def answer_text(answer: AnswerView) -> str:
    return f"{answer.text} ({answer.scope})" if answer.scope else answer.text


def only_silence(answers: Sequence[AnswerView]) -> words.Silence | None:
    """The one kind of no answer that all of them are, or None."""
    kinds = {v.silence.id if v.silence else None for answer in answers for v in values_of(answer)}
    only = kinds.pop() if len(kinds) == 1 else None
    return words.SILENCES[only] if only else None


def values_of(answer: AnswerView) -> tuple[Value, ...]:
    return (answer.value,) if answer.value else tuple(side.value for side in answer.sides)


def aspect_label(dimension: Dimension, aspect: AspectId | None) -> str:
    return next((a.label for a in dimension.aspects if a.id == aspect), "")


def choice_rank(dimension: Dimension, answer: Answer | None) -> int | None:
    """The place of a chosen value in its list; None for anything else."""
    order = [choice.id for choice in dimension.values]
    chosen = answer.value if answer else None
    return order.index(chosen) if isinstance(chosen, str) and chosen in order else None
