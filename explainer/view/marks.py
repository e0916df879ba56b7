"""The marks of a timeline: a bar for each stretch of a status, a point for each event and change, words where room is.

In: an Axis, spans, events and claims. Out: shapes in the drawing's units. What is not known has a shape of its own:
a pointed end runs over the month or the year that is known, dots lead on where the day may lie outside of that.
A phase is told by the shape of its bar, a plan by a broken line; neither by colour alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import east_asian_width

from explainer.dates import Edtf, Precision
from explainer.model import Claim, Event, Phase
from explainer.spans import Span
from explainer.view import answers as an
from explainer.view import words
from explainer.view.index import Index

WIDTH = 1000  # user units of the drawing, from the first to the last day of the axis
DOTS = 14  # how far dots lead on
BANDS = {  # from top to bottom, in the 14 units of a bar's height
    Phase.BEFORE: ((1, 13),),
    Phase.RUNNING: ((0, 14),),
    Phase.PAUSED: ((0, 5), (9, 14)),
    Phase.ENDED: ((5, 9),),
}
DISPUTED = ((0, 3), (5.5, 8.5), (11, 14))
LABEL_HEIGHT = 18
DAY_POINT, MAJOR_POINT, LONG_POINT = (0.0, 10.0), (0.0, 12.0), (3.0, 4.0)  # top and height
LABELLED_PX = 640  # the narrowest that a drawing with words is shown
LETTER_PX, WIDE_LETTER_PX, LABEL_GAP_PX = 7.4, 13.5, 12


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
class Dots:
    """A dotted line: the day may lie there."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one status. A soft end is known to the month or year, or "about"; an open start is "by"."""

    key: str  # "<program>/<id>"
    at: float
    width: float
    y: int  # below bars of another scope
    shapes: tuple[str, ...]  # the points of polygons, from its own top
    dots: tuple[Dots, ...]
    phase: str  # of model.Phase, or "disputed"
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
    top: float
    height: float
    dots: Dots | None
    major: bool
    planned: bool
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a point, in a row of their own where they would meet others. `percent` is of the axis."""

    key: str
    text: str
    at: float
    percent: str
    row: int
    line_end: int  # below the points, of the line that leads here
    baseline: int
    ends_there: bool  # else it begins there


# --- Bars ------------------------------------------------------------------------------------------------------------


def bars(index: Index, axis: Axis, spans: Sequence[Span], row_height: int) -> Iterator[Bar]:
    """A row for each scope. A bar runs on beneath the pointed beginning of the next of its scope."""
    scopes = list(dict.fromkeys(span.claim.scope for span in spans))
    for span in spans:
        following = next((s for s in spans if s.claim.scope == span.claim.scope and s.start == span.end), None)
        yield _bar(index, axis, span, following, scopes.index(span.claim.scope) * row_height)


def _bar(index: Index, axis: Axis, span: Span, following: Span | None, y: int) -> Bar:
    claim, start = span.claim, span.start
    assert start is not None  # spans without a start are not drawn
    assert index.status is not None  # nor is there a bar without it
    planned = start > index.today
    end = span.end or (axis.end if planned else max(start, index.today) + timedelta(days=1))
    ends_softly = claim.to is not None and span.end is not None and span.end >= claim.to.first and _soft(claim.to)
    since = claim.date
    zones = (
        axis.at(start),
        axis.at(_after(since)) if since and not since.open_start else axis.at(start),
        axis.at(end),
        axis.at(_zone_end(claim, following, ends_softly) or end),
    )
    phase = bar_phase(index, claim)
    open_start = since is None or since.open_start
    text = words.claim_words(claim, index.status)
    return Bar(
        key=f"{claim.program}/{claim.id}",
        at=zones[0],
        width=round(zones[2] - zones[0], 1),
        y=y,
        shapes=tuple(_outline(zones, band, pointed=not following) for band in _bands(phase)),
        dots=tuple(_bar_dots(zones, open_start or _doubtful(since), ends_softly and _doubtful(claim.to))),
        phase=phase,
        label=f"{text} ({claim.scope})" if claim.scope else text,
        since=words.since(claim),
        address=an.claim_address(claim),
        soft_start=since is not None and _soft(since),
        open_start=open_start,
        soft_end=ends_softly,
        planned=planned,
    )


def bar_phase(index: Index, claim: Claim) -> str:
    chosen = [claim.answer] if claim.answer else [p.answer for p in claim.positions]
    phases = {index.status_choices[a.value].phase if isinstance(a.value, str) else None for a in chosen}
    only = phases.pop() if len(phases) == 1 else None
    return only.value if only else "disputed"


def _bands(phase: str) -> Sequence[tuple[float, float]]:
    return next((bands for known, bands in BANDS.items() if known.value == phase), DISPUTED)


def _soft(when: Edtf) -> bool:
    return when.approximate or when.uncertain or when.precision is not Precision.DAY


def _doubtful(when: Edtf | None) -> bool:
    """Whether the day may lie outside of what is written."""
    return when is not None and (when.approximate or when.uncertain)


def _after(when: Edtf) -> date:
    """The day after the last that is meant, or the first where only one is."""
    exact = when.precision is Precision.DAY or when.last == date.max
    return when.first if exact else when.last + timedelta(days=1)


def _zone_end(claim: Claim, following: Span | None, ends_softly: bool) -> date | None:
    """Where a bar has surely ended: after the last day of its `to`, or when what follows has surely begun."""
    if following and following.claim.date:
        return None if following.claim.date.open_start else _after(following.claim.date)
    return _after(claim.to) if ends_softly and claim.to else None


def _outline(zones: tuple[float, float, float, float], band: tuple[float, float], *, pointed: bool) -> str:
    """A bar whose ends are pointed over the days on which it may have begun and ended; else they are straight."""
    start, sure, unsure, end = zones
    top, bottom = band
    middle = (top + bottom) / 2
    sure = min(sure, end)
    unsure = max(sure, unsure if pointed else end)
    corners = [(start, middle), (sure, top), (unsure, top), (end, middle), (unsure, bottom), (sure, bottom)]
    if start == sure:
        corners = corners[1:]
    if unsure == end:
        corners.remove((end, middle))
    return " ".join(f"{x:g},{y:g}" for x, y in corners)


def _bar_dots(zones: tuple[float, float, float, float], before: bool, after: bool) -> Iterator[Dots]:
    if before:
        yield Dots(round(max(0, zones[0] - DOTS), 1), zones[0])
    if after:
        yield Dots(zones[3], round(min(WIDTH, zones[3] + DOTS), 1))


# --- Points ----------------------------------------------------------------------------------------------------------


def points(index: Index, axis: Axis, items: Iterable[Event | Claim]) -> tuple[Point, ...]:
    """The long before the short, so that none is hidden."""
    found = [_point(index, axis, item) for item in items]
    return tuple(sorted(found, key=lambda point: -point.width))


def _point(index: Index, axis: Axis, item: Event | Claim) -> Point:
    when = item.date
    assert when is not None  # only dated claims are points
    until = item.end if isinstance(item, Event) and item.end else when
    at = axis.at(when.first)
    width = round(axis.at(until.last + timedelta(days=1)) - at, 1) if until.last < date.max else 0.0
    major = isinstance(item, Event) and item.major
    is_day = until is when and when.precision is Precision.DAY
    top, height = LONG_POINT if not is_day else MAJOR_POINT if major else DAY_POINT
    before, after = when.open_start or _doubtful(when), _doubtful(until)
    title = item.title if isinstance(item, Event) else an.claim_line(index, item)
    return Point(
        key=f"{item.program}/{item.id}",
        is_event=isinstance(item, Event),
        at=at,
        width=width,
        top=top,
        height=height,
        dots=_point_dots(at, width, before=before, after=after) if before or after else None,
        major=major,
        planned=when.first > index.today,
        label=f"{when.words}: {title}",
        address=f"/programs/{item.program}/#{item.id}",
    )


def _point_dots(at: float, width: float, *, before: bool, after: bool) -> Dots:
    end = at + width
    return Dots(round(max(0, at - DOTS * before), 1), round(min(WIDTH, end + DOTS * after), 1))


# --- Words -----------------------------------------------------------------------------------------------------------


def labels(events: Iterable[Event], axis: Axis) -> tuple[Label, ...]:
    """The titles of the major events, latest first, each in the first row where it meets no other.

    They do not meet at LABELLED_PX, and so at no greater width: words stay as long, points only move apart.
    """
    rows: list[list[tuple[float, float]]] = []
    found = []
    for event in sorted((e for e in events if e.major), key=lambda e: (e.date.first, e.id), reverse=True):
        share = axis.at(event.date.first) / WIDTH
        at, long = share * LABELLED_PX, _length_px(event.title)
        if long > LABELLED_PX:
            continue  # the list has it
        ends_there = at + long > LABELLED_PX
        taken = (at - long, at) if ends_there else (at, at + long)
        if taken[0] < 0:
            continue
        row = next((n for n, row in enumerate(rows) if not any(_meet(taken, one) for one in row)), len(rows))
        rows += [[]] if row == len(rows) else []
        rows[row].append(taken)
        key = f"{event.program}/{event.id}"
        found.append(
            Label(
                key,
                event.title,
                axis.at(event.date.first),
                f"{share:.2%}",
                row,
                row * LABEL_HEIGHT + 4,
                row * LABEL_HEIGHT + 14,
                ends_there,
            )
        )
    return tuple(found)


def _length_px(text: str) -> float:
    return sum(WIDE_LETTER_PX if east_asian_width(letter) in "WF" else LETTER_PX for letter in text)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] + LABEL_GAP_PX and other[0] < one[1] + LABEL_GAP_PX
