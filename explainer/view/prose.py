"""Prose with its holes filled: what a template may print of it.

In: a Prose as it was read. Out: the same parts, the holes turned into addresses, names, note marks and present answers.
Markup is not touched here: texts between the holes stay as `read` made them safe.
"""

from dataclasses import dataclass

from explainer.model import Citation, ClaimValue, Heading, Name, ProgramId, Prose, SiteAddress, SourceId
from explainer.spans import Span
from explainer.view import index as ix
from explainer.view import words
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class NoteMark:
    """One citation in the text: which source, what it is called, and where in it."""

    source: SourceId
    title: str
    at: str


@dataclass(frozen=True, slots=True)
class NoteMarks:
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True, slots=True)
class PresentAnswer:
    """One claim that holds on the day, or the kind of no answer where none does."""

    text: str
    label: str  # aspect and scope where they tell answers apart
    address: str


@dataclass(frozen=True, slots=True)
class PresentAnswers:
    """What an empty `claim:` link shows; or `html`, safe words of the author's, with the link of the first answer."""

    answers: tuple[PresentAnswer, ...]
    html: str


@dataclass(frozen=True, slots=True)
class ShownName:
    text: str


@dataclass(frozen=True, slots=True)
class ShownProse:
    parts: tuple[str | SiteAddress | NoteMarks | PresentAnswers | ShownName, ...]
    text: str
    headings: tuple[Heading, ...]
    cites: tuple[SourceId, ...]  # every source cited, in order, once


def show(index: Index, prose: Prose) -> ShownProse:
    parts = tuple(_fill(index, part) for part in prose.parts)
    sources = (m.source for part in parts if isinstance(part, NoteMarks) for m in part.marks)
    return ShownProse(parts, prose.text, prose.headings, tuple(dict.fromkeys(sources)))


def _fill(
    index: Index, part: str | SiteAddress | ClaimValue | Name | Citation
) -> str | SiteAddress | NoteMarks | PresentAnswers | ShownName:
    match part:
        case Citation(references):
            titles = {r.source: index.catalogue.sources[r.source].title for r in references}
            return NoteMarks(tuple(NoteMark(r.source, titles[r.source], r.at) for r in references))
        case ClaimValue():
            return PresentAnswers(_present(index, part), part.words)
        case Name(kind, id):
            return ShownName(index.names[kind].get(id, id))
        case _:
            return part


def _present(index: Index, hole: ClaimValue) -> tuple[PresentAnswer, ...]:
    dimension = index.dimensions[hole.dimension]
    program = index.programs[ProgramId(hole.program)]
    aspects = (hole.aspect,) if hole.aspect else ix.aspects_of(dimension)
    labels = {a.id: a.label for a in dimension.aspects} if len(aspects) > 1 else {}
    found = []
    for aspect in aspects:
        label = labels.get(aspect, "") if aspect else ""
        held = ix.holding(index, program.id, (dimension.id, aspect), index.day)
        if not held:
            silence = words.SILENCES[ix.silence(index, program, (dimension.id, aspect))]
            address = f"/programs/{program.id}/#page-question-{dimension.id}"
            found.append(PresentAnswer(silence.words.lower(), label, address))
        found.extend(_present_claim(span, label, index, len(held) > 1) for span in held)
    return tuple(found)


def _present_claim(span: Span, aspect: str, index: Index, several: bool) -> PresentAnswer:
    claim = span.claim
    dimension = index.dimensions[claim.dimension]
    label = ", ".join(part for part in (aspect, claim.scope if several else "") if part)
    text = words.claim_words(claim, dimension)
    return PresentAnswer(text, label, f"/programs/{claim.program}/#{claim.id}")
