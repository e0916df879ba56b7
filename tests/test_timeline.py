"""The timeline's geometry: an imprecise date is as wide as it is, and an open or soft end is never sharpened."""

from datetime import date

from explainer.view.marks import Axis
from explainer.view.marks import labels as labels_of
from explainer.view.timeline import ticks, timeline
from tests.factory import STATUS, claim, dimension, event, index, position, program


def test_an_axis_runs_over_whole_years_and_ends_with_today_where_something_goes_on() -> None:
    velo = program(claim("status", "open", "2015-05"))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    assert drawn.span_words == "2015 to 2026"
    assert [tick.label for tick in drawn.ticks] == ["2016", "2018", "2020", "2022", "2024", "2026"]


def test_bars_follow_one_another_and_the_last_ends_with_today() -> None:
    velo = program(claim("status", "planned", "../2024"), claim("status", "open", "2025-01-01"))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    axis = Axis(date(2023, 1, 1), date(2027, 1, 1))  # room before 2024, where it may have been earlier
    assert [(b.phase, b.at, b.width, b.open_start, b.since) for b in drawn.lanes[0].bars] == [
        ("before", axis.at(date(2024, 1, 1)), round(axis.at(date(2025, 1, 1)) - axis.at(date(2024, 1, 1)), 1), True,
         "by 2024"),
        ("running", axis.at(date(2025, 1, 1)), round(axis.at(date(2026, 11, 25)) - axis.at(date(2025, 1, 1)), 1), False,
         "since 1 January 2025"),
    ]  # fmt: skip


def test_an_end_is_pointed_over_the_month_or_year_that_is_known_and_straight_on_a_day() -> None:
    velo = program(claim("status", "open", "2024", to="2025-02"), claim("status", "closed", "2025-06-01"))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    opened, closed = drawn.lanes[0].bars
    axis = Axis(date(2024, 1, 1), date(2027, 1, 1))
    days = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1), date(2025, 6, 1), date(2026, 11, 25))
    sure, unsure, over, start, end = (f"{axis.at(day):g}" for day in days)
    assert opened.shapes == (f"0,7 {sure},0 {unsure},0 {over},7 {unsure},14 {sure},14",)
    assert closed.shapes == (f"{start},5 {end},5 {end},9 {start},9",)


def test_a_bar_runs_on_beneath_the_pointed_beginning_of_the_next() -> None:
    velo = program(claim("status", "planned", "2024-01-01"), claim("status", "open", "2025"))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    axis = Axis(date(2024, 1, 1), date(2027, 1, 1))
    begun = f"{axis.at(date(2026, 1, 1)):g}"
    assert drawn.lanes[0].bars[0].shapes == (f"0,1 {begun},1 {begun},13 0,13",)
    assert drawn.lanes[0].bars[1].shapes[0].startswith(f"{axis.at(date(2025, 1, 1)):g},7 {begun},0 ")


def test_dots_lead_on_where_the_day_may_lie_outside() -> None:
    velo = program(claim("status", "open", "../2024", to="2025~"), events=(event("2024-05", "Sure"),))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    (bar,) = drawn.lanes[0].bars
    axis = Axis(date(2023, 1, 1), date(2027, 1, 1))
    assert [(one.start, one.end) for one in bar.dots] == [
        (round(axis.at(date(2024, 1, 1)) - 14, 1), axis.at(date(2024, 1, 1))),
        (axis.at(date(2026, 1, 1)), round(axis.at(date(2026, 1, 1)) + 14, 1)),
    ]
    assert [point.dots for point in drawn.lanes[0].points] == [None]
    assert [(e.date_words, e.title) for e in drawn.entries if not e.is_event] == [
        ("by 2024 to about 2025", "status: open")
    ]


