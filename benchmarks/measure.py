"""What one run of a command costs: wall time, processor time, memory of the whole family of processes."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY_S = 0.05
MEGABYTE = 1_000_000


class RunFailedError(Exception):
    """A measured command has failed, or taken longer than it may."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall_s: float
    cpu_s: float  # of the process and all that it has waited for
    memory_mb: float  # at the highest; of the largest process alone where the family was not watched


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], limit_s: float, *, watch_memory: bool = False
) -> Cost:
    """Runs it to its end. Memory is watched only where that is asked for: looking takes time of its own."""
    with (folder / "told.txt").open("wb") as told:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
        )
        timer = threading.Timer(limit_s, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        watcher = _Watcher(process.pid) if watch_memory else None
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    highest = max(usage.ru_maxrss * 1024, watcher.stop() if watcher else 0)
    if process.returncode:
        why = f"took longer than {limit_s:.0f} s" if wall_s >= limit_s else f"ended with {process.returncode}"
        raise RunFailedError(f"{' '.join(command)} {why}:\n{(folder / 'told.txt').read_text()[-2000:]}")
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, highest / MEGABYTE)


class _Watcher:
    """Adds up the memory of a session's processes while they run; what they share is counted once (PSS, proc(5))."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.highest = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def stop(self) -> int:
        """The highest sum, in bytes; 0 on systems without /proc."""
        self.ended.set()
        self.thread.join()
        return self.highest

    def _look(self) -> None:
        while not self.ended.wait(LOOK_EVERY_S):
            self.highest = max(self.highest, sum(_shares(pid) for pid in members(self.session)))


def members(session: int) -> list[int]:
    """The processes of a session."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[3]) == session:
            found.append(int(entry.name))
    return found


def _shares(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
