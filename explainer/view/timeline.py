"""The timeline: lanes of bars and points on one axis of days, and the list that says the same in words.

In: an Index and programs. Out: positions in thousandths of the axis, and the list that the drawing repeats.
A month or a year is as wide as it is; what is not known is a soft or an open end, never a sharper date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from explainer.dates import Edtf
from explainer.model import Claim, Event, Phase, Program, ProgramId
from explainer.spans import Span
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view import marks
from explainer.view.answers import Cited
from explainer.view.index import Index
from explainer.view.marks import LABEL_HEIGHT, WIDTH, Axis, Bar, Label, Point
from explainer.view.prose import ShownProse, show

ROW_HEIGHT = 18
POINTS_HEIGHT = 14
TICKS_AT_MOST = 8  # four figures each have room on the narrowest telephone
HALF_A_YEAR = timedelta(days=183)
STEPS_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    percent: str  # the same as a share of the axis, for text that is not stretched with it
    label: str


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
    """`first` is the first day of anything in it. There are labels where the drawing holds a single lane."""

    program: str
    short: str
    address: str
    kind: str
    kind_label: str
    first: str
    bars: tuple[Bar, ...]
    height: int
    points_y: int
    points: tuple[Point, ...]
    labels: tuple[Label, ...]
    labels_height: int


@dataclass(frozen=True, slots=True)
class LaneGroup:
    kind: str
    label: str
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Which shapes the drawing holds, for its legend."""

    phases: tuple[str, ...]
    pointed: bool
    dotted: bool
    planned: bool
    major: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """`entries` are in order of time. `today_at` is None where today lies outside the axis."""

    ticks: tuple[Tick, ...]
    today_at: float | None
    groups: tuple[LaneGroup, ...]  # lanes by kind
    lanes: tuple[Lane, ...]  # the same
    entries: tuple[Entry, ...]
    shapes: Shapes
    span_words: str
    start: str  # the first day of the axis
    end: str  # the day after its last


def of_program(index: Index, program: Program) -> Timeline | None:
    """All that is dated of it, for its pages and as a picture."""
    return index.once((Timeline, program.id), lambda: timeline(index, [program], changes=True))


def timeline(index: Index, programs: Sequence[Program], *, changes: bool, major_only: bool = False) -> Timeline | None:
    """All that is dated of the programs; `changes` adds the dated claims. None where nothing is dated."""
    events = [event for program in programs for event in program.events if event.major or not major_only]
    claims = _changes(index, programs) if changes else []
    bars = {program.id: _status_spans(index, program) for program in programs}
    spans = [span for found in bars.values() for span in found]
    dates = _dates(events, claims, spans)
    reach = _reach(index, dates, spans)
    if reach is None:
        return None
    axis = _axis(reach, dates)
    items: list[Event | Claim] = [*events, *claims]
    of_program: dict[ProgramId, list[Event | Claim]] = {program.id: [] for program in programs}
    for item in items:
        of_program[item.program].append(item)
    named = len(programs) == 1
    lanes = tuple(_lane(index, axis, p, bars[p.id], of_program[p.id], named) for p in programs)
    return Timeline(
        ticks=ticks(axis),
        today_at=axis.at(index.today) if axis.start <= index.today < axis.end else None,
        groups=tuple(LaneGroup(k, index.kinds[k].many, tuple(g)) for k, g in groupby(lanes, lambda lane: lane.kind)),
        lanes=lanes,
        entries=tuple(_entry(index, item) for item in sorted(_listed(items, spans), key=_when)),
        shapes=_shapes(lanes),
        span_words=f"{reach[0].year} to {reach[1].year}",
        start=axis.start.isoformat(),
        end=axis.end.isoformat(),
    )


def newest(index: Index, programs: Sequence[Program], at_most: int) -> tuple[Entry, ...]:
    """What came last of all that is dated, without what is planned, the newest first."""
    events = [event for program in programs for event in program.events]
    spans = [span for program in programs for span in _status_spans(index, program)]
    listed = _listed([*events, *_changes(index, programs)], spans)
    past = [item for item in listed if item.date and item.date.first <= index.today]
    return tuple(_entry(index, item) for item in reversed(sorted(past, key=_when)[-at_most:]))


def _listed(items: Iterable[Event | Claim], spans: Iterable[Span]) -> list[Event | Claim]:
    """What has a line of its own: these, and each status with a date."""
    return [*items, *(span.claim for span in spans if span.claim.date)]


def _changes(index: Index, programs: Iterable[Program]) -> list[Claim]:
    return [claim for program in programs for claim in program.claims if _is_change(index, claim)]


def _shapes(lanes: Sequence[Lane]) -> Shapes:
    bars = [bar for lane in lanes for bar in lane.bars]
    points = [point for lane in lanes for point in lane.points]
    shown = {bar.phase for bar in bars}
    return Shapes(
        phases=tuple(phase for phase in (*(p.value for p in Phase), "disputed") if phase in shown),
        pointed=any(bar.soft_start or bar.soft_end for bar in bars),
        dotted=any(bar.dots for bar in bars) or any(point.dots for point in points),
        planned=any(bar.planned for bar in bars) or any(point.planned for point in points),
        major=any(point.major for point in points),
    )


