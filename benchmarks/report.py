"""Measured figures as a table, as data, and as the results of benchmarks/README.md."""

import json
import os
import platform
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.measure import Cost
from benchmarks.weights import Weight

MARKS = ("<!-- results -->", "<!-- end of results -->")
CASES = {
    "cold": "cold build",
    "unchanged": "nothing changed",
    "edited": "one profile edited",
}
OURS, PLAIN, HUGO = "ours", "plain", "hugo"


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured at one size, by the name of the generator."""

    count: int
    versions: Mapping[str, str]
    costs: Mapping[str, Mapping[str, Sequence[Cost]]]  # by case; "memory" is the watched first build
    served_s: Mapping[str, Sequence[float]]
    sizes: Mapping[str, tuple[int, int]]  # files, bytes
    only_ours: Mapping[str, tuple[int, int]]
    search_s: float | None
    weights: Sequence[Weight]


@dataclass(frozen=True, slots=True)
class Results:
    machine: str
    runs: int
    sizes: list[Figures]


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio to Hugo that must be reached, or a limit of its own; `value` is None where it was not measured."""

    count: int
    what: str
    value: float | None
    at_most: float
    unit: str  # "×" of Hugo's, "×" of 1,000, "s"

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        return "reached" if self.value <= self.at_most else "missed"


def machine() -> str:
    """The machine in general words."""
    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    return f"{os.cpu_count()} cores, {memory} GB of memory, {platform.system()}, {platform.machine()}"


def wall_s(figures: Figures, maker: str, case: str) -> float | None:
    costs = figures.costs.get(maker, {}).get(case)
    return statistics.median(cost.wall_s for cost in costs) if costs else None


def served_s(figures: Figures, maker: str) -> float | None:
    times = figures.served_s.get(maker)
    return statistics.median(times) if times else None


def memory_mb(figures: Figures, maker: str) -> float | None:
    costs = figures.costs.get(maker, {}).get("memory")
    return costs[0].memory_mb if costs else None


def cpu_s(figures: Figures, maker: str) -> float | None:
    costs = figures.costs.get(maker, {}).get("cold")
    return statistics.median(cost.cpu_s for cost in costs) if costs else None


def output_bytes(figures: Figures, maker: str) -> float | None:
    return figures.sizes[maker][1] if maker in figures.sizes else None


def output_files(figures: Figures, maker: str) -> float | None:
    return figures.sizes[maker][0] if maker in figures.sizes else None


def ratio(value: float | None, base: float | None) -> float | None:
    return value / base if value is not None and base else None


# --- Tables -----------------------------------------------------------------------------------------------------------


def table(figures: Figures) -> str:
    """Markdown: a row for each thing measured and each generator, beside it the ratio to Hugo's full, cold build."""
    makers = list(figures.versions)
    base = wall_s(figures, HUGO, "cold")
    lines = [
        f"### {figures.count:,} programs",
        "",
        "| | " + " | ".join(figures.versions.values()) + " | ours to Hugo | the same work to Hugo |",
    ]
    lines += ["|---|" + "---|" * (len(makers) + 2)]
    for case, label in CASES.items():
        cells = [_spread([cost.wall_s for cost in figures.costs[maker].get(case, ())]) for maker in makers]
        lines.append(_line(f"{label}, s", cells, *(ratio(wall_s(figures, m, case), base) for m in (OURS, PLAIN))))
    cells = [_spread(figures.served_s.get(maker, ())) for maker in makers]
    served = ratio(served_s(figures, OURS), served_s(figures, HUGO))
    lines.append(_line("edit to reloaded page, s", cells, served, None))
    cpu = [_spread([cost.cpu_s for cost in figures.costs[maker].get("cold", ())]) for maker in makers]
    lines.append(_line("cold build, processor seconds", cpu, *_to_hugo(figures, cpu_s)))
    memory = [memory_mb(figures, maker) for maker in makers]
    cells = [f"{value:,.0f}" if value else "–" for value in memory]
    lines.append(_line("peak memory, MB", cells, *_to_hugo(figures, memory_mb)))
    sizes = [figures.sizes[maker] for maker in makers]
    lines.append(_line("output, MB", [f"{size / 1e6:,.1f}" for _, size in sizes], *_to_hugo(figures, output_bytes)))
    lines.append(_line("output, files", [f"{files:,}" for files, _ in sizes], *_to_hugo(figures, output_files)))
    return "\n".join([*lines, "", _note(figures), ""])


def _line(label: str, cells: Sequence[str], *shares: float | None) -> str:
    told = ("–" if share is None else f"{share:.2f} ×" for share in shares)
    return f"| {label} | {' | '.join(cells)} | {' | '.join(told)} |"


def _to_hugo(figures: Figures, value: Callable[[Figures, str], float | None]) -> list[float | None]:
    """Of ours, whole and without what only ours makes."""
    return [ratio(value(figures, maker), value(figures, HUGO)) for maker in (OURS, PLAIN)]


