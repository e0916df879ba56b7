"""Dates are a subset of EDTF: what is one keeps its precision and its doubt, and everything else is none."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import Edtf, Precision, day_words, parse, parse_day

CASES = Path(__file__).parent / "cases"


def rows(file: str) -> list[str]:
    lines = (CASES / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("row", rows("dates.txt"), ids=lambda row: row.split()[0])
def test_a_date_says_what_it_means(row: str) -> None:
    written, *_ = row.split()
    found = parse(written)
    assert found is not None
    shown = (found.text, found.precision.name.lower(), found.first, found.last, found.plain, found.machine, found.words)
    assert [str(part) for part in shown] == row.split(maxsplit=6)


@pytest.mark.parametrize("quoted", rows("dates-refused.txt"))
def test_what_is_no_date_is_none(quoted: str) -> None:
    assert parse(ast.literal_eval(quoted)) is None


def test_doubt_and_openness_are_kept_apart() -> None:
    assert parse("2024-08%") == Edtf("2024-08%", 2024, 8, None, approximate=True, uncertain=True)
    assert parse("2024~") == Edtf("2024~", 2024, approximate=True)
    assert parse("2024-08-13?") == Edtf("2024-08-13?", 2024, 8, 13, uncertain=True)
    assert parse("../2023-06") == Edtf("../2023-06", 2023, 6, open_start=True)


def test_precision_is_in_order() -> None:
    assert Precision.YEAR < Precision.MONTH < Precision.DAY


@pytest.mark.parametrize("text", ["2024", "2024-08", "2024-08-13~", "2024-08-13?", "2024-08-13%", "../2024-08-13", ""])
def test_a_day_is_whole_and_without_doubt(text: str) -> None:
    assert parse_day(text) is None
    assert parse_day("2024-08-13") == date(2024, 8, 13)


def test_a_day_in_words() -> None:
    assert day_words(date(2024, 8, 3)) == "3 August 2024"


@given(st.dates())
def test_every_day_is_a_date_that_means_itself(day: date) -> None:
    found = parse(day.isoformat())
    assert found is not None
    assert (found.first, found.last, found.machine, parse_day(day.isoformat())) == (day, day, day.isoformat(), day)


@given(st.text(alphabet="0123456789-./~?%X ", max_size=14))
def test_no_text_is_more_than_a_date_or_none(text: str) -> None:
    found = parse(text)
    assert found is None or (found.text == text and found.first <= found.last)
