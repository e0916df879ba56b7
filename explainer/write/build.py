"""The site -> the folder that is served, in as many processes as there are.

Each process makes its share and lays the files out on the desk of `publish`, so that none holds more than one file;
this process gathers what is known of them, adds what tells of all, and publishes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from explainer.shares import in_shares
from explainer.write import cache, privacy, render, search, smaller
from explainer.write.cache import Note
from explainer.write.publish import Desk, Published, Staged, opened
from explainer.write.site import Made, Seen, Share, Site, last, seen, shares


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that lies on the desk."""

    staged: Staged
    seen: Seen
    is_searched: bool


def build(
    site: Site,
    out: Path,
    processes: int,
    note: Note,
    progress: Callable[[int], None] = lambda count: None,
    *,
    precompress: bool = False,
) -> Published:
    """Raises ForeignFolderError, BrokenPromiseError or the OSError of a machine that fails; then `out` is as it was.
    `note` is kept for the next build."""
    render.prepare(site.renderer)
    with opened(out) as desk:
        lay = partial(_lay_all, desk, precompress)
        gathered = in_shares([partial(_lay_made, lay, share) for share in shares(site)], processes, progress)
        laid = {one.staged.path: one for some in gathered for one in some}
        every = [one.seen for some in gathered for one in some]
        rest = lay(last(site, every, partial(_content, desk, laid)))
        wanted = {path: desk.where(one.staged) for path, one in laid.items() if one.is_searched}
        found = lay(Made(path, content) for path, content in search.index(wanted, desk.staging).items())
        privacy.refuse({one.seen.path: one.seen.inspected for one in found if one.seen.inspected})
        published = desk.publish(one.staged for one in (*laid.values(), *rest, *found))
        cache.keep(desk, note)
        return published


def _content(desk: Desk, laid: Mapping[str, Laid], path: str) -> bytes:
    return desk.where(laid[path].staged).read_bytes() if path in laid else b""


def _lay_made(lay: Callable[[Iterable[Made]], tuple[Laid, ...]], share: Share) -> tuple[Laid, ...]:
    return lay(share.make())


def _lay_all(desk: Desk, precompress: bool, files: Iterable[Made]) -> tuple[Laid, ...]:
    """Each file on the desk, with its smaller copies where they are wanted."""
    return tuple(laid for made in files for laid in (_lay(desk, made), *_smaller(desk, made, precompress)))


def _smaller(desk: Desk, made: Made, precompress: bool) -> Iterator[Laid]:
    if precompress:
        yield from (_lay(desk, Made(path, content)) for path, content in smaller.copies(made.path, made.content))


def _lay(desk: Desk, made: Made) -> Laid:
    known = seen(made.path, made.content, made.address)
    return Laid(desk.stage(made.path, made.content), known, search.is_searched(made.path, made.content))
