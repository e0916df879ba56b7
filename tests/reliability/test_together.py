"""Promise 5: whoever builds, watches or died beside a build, the folder holds the whole result of one of them."""

import fcntl
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability import sites
from tests.reliability.commands import ROOT, command, environment, planted
from tests.reliability.sites import Pair
from tests.serving import running

ROUNDS = 50


def started(content: Path, out: Path, root: Path = ROOT) -> subprocess.Popen[str]:
    called = command("build", "--content", content, "--out", out, root=root)
    return subprocess.Popen(
        called, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def together(pair: Pair, out: Path, number: int, root: Path = ROOT) -> list[str]:
    """What is wrong after two builds at once, of which now one and now the other begins a little earlier."""
    first, second = pair.contents if number % 2 else reversed(pair.contents)
    builds = [started(first, out, root)]
    time.sleep(number % 7 * 0.03)
    builds.append(started(second, out, root))
    said = [build.communicate()[1] for build in builds]
    there = sites.files(out)
    return [
        *(f"status {build.returncode}: {text}" for build, text in zip(builds, said, strict=True) if build.returncode),
        *(["neither of the two"] if there not in pair.sites else []),
    ]


@pytest.mark.slow
@pytest.mark.promise(5)
def test_of_two_builds_at_once_the_result_of_one_is_there(
    pair: Pair, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    found = [f"round {number}: {wrong}" for number in range(ROUNDS) for wrong in together(pair, tmp_path / "s", number)]
    assert found == []
    figure(f"{ROUNDS} rounds of two builds at once: {ROUNDS} whole results")


@pytest.mark.slow
@pytest.mark.promise(5)
def test_a_lock_of_a_process_that_is_gone_holds_nobody_up(pair: Pair, tmp_path: Path) -> None:
    """The first build stands still while it holds the lock, and is killed then."""
    out = tmp_path / "site"
    assert sites.run(pair.contents[0], out).returncode == 0
    lock = tmp_path / ".site.publish" / "lock"
    holder = subprocess.Popen(["flock", "--exclusive", lock, "sleep", "1000"], start_new_session=True)
    while is_free(lock):
        time.sleep(0.01)
    waiting = started(pair.contents[1], out)
    time.sleep(3)
    assert waiting.poll() is None
    assert sites.files(out) == pair.sites[0]
    holder.send_signal(signal.SIGKILL)
    subprocess.run(["pkill", "--session", str(holder.pid)], check=False)
    waiting.communicate(timeout=60)
    assert (waiting.returncode, sites.files(out)) == (0, pair.sites[1])


def is_free(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@pytest.mark.slow
@pytest.mark.promise(5)
def test_a_watcher_and_builds_beside_it_do_not_meet(pair: Pair, tmp_path: Path, figure: Callable[[str], None]) -> None:
    rounds, out, title = 10, tmp_path / "site", pair.contents[0] / "site.yaml"
    written = title.read_text()
    try:
        with running(ROOT / "build.py", "serve", "--content", pair.contents[0], "--port", "0") as server:
            for number in range(rounds):
                title.write_text(written + "\n" * number)  # another save, of the same site
                assert sites.run(pair.contents[number % 2], out).returncode == 0
                assert sites.files(out) == pair.sites[number % 2]
                while server.get("/")[0].status == 503:  # its first build
                    time.sleep(0.1)
                assert "Bikes for hire" in server.get("/")[1]
            assert "Traceback" not in server.printed()
    finally:
        title.write_text(written)
    figure(f"{rounds} builds beside a watcher: {rounds} whole results")


UNLOCKED = """
import time
from tempfile import TemporaryDirectory

@contextmanager
def opened(out):
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), out.resolve(), frozenset())
        desk.staging.mkdir()
        yield desk

def unlocked(desk, files):
    for one in list(files):
        content, path = desk.where(one).read_bytes(), desk.out / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        time.sleep(0.002)
    return Published(0, 0, 0)

Desk.publish = unlocked
"""


@pytest.mark.slow
def test_builds_without_a_lock_are_found_out(pair: Pair, tmp_path: Path) -> None:
    root = planted(tmp_path / "root", "write/publish.py", UNLOCKED)
    assert together(pair, tmp_path / "site", 0, root) == ["neither of the two"]
