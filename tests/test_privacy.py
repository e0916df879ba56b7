"""The proof of privacy: what it finds in a file, and that a build that finds anything publishes nothing."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from explainer.problems import BrokenPromiseError
from explainer.view.privacy import LinkedHost, Weight
from explainer.write import privacy
from tests import built
from tests.built import ROOT

CASES = ROOT / "tests" / "cases" / "privacy.txt"
BIKES = ROOT / "tests" / "topics" / "bikes"
NO_POLICY = f"no policy that begins with {privacy.POLICY}"
PAGE = b"""<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'">"""


def cases() -> dict[str, tuple[str, str, list[str]]]:
    """The name of the file, its content and the faults, by title."""
    found = {}
    for block in CASES.read_text("utf-8").split("=== ")[1:]:
        title, file, faults = block.split("\n--- ")
        name, _, content = file.partition("\n")
        found[title] = name, content, faults.splitlines()[1:]
    return {
        title: (name, content, [line for line in faults if line]) for title, (name, content, faults) in found.items()
    }


def inspected(files: Mapping[str, bytes]) -> dict[str, privacy.Inspected]:
    return {path: one for path, content in files.items() if (one := privacy.inspected(path, content))}


@pytest.mark.promise(12)
@pytest.mark.parametrize("title", cases())
def test_what_a_file_holds_is_found(title: str) -> None:
    name, content, faults = cases()[title]
    found = privacy.inspected(name, content.encode())
    assert found is not None
    assert list(found.faults) == [*faults, *([NO_POLICY] if name.endswith(".html") else [])]


def test_a_page_needs_its_policy() -> None:
    assert privacy.inspected("a.html", PAGE) == privacy.Inspected(len(PAGE))
    loose = privacy.inspected("a.html", PAGE.replace(b"default-src 'none'", b"default-src 'self'"))
    assert loose is not None
    assert loose.faults == (NO_POLICY,)


def test_files_that_no_browser_runs_are_not_looked_into() -> None:
    assert [privacy.inspected(name, b"<script>") for name in ("feed.xml", "a.json", "a.csv", "a.wasm")] == [None] * 4


def test_every_fault_is_told_up_to_twenty() -> None:
    one = privacy.Inspected(1, tuple(f"fault {number}" for number in range(25)))
    with pytest.raises(BrokenPromiseError) as error:
        privacy.refuse({"a.html": one, "b.html": privacy.Inspected(1)})
    first, *lines = str(error.value).splitlines()
    assert first == "the site would break its promise to readers, so nothing was written (and 5 more):"
    assert lines == [f"  a.html: fault {number}" for number in range(20)]


def test_the_heaviest_page_of_a_kind_is_weighed_with_what_it_asks_for() -> None:
    small = PAGE + b'<a href="https://other.example/x">x</a><a href="https://own.example/">x</a>'
    files = {
        "programs/a/index.html": small,
        "programs/b/index.html": small + b'<link rel="stylesheet" href="../../assets/s.css">',
        "assets/s.css": b"a{}" * 1000,
    }
    shown = privacy.proof(inspected(files), files.__getitem__, 2, "own.example")
    (weight,) = shown.weights
    assert (weight.kind, weight.address, weight.most) == ("/programs/*/", "/programs/b/", 60_000)
    assert len(files["programs/b/index.html"]) // 3 < weight.compressed < weight.plain + 100
    assert shown.hosts == (LinkedHost("other.example", 2),)


def test_a_page_over_its_weight_is_refused() -> None:
    noise = "".join(f"{number * 7919 % 100_003:x} " for number in range(40_000)).encode()
    files = {"programs/a/index.html": PAGE + noise, "sources/index.html": PAGE + noise}
    with pytest.raises(BrokenPromiseError) as error:
        privacy.proof(inspected(files), files.__getitem__, 2, "own.example")
    assert str(error.value).splitlines()[1:] == ["  /programs/a/: 105 of at most 60 kB: shorten it, or split it"]


def test_a_list_of_very_many_programs_may_be_longer() -> None:
    files = {"sources/index.html": PAGE}
    for programs, most in ((2, 150_000), (30, 150_000), (1000, 5_000_000)):
        (weight,) = privacy.proof(inspected(files), files.__getitem__, programs, "").weights
        assert weight == Weight("/sources/", "/sources/", len(PAGE), weight.compressed, most)


@pytest.mark.promise(12)
def test_a_build_with_a_fault_ends_with_a_sentence_and_writes_nothing(tmp_path: Path) -> None:
    for name in ("explainer", "templates", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    layout = tmp_path / "templates" / "glossary.html"
    layout.write_text(layout.read_text("utf-8").replace("</h1>", '</h1><img src="https://evil.example/p.gif">', 1))
    shutil.copy(ROOT / "build.py", tmp_path)
    command = [sys.executable, tmp_path / "build.py", "build", "--content", BIKES, "--out", tmp_path / "site"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        3,
        "build.py: the site would break its promise to readers, so nothing was written:\n"
        '  glossary/index.html: a request to another origin: <img src="https://evil.example/p.gif">\n',
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.promise(12)
def test_the_figures_are_those_of_the_site(bikes: Path, figure: Callable[[str], None]) -> None:
    told = json.loads((bikes / "privacy.json").read_bytes())
    pages = built.pages(bikes)
    assert told["looked_at"]["pages"] == len(pages) - 1  # all but the page that tells it
    assert set(told["found"].values()) == {0}
    assert all(one["compressed_kb"] <= one["at_most_kb"] for one in told["heaviest"])
    linked = {link.split("/")[2] for address, one in pages.items() for link in one.links if link.startswith("http")}
    assert {one["host"] for one in told["linked_hosts"]} == linked - {"bikes.example"}
    assert f"{told['looked_at']['pages']} pages" in pages["/privacy/"].text
    figure(
        f"a build looks into every page, picture, style and script: 0 faults in {len(pages)} pages of the test topic"
    )
