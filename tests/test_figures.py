"""The page of what was found says what failed and what was not run, and is written by a run of everything only."""

from pathlib import Path

import pytest

from tests import figures
from tests.conftest import is_of_everything
from tests.figures import Outcome

SUITE = """
import pytest

@pytest.mark.promise(3)
@pytest.mark.parametrize("kills", [10, 20])
def test_kills(figure, kills):
    figure(f"{kills} kills | 0 broken")

@pytest.mark.promise(9)
def test_java():
    pytest.skip("there is no Java")

@pytest.mark.promise(12)
def test_failing(figure):
    figure("never told")
    assert False

def test_of_no_promise():
    pass
"""
ROWS = [
    "| 3 | {} | 10 kills \\| 0 broken<br>20 kills \\| 0 broken | 2 of 2 passed |",
    "| 4 | {} |  | none |",
    "| 9 | {} | not run: there is no Java | 0 of 1 passed |",
    "| 12 | {} | **failed**: {}::test_failing | 0 of 1 passed |",
]


def test_a_promise_without_a_test_says_so() -> None:
    rows = figures.page([Outcome(3, "t", "passed", ("500 kills",))], "today").splitlines()[-len(figures.PROMISES) :]
    assert [row for row in rows if not row.endswith("|  | none |")] == [
        f"| 3 | {figures.PROMISES[3]} | 500 kills | 1 of 1 passed |"
    ]


def test_a_run_of_everything_writes_the_page(pytester: pytest.Pytester) -> None:
    here = Path(__file__).parent
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\ntestpaths = ["suite"]\nmarkers = ["promise: p"]\n')
    pytester.makepyfile(**{"suite/test_one": SUITE, "suite/conftest": (here / "conftest.py").read_text("utf-8")})
    pytester.makepyfile(
        **{"tests/__init__": "", "tests/built": "", "tests/figures": (here / "figures.py").read_text("utf-8")}
    )
    (pytester.path / "docs").mkdir()
    pytester.runpytest_subprocess("-n", "2", "-p", "no:hypothesispytest").assert_outcomes(passed=3, failed=1, skipped=1)
    written = (pytester.path / "docs" / "reliability.md").read_text("utf-8").splitlines()
    wanted = [row.format(figures.PROMISES[int(row.split()[1])], "suite/test_one.py") for row in ROWS]
    assert [row for row in written if row in wanted] == wanted


@pytest.mark.parametrize("chosen", [["-m", "not slow"], ["-k", "kills"], ["suite/test_one.py"], ["--collect-only"]])
def test_a_run_of_some_tests_is_not_one_of_everything(pytester: pytest.Pytester, chosen: list[str]) -> None:
    pytester.makepyfile(**{"suite/test_one": SUITE})
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\ntestpaths = ["suite"]\n')
    assert is_of_everything(pytester.parseconfig())
    assert not is_of_everything(pytester.parseconfig(*chosen))
