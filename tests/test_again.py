"""What is kept from one build to the next never shows: the site is the one that a clean build makes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time_ns
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from explainer.read import read
from explainer.read.document import Document
from explainer.read.memory import Memory
from explainer.read.program import program
from explainer.work.again import Again
from explainer.work.whole import whole
from explainer.write import batches, cache
from explainer.write.build import build
from explainer.write.site import files
from tests.built import ROOT

TODAY = date(2026, 11, 24)
BIKES = ROOT / "tests" / "topics" / "bikes"
ADDRESS = "http://127.0.0.1:8000/"

texts = st.sampled_from(
    sorted(path.relative_to(BIKES).as_posix() for path in BIKES.rglob("*") if path.suffix in (".yaml", ".md"))
)
words = st.sampled_from(("Town", "2016", "open", "status", "sources", "title", "- ", "  ", '"', "[@", "\n", "#"))


class Writing(RuleBasedStateMachine):
    """Somebody writes: edits, adds, renames, removes, breaks and mends. After each step the folder is read twice."""

    def __init__(self) -> None:
        super().__init__()
        self.room = TemporaryDirectory()
        self.folder = Path(self.room.name) / "content"
        shutil.copytree(BIKES, self.folder)
        self.memory = Memory()

    def teardown(self) -> None:
        self.room.cleanup()

    def there(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.is_file() else None

    @rule(name=texts, old=words, new=words)
    def edit(self, name: str, old: str, new: str) -> None:
        if path := self.there(name):
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    @rule(name=texts)
    def remove(self, name: str) -> None:
        if path := self.there(name):
            path.unlink()

    @rule(name=texts)
    def mend(self, name: str) -> None:
        shutil.copy(BIKES / name, self.folder / name)

    @rule(name=texts, id=st.sampled_from(("tram", "velo-two", "A B")))
    def rename(self, name: str, id: str) -> None:
        if path := self.there(name):
            path.rename(path.with_stem(id))

    @rule(name=texts, id=st.sampled_from(("tram", "velo-two")))
    def add(self, name: str, id: str) -> None:
        if path := self.there(name):
            shutil.copy(path, path.with_stem(id))

    @invariant()
    def what_is_remembered_is_what_is_read(self) -> None:
        again, first = read(self.folder, TODAY, memory=self.memory), read(self.folder, TODAY)
        assert (again, again.places()) == (first, first.places())


def histories(machine: type[RuleBasedStateMachine], count: int, steps: int) -> None:
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(max_examples=count, stateful_step_count=steps, deadline=None, suppress_health_check=health)
    run_state_machine_as_test(machine, settings=chosen)


def test_a_folder_read_again_is_the_folder_read_once() -> None:
    histories(Writing, 5, 6)


@pytest.mark.slow
@pytest.mark.promise(7)
def test_two_hundred_histories_leave_no_trace(figure: Callable[[str], None]) -> None:
    histories(Writing, 200, 25)
    figure("200 random histories of 25 edits each: 0 differences")


def clean(folder: Path) -> dict[str, bytes]:
    catalogue = read(folder, TODAY).catalogue
    assert catalogue is not None
    here = replace(catalogue, site=replace(catalogue.site, base_url=ADDRESS))
    return files(whole(here, TODAY, TODAY, ROOT, None))


def test_a_site_that_is_made_page_by_page_is_the_site_made_at_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BIKES, tmp_path / "content"))
    again = Again(folder, ROOT, tmp_path / "cards")
    first = again.build(ADDRESS, TODAY, mark="1")
    assert first.files is not None
    assert b"Old Town" in first.files["programs/old-town/index.html"]
    town = folder / "programs" / "old-town.yaml"
    town.write_text(town.read_text("utf-8").replace("Old Town", "New Town"), "utf-8")
    second = again.build(ADDRESS, TODAY, mark="2")
    assert second.files is not None
    assert b"New Town" in second.files["programs/old-town/index.html"]
    assert dict(second.files) == clean(folder)
    assert again.build(ADDRESS, TODAY, mark="3").mark == "2"


class Building(RuleBasedStateMachine):
    """Somebody writes and builds again and again into the same folder, now and then after somebody else was there."""

    def __init__(self) -> None:
        super().__init__()
        self.room = TemporaryDirectory()
        self.folder = Path(self.room.name) / "content"
        self.out = Path(self.room.name) / "site"
        shutil.copytree(BIKES, self.folder)

    def teardown(self) -> None:
        self.room.cleanup()

    @rule(name=texts, old=st.sampled_from(("Town", "2016", "river", "docks")), new=st.sampled_from(("Bay", "2017")))
    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    @rule(name=st.sampled_from(("old-town", "river-wheels")))
    def add_or_remove(self, name: str) -> None:
        new = self.folder / "programs" / f"{name}-two.yaml"
        if new.exists():
            new.unlink()
        else:
            text = (BIKES / "programs" / f"{name}.yaml").read_text("utf-8")
            new.write_text(text.split("\nsources:")[0] + "\n", "utf-8")

    @rule(name=texts)
    def mend(self, name: str) -> None:
        shutil.copy(BIKES / name, self.folder / name)

    @rule(path=st.sampled_from(("programs/old-town/index.html", "programs/river-wheels/feed.xml")), gone=st.booleans())
    def meddle(self, path: str, gone: bool) -> None:
        if (page := self.out / path).exists():
            page.unlink() if gone else page.write_bytes(b"mine")

    @rule(name=st.sampled_from((batches.SHARES, cache.MEMORY, cache.LAST)), length=st.integers(0, 3000))
    def damage(self, name: str, length: int) -> None:
        if (kept := self.out.parent / ".site.publish" / name).exists():
            kept.write_bytes(kept.read_bytes()[:-length])

    @invariant()
    def what_is_kept_never_shows(self) -> None:
        out, inputs = self.out, cache.inputs(self.folder, [ROOT / "templates"], {}, time_ns() + 10 * cache.SECOND)
        memory = Memory.unpacked(cache.remembered(out, inputs) if out.exists() else None)
        catalogue = read(self.folder, TODAY, memory=memory).catalogue
        assert catalogue == read(self.folder, TODAY).catalogue
        if catalogue is None:
            return
        site = whole(catalogue, TODAY, TODAY, ROOT, Path(self.room.name) / "cache")
        build(site, out, 1, cache.Note(inputs, "", memory.pack))
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        index = {path for path in found if path.startswith("pagefind/")}
        assert {path: content for path, content in found.items() if path not in index} == files(site)


def test_a_file_that_gets_its_right_name_is_called_by_it(tmp_path: Path) -> None:
    """A `.yml` is read as the `.yaml` that it is to be."""
    shutil.copytree(BIKES, tmp_path / "content")
    right = tmp_path / "content" / "programs" / "old-town.yaml"
    right.write_text(right.read_text("utf-8").replace("kind:", "kinds:"), "utf-8")
    wrong = right.rename(right.with_suffix(".yml"))
    memory = Memory()
    read(tmp_path / "content", TODAY, memory=memory)
    wrong.rename(right)
    again, first = read(tmp_path / "content", TODAY, memory=memory), read(tmp_path / "content", TODAY)
    assert (again.problems, again.places()) == (first.problems, first.places())
    assert first.problems


MEMO = "sources:\n  memo: {title: A memo, publisher: The city, kind: press, copy: print, checked: 2026-01-02}\n"


@pytest.mark.parametrize("more", ["\n", MEMO, "related: [pearl-bay]\n", "aliases: [older-town]\n"])
def test_what_has_not_changed_is_not_read_again(more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one program defines is no matter for the others, before all are held against each other."""
    shutil.copytree(BIKES, tmp_path / "content")
    memory = Memory()
    read(tmp_path / "content", TODAY, memory=memory)
    edited = tmp_path / "content" / "programs" / "old-town.yaml"
    edited.write_text(edited.read_text("utf-8") + more, "utf-8")
    made: list[str] = []

    def watched(document: Document, *others: Any) -> object:
        made.append(document.id)
        return program(document, *others)

    monkeypatch.setattr("explainer.read.programs.program", watched)
    again = read(tmp_path / "content", TODAY, memory=memory)
    assert made == ["old-town"]
    assert again == read(tmp_path / "content", TODAY)