def _spread(values: Sequence[float]) -> str:
    """The median, and the least and the most."""
    if not values:
        return "–"
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _note(figures: Figures) -> str:
    """What ours makes and the others do not."""
    extra = ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, (_, size) in figures.only_ours.items())
    search = f" The search index alone takes {figures.search_s:.2f} s." if figures.search_s else ""
    left = figures.sizes[OURS][1] - sum(size for _, size in figures.only_ours.values())
    return f"Only ours makes: {extra}; without them its output is {left / 1e6:,.1f} MB.{search}"


def targets(results: Results) -> list[Target]:
    """What is to be reached, with what was measured."""
    at = {figures.count: figures for figures in results.sizes}
    found = []
    limits = {100: (1.3, 0.6), 1_000: (0.9, 0.12)}
    for count, (cold, edited) in limits.items():
        if count in at and HUGO in at[count].costs:
            found += _against_hugo(at[count], cold, edited)
    if 10_000 in at:
        found += _at_scale(at[10_000], at.get(1_000))
    return found


def _against_hugo(figures: Figures, cold: float, edited: float) -> list[Target]:
    """On the same work; where nothing has changed the whole of ours counts."""
    count, base = figures.count, wall_s(figures, HUGO, "cold")
    served = served_s(figures, OURS)
    of_memory = ratio(memory_mb(figures, PLAIN), memory_mb(figures, HUGO))
    return [
        Target(count, "cold build", ratio(wall_s(figures, PLAIN, "cold"), base), cold, "× Hugo"),
        Target(count, "nothing changed", ratio(wall_s(figures, OURS, "unchanged"), base), 0.06, "× Hugo, full"),
        Target(count, "one profile edited", ratio(wall_s(figures, PLAIN, "edited"), base), edited, "× Hugo, full"),
        Target(count, "edit to reloaded page", ratio(served, served_s(figures, HUGO)), 0.5, "× Hugo"),
        Target(count, "edit to reloaded page", served, 0.25, "s"),
        Target(count, "peak memory", of_memory, 0.5, "× Hugo"),
    ]


def _at_scale(figures: Figures, smaller: Figures | None) -> list[Target]:
    count = figures.count
    found = [
        Target(
            count, "cold build", ratio(wall_s(figures, PLAIN, "cold"), wall_s(figures, HUGO, "cold")), 0.9, "× Hugo"
        ),
        Target(count, "one profile edited", wall_s(figures, PLAIN, "edited"), 2.0, "s"),
    ]
    if smaller is not None:
        share = smaller.count / count
        time = ratio(wall_s(figures, PLAIN, "cold"), wall_s(smaller, PLAIN, "cold"))
        memory = ratio(memory_mb(figures, PLAIN), memory_mb(smaller, PLAIN))
        found += [
            Target(count, "time per profile", time and time * share, 1.15, f"× at {smaller.count:,}"),
            Target(count, "memory per profile", memory and memory * share, 1.15, f"× at {smaller.count:,}"),
        ]
    return found


def verdicts(results: Results) -> str:
    lines = ["| programs | | to reach | measured | |", "|---|---|---|---|---|"]
    for one in targets(results):
        measured = "–" if one.value is None else f"{one.value:.2f} {one.unit}"
        lines.append(
            f"| {one.count:,} | {one.what} | at most {one.at_most:g} {one.unit} | {measured} | {one.verdict} |"
        )
    return "\n".join([*lines, ""])


def page_weights(figures: Figures) -> str:
    lines = [f"Page weights at {figures.count:,} programs, in kB:", ""]
    lines += ["| page | HTML | HTML, gzip | styles, scripts, images, gzip |", "|---|---|---|---|"]
    for one in figures.weights:
        sizes = (one.html_bytes, one.html_gzip_bytes, one.beside_gzip_bytes)
        lines.append(f"| {one.page} | " + " | ".join(f"{size / 1000:,.1f}" for size in sizes) + " |")
    return "\n".join([*lines, ""])


# --- Files ------------------------------------------------------------------------------------------------------------


def as_data(results: Results) -> dict[str, object]:
    """All runs, not only the medians."""
    return {**asdict(results), "targets": [{**asdict(one), "verdict": one.verdict} for one in targets(results)]}


def earlier(file: Path) -> Results:
    """What `as_data` told the last time."""
    told = json.loads(file.read_text())
    return TypeAdapter(Results).validate_python({field.name: told[field.name] for field in fields(Results)})


def put_into(readme: Path, results: Results) -> None:
    """Writes the results between their marks."""
    before, _, rest = readme.read_text().partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    said = [
        f"{results.machine}; medians of {results.runs} runs, in brackets the least and the most.",
        "",
        verdicts(results),
    ]
    for figures in results.sizes:
        said += [table(figures), page_weights(figures)]
    readme.write_text(f"{before}{MARKS[0]}\n\n" + "\n".join(said) + f"\n{MARKS[1]}{after}")
