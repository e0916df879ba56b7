"""How long the frames of a timeline last while a hand moves along it and looks closer, beside TimelineJS3.

Usage: python -m benchmarks.timeline DIST, the folder `dist` of the npm package `@knight-lab/timelinejs`.
In: 40 programs with 500 events, the same for both, served from this machine. Out: a table for README.md. `frame` is the
time between two frames as the page sees it, `work` the processor time of one task of the page's main thread.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from statistics import median

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.profiles import Profile, facts, profile, write_content
from tests.browser import rig

ROOT = Path(__file__).parent.parent
PROGRAMS, EVENTS, ROUNDS, MOVES = 40, 500, 5, 60
TOO_LONG_MS = 50

COUNT_FRAMES = """() => { window.frames_ms = []; let last = performance.now();
    const next = now => { frames_ms.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next); }"""
PEER = """<!doctype html><html lang="en"><meta charset="utf-8"><title>TimelineJS3</title>
<link rel="stylesheet" href="dist/css/timeline.css"><script src="dist/js/timeline.js"></script>
<div id="timeline" style="width: 100%; height: 2000px"></div>
<script>fetch("events.json").then(answer => answer.json()).then(all => {
  window.timeline = new TL.Timeline("timeline", all, {hash_bookmark: false});
  timeline.on("loaded", () => { window.is_loaded = true; }); });</script>"""


@dataclass(frozen=True, slots=True)
class Rival:
    """`lane` is what a hand takes hold of, `closer` and `farther` the buttons of its zoom, `place` where it now is."""

    name: str
    address: str
    ready: str
    lane: str
    closer: str
    farther: str
    place: str


OURS = Rival(
    "this site",
    "/site/timeline/",
    ready="document.querySelector('[data-controls] button') !== null",
    lane=".lane-drawing[viewBox] >> nth=1",
    closer="button:text('Closer')",
    farther="button:text('Farther')",
    place="document.querySelector('.lane-drawing[viewBox]').getAttribute('viewBox')",
)
THEIRS = Rival(
    "TimelineJS3",
    "/peer/",
    ready="window.is_loaded === true",
    lane=".tl-timenav",
    closer=".tl-menubar-button:has(.tl-icon-zoom-in)",
    farther=".tl-menubar-button:has(.tl-icon-zoom-out)",
    place="document.querySelector('.tl-timenav-slider').style.left",
)


@dataclass(frozen=True, slots=True)
class Measured:
    frame_ms: float  # the longest
    usual_ms: float
    too_long: int
    work_ms: float  # the longest task


def profiles() -> Iterator[Profile]:
    """The measured programs with as many more events as make 500 in all."""
    for number in range(PROGRAMS):
        one, other = profile(number), profile(number + 1000)
        wanted = EVENTS * (number + 1) // PROGRAMS - EVENTS * number // PROGRAMS
        more = (replace(event, source=one.sources[0].id) for event in other.events[: wanted - len(one.events)])
        yield replace(one, events=(*one.events, *more))


def write_sites(folder: Path, dist: Path) -> None:
    """Both rivals beside each other: `site/` and `peer/`."""
    write_content(folder / "content", PROGRAMS)
    every = list(profiles())
    for one in every:
        (folder / "content" / "programs" / f"{one.id}.yaml").write_text(facts(one))
    command = [sys.executable, ROOT / "build.py", "build", "--content", folder / "content", "--out", folder / "site"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    copytree(dist, folder / "peer" / "dist")
    (folder / "peer" / "index.html").write_text(PEER)
    slides = [_slide(one, place) for one in every for place in range(len(one.events))]
    (folder / "peer" / "events.json").write_text(json.dumps({"events": slides}))


def _slide(one: Profile, place: int) -> dict[str, object]:
    event = one.events[place]
    year, month, day = event.date.split("-")
    start = {"year": year, "month": month, "day": day}
    return {"start_date": start, "text": {"headline": event.title, "text": event.text}, "group": one.title}


def watched(browser: Browser, page: Page, act: Callable[[], None]) -> Measured:
    """What was measured while the hand moved, and until it all came to rest."""
    browser.start_tracing(page=page, categories=["toplevel", "disabled-by-default-devtools.timeline"])
    page.evaluate(COUNT_FRAMES)
    act()
    page.wait_for_timeout(400)
    frames: list[float] = page.evaluate("frames_ms.slice(1)")
    page.evaluate("() => { frames_ms = { push() {} } }")
    work = max(_tasks_ms(browser.stop_tracing()), default=0)
    return Measured(max(frames), median(frames), sum(frame > TOO_LONG_MS for frame in frames), work)


def _tasks_ms(trace: bytes) -> Iterator[float]:
    """Processor time of each task of the page's main thread (Trace Event Format, `tdur` in microseconds)."""
    events = json.loads(trace)["traceEvents"]
    mains = {(e["pid"], e["tid"]) for e in events
             if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"}  # fmt: skip
    for event in events:
        if "RunTask" in event["name"] and (event["pid"], event["tid"]) in mains:
            yield event.get("tdur", 0) / 1000


def pan(page: Page, lane: Locator) -> None:
    """A hand takes hold of the lane and moves it to and fro."""
    lane.evaluate("lane => lane.scrollIntoView()")
    box = lane.bounding_box()
    assert box
    middle, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 300)
    page.mouse.move(middle, y)
    page.mouse.down()
    for step in range(MOVES):
        page.mouse.move(middle - (8 * step if step < MOVES / 2 else 6 * MOVES - 4 * step), y)
    page.mouse.up()


def zoom(page: Page, rival: Rival) -> None:
    for name in (rival.closer, rival.closer, rival.farther, rival.farther):
        page.locator(name).first.click()


def measure(browser: Browser, origin: str, rival: Rival) -> dict[str, Measured]:
    with rig.opened(browser, origin + rival.address) as page:
        page.wait_for_function(rival.ready)
        page.locator(rival.closer).first.click(click_count=2)  # else there is nowhere to move to
        page.wait_for_timeout(1500)
        before = page.evaluate(rival.place)
        panned = watched(browser, page, lambda: pan(page, page.locator(rival.lane)))
        assert page.evaluate(rival.place) != before, f"{rival.name} did not move"
        return {"moving": panned, "closer, farther": watched(browser, page, lambda: zoom(page, rival))}


def main(dist: Path) -> None:
    found = subprocess.run([ROOT / "tools" / "browser"], capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        write_sites(Path(made), dist)
        browser = playwright.chromium.launch(executable_path=found, args=rig.ARGUMENTS)
        with rig.served(Path(made)) as origin:
            rounds = [(rival, measure(browser, origin, rival)) for _ in range(ROUNDS) for rival in (OURS, THEIRS)]
        browser.close()
    sys.stdout.writelines(table(rounds))


def table(rounds: Sequence[tuple[Rival, Mapping[str, Measured]]]) -> Iterator[str]:
    """Medians of all rounds, as Markdown."""
    yield "| | longest frame, ms | usual frame, ms | frames over 50 ms | longest work, ms |\n"
    yield "|---|---:|---:|---:|---:|\n"
    for act in rounds[0][1]:
        for rival in (OURS, THEIRS):
            seen = [one[act] for who, one in rounds if who is rival]
            longest, usual = median(one.frame_ms for one in seen), median(one.usual_ms for one in seen)
            too_long, work = median(one.too_long for one in seen), median(one.work_ms for one in seen)
            yield f"| {act}: {rival.name} | {longest:.0f} | {usual:.1f} | {too_long:.0f} | {work:.1f} |\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
