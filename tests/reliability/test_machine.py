"""Promise 4: a machine that fails ends a build with status 3 and one sentence, and the old site is whole."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.reliability import sites
from tests.reliability.commands import ROOT, command, environment, planted, unprivileged
from tests.reliability.sites import Pair

SENTENCE = re.compile(r"build\.py: the machine failed: [^\n]+\. What was there before is whole\.\n")
NUMBERS = (1, 3, 9, 27, 60, 100, 150, 200, 300)  # of the call that fails
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def out(tmp_path: Path, pair: Pair) -> Path:
    """A site of the first content."""
    return published(tmp_path / "home" / "site", pair)


def published(out: Path, pair: Pair) -> Path:
    assert sites.run(pair.contents[0], out).returncode == 0
    return out


def faults(done: Done, out: Path, pair: Pair) -> list[str]:
    """Everything that is not as promised of a build of the second content that has failed."""
    there, before = sites.files(out), pair.sites[0]
    return [
        *([f"status {done.returncode}"] if done.returncode != 3 else []),
        *([f"said {done.stderr!r}"] if not SENTENCE.fullmatch(done.stderr) else []),
        *(f"changed: {path}" for path in sorted(there.keys() | before.keys()) if there.get(path) != before.get(path)),
    ]


# --- Rights ---------------------------------------------------------------------------------------------------------


def closed(place: Path) -> None:
    place.chmod(0o555)


def closed_all_over(out: Path) -> None:
    for path in (out.parent, out.parent / ".site.publish", out, *out.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)


DOORS: dict[str, Callable[[Path], None]] = {
    "a page that cannot be read": lambda out: (out / "robots.txt").chmod(0),
    "a folder of pages that is closed": lambda out: closed(out / "programs"),
    "bookkeeping that is closed": lambda out: closed(out.parent / ".site.publish"),
    "everything closed": closed_all_over,
}


@pytest.fixture
def opened(out: Path) -> Iterator[Path]:
    """Can be removed afterwards."""
    yield out
    for path in (out.parent, *out.parent.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.slow
@pytest.mark.promise(4)
@pytest.mark.parametrize("door", DOORS)
def test_a_folder_that_may_not_be_written_is_said_so(door: str, opened: Path, pair: Pair) -> None:
    DOORS[door](opened)
    done = sites.run(pair.contents[1], opened, before=unprivileged())
    for path in (opened, *opened.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    if (
        door == "a folder of pages that is closed" and done.returncode == 3
    ):  # seen half-way: the next build completes it
        assert SENTENCE.fullmatch(done.stderr)
        assert sites.broken(sites.files(opened), pair.sites) == []
        assert sites.run(pair.contents[1], opened).returncode == 0
        assert sites.files(opened) == pair.sites[1]
    else:
        assert faults(done, opened, pair) == []


@pytest.mark.promise(4)
def test_a_place_where_no_folder_may_be_made_is_said_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    done = sites.run(ROOT / "tests" / "topics" / "bikes", home / "deep" / "site", before=unprivileged())
    assert (done.returncode, bool(SENTENCE.fullmatch(done.stderr)), list(home.iterdir())) == (3, True, [])


# --- Disks ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own."""
    mount = tmp_path / "disk"
    mount.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount], capture_output=True).returncode:
        pytest.skip("a disk of its own needs the right to mount")
    yield mount
    subprocess.run(["umount", "--lazy", mount], check=True)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True)


@pytest.mark.slow
@pytest.mark.promise(4)
@pytest.mark.parametrize("room_kb", [0, 4, 64, 400, 1000])
def test_a_full_disk_leaves_the_old_site(room_kb: int, disk: Path, pair: Pair, figure: Callable[[str], None]) -> None:
    out = published(disk / "site", pair)
    used = shutil.disk_usage(disk).used
    remount(disk, f"size={used + room_kb * 1024}")
    done = sites.run(pair.contents[1], out)
    assert faults(done, out, pair) == []
    assert "No space left on device" in done.stderr
    remount(disk, "size=64m")
    assert sites.run(pair.contents[1], out).returncode == 0
    assert sites.files(out) == pair.sites[1]
    figure("a full disk, with room for nothing up to most of a site: the old site as it was")


