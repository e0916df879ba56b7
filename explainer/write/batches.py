"""What the last build made, share by share, and which of it need not be made anew.

In: the files of each share, with the key of what they were made from. Out: the same at the next build with the same
tools, as far as the files stand in the site as they were made.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainer.write import cache, sealed
from explainer.write.cache import Inputs
from explainer.write.privacy import Inspected
from explainer.write.publish import Desk
from explainer.write.site import Seen
from explainer.write.stamps import Stamp, stamp

SHARES = "shares"


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


def shares(desk: Desk, now: Inputs) -> Mapping[str, Kept]:
    """What the last build made of each share, if it was one with the same tools."""
    kept = json.loads(sealed.kept(desk.folder / SHARES, cache.version(now)) or "{}")
    return {name: _kept(*written) for name, written in kept.items()}


def stands(desk: Desk, kept: Kept) -> bool:
    """Whether every file of the share is in the site as it was made."""
    every = zip(kept.batch.files, kept.stamps, strict=True)
    return all(stamp(desk.out / seen.path) == then for seen, then in every)


def keep(desk: Desk, then: Inputs, site: Mapping[str, Stamp], batches: Mapping[str, Batch]) -> None:
    """Keeps them for the next build. It may fail, for it only saves time."""
    made = {name: _record(desk, site, batch) for name, batch in batches.items() if batch.key}
    told = {name: one for name, one in made.items() if one} if cache.are_tools_settled(then) else None
    cache.write(desk.folder / SHARES, told, then)


# --- As JSON ----------------------------------------------------------------------------------------------------------


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
