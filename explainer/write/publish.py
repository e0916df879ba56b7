"""{path: bytes} -> the folder that is served.

All new bytes are staged on the same disk, so that a full disk fails before anything has changed; then a journal names
every step; then file replaces file, and a folder that is new comes whole, assets first and feeds last; then what is no
longer made is removed. Whoever stops half-way, at any moment, leaves whole files and no page without its assets, and
the next build finishes the journal.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from explainer.write import journal, search, smaller
from explainer.write.journal import Plan
from explainer.write.stamps import Stamp, stamp_of
from explainer.write.standing import ForeignFolderError, folders_of, missing_folders, refuse_to_bury, same

__all__ = ["Desk", "ForeignFolderError", "Published", "Staged", "desk_of", "is_at_work", "opened", "publish"]

UMASK = 0o022  # whatever that of the caller: a server can read all
EARLY, LATE = ("assets", "cards", "media", "pagefind"), ("feed.xml", ".ics")


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were the same already, and are gone."""

    written: int
    kept: int
    removed: int


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the new site, and how it will look there. It is new where it lies on the desk, and not in the site."""

    path: str
    stamp: Stamp
    is_new: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the new site is laid out beside the one that is served; nothing is changed there before `publish`."""

    folder: Path
    out: Path
    made_before: frozenset[str]

    @property
    def staging(self) -> Path:
        return journal.staging(self.folder)

    def stage(self, path: str, content: bytes) -> Staged:
        """Lays a file out; several processes may do so at once. Raises ValueError for a path that leaves the site, or
        is both a file and a folder."""
        _check_path(path)
        if found := same(self.out / path, content):
            return Staged(path, found, is_new=False)
        return Staged(path, _lay(f"{journal.tree(self.folder)}/{path}", content), is_new=True)

    def where(self, staged: Staged) -> Path:
        """The file with the bytes, before it is published."""
        return (journal.tree(self.folder) if staged.is_new else self.out) / staged.path

    def publish(self, files: Iterable[Staged]) -> Published:
        """Makes the site hold these files and no others of ours. Raises ForeignFolderError, or an OSError."""
        staged = {file.path: file for file in files}
        _check_folders(staged)
        changed = sorted((file.path for file in staged.values() if file.is_new), key=_turn)
        folders = frozenset(missing_folders(staged, self.out, self.made_before))
        plan = Plan(
            moves=tuple(dict.fromkeys(_as_a_whole(path, folders) for path in changed)),
            removals=tuple(sorted(self.made_before - staged.keys(), key=_turn, reverse=True)),
        )
        refuse_to_bury(plan.moves, self.out, self.made_before)
        if plan.moves or plan.removals or self.made_before != staged.keys():
            journal.commit(self.folder, plan, staged)
            journal.finish(self.folder, self.out)
        return Published(len(changed), len(staged) - len(changed), len(plan.removals))


@contextmanager
def opened(out: Path) -> Iterator[Desk]:
    """The desk of a site, for one build at a time. What was left half-done is finished first; what is not published
    is gone at the end. Raises ForeignFolderError, or the OSError of a machine that fails."""
    out = out.resolve()
    with _umask(), _lock(folder := _open_desk(out)):
        journal.finish(folder, out)
        desk = Desk(folder, out, frozenset(_manifest(folder, out)))
        try:
            journal.tree(folder).mkdir(parents=True)
            yield desk
        finally:
            if not journal.is_open(folder):  # else the next build does what is still to be done
                shutil.rmtree(desk.staging, ignore_errors=True)
                if not desk.made_before:
                    with suppress(OSError):  # it is not empty
                        out.rmdir()


def publish(files: Mapping[str, bytes], out: Path) -> Published:
    """Makes `out` hold these files. Raises ForeignFolderError, or the OSError of a machine that fails."""
    for path in files:
        _check_path(path)
    _check_folders(files)
    with opened(out) as desk:
        return desk.publish([desk.stage(path, content) for path, content in files.items()])


def _check_path(path: str) -> None:
    """A path stays within the site. Raises ValueError."""
    if any(part in ("", ".", "..") for part in path.split("/")) or "\0" in path:
        raise ValueError(f"{path!r} is no path within the site")


def _check_folders(files: Iterable[str]) -> None:
    """A path is either a file or a folder. Raises ValueError."""
    folders = folders_of(files)
    for path in files:
        if path in folders:
            raise ValueError(f"{path!r} is both a file and a folder")


def _turn(path: str) -> tuple[int, str]:
    """Assets, then pages, then what lists pages, then feeds: nobody is led to what is not there yet. A smaller copy
    comes right after its file. What the search begins with names its other files, so it comes when they are there."""
    if path.partition("/")[0] in EARLY and smaller.without_ending(path) != search.ENTRY:
        return 0, path
    whole = smaller.without_ending(path)
    return (1 if whole.endswith(".html") else 3 if whole.endswith(LATE) else 2), path


def _as_a_whole(path: str, folders: Set[str]) -> str:
    """The outermost of these folders that holds the file, or the file itself."""
    return next((folder for folder in folders_of([path]) if folder in folders), path)


# --- The desk: staging, manifest and lock -----------------------------------------------------------------------------


def desk_of(out: Path) -> Path:
    """The folder of the bookkeeping. It lies beside the site where it can: a rename from it must stay on one disk. A
    site that is a disk of its own, or in a folder that may not be written, holds it."""
    beside = out.parent / f".{out.name}.publish"
    may_lie_beside = out.stat().st_dev == out.parent.stat().st_dev and os.access(out.parent, os.W_OK)
    return beside if beside.exists() or may_lie_beside else out / ".publish"


def is_at_work(desk: Path) -> bool:
    """Whether a build is laying a site out there, or was stopped while it did."""
    return journal.staging(desk).exists() or journal.is_open(desk)


@contextmanager
def _umask() -> Iterator[None]:
    before = os.umask(UMASK)
    try:
        yield
    finally:
        os.umask(before)


def _open_desk(out: Path) -> Path:
    """The folder of the bookkeeping; both folders are there then."""
    if out.exists() and not out.is_dir():
        raise ForeignFolderError(f"{out} is a file: name a folder with --out")
    if not out.is_dir():
        out.mkdir(parents=True, exist_ok=True)
    desk = desk_of(out)
    if not desk.exists():
        _manifest(desk, out)  # refuses a folder of others
        desk.mkdir(exist_ok=True)
    return desk


@contextmanager
def _lock(desk: Path) -> Iterator[None]:
    """One build at a time; the system opens the lock of a process that is gone."""
    with (desk / "lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _manifest(desk: Path, out: Path) -> set[str]:
    """What the last build has made. Files that are not in it belong to somebody else and are never removed."""
    try:
        return set(json.loads((desk / "manifest.json").read_bytes()))
    except FileNotFoundError:
        if any(entry.path != str(desk) for entry in os.scandir(out)):
            message = f"{out} holds files that no build has made: empty it, or name another folder with --out"
            raise ForeignFolderError(message) from None
        return set()
    except ValueError:  # cut off by a power failure: all that is there is somebody else's, then
        return set()


# --- Staging ----------------------------------------------------------------------------------------------------------


def _lay(place: str, content: bytes) -> Stamp:
    """Writes a file, and the folders that it is in."""
    try:
        with open(place, "wb") as file:  # noqa: PTH123  # one of very many, for which no Path need be made
            file.write(content)
            file.flush()
            return stamp_of(os.fstat(file.fileno()))
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        return _lay(place, content)
    except (NotADirectoryError, IsADirectoryError):
        raise ValueError(f"{place!r} is both a file and a folder") from None
