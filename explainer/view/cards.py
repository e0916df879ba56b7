"""What other sites show when they link here: a card of 1200 x 630 for each program, comparison and explainer.

In: an Index. Out: words, status marks and bars with their places. A card tells no day, and what goes on leads to the
end of its axis with an arrow: so it is drawn anew when its words change, and not each day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from explainer.model import Article, Comparison, Program
from explainer.spans import Span
from explainer.view import compare
from explainer.view import index as ix
from explainer.view.compare import Badge
from explainer.view.index import Index
from explainer.view.lettering import cut, lines_of, size_of, width
from explainer.view.marks import WIDTH as WHOLE
from explainer.view.marks import Axis, bar_phase
from explainer.view.timeline import ticks

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
ROOM = WIDTH - 2 * MARGIN
TITLE_SIZES, TITLE_LINES, TITLE_Y = (72, 60, 50), 3, 130
LINE = 1.2  # of the size of the letters
STATUS_Y, AXIS_Y, FOOT_Y = 380, 530, 588
LANES_X = MARGIN + 670  # of a comparison: names and statuses to the left, bars to the right
NAME_ROOM, STATUS_ROOM = 290, 340
SMALLEST = 20
YEAR_ROOM = 86


@dataclass(frozen=True, slots=True)
class Text:
    """`y` is the line that the letters stand on. What is `spare` may be left out where no font has its letters."""

    x: int
    y: int
    size: int
    text: str
    role: str = ""  # "soft", or a phase
    bold: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """The mark of a status; its shape tells the phase."""

    x: int
    y: int
    size: int
    phase: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar of one status; it `goes_on` beyond the axis."""

    x: float
    end: float
    y: int
    width: float
    height: int
    phase: str
    planned: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """An event, or several."""

    x: int
    y: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Years:
    """The axis of time: where it lies, and the years that are named; a line leads from `top` down to each."""

    axis: Axis
    x: int
    width: int
    top: int
    height: int
    labels: tuple[Text, ...]

    def at(self, day: date) -> float:
        return round(self.x + self.axis.at(day) / WHOLE * self.width, 1)


@dataclass(frozen=True, slots=True)
class Card:
    """`about` is the card in words."""

    address: str
    about: str
    texts: tuple[Text, ...]
    signs: tuple[Sign, ...] = ()
    years: Years | None = None
    stretches: tuple[Stretch, ...] = ()
    dots: tuple[Dot, ...] = ()


def of_program(index: Index, program: Program) -> Card:
    """Title, name in its own script, status, and a timeline of statuses and events."""
    head = compare.head(index, program, index.day)
    title, under = _title(program.title)
    native = [Text(MARGIN, under, 30, name.text, "soft", spare=True) for name in program.native[:1]]
    years = _years(index, [program], MARGIN, ROOM, AXIS_Y - 96)
    badge = head.badge
    return Card(
        address=f"/cards/programs/{program.id}.png",
        about=f"{program.title}. {_status_words(badge)}",
        texts=(*_frame(index, head.kind_label), *title, *native, *_status(badge), *(years.labels if years else ())),
        signs=(Sign(MARGIN, STATUS_Y - 31, 34, badge.phase),) if badge else (),
        years=years,
        stretches=tuple(_stretches(index, program, years, AXIS_Y - 92, 40)) if years else (),
        dots=tuple(_dots(index, program, years)) if years else (),
    )


