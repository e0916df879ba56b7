"""Publishing: what is in the folder afterwards, whoever is in the way, and wherever it was killed."""

import fcntl
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from explainer.write import journal
from explainer.write.publish import ForeignFolderError, Published, opened, publish
from tests.built import ROOT

Files = dict[str, bytes]

OLD: Files = {
    "index.html": b"old front uses assets/style.aaaa.css",
    "about": b"a file that becomes a folder uses nothing",
    "kept/index.html": b"the same page",
    "moved/deep/index.html": b"a folder that becomes a file uses assets/style.aaaa.css",
    "gone/index.html": b"uses assets/style.aaaa.css",
    "assets/style.aaaa.css": b"a" * 3000,
    "sitemap.xml": b"old sitemap",
    "feed.xml": b"old feed",
}
NEW: Files = {
    "index.html": b"new front uses assets/style.bbbb.css media/map.png",
    "about/index.html": b"a folder now uses assets/style.bbbb.css",
    "kept/index.html": b"the same page",
    "moved": b"a file now",
    "added/deeper/index.html": b"uses assets/style.bbbb.css",
    "assets/style.bbbb.css": b"b" * 3000,
    "media/map.png": b"png",
    "api/v1/all.json": b"{}",
    "sitemap.xml": b"new sitemap",
    "feed.xml": b"new feed",
}
SCRIPT = """
import json, sys
from pathlib import Path
from explainer.write.publish import publish
files = json.loads(Path(sys.argv[1]).read_text())
publish({path: content.encode() for path, content in files.items()}, Path(sys.argv[2]))
"""


