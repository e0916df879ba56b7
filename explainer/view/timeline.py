"""The timeline's geometry: bars by phase, points for events and changes, on one axis of days.

In: an Index and programs. Out: positions in thousandths of the axis, and the list that the drawing repeats.
A month or a year is as wide as it is; what is not known is a soft or an open end, never a sharper date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from explainer.dates import Edtf, Precision
from explainer.model import Claim, Event, Phase, Program
from explainer.spans import Span
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view import words
from explainer.view.answers import Cited
from explainer.view.index import Index
from explainer.view.prose import ShownProse, show

WIDTH = 1000  # user units of the drawing, from the first to the last day of the axis
ROW_HEIGHT = 18
POINTS_HEIGHT = 14
TICKS_AT_MOST = 12
STEPS_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `start` to, not including, `end`."""

    start: date
    end: date

    def at(self, day: date) -> float:
        """Where a day begins, in thousandths of the axis, to one decimal."""
        inside = min(max(day, self.start), self.end)
        return round((inside - self.start).days / (self.end - self.start).days * WIDTH, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    percent: str  # the same as a share of the axis, for text that is not stretched with it
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one status. A soft end is approximate, an open start is "by"."""

    at: float
    width: float
    y: int  # below bars of another scope
    phase: str  # of model.Phase, "disputed", or empty
    label: str
    since: str
    address: str
    soft_start: bool
    open_start: bool
    soft_end: bool
    planned: bool


@dataclass(frozen=True, slots=True)
class Point:
    """An event, or the dated change of a claim, drawn as wide as its date is imprecise."""

    key: str  # "<program>/<id>"
    is_event: bool
    at: float
    width: float
    soft: bool
    major: bool
    planned: bool
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list that says all that the drawing shows."""

    key: str
    id: str
    is_event: bool
    program: str
    program_short: str
    address: str
    datetime: str
    date_words: str
    title: str
    type: str
    major: bool
    planned: bool
    text: ShownProse | None
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    program: str
    short: str
    address: str
    kind: str
    kind_label: str
    bars: tuple[Bar, ...]
    height: int
    points_y: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`entries` are in order of time. `today_at` is None where today lies outside the axis."""

    ticks: tuple[Tick, ...]
    today_at: float | None
    lanes: tuple[Lane, ...]
    entries: tuple[Entry, ...]
    phases: tuple[Phase, ...]  # that a bar shows, for the legend
    span_words: str
    start: str  # the first day of the axis
    end: str  # the day after its last


def timeline(index: Index, programs: Sequence[Program], *, changes: bool, major_only: bool = False) -> Timeline | None:
    """All that is dated of the programs; `changes` adds the dated claims. None where nothing is dated."""
    events = [event for program in programs for event in program.events if event.major or not major_only]
    claims = [c for program in programs for c in program.claims if changes and _is_change(index, c)]
    bars = {program.id: _status_spans(index, program) for program in programs}
    axis = _axis(index, events, claims, [span for spans in bars.values() for span in spans])
    if axis is None:
        return None
    items: list[Event | Claim] = [*events, *claims]
    lanes = tuple(_lane(index, axis, p, bars[p.id], [i for i in items if i.program == p.id]) for p in programs)
    entries = sorted((_entry(index, item) for item in items), key=lambda pair: pair[0])
    shown = {bar.phase for lane in lanes for bar in lane.bars}
    return Timeline(
        ticks=ticks(axis),
        today_at=axis.at(index.today) if axis.start <= index.today < axis.end else None,
        lanes=lanes,
        entries=tuple(entry for _, entry in entries),
        phases=tuple(phase for phase in Phase if phase in shown),
        span_words=f"{axis.start.year} to {(axis.end - timedelta(days=1)).year}",
        start=axis.start.isoformat(),
        end=axis.end.isoformat(),
    )


def _is_change(index: Index, claim: Claim) -> bool:
    status = index.status
    unknown = claim.answer is not None and claim.answer.none is not None
    return claim.date is not None and not unknown and (status is None or claim.dimension != status.id)


def _status_spans(index: Index, program: Program) -> tuple[Span, ...]:
    spans = ix.status_spans(index, program.id)
    return tuple(span for span in spans if span.start and span.start != span.end and not _is_silent(span.claim))


def _is_silent(claim: Claim) -> bool:
    return claim.answer is not None and claim.answer.none is not None


def _axis(index: Index, events: Iterable[Event], claims: Iterable[Claim], spans: Sequence[Span]) -> Axis | None:
    """Whole years, from the first dated thing to the last, and to today where something still goes on."""
    dates = [d for e in events for d in (e.date, e.end) if d] + [c.date for c in claims if c.date]
    firsts = [d.first for d in dates] + [span.start for span in spans if span.start]
    lasts = [d.last for d in dates] + [span.end for span in spans if span.end]
    if not firsts:
        return None
    going_on = [index.today] if any(span.end is None for span in spans) else []
    last = max([*firsts, *lasts, *going_on])
    end = date(last.year + 1, 1, 1) if last.year < date.max.year else date.max
    return Axis(date(min(firsts).year, 1, 1), end)


def ticks(axis: Axis) -> tuple[Tick, ...]:
    """A mark at the beginning of each year, or of every fifth, tenth ... where there would be too many."""
    years = axis.end.year - axis.start.year
    step = next((s for s in STEPS_YEARS if years / s <= TICKS_AT_MOST), STEPS_YEARS[-1])
    first = -(-axis.start.year // step) * step
    years_shown = (date(year, 1, 1) for year in range(first, axis.end.year, step) if year)
    return tuple(Tick(axis.at(day), f"{axis.at(day) / WIDTH:.2%}", str(day.year)) for day in years_shown)


def _lane(index: Index, axis: Axis, program: Program, spans: Sequence[Span], items: Sequence[Event | Claim]) -> Lane:
    scopes = list(dict.fromkeys(span.claim.scope for span in spans))
    rows = max(1, len(scopes))
    return Lane(
        program=program.id,
        short=program.short,
        address=f"/programs/{program.id}/",
        kind=program.kind,
        kind_label=index.kinds[program.kind].one,
        bars=tuple(_bar(index, axis, span, scopes.index(span.claim.scope) * ROW_HEIGHT) for span in spans),
        height=rows * ROW_HEIGHT + POINTS_HEIGHT,
        points_y=rows * ROW_HEIGHT,
        points=tuple(_point(index, axis, item) for item in items),
    )


def _bar(index: Index, axis: Axis, span: Span, y: int) -> Bar:
    claim, start = span.claim, span.start
    assert start is not None  # spans without a start are not drawn
    assert index.status is not None  # nor is there a bar without it
    planned = start > index.today
    end = span.end or (axis.end if planned else max(start, index.today) + timedelta(days=1))
    ends_softly = claim.to is not None and span.end is not None and span.end >= claim.to.first and _soft(claim.to)
    text = words.claim_words(claim, index.status)
    return Bar(
        at=axis.at(start),
        width=round(axis.at(end) - axis.at(start), 1),
        y=y,
        phase=_bar_phase(index, claim),
        label=f"{text} ({claim.scope})" if claim.scope else text,
        since=words.since(claim),
        address=an.claim_address(claim),
        soft_start=claim.date is not None and _soft(claim.date),
        open_start=claim.date is not None and claim.date.open_start,
        soft_end=ends_softly,
        planned=planned,
    )


def _bar_phase(index: Index, claim: Claim) -> str:
    chosen = [claim.answer] if claim.answer else [p.answer for p in claim.positions]
    phases = {index.status_choices[a.value].phase if isinstance(a.value, str) else None for a in chosen}
    only = phases.pop() if len(phases) == 1 else None
    return only.value if only else "disputed"


def _soft(when: Edtf) -> bool:
    return when.approximate or when.uncertain or when.precision is not Precision.DAY


def _point(index: Index, axis: Axis, item: Event | Claim) -> Point:
    when = item.date
    assert when is not None  # only dated claims are points
    until = item.end if isinstance(item, Event) and item.end else when
    at = axis.at(when.first)
    title = item.title if isinstance(item, Event) else an.claim_line(index, item)
    return Point(
        key=f"{item.program}/{item.id}",
        is_event=isinstance(item, Event),
        at=at,
        width=round(axis.at(until.last + timedelta(days=1)) - at, 1) if until.last < date.max else 0.0,
        soft=when.approximate or when.uncertain or when.open_start,
        major=isinstance(item, Event) and item.major,
        planned=when.first > index.today,
        label=f"{when.words}: {title}",
        address=f"/programs/{item.program}/#{item.id}",
    )


def _entry(index: Index, item: Event | Claim) -> tuple[tuple[date, int, str, str], Entry]:
    """The entry, behind what it is sorted by: first day, then precision, program and id."""
    when = item.date
    assert when is not None  # only dated claims are listed
    is_event = isinstance(item, Event)
    types = {t.id: t.label for t in index.catalogue.site.event_types}
    program = index.programs[item.program]
    end = item.end.words if isinstance(item, Event) and item.end and item.end.text != when.text else ""
    entry = Entry(
        key=f"{item.program}/{item.id}",
        id=item.id,
        is_event=is_event,
        program=item.program,
        program_short=program.short,
        address=f"/programs/{item.program}/#{item.id}",
        datetime=when.machine,
        date_words=f"{when.words} to {end}" if end else when.words,
        title=item.title if isinstance(item, Event) else an.claim_line(index, item),
        type=types.get(item.type or "", "") if isinstance(item, Event) else "",
        major=isinstance(item, Event) and item.major,
        planned=when.first > index.today,
        text=show(index, item.text) if isinstance(item, Event) and item.text else None,
        cited=an.cited(index, ix.references_of(item)),
    )
    return (when.first, int(when.precision), item.program, item.id), entry
