"""Warnings: content that can be shown, and that somebody should look at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from explainer.model import Claim, CopyRead, Dimension, Phase, Program, Source, SourceId
from explainer.read.claims import Placed
from explainer.read.document import Document, Path
from explainer.spans import Span, holds_still, is_due, phase_on, program_start, spans


def note_copy(document: Document, path: Path, source: Source) -> None:
    """A source without an archived copy."""
    is_noted = any(document.is_spoiled((*path, key)) for key in ("archived", "copy"))
    if not source.archived and source.copy is not CopyRead.PRINT and not is_noted:
        document.doubtful(path, f'"{source.id}" has no archived copy', 'write "archived: https://web.archive.org/..."')


def note_useless(document: Document, path: Path, source: Source) -> None:
    """A source that nothing cites."""
    document.doubtful(path, f'nothing cites "{source.id}"', "cite it, or delete it")


def note(
    document: Document,
    program: Program,
    placed: Iterable[Placed],
    dimensions: Sequence[Dimension],
    sources: Mapping[SourceId, Source],
    today: date,
) -> None:
    """All that is doubtful about a program. `sources` are those that it cites, and more."""
    _note_program(document, program, dimensions, sources)
    _note_due(document, program, placed, dimensions, sources, today)


def _note_program(
    document: Document, program: Program, dimensions: Sequence[Dimension], sources: Mapping[SourceId, Source]
) -> None:
    """One publisher for all, questions passed over, no date at all."""
    is_whole = not any(path[:1] in (("claims",), ("events",)) for path in document.spoiled)
    cited = {reference.source for claim in program.claims for reference in claim.all_references}
    publishers = {sources[id].publisher if id in sources else "" for id in cited}
    if len(publishers) == 1 and is_whole and "" not in publishers:
        message = f'all claims of "{program.id}" rest on one publisher, {publishers.pop()}'
        document.doubtful(("claims",), message, "look for a second one")
    answered = {claim.dimension for claim in program.claims}
    if answered <= {dimension.id for dimension in dimensions}:
        for dimension in dimensions:
            is_noted = document.is_spoiled(("claims", dimension.id))
            if program.kind in dimension.applies_to and dimension.id not in answered and not is_noted:
                hint = 'answer it, or write "none: not-researched"'
                document.doubtful(("claims",), f'"{program.id}" says nothing of "{dimension.id}"', hint)
    if is_whole and program_start(program, _status(dimensions)) is None:
        document.doubtful((), f'"{program.id}" has no date, and so was always there', "date a claim or an event")


def _note_due(
    document: Document,
    program: Program,
    placed: Iterable[Placed],
    dimensions: Sequence[Dimension],
    sources: Mapping[SourceId, Source],
    today: date,
) -> None:
    """Answers that hold today and are past their shelf life."""
    paths = {id(claim): path for path, claim in placed}
    status = _status(dimensions)
    found = spans(program, status)
    phase = _phase(found.values(), status, today)
    known = {dimension.id: dimension for dimension in dimensions}
    for (name, _), held in found.items():
        if name not in known:
            continue
        dimension = known[name]
        sourced = (span for span in held if _is_sourced(span.claim, sources))
        for claim in (span.claim for span in sourced if holds_still(span, dimension, today, phase)):
            path = paths[id(claim)]
            is_whole = not any(spoiled[:2] == path[:2] for spoiled in document.spoiled)  # else another may hold
            if is_whole and is_due(claim, dimension, sources, today):
                message = f'"{claim.id}" is past its shelf life of {dimension.shelf_life_days} days'
                document.doubtful(path, message, 'read its sources again and set their "checked"')


def _status(dimensions: Iterable[Dimension]) -> Dimension | None:
    return next((dimension for dimension in dimensions if dimension.is_status), None)


def _phase(found: Iterable[Iterable[Span]], status: Dimension | None, today: date) -> Phase | None:
    if status is None:
        return None
    states = [span for held in found for span in held if span.claim.dimension == status.id]
    return phase_on(today, states, {choice.id: choice for choice in status.values})


def _is_sourced(claim: Claim, sources: Mapping[SourceId, Source]) -> bool:
    return all(reference.source in sources for reference in claim.all_references)