def held(out: Path) -> Files:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def desk(out: Path) -> list[str]:
    """What is left of the bookkeeping."""
    return sorted(path.name for path in (out.parent / f".{out.name}.publish").iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A site that was published once, with somebody's own file in it."""
    site = tmp_path / "site"
    publish(OLD, site)
    (site / "gone" / "CNAME").write_bytes(b"somebody's")
    return site


FOREIGN: Files = {"gone/CNAME": b"somebody's"}

# --- What is there afterwards ---------------------------------------------------------------------------------------


def test_the_first_build_writes_everything(tmp_path: Path) -> None:
    assert publish(OLD, tmp_path / "new" / "site") == Published(written=8, kept=0, removed=0)
    assert held(tmp_path / "new" / "site") == OLD


def test_the_next_build_writes_what_differs_and_removes_what_is_no_longer_made(out: Path) -> None:
    assert publish(NEW, out) == Published(written=9, kept=1, removed=4)
    assert held(out) == NEW | FOREIGN
    assert desk(out) == ["lock", "manifest.json"]


def test_an_equal_file_is_not_touched(out: Path) -> None:
    before = {path: (out / path).stat() for path in OLD}
    assert publish(OLD, out) == Published(written=0, kept=8, removed=0)
    assert {path: (out / path).stat() for path in OLD} == before


IN_ORDER = [
    "assets/z.css", "cards/c.png", "media/m.png", "pagefind/x/y.json",
    "a/index.html", "a/index.html.gz", "b/index.html", "programs/assets/index.html",
    "b.json", "pagefind/pagefind-entry.json", "sitemap.xml",
    "all.ics", "feed.xml", "feed.xml.br",
]  # fmt: skip


Plans = tuple[list[list[str]], list[list[str]]]


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> Plans:
    """What is moved and what is removed by each publishing from now on."""
    moves: list[list[str]] = []
    removals: list[list[str]] = []
    commit = journal.commit

    def noted(desk: Path, plan: journal.Plan, staged: Iterable[str]) -> None:
        moves.append(list(plan.moves))
        removals.append(list(plan.removals))
        commit(desk, plan, staged)

    monkeypatch.setattr(journal, "commit", noted)
    return moves, removals


def test_assets_come_first_and_feeds_last_and_go_the_other_way_round(tmp_path: Path, plans: Plans) -> None:
    backwards = sorted(IN_ORDER, key=lambda path: path[::-1])
    publish(dict.fromkeys(backwards, b"x"), tmp_path / "site")
    publish(dict.fromkeys(backwards, b"y"), tmp_path / "site")
    publish({}, tmp_path / "site")
    assert plans[0][1:] == [IN_ORDER, []]
    assert plans[1] == [[], [], IN_ORDER[::-1]]


def test_a_folder_that_is_new_comes_whole(tmp_path: Path, plans: Plans) -> None:
    publish(dict.fromkeys(IN_ORDER, b"x"), tmp_path / "site")
    publish(dict.fromkeys([*IN_ORDER, "a/x/index.html", "a/x/y/feed.xml", "a/x.html", "c"], b"x"), tmp_path / "site")
    whole = ["assets", "cards", "media", "pagefind", "a", "b", "programs"]
    first = [*whole, "b.json", "sitemap.xml", "all.ics", "feed.xml", "feed.xml.br"]
    assert plans[0] == [first, ["a/x.html", "a/x", "c"]]


def test_a_folder_that_somebody_has_made_meanwhile_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, commit = tmp_path / "site", journal.commit

    def slow(desk: Path, plan: journal.Plan, staged: Iterable[str]) -> None:
        commit(desk, plan, staged)
        (out / "a" / "b").mkdir(parents=True)
        (out / "a" / "b" / "theirs").write_bytes(b"theirs")
        (out / "a" / "c").write_bytes(b"in the way")

    monkeypatch.setattr(journal, "commit", slow)
    publish({"a/b/c.html": b"", "a/c/d.html": b""}, out)
    assert held(out) == {"a/b/c.html": b"", "a/b/theirs": b"theirs", "a/c/d.html": b""}


def test_what_is_laid_out_is_there_before_it_is_published(out: Path) -> None:
    with opened(out) as desk:
        path, content = next(iter(held(out).items()))
        assert desk.where(desk.stage(path, content)) == out / path
        assert desk.where(desk.stage(path, b"other")).read_bytes() == b"other"
        assert (out / path).read_bytes() == content


def test_folders_that_are_empty_then_are_removed(tmp_path: Path) -> None:
    publish({"a/b/c.html": b"", "a/d.html": b""}, tmp_path / "site")
    publish({"a/d.html": b""}, tmp_path / "site")
    assert [path.name for path in (tmp_path / "site" / "a").iterdir()] == ["d.html"]


def test_a_site_that_was_deleted_is_written_anew(out: Path) -> None:
    shutil.rmtree(out)
    assert publish(OLD, out) == Published(written=8, kept=0, removed=0)
    assert held(out) == OLD


paths = some.lists(some.sampled_from("abc"), min_size=1, max_size=3).map("/".join)
sites = some.dictionaries(paths, some.sampled_from([b"", b"1", b"2"]), max_size=6).map(
    lambda files: {p: c for p, c in files.items() if not any(q.startswith(f"{p}/") for q in files)}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(sites, min_size=2, max_size=4))
def test_any_site_can_follow_any_other(tmp_path: Path, follow: list[Files]) -> None:
    out = tmp_path / "site"
    for files in follow:
        done = publish(files, out)
        assert held(out) == files
        assert done.written + done.kept == len(files)


def test_modes_are_the_same_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(OLD, tmp_path / "site")
        publish(NEW, tmp_path / "site")
    finally:
        os.umask(before)
    site = tmp_path / "site"
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in [site, *site.rglob("*")]}
    assert modes == {(True, 0o755), (False, 0o644)}


# --- What belongs to others -----------------------------------------------------------------------------------------


def test_a_folder_of_others_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ForeignFolderError, match=r"holds files that no build has made: empty it, or name another"):
        publish(OLD, tmp_path)
    assert held(tmp_path) == {"thesis.txt": b"mine"}
    assert not (tmp_path.parent / f".{tmp_path.name}.publish").exists()


def test_a_file_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(ForeignFolderError, match="site is a file: name a folder with --out"):
        publish(OLD, tmp_path / "site")


def test_a_file_of_others_that_is_made_now_is_overwritten_and_ours(out: Path) -> None:
    publish(OLD | {"gone/CNAME": b"ours"}, out)
    publish(OLD, out)
    assert held(out) == OLD


def test_a_file_of_others_in_a_folder_that_becomes_a_file_stops_the_build(out: Path) -> None:
    with pytest.raises(ForeignFolderError, match="gone must become a file and holds CNAME: move it away"):
        publish({"gone": b"a file", "index.html": b"new"}, out)
    assert held(out) == OLD | FOREIGN


