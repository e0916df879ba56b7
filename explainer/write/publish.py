"""{path: bytes} -> the folder that is served. The only room that writes there.

All new bytes are staged on the same disk, so that a full disk fails before anything has changed; then a journal names
every step; then file replaces file, assets first and feeds last; then what is no longer made is removed. Whoever stops
half-way, at any moment, leaves whole files and no page without its assets, and the next build finishes the journal.
A kill is survived by the order of the steps alone; nothing is forced to the disk, so a power cut is not.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

FILE_MODE, FOLDER_MODE = 0o644, 0o755  # under any umask


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
    """What is still to be done: staged files by path, in order; paths to remove; all that the site then has."""

    moves: tuple[tuple[str, str], ...]  # name in the staging folder, path in the site
    removals: tuple[str, ...]
    made: tuple[str, ...]


def publish(files: Mapping[str, bytes], out: Path) -> Published:
    """Makes `out` hold these files. Raises ForeignFolderError, or the OSError of a machine that fails."""
    _check_paths(files)
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    desk = _desk(out)
    desk.mkdir(exist_ok=True)
    with _lock(desk):
        _finish(desk, out)
        made_before = _manifest(desk, out)
        changed = [path for path, content in files.items() if not _is_same(out / path, content)]
        plan = _Plan(
            moves=tuple((str(number), path) for number, path in enumerate(sorted(changed, key=_turn))),
            removals=tuple(sorted(made_before - files.keys(), key=_turn, reverse=True)),
            made=tuple(sorted(files)),
        )
        if plan.moves or plan.removals or made_before != files.keys():
            _stage(desk, plan, files)
            _finish(desk, out)
    return Published(len(plan.moves), len(files) - len(plan.moves), len(plan.removals))


def _desk(out: Path) -> Path:
    """The hidden folder of the bookkeeping: beside the site, or inside where the site is a disk of its own."""
    same_disk = out.stat().st_dev == out.parent.stat().st_dev
    return out.parent / f".{out.name}.publish" if same_disk else out / ".publish"


@contextmanager
def _lock(desk: Path) -> Iterator[None]:
    """One build at a time; the system opens the lock of a process that is gone."""
    with (desk / "lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _check_paths(files: Iterable[str]) -> None:
    for path in files:
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\0" in path:
            raise ValueError(f"{path!r} is no path within the site")


def _turn(path: str) -> tuple[int, str]:
    """Assets, then pages, then what lists pages, then feeds: nobody is led to what is not there yet."""
    folder, suffix = path.partition("/")[0], PurePosixPath(path).suffix
    if folder in ("assets", "media", "pagefind"):
        return 0, path
    return (1 if suffix == ".html" else 3 if path.endswith(("feed.xml", ".ics")) else 2), path


def _is_same(path: Path, content: bytes) -> bool:
    try:
        with path.open("rb") as file:
            same_size = os.fstat(file.fileno()).st_size == len(content)
            return same_size and not path.is_symlink() and file.read() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _manifest(desk: Path, out: Path) -> set[str]:
    """What the last build has made; files that are not in it belong to somebody else and are never removed."""
    try:
        return set(json.loads((desk / "manifest.json").read_bytes()))
    except FileNotFoundError:
        others = [entry.name for entry in os.scandir(out) if entry.path != str(desk)]
        if others:
            message = f"{out} holds files that no build has made: empty it, or name another folder with --out"
            raise ForeignFolderError(message) from None
        return set()
    except ValueError:  # not written by us: keep everything
        return set()


# --- Staging ---------------------------------------------------------------------------------------------------------


def _stage(desk: Path, plan: _Plan, files: Mapping[str, bytes]) -> None:
    """All new bytes and the journal on the disk, or nothing."""
    staging = desk / "staged"
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        for name, path in plan.moves:
            _write(staging / name, files[path])
        journal = {"moves": plan.moves, "removals": plan.removals, "made": plan.made}
        _write(desk / "journal.new", json.dumps(journal).encode())
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            (desk / "journal.new").unlink()
        raise
    (desk / "journal.new").replace(desk / "journal.json")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(content)


# --- The journal -----------------------------------------------------------------------------------------------------


def _finish(desk: Path, out: Path) -> None:
    """Does what the journal says, from wherever it was left; then the journal is gone."""
    journal = desk / "journal.json"
    try:
        plan = _Plan(**json.loads(journal.read_bytes()))
    except FileNotFoundError:
        shutil.rmtree(desk / "staged", ignore_errors=True)
        return
    for name, path in plan.moves:
        staged = desk / "staged" / name
        if staged.exists():
            _make_way(out, path, desk)
            staged.replace(out / path)
    for path in plan.removals:
        _remove(out, path)
    _write(desk / "manifest.new", json.dumps(plan.made).encode())
    (desk / "manifest.new").replace(desk / "manifest.json")
    journal.unlink()
    shutil.rmtree(desk / "staged", ignore_errors=True)


def _make_way(out: Path, path: str, desk: Path) -> None:
    """Folders for a file. What a build made and what now stands in the way, a link among it, gives way."""
    target = out / path
    at = out
    for part in PurePosixPath(path).parts[:-1]:
        at = at / part
        if at.is_symlink() or at.is_file():
            at.unlink()
        if not at.exists():
            at.mkdir()
            at.chmod(FOLDER_MODE)
    if target.is_dir() and not target.is_symlink():
        for made in sorted(_made_under(desk, path), reverse=True):
            _remove(out, made)
        with suppress(FileNotFoundError):
            target.rmdir()


def _made_under(desk: Path, folder: str) -> list[str]:
    with suppress(FileNotFoundError, ValueError):
        return [path for path in json.loads((desk / "manifest.json").read_bytes()) if path.startswith(f"{folder}/")]
    return []


def _remove(out: Path, path: str) -> None:
    """A file, and the folders that it leaves empty."""
    target = out / path
    if any((out / parent).is_symlink() for parent in PurePosixPath(path).parents[:-1]):
        return
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        target.unlink()
    for folder in list(target.parents)[: len(PurePosixPath(path).parents) - 1]:
        try:
            folder.rmdir()
        except OSError:  # somebody's files are in it
            return
