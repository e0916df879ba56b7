"""What pages weigh, and what they may: compressed, with their style and scripts.

In: pages with their sizes. Out: of each kind of page the heaviest, for to compress every page takes longer than to make
it. A page of one thing, and a page of many, have a bound; with very many programs the bound of a list grows with them.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from explainer.view.privacy import Weight

MOST_OF_ONE_THING = 60_000  # a profile, an article, a part for other sites
MOST_OF_MANY_THINGS = 150_000  # a page that lists every program ...
MOST_PER_PROGRAM = 5_000  # ... or this for each of them, where that is more
ONE_THING = re.compile(r"/(programs|comparisons|explainers|embed)/.+")


@dataclass(frozen=True, slots=True)
class Sized:
    """A page's bytes, and the paths of the style and the scripts that it asks for."""

    size: int
    uses: tuple[str, ...]


def weights(pages: Mapping[str, Sized], content: Callable[[str], bytes], programs: int) -> Iterator[Weight]:
    """Of each kind of page the largest. `content` gives the bytes of a path."""
    largest: dict[str, str] = {}
    for path, one in sorted(pages.items()):
        kind = _kind(path)
        if kind not in largest or one.size > pages[largest[kind]].size:
            largest[kind] = path
    shared: dict[str, int] = {}
    for kind, path in largest.items():
        for used in pages[path].uses:
            shared[used] = shared.get(used) or len(zlib.compress(content(used), 6))
        compressed = len(zlib.compress(content(path), 6)) + sum(shared[used] for used in set(pages[path].uses))
        most = MOST_OF_ONE_THING if ONE_THING.fullmatch(kind) else max(MOST_OF_MANY_THINGS, MOST_PER_PROGRAM * programs)
        yield Weight(kind, f"/{path.removesuffix('index.html')}", pages[path].size, compressed, most)


def _kind(path: str) -> str:
    """What pages of one kind share: `/programs/*/`."""
    parts = path.removesuffix("index.html").split("/")
    place = 2 if parts[0] == "embed" else 1
    if len(parts) > place + 1:
        parts[place] = "*"
    return "/" + "/".join(parts)
