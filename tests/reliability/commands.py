"""The generator as any machine may call it: measured, from a copy with a fault planted, or with fewer rights.

These tests know the command line and nothing behind it, so that they hold whatever a build does inside.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.built import ROOT, TODAY_EPOCH

BIKES = ROOT / "tests" / "topics" / "bikes"
TIMEOUT_S = 120
MOST_ADDRESSES = 8 << 30  # bytes that a process may map: a run-away ends there and not with the machine
METER = f"""
import os, resource, sys
child = os.fork()
if not child:
    resource.setrlimit(resource.RLIMIT_AS, ({MOST_ADDRESSES}, {MOST_ADDRESSES}))
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a call. A negative status is the signal that ended it."""

    status: int
    said: str
    seconds: float  # of processor time, all processes together: a busy machine is nobody's fault
    megabytes: float  # of memory, of the largest process

    @property
    def is_crash(self) -> bool:
        return self.status not in (0, 1, 2, 3) or "Traceback" in self.said


def command(*arguments: str | Path, root: Path = ROOT, python: str = sys.executable) -> list[str]:
    return [python, "-B", *map(str, (root / "build.py", *arguments))]


def environment(**given: str) -> dict[str, str]:
    """The present one, on the 24th of November 2026."""
    return {**os.environ, "SOURCE_DATE_EPOCH": TODAY_EPOCH, **given}


def measured(called: Sequence[str]) -> Ended:
    """Runs it to its end. A process of its own waits for it: what a test holds in memory would count otherwise."""
    meter = [sys.executable, "-I", "-S", "-c", METER, *called]
    done = subprocess.run(
        meter,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=TIMEOUT_S,
    )
    *said, figures = done.stderr.decode(errors="replace").splitlines(keepends=True)
    status, seconds, kilobytes = figures.split()
    printed = done.stdout.decode(errors="replace") + "".join(said)
    return Ended(int(status), printed, float(seconds), int(kilobytes) / 1000)


def planted(folder: Path, module: str, fault: str) -> Path:
    """A copy of the generator with these lines at the end of one module; the root of the copy."""
    for part in ("explainer", "templates", "assets"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", folder)
    with (folder / "explainer" / module).open("a") as file:
        file.write(fault)
    return folder


@cache
def unprivileged() -> tuple[str, ...]:
    """What stands before a command so that the rights of files hold for it; nothing where they hold anyway."""
    if os.geteuid():
        return ()
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
