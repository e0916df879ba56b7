"""Promise 8: whoever watches is ended by no save, builds once or twice for many, and rests in between."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.reliability.commands import BIKES, ROOT, command, environment, planted
from tests.reliability.hostile import PAGES, SHEETS

FILES, SAVES = 500, 100
MOST_BUILDS, MOST_AT_REST = 2, 0.01  # of a core
QUIET_S, REST_S, WAIT_S = 4.0, 10.0, 240.0
BUSY_S = 0.3  # of processor time, while it should be quiet
PAGE = "---\ntitle: Page {number}\nsummary: The {word} page of this number.\n---\nSome words.\n"
_ENDED = re.compile(r"^(?:ready; )?(?:no problems|\d+ errors?, \d+ warnings?)$|^Traceback", flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Watcher:
    """A running `serve`, seen from outside: by what it prints, answers and spends."""

    process: subprocess.Popen[bytes]
    log: Path
    address: str

    @property
    def builds(self) -> int:
        return len(_ENDED.findall(self.log.read_text(errors="replace")))

    @property
    def spent_s(self) -> float:
        """Processor time of it and of what it has started and waited for."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    @property
    def is_alive(self) -> bool:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200 and self.process.poll() is None
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def builds_after(self, before: int) -> int:
        """How many builds there have been since there were so many, when it has come to rest; at least one, or it has
        seen nothing in all the time."""
        deadline = time.monotonic() + WAIT_S
        seen, spent, since = self.builds, self.spent_s, time.monotonic()
        while time.monotonic() < deadline and self.process.poll() is None:
            time.sleep(0.1)
            if self.builds != seen or self.spent_s - spent > BUSY_S:
                seen, spent, since = self.builds, self.spent_s, time.monotonic()
            elif seen > before and time.monotonic() - since > QUIET_S:
                break
        return self.builds - before


@contextmanager
def watching(content: Path, log: Path, root: Path = ROOT) -> Iterator[Watcher]:
    """From its first build on."""
    with log.open("wb") as file:
        called = command("serve", "--content", content, "--port", "0", root=root)
        process = subprocess.Popen(called, cwd=ROOT, env=environment(), stdout=file, stderr=subprocess.STDOUT)
    try:
        while not (said := log.read_text()):
            time.sleep(0.05)
        watcher = Watcher(process, log, said.split()[0])
        watcher.builds_after(0)
        yield watcher
    finally:
        process.kill()
        process.wait()


