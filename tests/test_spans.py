"""When a claim holds."""

from datetime import date

import pytest

from explainer.model import Claim
from explainer.spans import program_start, spans
from tests.factory import STATUS, claim, event, program


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
