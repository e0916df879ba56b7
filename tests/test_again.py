"""What is kept from one build to the next never shows: the site is the one that a clean build makes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from explainer.read import read
from explainer.read.memory import Memory
from explainer.work.again import Again
from explainer.work.whole import whole
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
        assert read(self.folder, TODAY, memory=self.memory) == read(self.folder, TODAY)


def histories(count: int, steps: int) -> None:
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(max_examples=count, stateful_step_count=steps, deadline=None, suppress_health_check=health)
    run_state_machine_as_test(Writing, settings=chosen)


def test_a_folder_read_again_is_the_folder_read_once() -> None:
    histories(5, 6)


@pytest.mark.slow
@pytest.mark.promise(7)
def test_two_hundred_histories_leave_no_trace(figure: Callable[[str], None]) -> None:
    histories(200, 25)
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
