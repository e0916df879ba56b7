"""Timelines as pictures that stand alone: the whole one and each program's, with their title and source in them.

In: an Index. Out: where each lane lies in the picture, in its units; the lanes are those of the timeline.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.dates import day_words
from explainer.model import Program
from explainer.view import timeline as tl
from explainer.view import words
from explainer.view.index import Index
from explainer.view.marks import WIDTH
from explainer.view.timeline import Lane, Timeline

BAR_WORDS = {
    "before": "hollow bar",
    "running": "full bar",
    "paused": "two lines",
    "ended": "thin line",
    "disputed": "three lines",
}
MOST_LANES = 60
MARGIN, HEAD, NAME, KIND, GAP, FOOT = 20, 48, 18, 26, 10, 68


@dataclass(frozen=True, slots=True)
class PlacedLane:
    lane: Lane
    name_y: int
    y: int
    labels_y: int


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    label: str
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """`source` says where it is from, in the picture itself; `about` says in words what is to be seen."""

    address: str
    title: str
    about: str
    key: str
    source: str
    width: int
    height: int
    margin: int
    headings: tuple[PlacedHeading, ...]
    lanes: tuple[PlacedLane, ...]
    lanes_end: int
    ticks_end: int  # from the top of the lanes, as the next
    ticks_y: int
    key_y: int
    source_y: int
    timeline: Timeline


def of_site(index: Index) -> Iterator[Drawing]:
    """The one of all programs, or none where nothing is dated."""
    site = index.catalogue.site
    shown = index.shown_programs[:MOST_LANES]
    first = (
        f" (the first {len(shown)} of {len(index.shown_programs)})" if len(shown) < len(index.shown_programs) else ""
    )
    whole = f"{site.title}: {site.program.many} on one time axis{first}"
    drawn = tl.timeline(index, shown, changes=False)
    yield from _drawing(index, drawn, whole, "/timeline.svg", "/timeline/")


def of_program(index: Index, program: Program) -> Iterator[Drawing]:
    page = f"/programs/{program.id}/"
    yield from _drawing(index, tl.of_program(index, program), program.title, f"{page}timeline.svg", page)


def _drawing(index: Index, drawn: Timeline | None, title: str, address: str, page: str) -> Iterator[Drawing]:
    if drawn is None:
        return
    site = index.catalogue.site
    headings, placed, y = [], [], HEAD
    for group in drawn.groups:
        if len(drawn.groups) > 1:
            headings.append(PlacedHeading(group.label, y + KIND - 8))
            y += KIND
        for lane in group.lanes:
            placed.append(PlacedLane(lane, y + NAME - 5, y + NAME, y + NAME + lane.height))
            y += NAME + lane.height + lane.labels_height + GAP
    count = words.counted(len(drawn.entries), "dated entry", "dated entries")
    yield Drawing(
        address=address,
        title=title,
        about=f"{drawn.span_words}: bars show the status, marks below them what happened; {count}. {key_words(drawn)}",
        key=key_words(drawn),
        source=f"{site.title}, as of {day_words(index.day)}. {site.base_url}{page.removeprefix('/')} "
        f"{site.licence_content}",
        width=WIDTH + 2 * MARGIN,
        height=y + FOOT,
        margin=MARGIN,
        headings=tuple(headings),
        lanes=tuple(placed),
        lanes_end=y,
        ticks_end=y - 36,
        ticks_y=y - 20,
        key_y=y + 34,
        source_y=y + FOOT - 12,
        timeline=drawn,
    )


def key_words(drawn: Timeline) -> str:
    """What the shapes of the drawing mean, in words: in a picture there is no other legend."""
    shapes = drawn.shapes
    phases = "; ".join(f"{BAR_WORDS[phase]}: {phase}" for phase in shapes.phases)
    parts = (
        f"{phases[:1].upper()}{phases[1:]}." if phases else "",
        "A pointed end lasts the month or year that is known." if shapes.pointed else "",
        "Dots: “about” or “by”." if shapes.dotted else "",
        "Broken line: planned." if shapes.planned else "",
        "Upright line: today." if drawn.today_at is not None else "",
    )
    return " ".join(part for part in parts if part)
