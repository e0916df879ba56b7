"""What a build is about to do to the folder that is served, and its doing. The only room that writes there.

In: a plan, and new files on the desk under their own paths. Out: the site. Once the journal is there, the plan is done,
by this build or the next; before, nothing has changed.
"""

import json
import os
import shutil
from collections.abc import Iterable, MutableSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from explainer.write.standing import folders_of, is_folder


@dataclass(frozen=True, slots=True)
class Plan:
    """What is still to be done, in order. Files, and folders that are new as a whole, are moved."""

    moves: tuple[str, ...]
    removals: tuple[str, ...]


def staging(desk: Path) -> Path:
    """Where a build lays out what is new; it has room there for what it needs beside."""
    return desk / "staged"


def tree(desk: Path) -> Path:
    """Where each file of the new site lies under its own path."""
    return staging(desk) / "site"


def is_open(desk: Path) -> bool:
    return _journal(desk).exists()


def _journal(desk: Path) -> Path:
    return desk / "journal.json"


def commit(desk: Path, plan: Plan, files: Iterable[str]) -> None:
    """Manifest and journal beside the new bytes, all on the disk; or an OSError, and no journal."""
    journal = desk / "journal.new"
    try:
        (staging(desk) / "manifest").write_text(json.dumps(sorted(files)))
        journal.write_text(json.dumps([plan.moves, plan.removals]))
    except OSError:
        with suppress(OSError):
            journal.unlink()
        raise
    os.sync()  # once for all: a tenth of what an fsync of each file takes, and after a power cut the journal holds too
    journal.replace(_journal(desk))


def finish(desk: Path, out: Path) -> None:
    """Does what the journal says, from wherever it was left; then it is gone, and so is what was staged without one."""
    if is_open(desk):
        plan = Plan(*json.loads(_journal(desk).read_bytes()))
        ready: set[str] = set()
        for path in plan.moves:
            if (source := tree(desk) / path).exists():
                _make_way(out, path, plan.removals, ready)
                _move(source, out / path)
        for path in plan.removals:
            _remove(out, path)
        if (manifest := staging(desk) / "manifest").exists():
            manifest.replace(desk / "manifest.json")
        _journal(desk).unlink()
    if staging(desk).exists():
        shutil.rmtree(staging(desk))


def _make_way(out: Path, path: str, removals: Iterable[str], ready: MutableSet[str]) -> None:
    """The folders of what is moved, and no old folder in the place of a file. Only what a build has made is cleared
    away for it. Folders that have got a file already are `ready`."""
    if is_folder(out / path):
        for old in removals:
            if old.startswith(f"{path}/"):
                _remove(out, old)
    for folder in folders_of([path]):
        if folder not in ready:
            ready.add(folder)
            place = out / folder
            if not is_folder(place):  # somebody has taken it away
                place.unlink(missing_ok=True)
                place.mkdir()


def _move(source: Path, target: Path) -> None:
    """At once, or where a folder is there meanwhile, what is in it."""
    if source.is_dir():
        if is_folder(target):
            for inner in sorted(source.iterdir()):
                _move(inner, target / inner.name)
            return
        target.unlink(missing_ok=True)
    source.replace(target)


def _remove(out: Path, path: str) -> None:
    """A file is gone, and so are the folders that it leaves empty; what lies behind a link is not ours."""
    folders = [out / folder for folder in folders_of([path])]
    target = out / path
    if any(folder.is_symlink() for folder in folders) or is_folder(target):
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
