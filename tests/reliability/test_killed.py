"""Promise 3: a build that is killed at any moment leaves every file whole, and the next one mends."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from os import scandir
from pathlib import Path

import pytest

from tests.reliability import sites
from tests.reliability.commands import ROOT, command, environment, planted
from tests.reliability.sites import Pair

KILLS, ROUNDS = 250, 2  # the rounds run on different cores


class Killer:
    """Starts builds into one folder, and ends them at random."""

    def __init__(self, pair: Pair, out: Path, seed: int, root: Path = ROOT) -> None:
        self.pair, self.out, self.root = pair, out, root
        self.random = random.Random(seed)
        self.longest_s = 0.0
        self.mend(0)

    def mend(self, which: int) -> list[str]:
        """A build that may come to its end: what is wrong with it."""
        begun = time.monotonic()
        done = sites.run(self.pair.contents[which], self.out, root=self.root)
        self.longest_s = max(self.longest_s, time.monotonic() - begun)
        if done.returncode or "Traceback" in done.stderr:
            return [f"status {done.returncode}: {done.stdout}{done.stderr}"]
        there = sites.files(self.out)
        differs = [
            p for p in there.keys() | self.pair.sites[which].keys() if there.get(p) != self.pair.sites[which].get(p)
        ]
        return [f"not mended: {path}" for path in differs]

    def kill(self, which: int) -> bool:
        """Whether a build was ended before its time: at any moment of it, or as soon as it puts something in place and
        a moment later; the process alone, or all that it has started."""
        called = command("build", "--content", self.pair.contents[which], "--out", self.out, root=self.root)
        build = subprocess.Popen(
            called, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        if self.random.random() < 0.3:
            time.sleep(self.random.uniform(0, self.longest_s))
        else:
            before = self.in_place()
            while build.poll() is None and self.in_place() == before:
                time.sleep(0.0005)
            time.sleep(self.random.choice((0, 0.001, 0.01, 0.1)) * self.random.random())
        if build.poll() is None:
            if self.random.random() < 0.5:
                os.killpg(build.pid, signal.SIGKILL)
            build.kill()
        return build.wait() != 0

    def in_place(self) -> set[tuple[str, int]]:
        """Becomes another as soon as the site is changed, or a journal says how; not while it is only laid out."""
        journals = (self.out.parent / f".{self.out.name}.publish").glob("journal*")
        return {(path.name, 0) for path in journals} | {(one.name, one.stat().st_mtime_ns) for one in scandir(self.out)}


def kills(killer: Killer, count: int) -> Iterator[str]:
    """What is found broken after each of so many kills, and after the build that follows one to four of them."""
    killed, which = 0, 1
    while killed < count:
        for _ in range(killer.random.randint(1, 4)):
            killed += killer.kill(which)
            for wrong in sites.broken(sites.files(killer.out), killer.pair.sites):
                yield f"kill {killed}: {wrong}"
            which = killer.random.randint(0, 1)
        for wrong in killer.mend(which):
            yield f"after kill {killed}: {wrong}"
        which = 1 - which


@pytest.mark.slow
@pytest.mark.promise(3)
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_build_that_is_killed_at_random_leaves_whole_pages_and_the_next_one_mends(
    seed: int, pair: Pair, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    assert list(kills(Killer(pair, tmp_path / "site", seed), KILLS)) == []
    figure(f"round {seed + 1}: {KILLS} random kills: 0 broken")


STRIDES = {"rename": 9, "unlink": 5, "write": 60, "mkdir": 40, "sync": 1}  # every so manyth


@pytest.mark.slow
@pytest.mark.promise(3)
@pytest.mark.parametrize("call", STRIDES)
def test_a_build_that_is_killed_at_a_call_of_the_system_leaves_whole_pages(
    call: str, pair: Pair, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed: apt-get install strace")
    killer, number, found = Killer(pair, tmp_path / "site", 0), 1, []
    while True:
        fault = f"inject={call}:signal=SIGKILL:when={number}"
        before = (strace, "-f", "-qq", "--seccomp-bpf", "-o", str(tmp_path / "log"), "-e", fault)
        done = sites.run(pair.contents[1], killer.out, before=before)
        if done.returncode == 0:
            break
        found += [f"{call} {number}: {wrong}" for wrong in sites.broken(sites.files(killer.out), pair.sites)]
        found += killer.mend(0)
        number += STRIDES[call]
    assert found == []
    assert number > 1
    figure(f"a kill at every {STRIDES[call]}th of {number} {call}s of a whole build: 0 broken")


CARELESS = """
import time

def careless(desk, files):
    staged = {one.path: one for one in files}
    for one in staged.values():
        content, path = desk.where(one).read_bytes(), desk.out / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content[:99])
            file.flush()
            time.sleep(0.002)
            file.write(content[99:])
    journal.commit(desk.folder, Plan((), ()), staged)
    journal.finish(desk.folder, desk.out)
    return Published(0, 0, 0)

Desk.publish = careless
"""


@pytest.mark.slow
def test_a_build_that_writes_in_place_is_found_broken(pair: Pair, tmp_path: Path) -> None:
    root = planted(tmp_path / "root", "write/publish.py", CARELESS)
    found = list(kills(Killer(pair, tmp_path / "site", 1, root), 12))
    assert any(wrong.startswith("kill ") for wrong in found)
    assert any(wrong.startswith("after kill ") for wrong in found)  # what is no longer made has stayed