def grown(folder: Path, number: int) -> Path:
    """The test topic with so many pages more, in a repository; on its branch `other` each of them differs."""
    content = shutil.copytree(BIKES, folder / "content")
    git = ("git", "-C", content, "-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "gc.auto=0")
    subprocess.run([*git, "init", "--quiet", "--initial-branch", "one"], check=True)
    for branch in ("one", "other"):
        subprocess.run([*git, "checkout", "--quiet", "-B", branch], check=True)
        for one in range(number):
            (content / "pages" / f"page-{one}.md").write_text(PAGE.format(number=one, word=branch))
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message", branch], check=True)
    subprocess.run([*git, "checkout", "--quiet", "one"], check=True)
    return content


# --- What may befall a folder that is watched -----------------------------------------------------------------------


def save_in_a_burst(content: Path) -> None:
    for number in range(SAVES):
        (content / "pages" / "how-we-count.md").write_text(PAGE.format(number=number, word="saved"))
        time.sleep(0.005)


def break_in_a_burst(content: Path) -> None:
    """Each save is another hostile file."""
    hostile = list(chain(SHEETS.values(), PAGES.values()))
    for number in range(SAVES):
        text = hostile[number % len(hostile)]
        (content / "programs" / "old-town.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        time.sleep(0.005)


def delete_all_programs(content: Path) -> None:
    shutil.rmtree(content / "programs")


def delete_everything(content: Path) -> None:
    for path in content.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def switch(content: Path, branch: str) -> None:
    subprocess.run(["git", "-C", content, "checkout", "--quiet", "--force", branch], check=True)


EVENTS: dict[str, Callable[[Path], None]] = {
    f"{SAVES} saves": save_in_a_burst,
    f"{SAVES} broken saves": break_in_a_burst,
    "it mended": lambda content: switch(content, "one"),
    "all programs deleted": delete_all_programs,
    "everything deleted": delete_everything,
    "everything back": lambda content: switch(content, "one"),
    "another branch": lambda content: switch(content, "other"),
}


def faults(watcher: Watcher, content: Path) -> Iterator[str]:
    """What is not as promised in all that may befall it."""
    for name, befall in EVENTS.items():
        before = watcher.builds
        befall(content)
        builds = watcher.builds_after(before)
        if not 1 <= builds <= MOST_BUILDS:
            yield f"{name}: {builds} builds"
        if not watcher.is_alive:
            yield f"{name}: it is dead"
            return
    if "Traceback" in watcher.log.read_text(errors="replace"):
        yield "a crash"
    before_s = watcher.spent_s
    time.sleep(REST_S)
    share = (watcher.spent_s - before_s) / REST_S
    if share > MOST_AT_REST:
        yield f"at rest: {share:.1%} of a core"


@pytest.mark.slow
@pytest.mark.promise(8)
def test_a_watcher_of_500_files_outlives_all_and_rests(tmp_path: Path, figure: Callable[[str], None]) -> None:
    content = grown(tmp_path, FILES)
    with watching(content, tmp_path / "log") as watcher:
        assert list(faults(watcher, content)) == []
    figure(f"{FILES} files: {SAVES} saves, {SAVES} broken ones, deletions, a change of branch: at most two builds each")
    figure(f"{FILES} files at rest: at most a hundredth of a core")


@pytest.mark.slow
@pytest.mark.promise(8)
def test_a_hundred_broken_saves_one_by_one_do_not_end_it(tmp_path: Path, figure: Callable[[str], None]) -> None:
    content = grown(tmp_path, 0)
    hostile = list(chain(SHEETS.values(), PAGES.values()))[:SAVES]
    with watching(content, tmp_path / "log") as watcher:
        for text in hostile:
            (content / "programs" / "old-town.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
            time.sleep(0.6)
        watcher.builds_after(0)
        switch(content, "one")
        watcher.builds_after(watcher.builds)
        assert watcher.is_alive
        said = watcher.log.read_text(errors="replace")
    assert "Traceback" not in said
    assert re.fullmatch(r"ready; .*", said.splitlines()[-1])
    assert watcher.builds > SAVES // 4
    figure(f"{len(hostile)} broken saves, one by one: it lives, and shows what is mended")


ONE_BY_ONE = """
async def watch(folders, changed):
    roots = tuple(folders)
    seen = snapshot(roots)
    await changed()
    while True:
        await asyncio.sleep(0.4)
        now = snapshot(roots)
        for path in now.keys() | seen.keys():
            if now.get(path) != seen.get(path):
                await changed()
        seen = now
"""
FAULTS = {
    "it builds for every file": ("work/watch.py", ONE_BY_ONE, "builds"),
    "it looks without a pause": ("work/watch.py", "AT_LEAST_S = AT_MOST_S = 0.02", "at rest"),
    "a mistake ends it": (
        "work/serve.py",
        "async def _outcome(worker, build, address):\n    built = build(address)\n"
        "    if built.files is None:\n        import os\n        os._exit(1)\n    return built",
        "it is dead",
    ),
    "it looks once": ("work/watch.py", "async def watch(folders, changed):\n    await changed()", "0 builds"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, code, expected = FAULTS[fault]
    monkeypatch.setattr("tests.reliability.test_watching.WAIT_S", 60.0)
    root = planted(tmp_path / "root", module, f"\n{code}\n")
    content = grown(tmp_path, 30)
    with watching(content, tmp_path / "log", root) as watcher:
        assert any(expected in found for found in faults(watcher, content))
