"""{path: bytes} -> the folder that is served. The only room that writes there.

All new bytes are staged on the same disk, so that a full disk fails before anything has changed; then a journal names
every step; then file replaces file, assets first and feeds last; then what is no longer made is removed. Whoever stops
half-way, at any moment, leaves whole files and no page without its assets, and the next build finishes the journal.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISREG

FILE_MODE, FOLDER_MODE = 0o644, 0o755  # under any umask
EARLY, LATE = ("assets", "media", "pagefind"), ("feed.xml", ".ics")


class ForeignFolderError(Exception):
    """The folder holds files that no build has put there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were the same already, and are gone."""

    written: int
    kept: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is still to be done, in order. `folders` and `moves` lead from a name on the desk to a path of the site."""

    folders: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]


def publish(files: Mapping[str, bytes], out: Path) -> Published:
    """Makes `out` hold these files. Raises ForeignFolderError, or the OSError of a machine that fails."""
    _check_paths(files)
    out = out.resolve()
    desk = _open_desk(out)
    with _lock(desk):
        _finish(desk, out)
        made_before = _manifest(desk, out)
        changed = [path for path, content in files.items() if not _is_same(out / path, content)]
        plan = _Plan(
            folders=tuple((f"folder-{n}", path) for n, path in enumerate(_missing_folders(files, out, made_before))),
            moves=tuple((f"file-{n}", path) for n, path in enumerate(sorted(changed, key=_turn))),
            removals=tuple(sorted(made_before - files.keys(), key=_turn, reverse=True)),
        )
        _refuse_to_bury(changed, out, made_before)
        if plan.moves or plan.removals or made_before != files.keys():
            _stage(desk, plan, files)
            _finish(desk, out)
    return Published(len(plan.moves), len(files) - len(plan.moves), len(plan.removals))


def _check_paths(files: Iterable[str]) -> None:
    """A path stays within the site, and is either a file or a folder. Raises ValueError."""
    folders = _folders(files)
    for path in files:
        if any(part in ("", ".", "..") for part in path.split("/")) or "\0" in path:
            raise ValueError(f"{path!r} is no path within the site")
        if path in folders:
            raise ValueError(f"{path!r} is both a file and a folder")


def _folders(files: Iterable[str]) -> dict[str, None]:
    """The folders of these files, each once, the outer before the inner."""
    return {str(folder): None for path in files for folder in reversed(PurePosixPath(path).parents[:-1])}


def _turn(path: str) -> tuple[int, str]:
    """Assets, then pages, then what lists pages, then feeds: nobody is led to what is not there yet."""
    if path.partition("/")[0] in EARLY:
        return 0, path
    return (1 if path.endswith(".html") else 3 if path.endswith(LATE) else 2), path


# --- The desk: staging, journal, manifest and lock --------------------------------------------------------------------


def _open_desk(out: Path) -> Path:
    """The folder of the bookkeeping; both folders are there then. It lies beside the site where it can: a rename from
    it must stay on one disk. A site that is a disk of its own, or in a folder that may not be written, holds it."""
    if out.exists() and not out.is_dir():
        raise ForeignFolderError(f"{out} is a file: name a folder with --out")
    _make_folder(out)
    beside = out.parent / f".{out.name}.publish"
    may_lie_beside = out.stat().st_dev == out.parent.stat().st_dev and os.access(out.parent, os.W_OK)
    desk = beside if beside.exists() or may_lie_beside else out / ".publish"
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


# --- What is there ----------------------------------------------------------------------------------------------------


def _is_same(path: Path, content: bytes) -> bool:
    try:
        found = path.lstat()
        return S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _missing_folders(files: Iterable[str], out: Path, made_before: set[str]) -> Iterator[str]:
    """The folders that the site does not have yet. Another's file in the place of one, or a link, is not overwritten:
    what we write behind a link would land outside of the site."""
    for folder in _folders(files):
        path = out / folder
        if path.is_dir() and not path.is_symlink():
            continue
        if os.path.lexists(path) and folder not in made_before:
            raise ForeignFolderError(f"{path} must become a folder and no build has made it: move it away")
        yield folder


def _refuse_to_bury(changed: Iterable[str], out: Path, made_before: set[str]) -> None:
    """A folder that becomes a file holds nothing of somebody else's."""
    ours = made_before | _folders(made_before).keys()
    for path in changed:
        target = out / path
        if target.is_dir() and not target.is_symlink():
            for inner in target.rglob("*"):
                if inner.relative_to(out).as_posix() not in ours:
                    raise ForeignFolderError(f"{target} must become a file and holds {inner.name}: move it away")


# --- Staging ----------------------------------------------------------------------------------------------------------


def _stage(desk: Path, plan: _Plan, files: Mapping[str, bytes]) -> None:
    """All new bytes, folders and the journal on the disk, or nothing."""
    staging, journal = desk / "staged", desk / "journal.new"
    try:
        staging.mkdir()
        for name, _ in plan.folders:
            _make_folder(staging / name)
        for name, path in plan.moves:
            _write(staging / name, files[path])
        _write(staging / "manifest", json.dumps(sorted(files)).encode())
        _write(journal, json.dumps([plan.folders, plan.moves, plan.removals]).encode())
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            journal.unlink()
        raise
    os.sync()  # once for all: a tenth of what an fsync of each file takes, and after a power cut the journal holds too
    journal.replace(desk / "journal.json")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(content)


# --- The journal ------------------------------------------------------------------------------------------------------


def _finish(desk: Path, out: Path) -> None:
    """Does what the journal says, from wherever it was left; then it is gone, and so is what was staged without one."""
    journal, staging = desk / "journal.json", desk / "staged"
    if journal.exists():
        plan = _Plan(*json.loads(journal.read_bytes()))
        spare = {path: staging / name for name, path in plan.folders}
        for name, path in plan.moves:
            if (staging / name).exists():
                _make_way(out, path, spare, plan.removals)
                (staging / name).replace(out / path)
        for path in plan.removals:
            _remove(out, path)
        if (staging / "manifest").exists():
            (staging / "manifest").replace(desk / "manifest.json")
        journal.unlink()
    if staging.exists():
        shutil.rmtree(staging)


def _make_way(out: Path, path: str, spare: Mapping[str, Path], removals: Iterable[str]) -> None:
    """The folders of a file, and nothing but a file in its place. Only what a build has made is cleared away for it."""
    if (out / path).is_dir() and not (out / path).is_symlink():
        for old in removals:
            if old.startswith(f"{path}/"):
                _remove(out, old)
    for folder in _folders([path]):
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
    folders = [out / folder for folder in _folders([path])]
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