def _is_change(index: Index, claim: Claim) -> bool:
    status = index.status
    return claim.date is not None and not _is_silent(claim) and (status is None or claim.dimension != status.id)


def _status_spans(index: Index, program: Program) -> tuple[Span, ...]:
    spans = ix.status_spans(index, program.id)
    return tuple(span for span in spans if span.start and span.start != span.end and not _is_silent(span.claim))


def _is_silent(claim: Claim) -> bool:
    return claim.answer is not None and claim.answer.none is not None


def _dates(events: Iterable[Event], claims: Iterable[Claim], spans: Iterable[Span]) -> list[Edtf]:
    of_bars = [d for span in spans for d in (span.claim.date, span.claim.to) if d]
    return [d for e in events for d in (e.date, e.end) if d] + [c.date for c in claims if c.date] + of_bars


def _reach(index: Index, dates: Iterable[Edtf], spans: Sequence[Span]) -> tuple[date, date] | None:
    """The first and the last day of anything dated, and to today where something still goes on."""
    days = [day for when in dates for day in (when.first, when.last)]
    days += [day for span in spans for day in (span.start, span.end) if day]
    going_on = [index.today] if any(span.end is None for span in spans) else []
    return (min(days), max([*days, *going_on])) if days else None


def _axis(reach: tuple[date, date], dates: Sequence[Edtf]) -> Axis:
    """Whole years, with room where something may lie before the first of them or after the last."""
    first = min([reach[0], *(when.first - HALF_A_YEAR for when in dates if _may_be_earlier(when))])
    last = max([reach[1], *(when.last + HALF_A_YEAR for when in dates if _may_be_later(when))])
    return Axis(date(first.year, 1, 1), date(last.year + 1, 1, 1) if last.year < date.max.year else date.max)


def _may_be_earlier(when: Edtf) -> bool:
    return when.year > 1 and (when.open_start or when.approximate or when.uncertain)


def _may_be_later(when: Edtf) -> bool:
    return when.year < date.max.year and (when.approximate or when.uncertain)


def ticks(axis: Axis) -> tuple[Tick, ...]:
    """A mark at the beginning of each year, or of every fifth, tenth ... where there would be too many."""
    years = axis.end.year - axis.start.year
    step = next((s for s in STEPS_YEARS if years / s <= TICKS_AT_MOST), STEPS_YEARS[-1])
    first = -(-axis.start.year // step) * step
    years_shown = (date(year, 1, 1) for year in range(first, axis.end.year, step) if year)
    return tuple(Tick(axis.at(day), f"{axis.at(day) / WIDTH:.2%}", str(day.year)) for day in years_shown)


def _lane(
    index: Index,
    axis: Axis,
    program: Program,
    spans: Sequence[Span],
    items: Sequence[Event | Claim],
    named: bool,
) -> Lane:
    """A program's lane; where it is `named`, its major events have their words beneath them."""
    rows = max(1, len({span.claim.scope for span in spans}))
    labels = marks.labels((i for i in items if isinstance(i, Event)), axis) if named else ()
    firsts = [s.start for s in spans if s.start] + [i.date.first for i in items if i.date]
    return Lane(
        program=program.id,
        short=program.short,
        address=f"/programs/{program.id}/",
        kind=program.kind,
        kind_label=index.kinds[program.kind].one,
        first=min(firsts, default=axis.end).isoformat(),
        bars=tuple(marks.bars(index, axis, spans, ROW_HEIGHT)),
        height=rows * ROW_HEIGHT + POINTS_HEIGHT,
        points_y=rows * ROW_HEIGHT,
        points=marks.points(index, axis, items),
        labels=labels,
        labels_height=(max(label.row for label in labels) + 1) * LABEL_HEIGHT if labels else 0,
    )


def _when(item: Event | Claim) -> tuple[date, int, str, str]:
    """What entries are sorted by: first day, then precision, program and id."""
    assert item.date is not None  # only dated claims are listed
    return item.date.first, int(item.date.precision), item.program, item.id


def _entry(index: Index, item: Event | Claim) -> Entry:
    when = item.date
    assert when is not None
    is_event = isinstance(item, Event)
    program = index.programs[item.program]
    until = item.end if isinstance(item, Event) else item.to
    end = until.words if until and until.text != when.text else ""
    return Entry(
        key=f"{item.program}/{item.id}",
        id=item.id,
        is_event=is_event,
        program=item.program,
        program_short=program.short,
        address=f"/programs/{item.program}/#{item.id}",
        datetime=when.machine,
        date_words=f"{when.words} to {end}" if end else when.words,
        title=item.title if isinstance(item, Event) else an.claim_line(index, item),
        type=index.event_types.get(item.type or "", "") if isinstance(item, Event) else "",
        major=isinstance(item, Event) and item.major,
        planned=when.first > index.today,
        text=show(index, item.text) if isinstance(item, Event) and item.text else None,
        cited=an.cited(index, ix.references_of(item)),
    )