def test_a_file_of_others_in_the_place_of_a_folder_stops_the_build(out: Path) -> None:
    (out / "media").write_bytes(b"somebody's")
    with pytest.raises(ForeignFolderError, match="media must become a folder and no build has made it: move it away"):
        publish(NEW, out)
    assert held(out) == OLD | FOREIGN | {"media": b"somebody's"}


def test_a_link_is_never_followed_out_of_the_site(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"the same page")
    shutil.rmtree(out / "kept")
    (out / "kept").symlink_to(elsewhere)
    (out / "feed.xml").unlink()
    (out / "feed.xml").symlink_to(elsewhere / "index.html")
    with pytest.raises(ForeignFolderError, match="kept must become a folder"):
        publish(NEW, out)
    without = {path: content for path, content in NEW.items() if not path.startswith("kept/")}
    publish(without, out)
    assert held(elsewhere) == {"index.html": b"the same page"}
    assert not (out / "feed.xml").is_symlink()
    assert (out / "feed.xml").read_bytes() == b"new feed"


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a//b", "./a", "a/", "a\0b"])
def test_a_path_that_is_none_within_the_site_is_an_error_of_ours(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no path within the site"):
        publish({path: b""}, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_both_a_file_and_a_folder_is_an_error_of_ours(tmp_path: Path) -> None:
    files = {"a/b": b"", "a/b/c/d": b""}
    with pytest.raises(ValueError, match="'a/b' is both a file and a folder"):
        publish(files, tmp_path / "site")
    for order in (list(files), list(files)[::-1]):
        with opened(tmp_path / "site") as desk, pytest.raises(ValueError, match="is both a file and a folder"):
            [desk.stage(path, b"") for path in order]


# --- Who reads or writes meanwhile ----------------------------------------------------------------------------------


def used(content: bytes) -> list[str]:
    return re.findall(r"(?:assets|media)/\S+", content.decode())


def torn(out: Path) -> list[str]:
    """Files that are neither old nor new, and pages whose assets are not there."""
    there = held(out)
    whole = {path: {files[path] for files in (OLD, NEW, FOREIGN) if path in files} for path in there}
    return [path for path, content in there.items() if content not in whole[path]] + [
        f"{path} uses {asset}" for path, content in there.items() for asset in used(content) if asset not in there
    ]


def test_a_reader_never_meets_a_page_without_its_assets(out: Path) -> None:
    ended, broken = Event(), []

    def read() -> None:
        while not ended.is_set():
            content = (out / "index.html").read_bytes()
            assets = [asset for asset in used(content) if not (out / asset).exists()]
            if assets and (out / "index.html").read_bytes() == content:  # not one that has switched since
                broken.append(content)

    reader = Thread(target=read)
    reader.start()
    for _ in range(30):
        publish(NEW, out)
        publish(OLD, out)
    ended.set()
    reader.join()
    assert broken == []


def started(files: Files, out: Path, *before: str) -> subprocess.Popen[bytes]:
    """A process that publishes these files."""
    given = out.parent / f"{len(files)}.json"
    given.write_text(json.dumps({path: content.decode() for path, content in files.items()}))
    command = [*before, sys.executable, "-B", "-c", SCRIPT, given, out]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.promise(5)
def test_a_second_build_waits_until_the_first_is_done(out: Path) -> None:
    with (out.parent / ".site.publish" / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = started(NEW, out)
        time.sleep(0.4)
        assert second.poll() is None
        assert held(out) == OLD | FOREIGN
    assert second.communicate() == (b"", b"")
    assert held(out) == NEW | FOREIGN


@pytest.mark.promise(5)
def test_of_two_builds_at_once_one_is_last_and_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    builds = [started(files, out) for files in (OLD, NEW, OLD, NEW)]
    assert [build.communicate() for build in builds] == [(b"", b"")] * 4
    assert held(out) in (OLD, NEW)
    assert desk(out) == ["lock", "manifest.json"]


def test_a_journal_that_was_cut_before_it_had_its_name_is_dropped(out: Path) -> None:
    bookkeeping = out.parent / ".site.publish"
    (bookkeeping / "staged").mkdir()
    (bookkeeping / "staged" / "site").mkdir()
    (bookkeeping / "staged" / "site" / "feed.xml").write_bytes(b"hal")
    (bookkeeping / "journal.new").write_bytes(b"[[[")
    assert publish(OLD, out) == Published(written=0, kept=8, removed=0)
    assert held(out) == OLD | FOREIGN


# --- Faults, injected into the system's calls -----------------------------------------------------------------------


@pytest.fixture
def strace() -> str:
    found = shutil.which("strace")
    if not found:
        pytest.skip("strace is not installed: apt-get install strace")
    return found


def injected(strace: str, fault: str, files: Files, out: Path) -> subprocess.Popen[bytes]:
    log = out.parent / "strace"
    return started(files, out, strace, "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"inject={fault}")


def restored(out: Path) -> None:
    """The site and its bookkeeping as the fixture made them."""
    for folder in (out, out.parent / ".site.publish"):
        shutil.rmtree(folder, ignore_errors=True)
    publish(OLD, out)
    (out / "gone" / "CNAME").write_bytes(b"somebody's")


@pytest.mark.promise(3)
@pytest.mark.parametrize(
    "call", ["rename", "unlink", "rmdir", "mkdir", "sync", pytest.param("write", marks=pytest.mark.slow)]
)
def test_a_build_that_is_killed_leaves_whole_pages_and_the_next_completes_it(
    call: str, out: Path, strace: str, figure: Callable[[str], None]
) -> None:
    kills = 0
    while True:
        build = injected(strace, f"{call}:signal=SIGKILL:when={kills + 1}", NEW, out)
        build.communicate()
        if build.returncode == 0:
            break
        kills += 1
        assert torn(out) == []
        following = NEW if kills % 2 else OLD
        publish(following, out)
        assert held(out) == following | FOREIGN
        assert desk(out) == ["lock", "manifest.json"]
        restored(out)
    assert kills > 0
    assert held(out) == NEW | FOREIGN
    figure(f"a kill at each {call} of publishing, {kills} in all: 0 broken")


def test_a_site_that_is_deleted_after_a_kill_is_whole_after_the_next_build(out: Path, strace: str) -> None:
    injected(strace, "rename:signal=SIGKILL:when=8", NEW, out).communicate()
    assert "journal.json" in desk(out)
    shutil.rmtree(out)
    publish(NEW, out)
    assert held(out) == NEW


@pytest.mark.promise(4)
@pytest.mark.parametrize("call", ["write", "mkdir"])
def test_a_disk_that_is_full_at_any_moment_changes_nothing(call: str, out: Path, strace: str) -> None:
    failures = 0
    while True:
        build = injected(strace, f"{call}:error=ENOSPC:when={failures + 1}", NEW, out)
        _, said = build.communicate()
        if build.returncode == 0:
            break
        failures += 1
        assert "No space left on device" in said.decode()
        assert held(out) == OLD | FOREIGN
        assert desk(out) == ["lock", "manifest.json"]
    assert failures > 0
    assert held(out) == NEW | FOREIGN


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    mount = tmp_path / "disk"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own needs the right to mount")
    yield mount
    subprocess.run(["umount", "--lazy", mount], check=True)


@pytest.mark.promise(4)
def test_a_site_too_large_for_its_disk_leaves_the_old_one(disk: Path) -> None:
    publish(OLD, disk / "site")
    with pytest.raises(OSError, match="No space left on device"):
        publish(NEW | {f"page-{n}/index.html": b"x" * 9000 for n in range(40)}, disk / "site")
    assert held(disk / "site") == OLD
    assert desk(disk / "site") == ["lock", "manifest.json"]
    publish(NEW, disk / "site")
    assert held(disk / "site") == NEW


def test_a_site_that_is_a_disk_of_its_own_holds_its_bookkeeping(disk: Path) -> None:
    publish(OLD, disk)
    publish(NEW, disk)
    assert {path: content for path, content in held(disk).items() if not path.startswith(".publish/")} == NEW
    assert not (disk.parent / ".disk.publish").exists()


@pytest.mark.promise(4)
def test_a_disk_that_may_not_be_written_is_an_error_and_changes_nothing(disk: Path) -> None:
    publish(OLD, disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(OSError, match="Read-only file system"):
        publish(NEW, disk / "site")
    assert held(disk / "site") == OLD
