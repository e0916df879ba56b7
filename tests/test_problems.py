"""Every mistake that the content format names, as it is printed."""

import json
from pathlib import Path

import pytest

from explainer.problems import Level, Place, Problem, as_github, as_json, as_text, ordered
from tests.contents import Case, Files, cases, reading

BASE, CASES = cases("problems.txt")


def told(folder: Path, files: Files, title: str) -> str:
    """What is printed about the files, without the way to the folder; warnings only where the title asks for them."""
    found = ordered(reading(folder, files).problems)
    asked = [problem for problem in found if problem.level is Level.ERROR or title.startswith("warning")]
    return as_text(asked).replace(f"{folder.parent}/", "")


def test_the_base_is_sound(tmp_path: Path) -> None:
    assert told(tmp_path / "content", BASE, "the base") == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_mistake_is_told(case: Case, tmp_path: Path) -> None:
    assert told(tmp_path / "content", case.files, case.title).strip() == case.expected.strip()


# --- The forms -------------------------------------------------------------------------------------------------------

KEY = Problem(
    Place("b.yaml", 12, 5, 3, "    xyz: 1"), 'unknown key "xyz"', Level.ERROR, 'did you mean "xy"?', ("xy", "z")
)
FOUND = (
    KEY,
    Problem(Place("a,b:c.md", 2, 1, 1, "x"), "50 % is\nno date", Level.WARNING, "write 50"),
    Problem(Place("b.yaml", 3), "over there"),
    KEY,
)


def test_problems_stand_once_each_by_file_and_line() -> None:
    assert ordered(FOUND) == (FOUND[1], FOUND[2], KEY)
    assert ordered(reversed(FOUND)) == ordered(FOUND)


def test_of_a_file_with_very_many_problems_the_first_are_told_and_how_many_more_there_are() -> None:
    many = [Problem(Place("a.md", line), "no", level) for level in Level for line in range(1, 1_105)]
    other = Problem(Place("b.md"), "no")
    rest = [Problem(Place("a.md", 101), "1,004 more from here on", level, "mend those above first") for level in Level]
    assert set(ordered([*many, other])) == {*(one for one in many if one.place.line <= 100), *rest, other}
    assert ordered(many[:100]) == tuple(many[:100])


def test_as_text_errors_come_last_and_many_warnings_alike_are_told_once() -> None:
    alike = [Problem(Place("a.md", line), f'"{line}" is late', Level.WARNING) for line in (1, 2, 3, 4)]
    other = Problem(Place("b.md"), '"1" is late', Level.WARNING)
    assert as_text([*alike, Problem(Place("a.md", 5), "no"), other]).splitlines() == [
        'a.md:1:1: warning: "1" is late, and 3 more like it in this file',
        'b.md:1:1: warning: "1" is late',
        "a.md:5:1: error: no",
    ]
    assert as_text(alike[1:]).count("is late") == 3


def test_under_strict_a_warning_is_an_error_and_is_printed_as_one() -> None:
    first, *_ = ordered(FOUND, strict=True)
    assert as_text([first]) == "a,b:c.md:2:1: error: 50 % is no date\n   2 | x\n     | ^ write 50\n"


def test_as_json_a_problem_is_its_place_and_words() -> None:
    rows = json.loads(as_json(ordered(FOUND)))
    assert rows == {
        "problems": [
            {"path": "a,b:c.md", "line": 2, "column": 1, "level": "warning", "message": "50 % is\nno date",
             "hint": "write 50"},
            {"path": "b.yaml", "line": 3, "column": 1, "level": "error", "message": "over there", "hint": ""},
            {"path": "b.yaml", "line": 12, "column": 5, "level": "error", "message": 'unknown key "xyz"',
             "hint": 'did you mean "xy"?; allowed: xy, z'},
        ]
    }  # fmt: skip


def test_for_github_a_problem_is_a_workflow_command_on_one_line() -> None:
    assert as_github(ordered(FOUND)) == (
        "::warning file=a%2Cb%3Ac.md,line=2,col=1::50 %25 is%0Ano date. write 50\n"
        "::error file=b.yaml,line=3,col=1::over there\n"
        '::error file=b.yaml,line=12,col=5::unknown key "xyz". did you mean "xy"?; allowed: xy, z\n'
    )


def test_nothing_wrong_is_nothing_said() -> None:
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", {"problems": []})


def test_a_character_that_a_terminal_would_obey_is_not_printed() -> None:
    shown = as_text([Problem(Place("a.md", 1, 1, 1, "a\x1b[2Jb\tc\u202ed"), "\x1b[2J\u202e\n")])
    assert shown == "a.md:1:1: error:  [2J  \n   1 | a [2Jb c d\n     | ^\n"


def test_the_carets_stand_below_wide_and_combined_characters() -> None:
    shown = as_text([Problem(Place("a.md", 1, 5, 2, "法e\u0301x法律。"), "here", hint="so")])
    assert shown == "a.md:1:5: error: here\n   1 | 法e\u0301x法律。\n     |     ^^^^ so\n"


@pytest.mark.parametrize(("column", "start"), [(1, 0), (81, 0), (82, 1), (500, 419)])
def test_of_a_long_line_the_part_round_the_column_is_shown(column: int, start: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(500))
    _, shown, below = as_text([Problem(Place("a.md", 1, column, 3, line), "x")]).splitlines()
    assert shown == f"   1 | {line[start : start + 160]}"
    assert shown[below.index("^")] == line[column - 1]
    assert below.count("^") == min(3, 500 - column + 1)


@pytest.mark.parametrize(
    "place", [Place("a.md", 1, 9, 4, "short"), Place("a.md", 1, 1, 0, "x"), Place("a.md", 9, 9, 9, "")]
)
def test_a_place_beyond_its_line_is_told_all_the_same(place: Place) -> None:
    head, *_ = as_text([Problem(place, "x")]).splitlines()
    assert head == f"a.md:{place.line}:{place.column}: error: x"
