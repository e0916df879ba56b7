"""Work in shares: each task is done once, and where nothing but the output may be written."""

import multiprocessing.heap
import multiprocessing.synchronize
from functools import partial
from pathlib import Path

import pytest

from explainer.shares import in_shares


def noted(folder: Path, number: int) -> int:
    """Fails for a task that was done before."""
    (folder / str(number)).touch(exist_ok=False)
    return number * number


def test_each_task_is_done_once_whoever_does_it(tmp_path: Path) -> None:
    assert in_shares([partial(noted, tmp_path, number) for number in range(300)], 3) == tuple(n * n for n in range(300))


def test_shared_memory_that_may_not_be_written_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*given: object, **named: object) -> None:
        raise OSError(30, "Read-only file system", "/dev/shm")

    monkeypatch.setattr(multiprocessing.heap.Arena, "__init__", closed)
    monkeypatch.setattr(multiprocessing.synchronize.SemLock, "__init__", closed)
    assert in_shares([lambda: 1, lambda: 2], 2) == (1, 2)
