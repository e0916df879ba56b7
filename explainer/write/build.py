"""The site -> the folder that is served, in as many processes as there are.

Each process makes its share and lays the files out on the desk of `publish`, so that none holds more than one file;
this process gathers what is known of them, adds what tells of all, and publishes. A share that is made from the same
as the last time, and stands as it was, is left as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from explainer.shares import in_shares
from explainer.write import batches, cache, privacy, render, search, smaller
from explainer.write.batches import Batch, Laid
from explainer.write.cache import Note
from explainer.write.publish import Desk, Published, Staged, opened
from explainer.write.site import Made, Share, Site, last, seen, shares


@dataclass(frozen=True, slots=True)
class Layer:
    """Lays out the files of one share. `last` is what the last build has made, by name of share."""

    desk: Desk
    last: Mapping[str, Batch]
    precompress: bool

    def share(self, share: Share) -> Batch:
        key, before = share.key(), self.last.get(share.name)
        if key and before and before.key == key and batches.stands(self.desk, before):
            return before
        return Batch(key, self.files(share.make()))

    def files(self, files: Iterable[Made]) -> tuple[Laid, ...]:
        """Each with its smaller copies where they are wanted."""
        return tuple(self._file(one) for made in files for one in (made, *self._smaller(made)))

    def _smaller(self, made: Made) -> Iterator[Made]:
        if self.precompress:
            yield from (Made(path, content) for path, content in smaller.copies(made.path, made.content))

    def _file(self, made: Made) -> Laid:
        return Laid(self.desk.stage(made.path, made.content), seen(made.path, made.content, made.address))


def build(
    site: Site,
    out: Path,
    processes: int,
    note: Note,
    progress: Callable[[int], None] = lambda count: None,
    *,
    precompress: bool = False,
    anew: bool = False,
) -> Published:
    """Raises ForeignFolderError, BrokenPromiseError or the OSError of a machine that fails; then `out` is as it was.
    `note` is kept for the next build; `anew` uses nothing of the last one."""
    render.prepare(site.renderer)
    with opened(out) as desk:
        cache.remember(desk, note)
        layer = Layer(desk, {} if anew else batches.shares(desk, note.inputs), precompress)
        every = shares(site)
        made: dict[str, Batch] = {}

        def lay(some: list[Share]) -> None:
            done = len(made)
            tasks = [partial(layer.share, share) for share in some]
            found = in_shares(tasks, processes, lambda count: progress(done + count))
            made.update(zip((share.name for share in some), found, strict=True))

        lay([share for share in every if share.is_found])
        index = _search(desk, made)
        lay([index, *(share for share in every if not share.is_found)])
        privacy.refuse({one.seen.path: one.seen.inspected for one in made[index.name].files if one.seen.inspected})
        there = {one.seen.path: one.staged for batch in made.values() for one in batch.files}
        looked_at = [one.seen for name, batch in made.items() if name != index.name for one in batch.files]
        rest = layer.files(last(site, looked_at, partial(_content, desk, there)))
        staged = (*there.values(), *(one.staged for one in rest))
        published = desk.publish(staged)
        batches.keep(desk, note.inputs, made)
        cache.keep(desk, note, {one.path: one.stamp for one in staged})
        return published


def _content(desk: Desk, there: Mapping[str, Staged], path: str) -> bytes:
    return desk.where(there[path]).read_bytes() if path in there else b""


def _search(desk: Desk, made: Mapping[str, Batch]) -> Share:
    """The index of the pages that are there, of which it is made anew when one of them is another."""
    wanted = [one.staged for batch in made.values() for one in batch.files if one.seen.is_searched]
    pages = {one.path: desk.where(one) for one in wanted}
    return Share("search", partial(_index, pages, desk.staging), partial(_looks, wanted))


def _index(wanted: Mapping[str, Path], room: Path) -> Iterator[Made]:
    return (Made(path, content) for path, content in search.index(wanted, room).items())


def _looks(wanted: Iterable[Staged]) -> str:
    return sha256(repr([(one.path, one.stamp) for one in wanted]).encode()).hexdigest()
