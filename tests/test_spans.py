"""When a claim holds."""

from datetime import date

import pytest

from explainer.dates import parse
from explainer.model import Choice, Claim, Phase, Reference, SourceId
from explainer.spans import Span, begins, holds_still, in_order, is_due, phase_on, program_start, spans
from tests.factory import STATUS, claim, dimension, event, position, program, source


def held(*claims: Claim, question: str = "price") -> list[tuple[date | None, date | None]]:
    name, _, aspect = question.partition(".")
    found = spans(program(*claims), STATUS)[name, aspect or None]  # type: ignore[index]
    return [(span.start, span.end) for span in found]


def test_a_claim_holds_from_the_first_day_of_its_date_until_the_next_claim_begins() -> None:
    found = held(claim("price", "a", "2020"), claim("price", "b", "2021-05"), claim("price", "c", "2022-03-04"))
    assert found == [
        (date(2020, 1, 1), date(2021, 5, 1)),
        (date(2021, 5, 1), date(2022, 3, 4)),
        (date(2022, 3, 4), None),
    ]


def test_a_claim_ends_before_the_first_day_of_its_own_end() -> None:
    assert held(claim("price", "a", "2020", to="2021-06")) == [(date(2020, 1, 1), date(2021, 6, 1))]


@pytest.mark.parametrize(
    ("from_", "to", "end"),
    [
        ("2010", "2010", date(2011, 1, 1)),
        ("2010-06", "2010", date(2011, 1, 1)),
        ("2010-06-05", "2010-06-05", date(2010, 6, 6)),
        ("9999", "9999", date.max),
        ("9999-12-30", "9999-12-30", date.max),
    ],
)
def test_an_end_that_would_leave_no_day_lasts_to_its_last_day(from_: str, to: str, end: date) -> None:
    assert held(claim("price", "a", from_, to=to))[0][1] == end


def test_of_two_that_begin_on_one_day_the_more_precise_is_the_later() -> None:
    found = spans(program(claim("price", "day", "2016-01-01"), claim("price", "year", "2016"),
                          claim("price", "by", "../2016")), STATUS)["price", None]  # type: ignore[index]  # fmt: skip
    assert [(span.claim.answer.text, span.end) for span in found if span.claim.answer] == [
        ("by", date(2016, 1, 1)),
        ("year", date(2016, 1, 1)),
        ("day", None),
    ]


def test_an_undated_claim_holds_from_the_start_of_the_program_until_the_first_dated_one() -> None:
    found = held(claim("status", "open", "2015"), claim("price", "a"), claim("price", "b", "2018"))
    assert found == [(date(2015, 1, 1), date(2018, 1, 1)), (date(2018, 1, 1), None)]


def test_an_undated_claim_of_a_program_without_any_date_always_holds() -> None:
    assert held(claim("price", "a")) == [(None, None)]


def test_scopes_and_aspects_do_not_end_one_another() -> None:
    scoped = held(claim("price", "a", "2020", scope="Paris"), claim("price", "b", "2021", scope="京都"))
    assert scoped == [(date(2020, 1, 1), None), (date(2021, 1, 1), None)]
    assert held(claim("fee.paper", "a", "2020"), claim("fee.practice", "b", "2021"), question="fee.paper") == [
        (date(2020, 1, 1), None)
    ]


def test_measurements_follow_one_another() -> None:
    assert held(claim("bikes", "380", as_of="2024-08~"), claim("bikes", "1000", as_of="2025-12"), question="bikes") == [
        (date(2024, 8, 1), date(2025, 12, 1)),
        (date(2025, 12, 1), None),
    ]


def test_a_program_is_there_from_its_first_dated_status() -> None:
    dated = program(claim("price", "a", "2001"), claim("status", "open", "2005-07"), events=(event("1999", "An idea"),))
    assert program_start(dated, STATUS) == date(2005, 7, 1)


def test_a_program_without_a_dated_status_is_there_from_its_first_date() -> None:
    assert program_start(program(claim("price", "a", "2001"), events=(event("1999", "x"),)), STATUS) == date(1999, 1, 1)
    assert program_start(program(claim("price", "a")), STATUS) is None


# --- On one day -----------------------------------------------------------------------------------------------------

