"""The comparison table of a day, and what each cell says."""

from datetime import date

from explainer.model import NoAnswer
from explainer.view import compare
from explainer.view import index as ix
from tests.factory import STATUS, TODAY, aspect, claim, dimension, index, position, program, source

PRICE = dimension("price", default=True)
BY_ASPECT = dimension("choice", aspects=(aspect("on-paper"), aspect("in-practice")))


def cells(made: ix.Index, day: date = TODAY) -> dict[tuple[str, str, str], str]:
    table = compare.table(made, made.shown_programs, made.catalogue.dimensions, day)
    return {
        (cell.program, cell.dimension, cell.aspect): cell.text
        for group in table.groups
        for row in group.rows
        for cell in row.cells
    }


def test_a_cell_is_what_holds_on_the_day() -> None:
    velo = program(claim("status", "open", "2015"), claim("price", "1 EUR", "2015"), claim("price", "2 EUR", "2020"))
    made = index(velo, dimensions=(PRICE,))
    assert cells(made, date(2019, 12, 31)) == {("velo", "price", ""): "1 EUR"}
    assert cells(made, date(2020, 1, 1)) == {("velo", "price", ""): "2 EUR"}


def test_a_question_without_a_claim_is_not_researched_and_one_without_a_claim_on_the_day_not_recorded() -> None:
    velo = program(claim("status", "open", "2015"), claim("price", "1 EUR", "2018"))
    made = index(velo, dimensions=(PRICE, dimension("helmets")))
    assert cells(made, date(2016, 6, 1)) == {
        ("velo", "price", ""): "Not recorded",
        ("velo", "helmets", ""): "Not researched",
    }


def test_a_question_that_does_not_apply_to_the_kind_says_so() -> None:
    made = index(program(kind="free"), dimensions=(dimension("docks", applies_to=("docked",)),))
    assert cells(made) == {("velo", "docks", ""): "Does not apply"}


def test_each_aspect_is_a_row_of_its_own() -> None:
    velo = program(claim("choice.on-paper", "free"), claim("choice.in-practice", NoAnswer.NOT_DISCLOSED))
    table = compare.table(made := index(velo, dimensions=(BY_ASPECT,)), made.shown_programs, (BY_ASPECT,), TODAY)
    rows = [(row.aspect_label, row.rows_of_question, row.cells[0].none) for row in table.groups[0].rows]
    assert [(label, span, none.id if none else None) for label, span, none in rows] == [
        ("On paper", 2, None),
        ("In practice", 0, NoAnswer.NOT_DISCLOSED),
    ]


def test_a_program_enters_the_table_with_its_first_status_and_stays_when_it_ended() -> None:
    velo = program(claim("status", "open", "2015"), claim("status", "closed", "2018"))
    made = index(velo)
    days = (date(2014, 12, 31), date(2015, 1, 1), date(2019, 1, 1))
    assert [len(compare.table(made, made.shown_programs, (STATUS,), day).heads) for day in days] == [0, 1, 1]


def test_undated_answers_stop_with_the_program_only_where_the_dimension_says_so() -> None:
    ends = dimension("bikes", ends_with_program=True)
    velo = program(claim("status", "open", "2015"), claim("status", "closed", "2018"), claim("bikes", "9"),
                   claim("price", "1 EUR"))  # fmt: skip
    made = index(velo, dimensions=(STATUS, ends, PRICE))
    assert cells(made, date(2017, 1, 1))["velo", "bikes", ""] == "9"
    assert cells(made, date(2019, 1, 1))["velo", "bikes", ""] == "Not recorded"
    assert cells(made, date(2019, 1, 1))["velo", "price", ""] == "1 EUR"


def test_scopes_stand_side_by_side() -> None:
    made = index(program(claim("price", "1", scope="Paris"), claim("price", "2", scope="東京")), dimensions=(PRICE,))
    assert cells(made) == {("velo", "price", ""): "1 (Paris); 2 (東京)"}


def test_a_dispute_shows_all_positions_and_the_strongest_evidence() -> None:
    sides = (position("640", "Audit", "law"), position("1000", "Velo", "site"))
    velo = program(claim("price", "", answer=None, positions=sides, references=()))
    made = index(velo, dimensions=(PRICE,), sources=(source("law", "law"), source("site", "company")))
    answer = compare.table(made, made.shown_programs, (PRICE,), TODAY).groups[0].rows[0].cells[0].answers[0]
    assert answer.text == "Disputed: 640 (Audit); 1000 (Velo)"
    assert answer.mark is not None
    assert (answer.mark.id, answer.own_word) == ("law", False)
    assert [side.mark.id for side in answer.sides if side.mark] == ["law", "own"]


def test_only_the_own_word_is_marked_as_such() -> None:
    own = program(claim("price", "1", references=claim("price", "1").references))
    made = index(own, dimensions=(PRICE,), sources=(source("paper", "company"),))
    answer = compare.table(made, made.shown_programs, (PRICE,), TODAY).groups[0].rows[0].cells[0].answers[0]
    assert answer.own_word


def test_an_answer_is_stale_once_its_shelf_life_is_over_for_claims_that_hold_today() -> None:
    fresh = dimension("price", shelf_life_days=30)
    velo = program(claim("price", "old", "2020"), claim("price", "new", "2021"))
    made = index(velo, dimensions=(fresh,), sources=(source("paper", checked=date(2026, 10, 24)),))
    spans = made.spans[velo.id]["price", None]  # type: ignore[index]
    assert [ix.stale(made, span) for span in spans] == [False, True]
    on_the_last_day = index(velo, dimensions=(fresh,), sources=(source("paper", checked=date(2026, 10, 25)),))
    assert [ix.stale(on_the_last_day, span) for span in spans] == [False, False]


def test_years_run_from_the_first_program_to_the_day() -> None:
    made = index(program(claim("status", "open", "2023-05")), day=date(2025, 6, 1))
    assert compare.years(made) == (2023, 2024, 2025)
    assert compare.last_day(made, 2024) == date(2024, 12, 31)
    assert compare.last_day(made, 2025) == date(2025, 6, 1)


def test_years_are_at_most_the_last_two_hundred() -> None:
    assert len(compare.years(index(program(claim("status", "open", "0800"))))) == 200