def of_comparison(index: Index, comparison: Comparison) -> Card:
    """Title, and a line for each program: its name, its status in a word, its statuses in time."""
    programs = [index.programs[id] for id in comparison.programs]
    title, under = _title(comparison.article.title, at_most=2)
    step = min(56, (AXIS_Y - 20 - under) // len(programs))
    top = AXIS_Y - 14 - step * len(programs)
    years = _years(index, programs, LANES_X, WIDTH - MARGIN - LANES_X, top)
    size = size_of([program.short for program in programs], SMALLEST, min(28, step * 6 // 10), NAME_ROOM)
    texts: list[Text] = []
    signs: list[Sign] = []
    stretches: list[Stretch] = []
    for row, program in enumerate(programs):
        y, badge = top + row * step, compare.badge(index, program, index.day)
        base = y + step * 2 // 3
        texts.append(Text(MARGIN, base, size, cut(program.short, size, NAME_ROOM), bold=True))
        if badge:
            x = MARGIN + NAME_ROOM + size + 10
            texts.append(Text(x, base, size, cut(_in_short(badge), size, STATUS_ROOM), badge.phase))
            signs.append(Sign(MARGIN + NAME_ROOM, base - size * 8 // 10, size * 8 // 10, badge.phase))
        if years:
            stretches += _stretches(index, program, years, y + step // 4, step // 2)
    names = ", ".join(program.short for program in programs)
    return Card(
        address=f"/cards/comparisons/{comparison.article.id}.png",
        about=f"{comparison.article.title}. {names}, side by side.",
        texts=(*_frame(index, "Comparison"), *title, *texts, *(years.labels if years else ())),
        signs=tuple(signs),
        years=years,
        stretches=tuple(stretches),
    )


def of_explainer(index: Index, article: Article) -> Card:
    """Title and summary."""
    title, under = _title(article.title)
    lines = lines_of(article.summary, 34, ROOM, (FOOT_Y - 40 - under) // 46)
    summary = tuple(Text(MARGIN, under + 20 + row * 46, 34, line, "soft") for row, line in enumerate(lines))
    about = f"{article.title}. {article.summary}"
    return Card(f"/cards/explainers/{article.id}.png", about, (*_frame(index, "Long read"), *title, *summary))


# --- Words -----------------------------------------------------------------------------------------------------------


def _frame(index: Index, kind: str) -> Iterator[Text]:
    """What it is, and where it is from."""
    site = index.catalogue.site
    yield Text(MARGIN, 66, 26, kind, "soft")
    yield Text(MARGIN, FOOT_Y, 26, site.title, bold=True)


def _title(title: str, at_most: int = TITLE_LINES) -> tuple[tuple[Text, ...], int]:
    """The title as large as it can be in its lines, and where what follows it stands."""
    for size in TITLE_SIZES:
        lines = lines_of(title, size, ROOM, 99)
        if len(lines) <= (at_most if size == TITLE_SIZES[-1] else 2):
            break
    lines = lines_of(title, size, ROOM, at_most)
    height = round(size * LINE)
    texts = tuple(
        Text(MARGIN, TITLE_Y + size // 4 + row * height, size, line, bold=True) for row, line in enumerate(lines)
    )
    return texts, texts[-1].y + 56


def _status(badge: Badge | None) -> Iterator[Text]:
    if badge:
        label = cut(badge.label, 40, 640)
        yield Text(MARGIN + 50, STATUS_Y, 40, label, badge.phase, bold=True)
        yield Text(MARGIN + 50 + round(width(label, 40)) + 24, STATUS_Y, 30, badge.since, "soft")


def _status_words(badge: Badge | None) -> str:
    if badge is None:
        return ""
    return f"{badge.label}, {badge.since}." if badge.since else f"{badge.label}."


def _in_short(badge: Badge) -> str:
    return f"{badge.label.removesuffix(f' ({badge.scope})')}, in part" if badge.scope else badge.label


# --- Time ------------------------------------------------------------------------------------------------------------


def _years(index: Index, programs: Sequence[Program], x: int, width: int, top: int) -> Years | None:
    """Whole years, from the first status, of a single program the first event too, to the last; None without any."""
    days = [day for program in programs for span in _spans(index, program) for day in _ends(index, span)]
    days += [event.date.first for program in programs if len(programs) == 1 for event in program.events]
    if not days or max(days).year == date.max.year:
        return None
    axis = Axis(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1))
    marked = ticks(axis)
    marked = marked[:: max(1, -(-len(marked) * YEAR_ROOM // width))]
    labels = tuple(Text(x + round(tick.at / WHOLE * width), AXIS_Y + 8, 22, tick.label, "soft") for tick in marked)
    return Years(axis, x, width, top, AXIS_Y - 14 - top, labels)


def _ends(index: Index, span: Span) -> Iterator[date]:
    """Its first day and its last, or today where it goes on."""
    start = span.start or index.today
    yield start
    yield span.end - timedelta(days=1) if span.end else max(start, index.today)


def _spans(index: Index, program: Program) -> Sequence[Span]:
    """What a bar is drawn for: a status from a day on, for at least a day."""
    spans = ix.status_spans(index, program.id)
    return [s for s in spans if s.start and s.start != s.end and not (s.claim.answer and s.claim.answer.none)]


def _stretches(index: Index, program: Program, years: Years, y: int, height: int) -> Iterator[Stretch]:
    """A row for each scope; the rows share the height."""
    spans = _spans(index, program)
    scopes = list(dict.fromkeys(span.claim.scope for span in spans))
    row_height = height // max(1, len(scopes))
    for span in spans:
        assert span.start is not None  # others are not drawn
        start, end = years.at(span.start), years.at(span.end or years.axis.end)
        yield Stretch(
            x=start,
            end=end,
            y=y + scopes.index(span.claim.scope) * row_height,
            width=round(end - start, 1),
            height=max(2, row_height - (3 if len(scopes) > 1 else 0)),
            phase=bar_phase(index, span.claim),
            planned=span.start > index.today,
            goes_on=span.end is None,
        )


def _dots(index: Index, program: Program, years: Years) -> Iterator[Dot]:
    """One for all events that would lie on one another."""
    whens = [(round(years.at(event.date.first)), event.date.first > index.today) for event in program.events]
    yield from (Dot(x, AXIS_Y - 34, planned) for x, planned in dict.fromkeys(whens))
