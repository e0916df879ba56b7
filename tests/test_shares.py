"""Work in shares: each task is done once, and where nothing but the output may be written."""

import multiprocessing.heap
import multiprocessing.synchronize
import os
import select
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from explainer.shares import beside, in_shares


def noted(folder: Path, number: int) -> int:
    """Fails for a task that was done before."""
    (folder / str(number)).touch(exist_ok=False)
    return number * number


def test_each_task_is_done_once_whoever_does_it(tmp_path: Path) -> None:
    assert in_shares([partial(noted, tmp_path, number) for number in range(300)], 3) == tuple(n * n for n in range(300))


def test_the_caller_has_something_to_do_while_others_are_at_work() -> None:
    done: list[str] = []
    assert in_shares([lambda: 1, lambda: 2], 2, meanwhile=lambda: done.append("two")) == (1, 2)
    assert in_shares([lambda: 1, lambda: 2], 1, meanwhile=lambda: done.append("one")) == (1, 2)
    assert done == ["two"]


def test_shared_memory_that_may_not_be_written_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*given: object, **named: object) -> None:
        raise OSError(30, "Read-only file system", "/dev/shm")

    monkeypatch.setattr(multiprocessing.heap.Arena, "__init__", closed)
    monkeypatch.setattr(multiprocessing.synchronize.SemLock, "__init__", closed)
    assert in_shares([lambda: 1, lambda: 2], 2) == (1, 2)


def test_no_process_outlives_a_parent_that_is_killed() -> None:
    """Each holds what the parent holds, among it the lock of the site."""
    held, holder = os.pipe()
    begun, begins = os.pipe()

    def task() -> bytes:
        os.write(begins, b".")
        time.sleep(0.1)
        return bytes(1_000_000)  # more than a pipe takes when nobody reads

    if not (parent := os.fork()):
        os.setpgid(0, 0)
        in_shares([task] * 100, 2)
        os._exit(0)
    os.close(holder)
    os.read(begun, 1)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    ended, _, _ = select.select([held], [], [], 5)  # there is an end when nobody holds the other one
    if not ended:
        os.killpg(parent, signal.SIGKILL)
    os.close(held)
    os.close(begun)
    os.close(begins)
    assert ended


def test_whoever_is_interrupted_beside_the_work_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with beside(lambda: os.kill(os.getpid(), signal.SIGINT), 2):
        pass
    assert capfd.readouterr() == ("", "")
