"""Promise 11: of the changes that `make mutate` makes, the tests notice nine in ten."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import ROOT

TOOL = ROOT / "tools" / "mutations"


@pytest.mark.slow
@pytest.mark.promise(11)
def test_the_last_run_of_the_changes_was_good_enough(figure: Callable[[str], None]) -> None:
    if not (ROOT / "mutants").exists():
        pytest.skip("make mutate has not been run here")
    done = subprocess.run([TOOL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    figure(f"mutations: {done.stdout.splitlines()[-1]}")


@pytest.mark.parametrize(
    ("codes", "status", "said"),
    [
        ([1] * 8 + [-24, 0], 0, "a.py: 9 of 10 changes noticed, 90%\nall: 9 of 10 changes noticed, 90%\n"),
        ([1] * 8 + [33, 0], 1, "a.py: 8 of 10 changes noticed, 80%\nall: 8 of 10 changes noticed, 80%\n"),
        ([1] * 8 + [None, None], 1, "a.py: 8 of 10 changes noticed, 80%\nall: 8 of 10 changes noticed, 80%\n"),
        ([], 1, ""),
    ],
)
def test_what_no_test_notices_is_counted(codes: list[int | None], status: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "mutants").mkdir()
    tool = shutil.copy(TOOL, tmp_path / "tools")
    (tmp_path / "mutants" / "a.py.meta").write_text(json.dumps({"exit_code_by_key": dict(enumerate(codes))}))
    done = subprocess.run([tool], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (status, said)
