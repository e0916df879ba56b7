"""The notes of a page: every source it cites once, numbered in the order in which the page first cites it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainer.dates import day_words
from explainer.model import Source, SourceId
from explainer.view import words
from explainer.view.answers import AnswerView, Cited, Mark, mark
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source in full: what it is, when it was published and read, which copy, how strong."""

    source: Source
    address: str
    mark: Mark
    kind: str
    published: str
    read: str  # "read in an archived copy on 22 November 2026"


@dataclass(frozen=True, slots=True)
class Notes:
    numbers: Mapping[SourceId, int]
    items: tuple[SourceNote, ...]


def notes(index: Index, sources: Iterable[SourceId]) -> Notes:
    ordered = tuple(dict.fromkeys(sources))
    numbers = {source: number for number, source in enumerate(ordered, 1)}
    return Notes(numbers, tuple(source_note(index, index.catalogue.sources[source]) for source in ordered))


def source_note(index: Index, source: Source) -> SourceNote:
    """A source as it stands below a page: how strong, of what kind, of when, and when it was read."""
    return SourceNote(
        source=source,
        address=f"/sources/{source.id}/",
        mark=mark(*index.levels[source.kind]),
        kind=source.kind.replace("-", " ").capitalize(),
        published=source.published.words if source.published else "",
        read=f"{words.COPY_WORDS[source.copy]} on {day_words(source.checked)}",
    )


def cited_by(answers: Iterable[AnswerView]) -> Iterable[SourceId]:
    """The sources of answers, of their positions, and of their notes, in the order shown."""
    for answer in answers:
        for cited in (*answer.cited, *(c for side in answer.sides for c in side.cited)):
            yield cited.source.id
        for prose in (answer.note, answer.value.prose if answer.value else None, *(s.note for s in answer.sides)):
            yield from prose.cites if prose else ()


def of_cited(cited: Iterable[Cited]) -> tuple[SourceId, ...]:
    return tuple(c.source.id for c in cited)
