"""Whatever stands in a file, reading and prose end soon and without a crash; the seeds of the fuzzer are kept."""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.built import ROOT
from tests.reliability import fuzz
from tests.reliability.commands import planted

SECONDS = int(os.environ.get("FUZZ_SECONDS", "600"))  # both targets together
PIECES = (
    "[", "](", ")", "![", "[@", "[^", "]: ", "<", ">", "`", "```", "\n\n", "\n", "    ", "- ", "> ", "1. ", "# ", "| ",
    "|-", "|\n", "*", "**", "_", "~~", "\\", "&amp;", "&#", ": ", "claim:", "program:", "https://", "<script>",
    "a", "網", "é", "\u202e", "\0", "---", "Table: ", '"', "'", "{", "}", "&a ", "*a", "<<: ", "!!", "? ", "|2",
    "title", "javascript:",
)  # fmt: skip
WRITTEN = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=60).map("".join)
ROUGH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FAULT = """
_sound = block


def block(text, path, program=None):
    if "[^" in text and "|-" in text:
        raise RuntimeError("planted")
    return _sound(text, path, program)
"""


@pytest.mark.promise(10)
@pytest.mark.parametrize("name", ["prose", "reading"])
def test_what_was_found_once_is_not_found_again(name: str, figure: Callable[[str], None]) -> None:
    with fuzz.target(name) as run:
        for content in fuzz.seeds(name).values():
            run(content)
    figure(f"{len(fuzz.seeds(name))} seeds of {name}: no crash, nothing over {fuzz.SECONDS_AT_MOST} s")


@settings(ROUGH, max_examples=50)
@given(WRITTEN)
def test_prose_of_pieces(text: str) -> None:
    fuzz.prose(text.encode("utf-8", "replace"))


@pytest.mark.slow
@pytest.mark.promise(10)
def test_much_prose_of_pieces(figure: Callable[[str], None]) -> None:
    @settings(ROUGH, max_examples=8_000)
    @given(WRITTEN)
    def many(text: str) -> None:
        fuzz.prose(text.encode("utf-8", "replace"))

    many()
    figure("8,000 examples of prose by Hypothesis: no crash, nothing over 5 s")


@pytest.mark.slow
@pytest.mark.promise(10)
def test_many_files_of_pieces(figure: Callable[[str], None]) -> None:
    seeds = st.sampled_from(sorted(fuzz.seeds("reading").values()))
    cut = st.tuples(seeds, st.floats(0, 1), st.floats(0, 1), WRITTEN)
    with fuzz.reading() as run:

        def one(drawn: tuple[bytes, float, float, str]) -> None:
            """Part of a seed is written over."""
            seed, start, end, text = drawn
            first, last = sorted((1 + int(start * (len(seed) - 1)), 1 + int(end * (len(seed) - 1))))
            run(seed[:first] + text.encode("utf-8", "replace") + seed[last:])

        settings(ROUGH, max_examples=2_000)(given(cut)(one))()
    figure("2,000 examples of files by Hypothesis: no crash, nothing over 5 s")


def fuzzed(name: str, seconds: int, desk: Path, root: Path = ROOT) -> tuple[int, str]:
    """The exit status and what was said; crashes are left on the desk."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("there is no atheris for this machine")
    command = [sys.executable, "-m", "tests.reliability.fuzz", name, "--seconds", str(seconds)]
    paths = {"PYTHONPATH": f"{root}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=desk, env=os.environ | paths, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.promise(10)
@pytest.mark.parametrize("name", ["prose", "reading"])
def test_fuzzing_finds_nothing(name: str, tmp_path: Path, figure: Callable[[str], None]) -> None:
    status, said = fuzzed(name, SECONDS // 2, tmp_path)
    assert (status, list(tmp_path.iterdir())) == (0, []), said[-3000:]
    (runs,) = re.findall(r"number_of_executed_units: (\d+)", said)
    figure(f"{SECONDS // 2} s of atheris over {name}, {int(runs):,} runs: no crash, nothing over 5 s")


@pytest.mark.slow
@pytest.mark.promise(10)
def test_a_planted_crash_is_found(tmp_path: Path, figure: Callable[[str], None]) -> None:
    root = planted(tmp_path / "root", "read/prose.py", FAULT)
    (tmp_path / "desk").mkdir()
    status, said = fuzzed("prose", 120, tmp_path / "desk", root)
    assert status != 0
    assert "RuntimeError: planted" in said
    assert [path.name.partition("-")[0] for path in (tmp_path / "desk").iterdir()] == ["crash"]
    figure("a crash planted behind two conditions is found within two minutes")
