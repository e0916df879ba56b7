"""What was promised, and what the tests have found of it: the table of `docs/reliability.md`.

A test that shows a promise is marked `@pytest.mark.promise(3)` and may tell a figure with the fixture `figure`:
`figure("500 random kills: 0 broken")`. `tests/conftest.py` collects them and writes the page after a run of everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PROMISES = {
    1: "Hostile content runs no script and leaves no structure, in pages, pictures, feeds, calendars and tables",
    2: "Every refused file: exit 1, its place and the reason; no traceback, no signal",
    3: "A kill at any moment leaves every file whole and no page without its assets; the next command mends",
    4: "A full disk, an I/O error, a folder that cannot be written: exit 3, one sentence, the old site as it was",
    5: "Two builds at once, a stale lock, a watcher beside a build: one whole result each",
    6: "The same bytes on any machine, in any order, with any Python",
    7: "An incremental build equals a clean one",
    8: "Watching never dies, and costs next to nothing",
    9: "Valid output: HTML, CSS, SVG, links and fragments, feeds, JSON",
    10: "Fuzzing of reading and prose: no crash, nothing over 5 s",
    11: "Tests that bite: mutations of the code are found",
    12: "Privacy: a page asks its own origin only, holds nothing inline, keeps to its weight",
    13: "Headers by the arithmetic of the Mozilla Observatory",
    14: "A build needs no network, no secret and no permission to write outside of its output",
    15: "Supply chain: hashes, a bill of materials, a threat model",
}
HEAD = """# What was promised, and what was found

Written by `make test-all`; do not edit. The last run of everything: {when}.

| # | promise | found | tests |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test. `outcome` is "passed", "failed" or "skipped"; `reason` says why it was skipped."""

    promise: int
    name: str
    outcome: str
    figures: tuple[str, ...] = ()
    reason: str = ""


def page(outcomes: Iterable[Outcome], when: str) -> str:
    """The page as Markdown, a row a promise; a promise without a test says so."""
    of: Mapping[int, list[Outcome]] = {number: [] for number in PROMISES}
    for one in outcomes:
        of[one.promise].append(one)
    return HEAD.format(when=when) + "".join(_row(number, of[number]) for number in PROMISES)


def _row(number: int, outcomes: list[Outcome]) -> str:
    found = dict.fromkeys(
        [
            *(f"**failed**: {one.name}" for one in outcomes if one.outcome == "failed"),
            *(figure for one in outcomes if one.outcome == "passed" for figure in one.figures),
            *(f"not run: {one.reason}" for one in outcomes if one.outcome == "skipped"),
        ]
    )
    passed = sum(one.outcome == "passed" for one in outcomes)
    words = "<br>".join(cell.replace("|", "\\|") for cell in found)
    share = f"{passed} of {len(outcomes)} passed" if outcomes else "none"
    return f"| {number} | {PROMISES[number]} | {words} | {share} |\n"
