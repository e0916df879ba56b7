"""The timeline's geometry: an imprecise date is as wide as it is, and an open or soft end is never sharpened."""

from datetime import date

from explainer.view.timeline import Axis, ticks, timeline
from tests.factory import STATUS, claim, dimension, event, index, position, program


def test_an_axis_runs_over_whole_years_and_ends_with_today_where_something_goes_on() -> None:
    velo = program(claim("status", "open", "2015-05"))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    assert drawn.span_words == "2015 to 2026"
    assert [tick.label for tick in drawn.ticks] == [str(year) for year in range(2015, 2027)]


def test_bars_follow_one_another_and_the_last_ends_with_today() -> None:
    velo = program(claim("status", "planned", "../2024"), claim("status", "open", "2025-01-01"))
    drawn = timeline(made := index(velo), made.shown_programs, changes=False)
    assert drawn is not None
    before, running = drawn.lanes[0].bars
    assert (before.phase, before.at, before.open_start, before.since) == ("before", 0.0, True, "by 2024")
    assert (running.phase, running.at) == ("running", before.width)
    today = Axis(date(2024, 1, 1), date(2027, 1, 1)).at(date(2026, 11, 25))
    assert round(running.at + running.width, 1) == today


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
    assert [(p.label, p.soft, p.planned) for p in drawn.lanes[0].points] == [
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