@pytest.mark.slow
@pytest.mark.promise(4)
def test_a_disk_that_is_read_only_leaves_the_old_site(disk: Path, pair: Pair) -> None:
    out = published(disk / "site", pair)
    remount(disk, "ro")
    assert faults(sites.run(pair.contents[1], out), out, pair) == []


@pytest.mark.slow
@pytest.mark.promise(4)
@pytest.mark.parametrize("room_kb", [4, 40])
def test_a_full_disk_of_temporary_files_is_not_needed(room_kb: int, out: Path, disk: Path, pair: Pair) -> None:
    remount(disk, f"size={room_kb}k")
    done = sites.run(pair.contents[1], out, TMPDIR=str(disk))
    assert done.returncode == 0, done.stderr
    assert sites.files(out) == pair.sites[1]


@pytest.mark.slow
@pytest.mark.promise(4)
@pytest.mark.parametrize("call", ["rename", "mkdir", "write"])
def test_an_error_at_any_call_is_told_and_leaves_whole_files(
    call: str, out: Path, pair: Pair, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """Whether a call was needed, only the build knows: it ends well, or with status 3."""
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed: apt-get install strace")
    found, failed = [], 0
    for number, error in zip(NUMBERS, cycle(("EIO", "ENOSPC", "EDQUOT")), strict=False):
        fault = f"inject={call}:error={error}:when={number}"
        before = (strace, "-f", "-qq", "--seccomp-bpf", "-o", str(tmp_path / "log"), "-e", f"trace={call}", "-e", fault)
        done = sites.run(pair.contents[1], out, before=before)
        failed += done.returncode == 3
        if done.returncode not in (0, 3) or (done.returncode == 3 and not SENTENCE.fullmatch(done.stderr)):
            found.append(f"{error} {number}: status {done.returncode}: {done.stderr}")
        found += [f"{error} {number}: {wrong}" for wrong in sites.broken(sites.files(out), pair.sites)]
        assert sites.run(pair.contents[0], out).returncode == 0
        assert sites.files(out) == pair.sites[0]
    assert found == []
    assert failed > 0
    figure(f"I/O errors, a full disk and a quota at {len(NUMBERS)} {call}s of a whole build: {failed} told, 0 broken")


# --- Processes, and what is said ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.promise(4)
def test_a_process_that_the_build_has_started_and_that_is_killed_is_told(out: Path, pair: Pair) -> None:
    """As the system does where memory runs out. The first one only keeps what was read; the next make the site."""
    called = command("build", "--content", pair.contents[1], "--out", out, "--jobs", "2")
    build = subprocess.Popen(
        called, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children")
    while build.poll() is None and len(begun := children.read_text().split()) < 2:
        time.sleep(0.001)
    os.kill(int(begun[-1]), signal.SIGKILL)
    _, said = build.communicate(timeout=60)
    assert faults(Done(called, build.returncode, "", said), out, pair) == []


@pytest.mark.slow
@pytest.mark.promise(4)
def test_what_is_printed_to_a_full_disk_is_an_error_too(pair: Pair, tmp_path: Path) -> None:
    called = command("check", "--content", pair.contents[0])
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(called, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, bool(SENTENCE.fullmatch(done.stderr))) == (3, True), done.stderr


# --- The tests of these tests ---------------------------------------------------------------------------------------

FAULTS = {  # of a build that fails, or should: what is found
    "a site emptied first": (
        "__import__('shutil').rmtree(desk.out); raise OSError(28, 'No space left on device')",
        {"changed"},
    ),
    "a disk that nobody looks at": ("return Published(0, 0, 0)", {"status", "said"}),
    "a slip": ("raise KeyError(1)", {"status", "said"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, out: Path, pair: Pair, tmp_path: Path) -> None:
    code, expected = FAULTS[fault]
    planting = f"\ndef failing(desk, files):\n    {code}\n\nDesk.publish = failing\n"
    root = planted(tmp_path / "root", "write/publish.py", planting)
    found = faults(sites.run(pair.contents[1], out, root=root), out, pair)
    assert {re.split("[: ]", one)[0] for one in found} == expected
