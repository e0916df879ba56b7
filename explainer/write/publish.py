"""{path: bytes} -> the folder that is served. The only room that writes there.

All new bytes are staged on the same disk, so that a full disk fails before anything has changed; then a journal names
every step; then file replaces file, assets first and feeds last; then what is no longer made is removed. Whoever stops
half-way, at any moment, leaves whole files and no page without its assets, and the next build finishes the journal.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, MutableSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from explainer.write import search, smaller
from explainer.write.standing import ForeignFolderError, folders_of, is_same, missing_folders, refuse_to_bury

__all__ = ["Desk", "ForeignFolderError", "Published", "Staged", "desk_of", "is_at_work", "opened", "publish"]

FILE_MODE, FOLDER_MODE = 0o644, 0o755  # under any umask
JOURNAL = "journal.json"
EARLY, LATE = ("assets", "cards", "media", "pagefind"), ("feed.xml", ".ics")


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were the same already, and are gone."""

    written: int
    kept: int
    removed: int


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the new site: under which name its bytes lie on the desk, or None where the site has them already."""

    path: str
    name: str | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is still to be done, in order. `folders` and `moves` lead from a name on the desk to a path of the site."""

    folders: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the new site is laid out beside the one that is served; nothing is changed there before `publish`."""

    folder: Path
    out: Path
    made_before: frozenset[str]

    @property
    def staging(self) -> Path:
        return self.folder / "staged"

    def stage(self, path: str, content: bytes) -> Staged:
        """Lays a file out; several processes may do so at once. Raises ValueError for a path that leaves the site."""
        _check_path(path)
        if is_same(self.out / path, content):
            return Staged(path, None)
        name = f"file-{sha256(path.encode()).hexdigest()[:32]}"
        _write(self.staging / name, content)
        return Staged(path, name)

    def where(self, staged: Staged) -> Path:
        """The file with the bytes, before it is published."""
        return self.out / staged.path if staged.name is None else self.staging / staged.name

    def publish(self, files: Iterable[Staged]) -> Published:
        """Makes the site hold these files and no others of ours. Raises ForeignFolderError, or an OSError."""
        staged = {file.path: file for file in files}
        _check_folders(staged)
        names = {file.path: file.name for file in staged.values() if file.name is not None}
        folders = enumerate(missing_folders(staged, self.out, self.made_before))
        plan = _Plan(
            folders=tuple((f"folder-{n}", path) for n, path in folders),
            moves=tuple((names[path], path) for path in sorted(names, key=_turn)),
            removals=tuple(sorted(self.made_before - staged.keys(), key=_turn, reverse=True)),
        )
        refuse_to_bury(names, self.out, self.made_before)
        if plan.moves or plan.removals or self.made_before != staged.keys():
            _commit(self, plan, staged)
            _finish(self.folder, self.out)
        return Published(len(plan.moves), len(staged) - len(plan.moves), len(plan.removals))


@contextmanager
def opened(out: Path) -> Iterator[Desk]:
    """The desk of a site, for one build at a time. What was left half-done is finished first; what is not published
    is gone at the end. Raises ForeignFolderError, or the OSError of a machine that fails."""
    out = out.resolve()
    folder = _open_desk(out)
    with _lock(folder):
        _finish(folder, out)
        desk = Desk(folder, out, frozenset(_manifest(folder, out)))
        desk.staging.mkdir()
        try:
            yield desk
        finally:
            if not (folder / JOURNAL).exists():  # else the next build does what is still to be done
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


# --- The desk: staging, journal, manifest and lock --------------------------------------------------------------------


def desk_of(out: Path) -> Path:
    """The folder of the bookkeeping. It lies beside the site where it can: a rename from it must stay on one disk. A
    site that is a disk of its own, or in a folder that may not be written, holds it."""
    beside = out.parent / f".{out.name}.publish"
    may_lie_beside = out.stat().st_dev == out.parent.stat().st_dev and os.access(out.parent, os.W_OK)
    return beside if beside.exists() or may_lie_beside else out / ".publish"


def is_at_work(desk: Path) -> bool:
    """Whether a build is laying a site out there, or was stopped while it did."""
    return (desk / "staged").exists() or (desk / JOURNAL).exists()


def _open_desk(out: Path) -> Path:
    """The folder of the bookkeeping; both folders are there then."""
    if out.exists() and not out.is_dir():
        raise ForeignFolderError(f"{out} is a file: name a folder with --out")
    _make_folder(out)
    desk = desk_of(out)
    if not desk.exists():
        _manifest(desk, out)  # refuses a folder of others
        desk.mkdir(exist_ok=True)
    return desk


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(FOLDER_MODE)


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


def _commit(desk: Desk, plan: _Plan, files: Iterable[str]) -> None:
    """Folders, manifest and journal beside the new bytes, all on the disk; or an OSError, and no journal."""
    journal = desk.folder / "journal.new"
    try:
        for name, _ in plan.folders:
            _make_folder(desk.staging / name)
        _write(desk.staging / "manifest", json.dumps(sorted(files)).encode())
        _write(journal, json.dumps([plan.folders, plan.moves, plan.removals]).encode())
    except OSError:
        with suppress(OSError):
            journal.unlink()
        raise
    os.sync()  # once for all: a tenth of what an fsync of each file takes, and after a power cut the journal holds too
    journal.replace(desk.folder / JOURNAL)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(content)


# --- The journal ------------------------------------------------------------------------------------------------------


def _finish(desk: Path, out: Path) -> None:
    """Does what the journal says, from wherever it was left; then it is gone, and so is what was staged without one."""
    journal, staging = desk / JOURNAL, desk / "staged"
    if journal.exists():
        plan = _Plan(*json.loads(journal.read_bytes()))
        spare = {path: staging / name for name, path in plan.folders}
        ready: set[str] = set()
        for name, path in plan.moves:
            if (staging / name).exists():
                _make_way(out, path, spare, plan.removals, ready)
                (staging / name).replace(out / path)
        for path in plan.removals:
            _remove(out, path)
        if (staging / "manifest").exists():
            (staging / "manifest").replace(desk / "manifest.json")
        journal.unlink()
    if staging.exists():
        shutil.rmtree(staging)


def _make_way(out: Path, path: str, spare: Mapping[str, Path], removals: Iterable[str], ready: MutableSet[str]) -> None:
    """The folders of a file, and nothing but a file in its place. Only what a build has made is cleared away for it.
    Folders that have got a file already are `ready`."""
    if (out / path).is_dir() and not (out / path).is_symlink():
        for old in removals:
            if old.startswith(f"{path}/"):
                _remove(out, old)
    for folder in folders_of([path]):
        if folder in ready:
            continue
        ready.add(folder)
        place = out / folder
        if place.is_dir() and not place.is_symlink():
            continue
        place.unlink(missing_ok=True)
        if folder in spare and spare[folder].exists():
            spare[folder].replace(place)
        else:  # somebody has taken away a folder that was there
            _make_folder(place)


def _remove(out: Path, path: str) -> None:
    """A file is gone, and so are the folders that it leaves empty; what lies behind a link is not ours."""
    folders = [out / folder for folder in folders_of([path])]
    target = out / path
    if any(folder.is_symlink() for folder in folders) or (target.is_dir() and not target.is_symlink()):
        return
    with suppress(FileNotFoundError, NotADirectoryError):
        target.unlink()
    for folder in reversed(folders):
        try:
            folder.rmdir()
        except (FileNotFoundError, NotADirectoryError):  # gone before a build was killed
            continue
        except OSError:  # it is not empty
            return
