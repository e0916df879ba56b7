"""A build is passed over only where the same would come of it again."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import time_ns
from typing import BinaryIO

import pytest

from explainer.write import batches, cache
from explainer.write.batches import Batch, Laid
from explainer.write.cache import Inputs, Note
from explainer.write.publish import Desk, desk_of, opened
from explainer.write.site import seen
from tests.built import ROOT

SETTINGS = {"base_url": "None", "today": "2026-11-24"}
SITE = {"index.html": b"home", "programs/velo/index.html": b"velo"}
TOLD = "2 warnings\n"


def pack(file: BinaryIO) -> None:
    file.write(b"what was read")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "programs").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Bikes\n")
    (folder / "programs" / "velo.yaml").write_text("title: Velo\n")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def looked(content: Path, later: int = 10 * cache.SECOND, **settings: str) -> Inputs:
    """The inputs, as of some time after they were written."""
    return cache.inputs(content, [], {**SETTINGS, **settings}, time_ns() + later)


def build(out: Path, inputs: Inputs) -> None:
    with opened(out) as desk:
        staged = [desk.stage(path, made) for path, made in SITE.items()]
        desk.publish(staged)
        cache.keep(desk, Note(inputs, TOLD, pack), {one.path: one.stamp for one in staged})


def test_where_nothing_has_changed_the_last_build_is_told_again(content: Path, out: Path) -> None:
    build(out, looked(content))
    assert cache.unchanged(out, looked(content)) == cache.Last(TOLD, count=2)


def test_where_nothing_has_changed_no_room_is_entered_that_is_not_needed() -> None:
    """Every one of them takes longer to enter than it takes to see that nothing has changed."""
    asked = "import sys, explainer.cli, explainer.write.cache; print(*(name for name in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rooms = {name.split(".")[1] for name in loaded.split() if name.startswith("explainer.")}
    assert "write" in rooms
    assert not rooms & {"read", "view", "work"}


def change(path: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_text(text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": change("content/site.yaml", "title: Trams\n"),
    "a text of the same length": change("content/site.yaml", "title: Mikes\n"),
    "a new file": change("content/programs/tram.yaml", "title: Tram\n"),
    "a file is gone": lambda folder: (folder / "content/programs/velo.yaml").unlink(),
    "another name": lambda folder: (folder / "content/site.yaml").rename(folder / "content/cite.yaml"),
    "a page": change("site/index.html", "mine"),
    "a page of the same length": change("site/index.html", "hole"),
    "a page is gone": lambda folder: (folder / "site/index.html").unlink(),
    "the note is damaged": change(".site.publish/last", '{"settings": {'),
    "the note is of another version": change(".site.publish/last", "[1]"),
    "a build was stopped, or is at work": lambda folder: (folder / ".site.publish/staged").mkdir(),
    "a build was stopped when it published": change(".site.publish/journal.json", "[[], []]"),
    "the note is gone": lambda folder: (folder / ".site.publish/last").unlink(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_any_change_there_is_a_build(what: str, content: Path, out: Path, tmp_path: Path) -> None:
    build(out, looked(content))
    assert cache.unchanged(out, looked(content))
    CHANGES[what](tmp_path)
    assert cache.unchanged(out, looked(content)) is None


def test_another_setting_and_another_day_are_changes(content: Path, out: Path) -> None:
    build(out, looked(content))
    assert cache.unchanged(out, looked(content, today="2026-11-25")) is None
    assert cache.unchanged(out, looked(content, base_url="https://example.org/")) is None


def test_a_file_that_was_saved_just_before_is_not_trusted(content: Path, out: Path) -> None:
    """Within one tick of the clock it may be saved again, and look the same."""
    build(out, looked(content, later=0))
    assert cache.unchanged(out, looked(content)) is None


def test_on_a_disk_that_tells_whole_seconds_they_are_waited_for(content: Path, out: Path) -> None:
    for path in content.rglob("*.yaml"):
        os.utime(path, ns=(0, time_ns() // cache.SECOND * cache.SECOND))
    build(out, looked(content, later=cache.SECOND // 2))
    assert cache.unchanged(out, looked(content)) is None
    build(out, looked(content))
    assert cache.unchanged(out, looked(content))


def test_code_that_was_saved_while_it_was_loaded_is_not_trusted(content: Path, out: Path) -> None:
    code = content.parent / "explainer"
    code.mkdir()
    (code / "cli.py").write_text("")
    inputs = {later: cache.inputs(content, [code], SETTINGS, time_ns() + later * cache.SECOND) for later in (1, 10)}
    with opened(out) as desk:
        for later, is_kept in ((1, False), (10, True), (1, True)):
            cache.remember(desk, Note(inputs[later], TOLD, pack))
            assert bool(cache.remembered(out, inputs[later])) is is_kept
            batches.keep(desk, inputs[later], {"velo": Batch("key", ())})
            assert bool(batches.shares(desk, inputs[later])) is (later == 10)


def test_a_file_behind_a_link_is_looked_at(content: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "style.css").symlink_to(tmp_path / "style.css")

    def looks() -> Inputs:
        return cache.inputs(content, [tmp_path / "assets"], SETTINGS, time_ns() + 10 * cache.SECOND)

    build(out, looks())
    assert cache.unchanged(out, looks())
    (tmp_path / "style.css").write_text("b c")
    assert cache.unchanged(out, looks()) is None


def test_a_build_that_was_not_trusted_leaves_no_older_note(content: Path, out: Path) -> None:
    build(out, looked(content))
    (content / "site.yaml").write_text("title: Trams\n")
    build(out, looked(content, later=0))
    assert not (desk_of(out) / cache.LAST).exists()


def test_what_was_read_comes_back_as_it_was_or_not_at_all(content: Path, out: Path) -> None:
    inputs = looked(content)
    with opened(out) as desk:
        desk.publish([desk.stage("index.html", b"home")])
        cache.remember(desk, Note(inputs, TOLD, pack))
    assert cache.remembered(out, inputs) == b"what was read"
    assert cache.remembered(out, looked(content, base_url="https://example.org/")) is None
    place = desk_of(out) / cache.MEMORY
    whole = place.read_bytes()
    for damaged in (b"", whole[:-1], whole[:40], whole.replace(b"what", b"that")):
        place.write_bytes(damaged)
        assert cache.remembered(out, inputs) is None


def laid(desk: Desk) -> tuple[Laid, ...]:
    """The site, as it lies on the desk."""
    return tuple(Laid(desk.stage(path, made), seen(path, made, f"/{path}")) for path, made in SITE.items())


def keep_shares(out: Path, inputs: Inputs) -> Batch:
    with opened(out) as desk:
        made = Batch("key", laid(desk))
        desk.publish([one.staged for one in made.files])
        batches.keep(desk, inputs, {"velo": made, "rest": Batch("", ())})
    with opened(out) as desk:
        return Batch("key", laid(desk))


def test_a_share_is_kept_with_its_key_and_one_without_is_not(content: Path, out: Path) -> None:
    made = keep_shares(out, looked(content))
    assert not any(one.staged.is_new for one in made.files)
    with opened(out) as desk:
        assert batches.shares(desk, looked(content)) == {"velo": made}
        assert batches.stands(desk, batches.shares(desk, looked(content))["velo"])


def test_shares_are_kept_whatever_the_content_is_but_not_for_other_tools(content: Path, out: Path) -> None:
    keep_shares(out, looked(content))
    (content / "site.yaml").write_text("title: Trams\n")
    with opened(out) as desk:
        assert batches.shares(desk, looked(content))
        assert not batches.shares(desk, looked(content, today="2026-11-25"))
        assert not batches.shares(desk, cache.inputs(content, [content], SETTINGS, time_ns()))


@pytest.mark.parametrize(
    "change", [lambda page: page.write_text("hole"), lambda page: page.unlink(), lambda page: page.touch()]
)
def test_a_share_stands_only_as_long_as_each_of_its_files(
    change: Callable[[Path], object], content: Path, out: Path
) -> None:
    keep_shares(out, looked(content))
    change(out / "programs" / "velo" / "index.html")
    with opened(out) as desk:
        assert not batches.stands(desk, batches.shares(desk, looked(content))["velo"])


def test_damaged_shares_are_none(content: Path, out: Path) -> None:
    """What is told of a page is in the map of the site: a letter of it that has flipped would be shown."""
    keep_shares(out, looked(content))
    place = desk_of(out) / batches.SHARES
    whole = place.read_bytes()
    for damaged in (b"", b"[]", whole[:-9], whole[40:], whole.replace(b"programs/velo", b"programs/vela")):
        assert damaged != whole
        place.write_bytes(damaged)
        with opened(out) as desk:
            assert not batches.shares(desk, looked(content))


def test_without_a_site_there_is_a_build(content: Path, out: Path) -> None:
    assert cache.unchanged(out, looked(content)) is None