DAY, NEXT = date(2020, 5, 1), date(2020, 5, 2)
PHASES = {
    "planned": Choice("planned", "Planned", "", Phase.BEFORE),
    "open": Choice("open", "Open", "", Phase.RUNNING),
    "paused": Choice("paused", "Paused", "", Phase.PAUSED),
    "closed": Choice("closed", "Closed", "", Phase.ENDED),
    "odd": Choice("odd", "Odd", "", None),
}


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (NEXT, None, False),
        (None, DAY, False),
        (None, NEXT, True),
        (DAY, NEXT, True),
        (DAY, DAY, False),
    ],
)
def test_a_span_holds_from_its_start_until_the_day_before_its_end(
    start: date | None, end: date | None, holds: bool
) -> None:
    assert Span(claim("price", "a"), start, end).holds(DAY) is holds


def test_the_undated_come_first_and_what_is_less_precise_before_what_is_more() -> None:
    texts = ("0001-01-01", "", "../0001", "../2016", "2016-01-01", "2016", "2016-01", "../2016-01")
    ordered = in_order([claim("price", "a", text) for text in reversed(texts)])
    assert [str(one.date.text) if one.date else "" for one in ordered] == [
        "", "../0001", "0001-01-01", "../2016-01", "../2016", "2016", "2016-01", "2016-01-01",
    ]  # fmt: skip
    by, year = parse("../2016"), parse("2016")
    assert by
    assert year
    assert begins(by) < begins(year)


@pytest.mark.parametrize(
    ("statuses", "phase"),
    [
        ((), None),
        (("odd",), None),
        (("unknown",), None),
        (("open", "paused", "planned", "closed"), Phase.RUNNING),
        (("closed", "planned", "paused"), Phase.PAUSED),
        (("closed", "planned"), Phase.BEFORE),
        (("closed", "odd"), Phase.ENDED),
    ],
)
def test_of_several_scopes_the_phase_is_the_one_least_ended(statuses: tuple[str, ...], phase: Phase | None) -> None:
    held = [Span(claim("status", status), DAY, NEXT) for status in statuses]
    assert phase_on(DAY, held, PHASES) == phase
    assert phase_on(NEXT, held, PHASES) is None


def test_positions_give_a_phase_too() -> None:
    disputed = claim("status", "", answer=None, positions=(position("closed", "A"), position("open", "B")))
    assert phase_on(DAY, [Span(disputed, None, None)], PHASES) == Phase.RUNNING
    listed = claim("status", "", answer=None, positions=(position("withheld", "A"),))
    assert phase_on(DAY, [Span(listed, None, None)], PHASES) is None


@pytest.mark.parametrize(
    ("ends", "from_", "phase", "holds"),
    [
        (True, "", Phase.ENDED, False),
        (True, "2020", Phase.ENDED, True),
        (True, "", Phase.PAUSED, True),
        (True, "", None, True),
        (False, "", Phase.ENDED, True),
    ],
)
def test_an_undated_claim_may_end_with_its_program(ends: bool, from_: str, phase: Phase | None, holds: bool) -> None:
    asked = dimension("price", ends_with_program=ends)
    assert holds_still(Span(claim("price", "a", from_), None, NEXT), asked, DAY, phase) is holds
    assert not holds_still(Span(claim("price", "a", from_), None, DAY), asked, DAY, phase)


@pytest.mark.parametrize(
    ("shelf_life", "answer", "searched", "read", "due"),
    [
        (30, "a", None, (date(2020, 4, 1),), False),
        (29, "a", None, (date(2020, 4, 1),), True),
        (29, "a", None, (date(2020, 4, 1), date(2020, 4, 2)), False),
        (29, "a", date(2020, 4, 2), (date(2020, 4, 1),), False),
        (29, "a", date(2020, 4, 1), (date(2020, 3, 1),), True),
        (29, "searched-not-found", date(2020, 4, 1), (), True),
        (29, "searched-not-found", None, (), False),
        (0, "a", None, (DAY,), False),
        (None, "a", None, (date(1999, 1, 1),), False),
        (29, "not-researched", None, (date(1999, 1, 1),), False),
        (29, "not-applicable", None, (date(1999, 1, 1),), False),
        (29, "withheld", None, (date(1999, 1, 1),), True),
    ],
)
def test_a_claim_is_due_when_its_newest_reading_is_past_the_shelf_life(
    shelf_life: int | None, answer: str, searched: date | None, read: tuple[date, ...], due: bool
) -> None:
    sources = {SourceId(f"s{number}"): source(f"s{number}", checked=day) for number, day in enumerate(read)}
    references = tuple(Reference(id) for id in sources)
    one = claim("price", answer, searched=searched, references=references)
    assert is_due(one, dimension("price", shelf_life_days=shelf_life), sources, DAY) is due
