"""Watches folders, and says when they have come to rest after a change.

livereload's own watcher goes by the time of change alone: a file that is moved in with an old one, and a folder that
gets another name, it does not see.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from pathlib import Path

LOOK_EVERY_S = 0.4  # a look at 500 files takes 3 ms: less than a hundredth of a core
SOON_S = 0.05  # while somebody writes, it looks more often
WRITING_S = 120  # how long somebody is held to write after a change
SETTLED_AFTER_S = 0.05  # a burst of saves is one change
SETTLED_AT_LAST = 30  # looks, for a folder that never comes to rest

Stamp = tuple[int, int, int]  # size, time of change in ns, inode
Snapshot = Mapping[str, Stamp]  # by path


async def watch(folders: Iterable[Path], changed: Callable[[], Awaitable[None]]) -> None:
    """Calls at once, and then after every change; one while the call is at work is seen after it. Never returns."""
    roots = tuple(folders)
    seen = snapshot(roots)
    while True:
        await changed()
        looks = 0
        while (now := snapshot(roots)) == seen:
            looks += 1
            await asyncio.sleep(SOON_S if looks * SOON_S < WRITING_S else LOOK_EVERY_S)
        seen = await _at_rest(roots, now)


async def _at_rest(folders: Iterable[Path], seen: Snapshot) -> Snapshot:
    for _ in range(SETTLED_AT_LAST):
        await asyncio.sleep(SETTLED_AFTER_S)
        now = snapshot(folders)
        if now == seen:
            break
        seen = now
    return seen


def snapshot(folders: Iterable[Path]) -> Snapshot:
    """Every file beneath the folders, but for those that editors hide."""
    return {path: stamp for folder in folders for path, stamp in _files(folder)}


def _files(folder: Path | str) -> Iterator[tuple[str, Stamp]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # gone since, or not to be read, which the build reports
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
            continue
        try:
            found = entry.stat()
        except OSError:  # gone since, or a link to nowhere
            continue
        yield entry.path, (found.st_size, found.st_mtime_ns, found.st_ino)
