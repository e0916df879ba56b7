"""What the last build made, share by share, and which of it need not be made anew.

In: the files of each share, with the key of what they were made from. Out: the same at the next build with the same
tools, as far as the files stand in the site as they were made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainer.write import cache, sealed
from explainer.write.cache import Inputs
from explainer.write.privacy import Inspected
from explainer.write.publish import Desk, Staged
from explainer.write.site import Seen
from explainer.write.stamps import Stamp, stamp

SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that lies on the desk or stands in the site."""

    staged: Staged
    seen: Seen


@dataclass(frozen=True, slots=True)
class Batch:
    """The files of one share, and the key of what they were made from."""

    key: str
    files: tuple[Laid, ...]


def shares(desk: Desk, now: Inputs) -> Mapping[str, Batch]:
    """What the last build made of each share, if it was one with the same tools."""
    kept = json.loads(sealed.kept(desk.folder / SHARES, cache.version(now)) or "{}")
    return {name: Batch(key, tuple(_laid(*one) for one in files)) for name, (key, files) in kept.items()}


def stands(desk: Desk, batch: Batch) -> bool:
    """Whether every file of the share is in the site as it was made."""
    return all(stamp(desk.out / one.staged.path) == one.staged.stamp for one in batch.files)


def keep(desk: Desk, then: Inputs, batches: Mapping[str, Batch]) -> None:
    """Keeps them for the next build. It may fail, for it only saves time."""
    told = {name: [batch.key, [_file(one) for one in batch.files]] for name, batch in batches.items() if batch.key}
    cache.write(desk.folder / SHARES, told if cache.are_tools_settled(then) else None, then)


# --- As JSON ----------------------------------------------------------------------------------------------------------


def _file(laid: Laid) -> tuple[object, ...]:
    one = laid.seen.inspected
    inspected = (one.size, one.faults, sorted(one.hosts), one.uses) if one else None
    return laid.seen.path, laid.seen.address, laid.seen.is_searched, inspected, laid.staged.stamp


def _laid(path: str, address: str, is_searched: bool, inspected: Any, look: Stamp) -> Laid:
    size, time, place = look
    seen = Seen(path, address, _inspected(*inspected) if inspected else None, is_searched)
    return Laid(Staged(path, (size, time, place), is_new=False), seen)


def _inspected(size: int, faults: list[str], hosts: list[str], uses: list[str]) -> Inspected:
    return Inspected(size, tuple(faults), frozenset(hosts), tuple(uses))
