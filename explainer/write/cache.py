"""What the last build was made from: where nothing has changed since, there is nothing to be made.

In: the files that a build reads, and its settings. Out: what was printed of the last build, if the same build would
come of it again. Nothing is trusted that cannot be seen: a file is the same when its size, its time and its place on
the disk are (as git does it), and each file of the site is looked at too. A cache that is damaged, or of another
version, is as good as none.
"""

import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from explainer.write.publish import Desk, desk_of

NAME = "last.json"
TICK = 50_000_000  # ns; a file changed so shortly before it was looked at may change again within the same time
Stamp = tuple[int, int, int]  # size, time in ns, place on the disk


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that decides the bytes of a site: settings by name, and a stamp for each file that is read."""

    settings: Mapping[str, str]
    files: Mapping[str, Stamp]
    seen: int  # when, in ns


@dataclass(frozen=True, slots=True)
class Note:
    """What a build was made from, and what it told of the content."""

    inputs: Inputs
    told: str


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build told, and how many files stand in its folder."""

    told: str
    count: int


def inputs(folders: Iterable[Path], settings: Mapping[str, str], seen: int) -> Inputs:
    """Every file below the folders, as it is now, and what is installed."""
    files = {path: stamp for folder in folders for path, stamp in _stamps(folder)}
    installed = str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns)
    return Inputs({**settings, "python": sys.version, "installed": installed}, files, seen)


def unchanged(out: Path, now: Inputs) -> Last | None:
    """The last build, where the same would come of it again and all that it made stands as it was."""
    try:
        desk = desk_of(out.resolve())
        kept = json.loads((desk / NAME).read_bytes())
        same = kept["settings"] == now.settings and kept["files"] == _plain(now.files)
        if same and kept["site"] == _plain(dict(_stamps(out.resolve(), desk))):
            return Last(str(kept["told"]), len(kept["site"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return None


def keep(desk: Desk, note: Note) -> None:
    """Keeps a build for the next one, while nobody else may build. It may fail, for it only saves time."""
    place = desk.folder / NAME
    with suppress(OSError):
        then = note.inputs
        if any(changed > then.seen - TICK for _, changed, _ in then.files.values()):
            place.unlink(missing_ok=True)
            return
        site = dict(_stamps(desk.out, desk.folder))
        kept = {"settings": then.settings, "files": then.files, "site": site, "told": note.told}
        beside = place.with_suffix(".new")
        beside.write_text(json.dumps(kept), "utf-8")
        beside.replace(place)


def _plain(stamps: Mapping[str, Stamp]) -> Mapping[str, list[int]]:
    """As they come back from JSON."""
    return {path: list(stamp) for path, stamp in stamps.items()}


def _stamps(folder: Path, passed_over: Path | None = None) -> Iterator[tuple[str, Stamp]]:
    """Every file below, without what Python keeps of its own."""
    with suppress(FileNotFoundError), os.scandir(folder) as listing:
        for entry in listing:
            if not entry.is_dir(follow_symlinks=False):
                found = entry.stat(follow_symlinks=False)
                yield entry.path, (found.st_size, found.st_mtime_ns, found.st_ino)
            elif entry.name != "__pycache__" and Path(entry.path) != passed_over:
                yield from _stamps(Path(entry.path), passed_over)
