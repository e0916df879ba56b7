"""Work in shares: in this process, or in several that each take the next task until none is left.

A process of its own inherits what it works on, so that nothing has to be packed on the way in; what the tasks give is
packed on the way out. Which process does what never shows in the result: it is in the order of the tasks.
"""

import gc
import mmap
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import TypeVar, cast

from explainer.packing import packed, unpacked

R = TypeVar("R")
TOLD_EVERY = 0.1  # seconds


class Counter:
    """Counts, in this process and all that it forks: a number in memory that they share, its lock a byte in a pipe that
    one of them takes out. The standard library's asks for a /dev/shm that may be written."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)
        self._lock, self._unlock = os.pipe()
        os.write(self._unlock, b".")

    @property
    def count(self) -> int:
        """How often `next` was called."""
        return int.from_bytes(self._memory[:], "big")

    def next(self) -> int:
        """0, then 1 ...: nobody is given the same."""
        os.read(self._lock, 1)
        number = self.count
        self._memory[:] = (number + 1).to_bytes(8, "big")
        os.write(self._unlock, b".")
        return number

    def close(self) -> None:
        self._memory.close()
        os.close(self._lock)
        os.close(self._unlock)


def in_shares(
    tasks: Sequence[Callable[[], R]],
    processes: int,
    progress: Callable[[int], None] = lambda count: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[R, ...]:
    """What each task gives, in order; `progress` is told how many are done. `meanwhile` is what this process may do
    while others are at work; where there are none, it is not done. Raises what a failing task raises, or the OSError of
    a process that was killed. With more than one process, the caller has no other thread."""
    if min(processes, len(tasks)) < 2:
        return tuple(_told(task(), number, progress) for number, task in enumerate(tasks, 1))
    forked = multiprocessing.get_context("fork")
    following = Counter()
    gc.freeze()  # what is there already is not looked at again, and so stays shared
    workers: list[tuple[ForkProcess, Connection]] = []
    found: dict[int, R] = {}
    try:
        for _ in range(min(processes, len(tasks))):
            receiver, sender = forked.Pipe(duplex=False)
            ends = [*(end for _, end in workers), receiver]
            worker = forked.Process(target=_work, args=(tasks, following, sender, ends), daemon=True)
            worker.start()
            sender.close()
            workers.append((worker, receiver))
        meanwhile()
        waiting = [receiver for _, receiver in workers]
        while waiting:
            ready = wait(waiting, TOLD_EVERY)
            for receiver in [one for one in waiting if one in ready]:
                found.update(_received(receiver))
                waiting.remove(receiver)
            progress(min(following.count, len(tasks)))
    except BaseException:
        for worker, _ in workers:
            worker.terminate()
        raise
    finally:
        for worker, receiver in workers:
            worker.join()
            receiver.close()
        following.close()
        gc.unfreeze()
    return tuple(found[number] for number in range(len(tasks)))


@contextmanager
def beside(task: Callable[[], None], processes: int) -> Iterator[None]:
    """Has the task done by a process of its own while the caller goes on; where there is but one, by it and at once.
    What becomes of the task is not told."""
    if processes < 2:
        task()
        yield
        return
    worker = multiprocessing.get_context("fork").Process(target=_done, args=(task,), daemon=True)
    worker.start()
    try:
        yield
    finally:
        worker.join()


def _done(task: Callable[[], None]) -> None:
    with suppress(KeyboardInterrupt):  # the caller has it, too, and says so
        task()


def _told(result: R, count: int, progress: Callable[[int], None]) -> R:
    progress(count)
    return result


def _received(receiver: Connection) -> dict[int, R]:
    try:
        done, failure = cast(tuple[dict[int, R], BaseException | None], unpacked(receiver.recv_bytes()))
    except EOFError:
        raise OSError("a process of the build was killed; is there too little memory?") from None
    if failure is not None:
        raise failure
    return done


def _work(
    tasks: Sequence[Callable[[], object]], following: Counter, sender: Connection, ends: Iterable[Connection]
) -> None:
    """`ends` are the parent's: held here as well, they would keep a process whose parent was killed waiting for ever
    until somebody takes what it has made."""
    for end in ends:
        end.close()
    try:
        sender.send_bytes(packed(({number: tasks[number]() for number in _taken(following, len(tasks))}, None)))
    except (KeyboardInterrupt, BrokenPipeError):  # the other end is told of it by the terminal itself, or is gone
        pass
    except BaseException as error:  # noqa: BLE001  # whatever it is, the other end raises it
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
        sender.send_bytes(packed(({}, error)))


def _taken(following: Counter, count: int) -> Iterator[int]:
    """The numbers of tasks that nobody else has taken; no more when the parent is gone."""
    parent = os.getppid()
    while (number := following.next()) < count and os.getppid() == parent:
        yield number
