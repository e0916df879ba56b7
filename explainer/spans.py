"""When claims hold: half-open spans of days, from a program's claims alone.

In: a program and the dimensions. Out: for each dimension and aspect, the span of each claim, and whether it is due for
a check. No clock: whoever asks brings the day. The content format, "When it holds", is the rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from explainer.dates import Edtf
from explainer.model import (
    AspectId,
    Choice,
    Claim,
    Dimension,
    DimensionId,
    NoAnswer,
    Phase,
    Program,
    Source,
    SourceId,
)

Question = tuple[DimensionId, AspectId | None]


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a claim holds: from `start` (None: always) until, not including, `end` (None: for good)."""

    claim: Claim
    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def begins(when: Edtf) -> tuple[date, int]:
    """Sorts dates by their first day; of one day, the more precise is the later, `../2016` comes before `2016`."""
    return when.first, 0 if when.open_start else int(when.precision)


def program_start(program: Program, status: Dimension | None) -> date | None:
    """The day from which the program is there; None where nothing of it is dated: always."""
    dated = [(claim, claim.date) for claim in program.claims]
    of_status = [when for claim, when in dated if when and status and claim.dimension == status.id]
    anything = [when for _, when in dated if when] + [event.date for event in program.events]
    return min((when.first for when in of_status or anything), default=None)


def own_end(claim: Claim, start: date | None) -> date | None:
    """The first day of `to`; where that leaves the claim no day, the day after the last of `to`."""
    if claim.to is None:
        return None
    leaves_a_day = start is None or start < claim.to.first
    return claim.to.first if leaves_a_day else _day_after(claim.to.last)


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def spans(program: Program, status: Dimension | None) -> Mapping[Question, tuple[Span, ...]]:
    """Per dimension and aspect the spans of its claims: by scope in the order written, then by start."""
    start = program_start(program, status)
    series: dict[Question, dict[str, list[Claim]]] = {}
    for claim in program.claims:
        series.setdefault((claim.dimension, claim.aspect), {}).setdefault(claim.scope, []).append(claim)
    return {
        key: tuple(span for claims in scopes.values() for span in _series_spans(claims, start))
        for key, scopes in series.items()
    }


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims of one dimension, aspect and scope as they follow one another; the undated come first."""
    return sorted(claims, key=lambda claim: begins(claim.date) if claim.date else (date.min, -1))


def _series_spans(claims: list[Claim], program_starts: date | None) -> list[Span]:
    ordered = in_order(claims)
    starts = [claim.date.first if claim.date else program_starts for claim in ordered]
    nexts = [*(claim.date.first if claim.date else None for claim in ordered[1:]), None]
    return [
        Span(claim, start, min((end for end in (own_end(claim, start), following) if end), default=None))
        for claim, start, following in zip(ordered, starts, nexts, strict=True)
    ]


def phase_on(day: date, status_spans: Iterable[Span], choices: Mapping[str, Choice]) -> Phase | None:
    """The phase that the status claims give on a day: of several scopes the one least ended; None where none does."""
    order = (Phase.RUNNING, Phase.PAUSED, Phase.BEFORE, Phase.ENDED)
    phases = [phase for span in status_spans if span.holds(day) for phase in _phases(span.claim, choices)]
    return min(phases, key=order.index, default=None)


def _phases(claim: Claim, choices: Mapping[str, Choice]) -> list[Phase]:
    answers = [claim.answer] if claim.answer else [position.answer for position in claim.positions]
    found = [choices[answer.value] for answer in answers if isinstance(answer.value, str) and answer.value in choices]
    return [choice.phase for choice in found if choice.phase]


def holds_still(span: Span, dimension: Dimension, day: date, phase: Phase | None) -> bool:
    """An undated claim may stop holding when its program has ended."""
    stopped = dimension.ends_with_program and phase is Phase.ENDED and span.claim.date is None
    return span.holds(day) and not stopped


def is_due(claim: Claim, dimension: Dimension, sources: Mapping[SourceId, Source], today: date) -> bool:
    """Past its shelf life, which is counted from the newest reading of its sources and its own search."""
    aimless = claim.answer and claim.answer.none in (NoAnswer.NOT_RESEARCHED, NoAnswer.NOT_APPLICABLE)
    if dimension.shelf_life_days is None or aimless:
        return False
    read = [sources[r.source].checked for r in claim.all_references]
    newest = max([*read, *([claim.searched] if claim.searched else [])], default=None)
    return newest is not None and (today - newest).days > dimension.shelf_life_days
