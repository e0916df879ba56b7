"""What is kept from one build to the next, beside the site: what it was made from, and what was read.

In: the files that a build reads, and its settings. Out: what was printed of the last build, if the same build would
come of it again. Nothing is trusted that cannot be seen: each file of the site is looked at too. A cache that is
damaged, or of other tools or settings, is as good as none.
"""

import json
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from explainer.write import sealed
from explainer.write.publish import Desk, desk_of, is_at_work
from explainer.write.stamps import Stamp, stamp, stamps

LAST, MEMORY = "last", "memory"
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


def inputs(content: Path, tools: Iterable[Path], settings: Mapping[str, str], seen: int) -> Inputs:
    """Every file below the folders, as it is now, and what is installed."""
    installed = str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns)
    told = {**settings, "python": sys.version, "installed": installed}
    return Inputs(told, {k: v for folder in tools for k, v in _below(folder)}, dict(_below(content)), seen)


def unchanged(out: Path, now: Inputs) -> Last | None:
    """The last build, where the same would come of it again and all that it made stands as it was."""
    desk = _desk(out)
    if desk is None or is_at_work(desk):
        return None
    kept = json.loads(sealed.kept(desk / LAST, version(now)) or "null")
    if kept and kept["content"] == _plain(now.content) and _stands(out, kept["site"]):
        return Last(kept["told"], len(kept["site"]))
    return None


def _stands(out: Path, site: Mapping[str, list[int]]) -> bool:
    return all(stamp(f"{out}/{path}") == tuple(look) for path, look in site.items())


def keep(desk: Desk, note: Note, site: Mapping[str, Stamp]) -> None:
    """Keeps a build whose files look like this for the next one, while nobody else may build. It may fail, for it only
    saves time."""
    then = note.inputs
    told = {"content": then.content, "site": site, "told": note.told}
    write(desk.folder / LAST, told if are_tools_settled(then) and _is_content_settled(then) else None, then)


def remember(desk: Desk, note: Note) -> None:
    """Keeps what was read. It may fail, too."""
    if are_tools_settled(note.inputs):
        sealed.keep(desk.folder / MEMORY, note.pack, version(note.inputs))


def remembered(out: Path, now: Inputs) -> bytes | None:
    """What was read for the last build, if with the same code."""
    desk = _desk(out)
    return sealed.kept(desk / MEMORY, version(now)) if desk else None


def _desk(out: Path) -> Path | None:
    """None where there is no site yet."""
    try:
        return desk_of(out.resolve())
    except OSError:
        return None


def version(then: Inputs) -> bytes:
    """Of all but the content."""
    return sha256(json.dumps([dict(then.settings), _plain(then.tools)]).encode()).digest()


def _plain(looks: Mapping[str, Stamp]) -> Mapping[str, list[int]]:
    """As they come back from JSON."""
    return {path: list(one) for path, one in looks.items()}


# --- On the disk ------------------------------------------------------------------------------------------------------


def are_tools_settled(then: Inputs) -> bool:
    """Whether the code that runs is the code that was looked at."""
    return all(changed <= then.seen - LOADING for _, changed, _ in then.tools.values())


def _is_content_settled(then: Inputs) -> bool:
    return all(changed <= then.seen - _tick(changed) for _, changed, _ in then.content.values())


def _tick(changed: int) -> int:
    return TICK if changed % SECOND else COARSE_TICK


def write(place: Path, told: Mapping[str, object] | None, then: Inputs) -> None:
    """Keeps what is told as JSON; None takes away what was there."""
    if told is not None:
        sealed.keep(place, lambda file: file.write(json.dumps(told).encode()), version(then))
        return
    with suppress(OSError):
        place.unlink()


def _below(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Every file below, without what Python keeps of its own."""
    return stamps(folder, lambda entry: entry.name == "__pycache__")