def test_lanes_stand_by_kind() -> None:
    free = program(claim("status", "open", "2020"), id="free-one", kind="free")
    drawn = timeline(made := index(free, program(claim("status", "open", "2021"))), made.shown_programs, changes=False)
    assert drawn is not None
    assert [(group.kind, [lane.program for lane in group.lanes]) for group in drawn.groups] == [
        ("docked", ["velo"]),
        ("free", ["free-one"]),
    ]


def test_words_of_major_events_stand_in_rows_where_they_never_meet() -> None:
    titles = (
        "Opens at the river",
        "车票涨价了，冬天也开放",
        "A second ring of stations",
        "Closes for the winter",
        "Ends",
    )
    events = tuple(event(f"2024-0{n + 1}-01", title, major=True) for n, title in enumerate(titles))
    drawn = timeline(
        made := index(program(events=(*events, event("2024-01-02", "Small")))), made.shown_programs, changes=False
    )
    assert drawn is not None
    labels = drawn.lanes[0].labels
    assert [label.text for label in labels] == list(reversed(titles))
    assert [label.row for label in labels] == [0, 1, 2, 3, 0]
    far = [event(f"{year}-01-01", "Ends", major=True) for year in (2000, 2010, 2020)]
    assert [label.row for label in labels_of(far, Axis(date(2000, 1, 1), date(2025, 1, 1)))] == [0, 0, 0]


def test_a_month_and_a_year_are_drawn_as_their_whole_width() -> None:
    velo = program(events=(event("2024", "A year"), event("2024-02", "A month"), event("2024-02-29", "A day")))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    axis = Axis(date(2024, 1, 1), date(2025, 1, 1))
    assert [point.width for point in drawn.lanes[0].points] == [
        1000.0,
        round(axis.at(date(2024, 3, 1)) - axis.at(date(2024, 2, 1)), 1),
        round(axis.at(date(2024, 3, 1)) - axis.at(date(2024, 2, 29)), 1),
    ]


def test_doubt_is_drawn_soft_and_a_plan_is_told_apart() -> None:
    velo = program(events=(event("2024~", "About"), event("2024", "Sure"), event("2027-03", "Planned")))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    assert [(p.label, p.dots is not None, p.planned) for p in drawn.lanes[0].points] == [
        ("about 2024: About", True, False),
        ("2024: Sure", False, False),
        ("March 2027: Planned", False, True),
    ]


def test_the_list_says_all_that_is_drawn_in_order_of_time() -> None:
    velo = program(
        claim("price", "2 EUR", "2021-04", id="price-2021"),
        claim("price", "not-disclosed", "2022"),
        events=(event("2022", "票价", end="2023"), event("2019-05-01", "Opens", type="launch", major=True)),
    )
    made = index(velo, dimensions=(STATUS, dimension("price")))
    drawn = timeline(made, made.shown_programs, changes=True)
    assert drawn is not None
    assert [(e.key, e.date_words, e.title, e.type, e.is_event) for e in drawn.entries] == [
        ("velo/event-2019-05-01", "1 May 2019", "Opens", "Launch", True),
        ("velo/price-2021", "April 2021", "price: 2 EUR", "", False),
        ("velo/event-2022", "2022 to 2023", "票价", "", True),
    ]


def test_a_disputed_status_has_a_phase_only_where_the_positions_agree() -> None:
    disputed = claim("status", "", "2020", answer=None, positions=(position("open", "A"), position("closed", "B")))
    drawn = timeline(made := index(program(disputed)), made.shown_programs, changes=False)
    assert drawn is not None
    assert [bar.phase for bar in drawn.lanes[0].bars] == ["disputed"]


def test_nothing_dated_is_no_timeline() -> None:
    made = index(program(claim("status", "open")))
    assert timeline(made, made.shown_programs, changes=True) is None


def test_ticks_thin_out_over_long_spans() -> None:
    marks = ticks(Axis(date(1890, 1, 1), date(2027, 1, 1)))
    assert [tick.label for tick in marks] == ["1900", "1920", "1940", "1960", "1980", "2000", "2020"]
    assert marks[0].percent == "7.30%"
