"""What is kept from one build to the next, beside the site: what it was made from, and what was read.

In: the files that a build reads, and its settings. Out: what was printed of the last build, if the same build would
come of it again; or the files that need not be made anew. Nothing is trusted that cannot be seen: each file of the site
is looked at too. A cache that is damaged, or of other tools or settings, is as good as none.
"""

import json
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from explainer.write import sealed
from explainer.write.privacy import Inspected
from explainer.write.publish import Desk, desk_of, is_at_work
from explainer.write.site import Seen
from explainer.write.stamps import Stamp, stamp, stamps

LAST, SHARES, MEMORY = "last", "shares", "memory"
SECOND = 1_000_000_000  # ns
TICK = SECOND // 20  # a file that was changed so shortly before it was looked at may change again within the same time
COARSE_TICK = 2 * SECOND  # of a disk that tells whole seconds (FAT: even ones)
LOADING = 2 * SECOND  # code that was changed so shortly before may have been loaded as it was


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that decides the bytes of a site: settings by name, and a stamp for each file that is read, of the content
    and of the tools: code, templates, assets."""

    settings: Mapping[str, str]
    tools: Mapping[str, Stamp]
    content: Mapping[str, Stamp]
    seen: int  # when, in ns


@dataclass(frozen=True, slots=True)
class Note:
    """What a build was made from, what it told of the content, and what writes down all that was read."""

    inputs: Inputs
    told: str
    pack: Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build told, and how many files stand in its folder."""

    told: str
    count: int


@dataclass(frozen=True, slots=True)
class Batch:
    """The files of one share, and the key of what they were made from."""

    key: str
    files: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The same after it was published, each file with its stamp then."""

    batch: Batch
    stamps: tuple[Stamp, ...]


def inputs(content: Path, tools: Iterable[Path], settings: Mapping[str, str], seen: int) -> Inputs:
    """Every file below the folders, as it is now, and what is installed."""
    installed = str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns)
    told = {**settings, "python": sys.version, "installed": installed}
    return Inputs(told, {k: v for folder in tools for k, v in _below(folder)}, dict(_below(content)), seen)


def unchanged(out: Path, now: Inputs) -> Last | None:
    """The last build, where the same would come of it again and all that it made stands as it was."""
    try:
        desk = desk_of(out.resolve())
    except OSError:
        return None
    if is_at_work(desk):
        return None
    kept = json.loads(sealed.kept(desk / LAST, _version(now)) or "null")
    if kept and kept["content"] == _plain(now.content) and kept["site"] == _plain(dict(_below(out.resolve(), desk))):
        return Last(kept["told"], len(kept["site"]))
    return None


def shares(desk: Desk, now: Inputs) -> Mapping[str, Kept]:
    """What the last build made of each share, if it was one with the same tools."""
    kept = json.loads(sealed.kept(desk.folder / SHARES, _version(now)) or "{}")
    return {name: _kept(*written) for name, written in kept.items()}


def stands(desk: Desk, kept: Kept) -> bool:
    """Whether every file of the share is in the site as it was made."""
    every = zip(kept.batch.files, kept.stamps, strict=True)
    return all(stamp(desk.out / seen.path) == then for seen, then in every)


def keep(desk: Desk, note: Note, batches: Mapping[str, Batch]) -> None:
    """Keeps a build for the next one, while nobody else may build. It may fail, for it only saves time."""
    then = note.inputs
    site = dict(_below(desk.out, desk.folder))
    made = {name: _record(desk, site, batch) for name, batch in batches.items() if batch.key}
    _write(
        desk.folder / SHARES,
        {name: one for name, one in made.items() if one} if _are_tools_settled(then) else None,
        then,
    )
    last = {"content": then.content, "site": site, "told": note.told}
    _write(desk.folder / LAST, last if _are_tools_settled(then) and _is_content_settled(then) else None, then)


def remember(desk: Desk, note: Note) -> None:
    """Keeps what was read. It may fail, too."""
    if _are_tools_settled(note.inputs):
        sealed.keep(desk.folder / MEMORY, note.pack, _version(note.inputs))


def remembered(out: Path, now: Inputs) -> bytes | None:
    """What was read for the last build, if with the same code."""
    try:
        desk = desk_of(out.resolve())
    except OSError:
        return None
    return sealed.kept(desk / MEMORY, _version(now))


def _version(then: Inputs) -> bytes:
    return sha256(json.dumps([dict(then.settings), _plain(then.tools)]).encode()).digest()


# --- As JSON ----------------------------------------------------------------------------------------------------------


def _plain(looks: Mapping[str, Stamp]) -> Mapping[str, list[int]]:
    """As they come back from JSON."""
    return {path: list(one) for path, one in looks.items()}


def _record(desk: Desk, site: Mapping[str, Stamp], batch: Batch) -> list[object] | None:
    """None where somebody has taken one of its files away already."""
    looks = [site.get(str(desk.out / seen.path)) for seen in batch.files]
    if not all(looks):
        return None
    return [batch.key, [[*_file(seen), look] for seen, look in zip(batch.files, looks, strict=True)]]


def _file(seen: Seen) -> tuple[object, ...]:
    if one := seen.inspected:
        return seen.path, seen.address, seen.is_searched, (one.size, one.faults, sorted(one.hosts), one.uses)
    return seen.path, seen.address, seen.is_searched, None


def _kept(key: str, files: Sequence[tuple[str, str, bool, Any, Stamp]]) -> Kept:
    seen = (Seen(path, address, _inspected(*one) if one else None, found) for path, address, found, one, _ in files)
    looks = ((size, time, place) for *_, (size, time, place) in files)
    return Kept(Batch(key, tuple(seen)), tuple(looks))


def _inspected(size: int, faults: list[str], hosts: list[str], uses: list[str]) -> Inspected:
    return Inspected(size, tuple(faults), frozenset(hosts), tuple(uses))


# --- On the disk ------------------------------------------------------------------------------------------------------


def _are_tools_settled(then: Inputs) -> bool:
    return all(changed <= then.seen - LOADING for _, changed, _ in then.tools.values())


def _is_content_settled(then: Inputs) -> bool:
    return all(changed <= then.seen - _tick(changed) for _, changed, _ in then.content.values())


def _tick(changed: int) -> int:
    return TICK if changed % SECOND else COARSE_TICK


def _write(place: Path, told: Mapping[str, object] | None, then: Inputs) -> None:
    """None takes away what was there."""
    if told is not None:
        sealed.keep(place, lambda file: file.write(json.dumps(told).encode()), _version(then))
        return
    with suppress(OSError):
        place.unlink()


def _below(folder: Path, passed_over: Path | None = None) -> Iterator[tuple[str, Stamp]]:
    """Every file below, without what Python keeps of its own."""
    return stamps(folder, lambda entry: entry.name == "__pycache__" or Path(entry.path) == passed_over)
