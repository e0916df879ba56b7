"""How a file looks from outside: while its size, its time and its place on the disk are the same, so is what is in it.

git goes by the same.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

Stamp = tuple[int, int, int]  # size, time of change in ns, inode


def stamp(file: str | os.PathLike[str]) -> Stamp | None:
    """Of what a link leads to; None of what is gone."""
    try:
        found = os.stat(file)  # noqa: PTH116  # of very many files, for which no Path need be made
    except OSError:
        return None
    return stamp_of(found)


def stamp_of(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ino


def is_hidden(name: str) -> bool:
    """What editors put beside a file while it is written, and systems into a folder: `.#a.css`, `a.css~`."""
    return name.startswith(".") or name.endswith("~")


def stamps(folder: Path | str, is_passed_over: Callable[[os.DirEntry[str]], bool]) -> Iterator[tuple[str, Stamp]]:
    """Every file below, with its path; none of a folder that is gone, or not to be read, which the build reports."""
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        return
    for entry in entries:
        if is_passed_over(entry):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from stamps(entry.path, is_passed_over)
        elif found := stamp(entry):
            yield entry.path, found
