"""Promise 2: a file that is refused is told of with its place, soon, and ends nothing; also all of them at once."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.contents import cases, lay
from tests.reliability.commands import Ended, command, measured, planted, unprivileged
from tests.reliability.hostile import ENDURED, REFUSED, Lay, holds

BASE, _ = cases("problems.txt")
MOST_S, MOST_MB = 5, 500
MOST_S_OF_ALL = 25  # of all of them together, each of which may take five
NOT_JUDGED = "pages/citations-unknown.md"  # beside a file that may define the source and could not be read
QUICK = ("programs/brackets-48-kb.yaml", "programs/merge-keys-8-lines.yaml", "programs/billion-laughs.yaml",
         "programs/recursive-anchor.yaml", "programs/nul.yaml", "programs/utf-16.yaml", "programs/10-mb.yaml",
         "programs/number-huge.yaml", "programs/link-out.yaml", "programs/pipe.yaml", "programs/closed.yaml",
         "media/a-terabyte.png", "pages/quotes-endless.md", "pages/link-to-a-script.md")  # fmt: skip


def content(folder: Path, files: dict[str, Lay]) -> Path:
    """Sound content with these files in it."""
    lay(folder, BASE)
    for name, put in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        put(folder / name)
    return folder


def built(folder: Path, root: Path | None = None) -> Ended:
    arguments = ("build", "--content", folder, "--out", folder.parent / "site")
    called = command(*arguments, root=root) if root else command(*arguments)
    return measured([*unprivileged(), *called])


def costs(ended: Ended, most_s: float = MOST_S) -> list[str]:
    """What it took too much of, and whether it crashed."""
    return [
        *([f"status {ended.status}: {ended.said[-300:]}"] if ended.is_crash else []),
        *([f"{ended.seconds:.1f} s"] if ended.seconds > most_s else []),
        *([f"{ended.megabytes:.0f} MB"] if ended.megabytes > MOST_MB else []),
    ]


def faults(ended: Ended, folder: Path, names: Iterable[str], most_s: float = MOST_S) -> list[str]:
    """Everything that is not as promised, in words."""
    told = set(re.findall(rf"^{re.escape(str(folder))}/(.+?):\d+:\d+: error: .", ended.said, flags=re.MULTILINE))
    return [
        *costs(ended, most_s),
        *(f"{name} is not told of" for name in names if name not in told),
        *([f"status {ended.status}"] if ended.status != 1 else []),
        *(["a site"] if (folder.parent / "site").exists() else []),
    ]


@pytest.mark.promise(2)
def test_the_worst_files_at_once_are_told_of_in_one_run(tmp_path: Path) -> None:
    folder = content(tmp_path / "content", {name: REFUSED[name] for name in QUICK})
    assert faults(built(folder), folder, QUICK) == []


@pytest.mark.slow
@pytest.mark.promise(2)
def test_all_refused_files_at_once_are_told_of_in_one_run(tmp_path: Path, figure: Callable[[str], None]) -> None:
    folder = content(tmp_path / "content", REFUSED)
    ended = built(folder)
    assert faults(ended, folder, REFUSED.keys() - {NOT_JUDGED}, MOST_S_OF_ALL) == []
    figure(f"{len(REFUSED)} files in one run: {ended.seconds:.1f} s, {ended.megabytes:.0f} MB")


@pytest.mark.slow
@pytest.mark.promise(2)
def test_each_refused_file_alone_is_told_of(tmp_path: Path, figure: Callable[[str], None]) -> None:
    found, slowest, largest = {}, 0.0, 0.0
    for number, (name, put) in enumerate(REFUSED.items()):
        folder = content(tmp_path / str(number) / "content", {name: put})
        ended = built(folder)
        found[name] = faults(ended, folder, [name])
        slowest, largest = max(slowest, ended.seconds), max(largest, ended.megabytes)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    figure(f"{len(REFUSED)} files, each alone: at most {slowest:.1f} s and {largest:.0f} MB")


@pytest.mark.slow
@pytest.mark.promise(2)
def test_each_text_that_may_be_hostile_is_built_or_told_of(tmp_path: Path, figure: Callable[[str], None]) -> None:
    found, slowest, largest = {}, 0.0, 0.0
    for number, (title, text) in enumerate(ENDURED.items()):
        ended = built(content(tmp_path / str(number) / "content", {f"pages/{title}.md": holds(text)}))
        found[title] = costs(ended)
        slowest, largest = max(slowest, ended.seconds), max(largest, ended.megabytes)
    assert {title: wrong for title, wrong in found.items() if wrong} == {}
    figure(f"{len(ENDURED)} texts that are not refused: at most {slowest:.1f} s and {largest:.0f} MB")


FAULTS = {
    "a crash": ("raise KeyError", "status 1: "),
    "a signal": ("import os; os.kill(os.getpid(), 11)", "status -11"),
    "a loop": ("while __import__('time').process_time() < 5.2: pass", "s"),
    "an appetite": ("x = bytearray(600 << 20)", "MB"),
    "silence": ("raise SystemExit(1)", "programs/empty.yaml is not told of"),
    "content": ("raise SystemExit(0)", "status 0"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    code, expected = FAULTS[fault]
    root = planted(tmp_path / "root", "cli.py", f"\ndef build(call):\n    {code}\n    return 1\n")
    one = {"programs/empty.yaml": REFUSED["programs/empty.yaml"]}
    folder = content(tmp_path / "content", one)
    assert any(expected in found for found in faults(built(folder, root), folder, one))
