"""A build is passed over only where the same would come of it again."""

from collections.abc import Callable
from pathlib import Path
from time import time_ns
from typing import BinaryIO

import pytest

from explainer.write import cache
from explainer.write.cache import Inputs, Note
from explainer.write.publish import desk_of, opened
from explainer.write.site import seen

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


def looked(content: Path, later: int = 10 * cache.TICK, **settings: str) -> Inputs:
    """The inputs, as of some time after they were written."""
    return cache.inputs(content, [], {**SETTINGS, **settings}, time_ns() + later)


def build(out: Path, inputs: Inputs) -> None:
    with opened(out) as desk:
        desk.publish([desk.stage(path, made) for path, made in SITE.items()])
        cache.keep(desk, Note(inputs, TOLD, pack), {})


def test_where_nothing_has_changed_the_last_build_is_told_again(content: Path, out: Path) -> None:
    build(out, looked(content))
    assert cache.unchanged(out, looked(content)) == cache.Last(TOLD, count=2)


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
    "a file of somebody else": change("site/CNAME", "example.org"),
    "the note is damaged": change(".site.publish/last.json", '{"settings": {'),
    "the note is of another version": change(".site.publish/last.json", "[1]"),
    "the note is gone": lambda folder: (folder / ".site.publish/last.json").unlink(),
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


def test_a_build_that_was_not_trusted_leaves_no_older_note(content: Path, out: Path) -> None:
    build(out, looked(content))
    (content / "site.yaml").write_text("title: Trams\n")
    build(out, looked(content, later=0))
    assert not (desk_of(out) / "last.json").exists()


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


BATCH = cache.Batch("key", tuple(seen(path, made, f"/{path}") for path, made in SITE.items()))


def keep_shares(out: Path, inputs: Inputs) -> None:
    with opened(out) as desk:
        desk.publish([desk.stage(path, made) for path, made in SITE.items()])
        cache.keep(desk, Note(inputs, TOLD, pack), {"velo": BATCH, "rest": cache.Batch("", ())})


def test_a_share_is_kept_with_its_key_and_one_without_is_not(content: Path, out: Path) -> None:
    keep_shares(out, looked(content))
    with opened(out) as desk:
        assert {name: kept.batch for name, kept in cache.shares(desk, looked(content)).items()} == {"velo": BATCH}
        assert cache.stands(desk, cache.shares(desk, looked(content))["velo"])


def test_shares_are_kept_whatever_the_content_is_but_not_for_other_tools(content: Path, out: Path) -> None:
    keep_shares(out, looked(content))
    (content / "site.yaml").write_text("title: Trams\n")
    with opened(out) as desk:
        assert cache.shares(desk, looked(content))
        assert not cache.shares(desk, looked(content, today="2026-11-25"))
        assert not cache.shares(desk, cache.inputs(content, [content], SETTINGS, time_ns()))


@pytest.mark.parametrize(
    "change", [lambda page: page.write_text("hole"), lambda page: page.unlink(), lambda page: page.touch()]
)
def test_a_share_stands_only_as_long_as_each_of_its_files(
    change: Callable[[Path], object], content: Path, out: Path
) -> None:
    keep_shares(out, looked(content))
    change(out / "programs" / "velo" / "index.html")
    with opened(out) as desk:
        assert not cache.stands(desk, cache.shares(desk, looked(content))["velo"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"tools": 1}', '{"shares": {"velo": [1, 2]}}', '{"shares": [1]}'])
def test_damaged_shares_are_none(text: str, content: Path, out: Path) -> None:
    keep_shares(out, looked(content))
    place = desk_of(out) / cache.SHARES
    whole = place.read_text()
    for damaged in (text, whole[:-9], whole.replace('"velo": ["key", [[', '"velo": ["key", [[[')):
        place.write_text(damaged)
        with opened(out) as desk:
            assert not cache.shares(desk, looked(content))


def test_without_a_site_there_is_a_build(content: Path, out: Path) -> None:
    assert cache.unchanged(out, looked(content)) is None
