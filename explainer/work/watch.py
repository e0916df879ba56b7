"""Watches folders, and says when they have come to rest after a change.

livereload's own watcher goes by the time of change alone: a file that is moved in with an old one, and a folder that
gets another name, it does not see.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path

from explainer.write.stamps import Stamp, is_hidden, stamp, stamps

SHARE = 0.003  # of a core, for looks at all files: at 500 one takes 3 ms, on a busy machine 8
AT_LEAST_S, AT_MOST_S = 0.05, 1.5  # between two of them
GLANCE_EVERY_S = 0.08  # what was written last is looked at more often: somebody is at work on it
LAST, GLANCES = 8, 1500  # files, for two minutes
SETTLED_AFTER_S = 0.03  # a burst of saves is one change
SETTLED_AT_LAST = 30  # looks, for a folder that never comes to rest

Snapshot = Mapping[str, Stamp]  # by path


async def watch(folders: Iterable[Path], changed: Callable[[], Awaitable[None]]) -> None:
    """Calls at once, and then after every change; one while the call is at work is seen after it. Never returns."""
    roots = tuple(folders)
    seen = snapshot(roots)
    last: list[Path] = []
    while True:
        await changed()
        before, seen = seen, await _at_rest(roots, await _other(roots, seen, last))
        last = [Path(path) for path, found in seen.items() if before.get(path) != found][:LAST]


async def _other(folders: Iterable[Path], seen: Snapshot, last: Sequence[Path]) -> Snapshot:
    """What there is as soon as it is not what was seen."""
    loop = asyncio.get_running_loop()
    glances = GLANCES if last else 0
    while True:
        begun = loop.time()
        if (now := snapshot(folders)) != seen:
            return now
        pause_s = min(max((loop.time() - begun) / SHARE, AT_LEAST_S), AT_MOST_S)
        until = loop.time() + pause_s
        while (left_s := until - loop.time()) > 0 and not any(stamp(path) != seen.get(str(path)) for path in last):
            await asyncio.sleep(min(left_s, GLANCE_EVERY_S) if glances > 0 else left_s)
            glances -= 1


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
    return {path: found for folder in folders for path, found in stamps(folder, lambda entry: is_hidden(entry.name))}