def test_a_program_may_cite_what_another_one_defines(tmp_path: Path) -> None:
    """Its doubts are those that it would have if it defined that itself, and nobody is told of a useless source."""
    shutil.copytree(BIKES, tmp_path / "content")
    programs = tmp_path / "content" / "programs"
    for name, text in {
        "lender": MEMO,
        "borrower": "claims:\n  docks:\n    - {value: 4, as_of: 2015, sources: [memo]}\n",
        "stranger": "claims:\n  docks:\n    - {value: 4, as_of: 2015, sources: [memoir]}\n",
    }.items():
        (programs / f"{name}.yaml").write_text(f"title: {name}\nkind: docked\nsummary: A scheme.\n{text}", "utf-8")
    found = [problem for problem in read(tmp_path / "content", TODAY).problems if "memo" in problem.message]
    assert [(problem.message, problem.hint) for problem in found] == [
        ('there is no source "memoir"', 'did you mean "memo"?')
    ]

    def doubts() -> set[str]:
        return {one.message for one in read(tmp_path / "content", TODAY).problems if '"borrower"' in one.message}

    own = doubts()
    (programs / "lender.yaml").unlink()
    with (programs / "borrower.yaml").open("a", encoding="utf-8") as file:
        file.write(MEMO)
    assert own == doubts()
    assert 'all claims of "borrower" rest on one publisher, The city' in own


def test_a_site_built_again_is_the_site_built_at_once() -> None:
    histories(Building, 1, 4)


@pytest.mark.slow
@pytest.mark.promise(7)
def test_a_site_built_over_and_over_is_the_site_built_at_once(figure: Callable[[str], None]) -> None:
    histories(Building, 40, 8)
    figure("40 histories of 8 builds each into one folder, with a damaged cache and site: 0 differences")
