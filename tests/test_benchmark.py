"""The benchmark: its content is always the same, and it finds a fact that a site does not show."""

import json
from pathlib import Path

import pytest

from benchmarks import report, same
from benchmarks.makers import Maker, edited, hugo, ours
from benchmarks.measure import Cost, RunFailedError, run
from benchmarks.peers import program_page
from benchmarks.plot import plot
from benchmarks.profiles import facts, profile
from benchmarks.report import Figures, Results

COUNT = 3


def built(maker: Maker | None) -> Path:
    if maker is None:
        pytest.skip("Hugo is not installed: make bench installs it")
    run(maker.build, maker.folder, maker.environment, 300)
    return maker.out


@pytest.mark.slow
def test_hugo_shows_the_same_facts_as_ours(tmp_path: Path) -> None:
    sites = {"hugo": built(hugo(tmp_path / "hugo", COUNT)), "ours": built(ours(tmp_path / "ours", COUNT))}
    assert same.differences(sites, COUNT) == []
    page = sites["hugo"] / "programs" / "program-00001" / "index.html"
    page.write_text(
        page.read_text().replace('<span class="value">Pilot</span> <a', '<span class="value">Open</span> <a')
    )
    claims = [claim for claim in profile(1).claims if claim.value == "pilot"]
    assert same.differences(sites, COUNT) == [
        f"hugo: program-00001#status-{claim.date} does not show 'Pilot'" for claim in claims
    ]


def test_the_same_facts_stand_in_both_formats_and_an_edit_changes_both() -> None:
    one = profile(7)
    for page in (facts(one) + one.prose, program_page(one)):
        assert [c.note for c in one.claims if c.note not in page] == []
        assert [e.text for e in one.events if e.text not in page] == []
    after = edited(one, "quickly")
    assert [page.count("quickly") for page in (facts(after), after.prose, program_page(after))] == [1, 1, 2]


def test_a_run_tells_what_it_cost_and_fails_with_what_was_said(tmp_path: Path) -> None:
    cost = run(("sh", "-c", "sleep 0.1"), tmp_path, {}, 10)
    assert 0.1 <= cost.wall_s < 5
    assert cost.cpu_s < cost.wall_s
    assert cost.memory_mb > 0
    with pytest.raises(RunFailedError, match=r"(?s)ended with 3:.*no content"):
        run(("sh", "-c", "echo no content; exit 3"), tmp_path, {}, 10)
    with pytest.raises(RunFailedError, match="took longer than 0 s"):
        run(("sleep", "9"), tmp_path, {}, 0.2)


def figures(ours_s: float, hugo_s: float) -> Figures:
    """1,000 programs, each run of a generator taking equally long."""
    costs = {
        name: {case: [Cost(wall_s, wall_s, 200.0)] * 3 for case in ("memory", "cold", "unchanged", "edited")}
        for name, wall_s in (("ours", ours_s), ("plain", ours_s / 2), ("hugo", hugo_s))
    }
    sizes = {"ours": (30, 5_000_000), "plain": (25, 4_000_000), "hugo": (20, 4_000_000)}
    only = {"SQLite": (1, 500_000)}
    versions = {"ours": "Ours 1", "plain": "Plain 1", "hugo": "Hugo 2"}
    return Figures(1_000, versions, costs, {"ours": [0.2]}, sizes, only, 0.5, ())


def test_the_table_sets_ours_against_hugo() -> None:
    assert report.table(figures(1.0, 4.0)).splitlines() == [
        "### 1,000 programs",
        "",
        "| | Ours 1 | Plain 1 | Hugo 2 | ours to Hugo | the same work to Hugo |",
        "|---|---|---|---|---|---|",
        "| cold build, s | 1.00 (1.00 to 1.00) | 0.50 (0.50 to 0.50) | 4.00 (4.00 to 4.00) | 0.25 × | 0.12 × |",
        "| nothing changed, s | 1.00 (1.00 to 1.00) | 0.50 (0.50 to 0.50) | 4.00 (4.00 to 4.00) | 0.25 × | 0.12 × |",
        "| one profile edited, s | 1.00 (1.00 to 1.00) | 0.50 (0.50 to 0.50) | 4.00 (4.00 to 4.00) | 0.25 × | 0.12 × |",
        "| edit to reloaded page, s | 0.20 (0.20 to 0.20) | – | – | – | – |",
        "| cold build, processor seconds | 1.00 (1.00 to 1.00) | 0.50 (0.50 to 0.50) | 4.00 (4.00 to 4.00) "
        "| 0.25 × | 0.12 × |",
        "| peak memory, MB | 200 | 200 | 200 | 1.00 × | 1.00 × |",
        "| output, MB | 5.0 | 4.0 | 4.0 | 1.25 × | 1.00 × |",
        "| output, files | 30 | 25 | 20 | 1.50 × | 1.25 × |",
        "",
        "Only ours makes: SQLite 0.5 MB; without them its output is 4.5 MB. The search index alone takes 0.50 s.",
    ]


def test_what_was_told_of_a_run_is_known_again(tmp_path: Path) -> None:
    told = json.dumps(report.as_data(Results("2 cores", 3, [figures(1.0, 4.0)])))
    (tmp_path / "results.json").write_text(told)
    assert json.dumps(report.as_data(report.earlier(tmp_path / "results.json"))) == told


def test_a_target_is_reached_missed_or_not_measured() -> None:
    results = Results("2 cores", 3, [figures(1.0, 4.0)])
    assert [(one.what, one.value, one.verdict) for one in report.targets(results)] == [
        ("cold build", 0.125, "reached"),
        ("nothing changed", 0.25, "missed"),
        ("one profile edited", 0.125, "missed"),
        ("edit to reloaded page", None, "not measured"),
        ("edit to reloaded page", 0.2, "reached"),
        ("peak memory", 1.0, "missed"),
    ]
    assert all(name in plot(results) for name in ("this generator", "the same work", "Hugo 2"))
    assert "1,000 programs, 2 cores" in plot(results)
