"""Timelines as pictures that stand alone: the whole one and each program's, with their title and source in them.

In: an Index. Out: where each lane lies in the picture, in its units; the lanes are those of the timeline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer.dates import day_words
from explainer.model import Program
from explainer.view import words
from explainer.view.index import Index
from explainer.view.timeline import WIDTH, Lane, Timeline, timeline

MARGIN, HEAD, NAME, GAP, FOOT = 20, 48, 18, 10, 64


@dataclass(frozen=True, slots=True)
class PlacedLane:
    lane: Lane
    name_y: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """`source` says where it is from, in the picture itself; `about` says in words what is to be seen."""

    address: str
    title: str
    about: str
    source: str
    width: int
    height: int
    margin: int
    lanes: tuple[PlacedLane, ...]
    lanes_end: int
    timeline: Timeline


def drawings(index: Index) -> Iterator[Drawing]:
    """One for all, one for each program; none where nothing is dated."""
    site = index.catalogue.site
    whole = f"{site.title}: {site.program.many} on one time axis"
    yield from _drawing(index, index.shown_programs, whole, "/timeline.svg", "/timeline/", changes=False)
    for program in index.catalogue.programs:
        page = f"/programs/{program.id}/"
        yield from _drawing(index, [program], program.title, f"{page}timeline.svg", page, changes=True)


def _drawing(
    index: Index, programs: Sequence[Program], title: str, address: str, page: str, *, changes: bool
) -> Iterator[Drawing]:
    drawn = timeline(index, programs, changes=changes)
    if drawn is None:
        return
    site = index.catalogue.site
    placed, y = [], HEAD
    for lane in drawn.lanes:
        placed.append(PlacedLane(lane, y + NAME - 5, y + NAME))
        y += NAME + lane.height + GAP
    count = words.counted(len(drawn.entries), "dated entry", "dated entries")
    yield Drawing(
        address=address,
        title=title,
        about=f"{drawn.span_words}: bars show the status, marks below them what happened; {count}.",
        source=f"{site.title}, as of {day_words(index.day)}. {site.base_url}{page.removeprefix('/')} "
        f"{site.licence_content}",
        width=WIDTH + 2 * MARGIN,
        height=y + FOOT,
        margin=MARGIN,
        lanes=tuple(placed),
        lanes_end=y,
        timeline=drawn,
    )
