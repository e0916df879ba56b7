"""What is kept from one build to the next, beside the site: what it was made from, and what was read.

In: the files that a build reads, and its settings. Out: what was printed of the last build, if the same build would
come of it again; or the files that need not be made anew. Nothing is trusted that cannot be seen: a file is the same
when its size, its time and its place on the disk are (as git does it), and each file of the site is looked at too. A
cache that is damaged, or of another version, is as good as none.
"""

import json
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, BinaryIO

from explainer.write.privacy import Inspected
from explainer.write.publish import Desk, desk_of
from explainer.write.site import Seen

LAST, SHARES, MEMORY = "last.json", "shares.json", "memory"
DIGEST_LENGTH = 32
TICK = 50_000_000  # ns; a file changed so shortly before it was looked at may change again within the same time
Stamp = tuple[int, int, int]  # size, time in ns, place on the disk


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
    return Inputs(told, {k: v for folder in tools for k, v in _stamps(folder)}, dict(_stamps(content)), seen)


def unchanged(out: Path, now: Inputs) -> Last | None:
    """The last build, where the same would come of it again and all that it made stands as it was."""
    try:
        desk = desk_of(out.resolve())
        kept = json.loads((desk / LAST).read_bytes())
        same = kept["tools"] == _tools(now) and kept["content"] == _plain(now.content)
        if same and kept["site"] == _plain(dict(_stamps(out.resolve(), desk))):
            return Last(str(kept["told"]), len(kept["site"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return None


def shares(desk: Desk, now: Inputs) -> Mapping[str, Kept]:
    """What the last build made of each share, if it was one with the same tools."""
    try:
        kept = json.loads((desk.folder / SHARES).read_bytes())
        return {name: _kept(*written) for name, written in kept["shares"].items() if kept["tools"] == _tools(now)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def stands(desk: Desk, kept: Kept) -> bool:
    """Whether every file of the share is in the site as it was made."""
    try:
        every = zip(kept.batch.files, kept.stamps, strict=True)
        return all(stamp(desk.out / seen.path) == then for seen, then in every)
    except OSError:
        return False


def keep(desk: Desk, note: Note, batches: Mapping[str, Batch]) -> None:
    """Keeps a build for the next one, while nobody else may build. It may fail, for it only saves time."""
    then, tools = note.inputs, _tools(note.inputs)
    with suppress(OSError):
        site = dict(_stamps(desk.out, desk.folder))
        is_settled = _is_settled(then.tools, then)
        made = {name: _record(desk, site, batch) for name, batch in batches.items() if batch.key}
        _write(desk.folder / SHARES, {"tools": tools, "shares": made} if is_settled else None)
        last = {"tools": tools, "content": then.content, "site": site, "told": note.told}
        _write(desk.folder / LAST, last if is_settled and _is_settled(then.content, then) else None)


def remember(desk: Desk, note: Note) -> None:
    """Keeps what was read, which comes back as it is, or not at all. It may fail, too."""
    place = desk.folder / MEMORY
    beside = place.with_suffix(".new")
    with suppress(OSError), beside.open("w+b") as file:
        file.write(_version(note.inputs))
        note.pack(file)
        file.seek(0)
        digest = file_digest(file, "sha256").digest()
        file.write(digest)
        file.close()
        beside.replace(place)


def remembered(out: Path, now: Inputs) -> bytes | None:
    """What was read for the last build, if with the same code."""
    try:
        content = (desk_of(out.resolve()) / MEMORY).read_bytes()
    except OSError:
        return None
    version, kept, digest = content[:DIGEST_LENGTH], content[DIGEST_LENGTH:-DIGEST_LENGTH], content[-DIGEST_LENGTH:]
    is_whole = sha256(version + kept).digest() == digest
    return kept if is_whole and version == _version(now) else None


def stamp(path: Path) -> Stamp:
    """Raises OSError where there is no such file."""
    return _stamp(path.lstat())


# --- As JSON ----------------------------------------------------------------------------------------------------------


def _tools(then: Inputs) -> Mapping[str, object]:
    return {"settings": dict(then.settings), "files": _plain(then.tools)}


def _version(then: Inputs) -> bytes:
    return sha256(json.dumps(_tools(then)).encode()).digest()


def _plain(stamps: Mapping[str, Stamp]) -> Mapping[str, list[int]]:
    """As they come back from JSON."""
    return {path: list(stamp) for path, stamp in stamps.items()}


def _record(desk: Desk, site: Mapping[str, Stamp], batch: Batch) -> list[object]:
    return [batch.key, [[*_file(seen), site[str(desk.out / seen.path)]] for seen in batch.files]]


def _file(seen: Seen) -> tuple[object, ...]:
    if one := seen.inspected:
        return seen.path, seen.address, seen.is_searched, (one.size, one.faults, sorted(one.hosts), one.uses)
    return seen.path, seen.address, seen.is_searched, None


def _kept(key: str, files: Sequence[tuple[str, str, bool, Any, Stamp]]) -> Kept:
    """Raises ValueError or TypeError for what no record has written."""
    seen = (Seen(path, address, _inspected(*one) if one else None, found) for path, address, found, one, _ in files)
    stamps = ((size, time, place) for *_, (size, time, place) in files)
    return Kept(Batch(key, tuple(seen)), tuple(stamps))


def _inspected(size: int, faults: list[str], hosts: list[str], uses: list[str]) -> Inspected:
    return Inspected(size, tuple(faults), frozenset(hosts), tuple(uses))


# --- On the disk ------------------------------------------------------------------------------------------------------


def _is_settled(stamps: Mapping[str, Stamp], then: Inputs) -> bool:
    return all(changed <= then.seen - TICK for _, changed, _ in stamps.values())


def _write(place: Path, told: Mapping[str, object] | None) -> None:
    """At once or not at all; None takes away what was there."""
    if told is None:
        place.unlink(missing_ok=True)
        return
    beside = place.with_suffix(".new")
    beside.write_text(json.dumps(told), "utf-8")
    beside.replace(place)


def _stamps(folder: Path, passed_over: Path | None = None) -> Iterator[tuple[str, Stamp]]:
    """Every file below, without what Python keeps of its own."""
    with suppress(FileNotFoundError), os.scandir(folder) as listing:
        for entry in listing:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path, _stamp(entry.stat(follow_symlinks=False))
            elif entry.name != "__pycache__" and Path(entry.path) != passed_over:
                yield from _stamps(Path(entry.path), passed_over)


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ino
