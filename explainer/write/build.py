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

from explainer.shares import beside, in_shares
from explainer.write import batches, cache, privacy, render, search, smaller
from explainer.write.batches import Batch, Kept
from explainer.write.cache import Note
from explainer.write.publish import Desk, Published, Staged, opened
from explainer.write.site import Made, Seen, Share, Site, last, seen, shares
from explainer.write.stamps import stamp


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that lies on the desk."""

    staged: Staged
    seen: Seen


@dataclass(frozen=True, slots=True)
class Layer:
    """Lays out the files of one share. `kept` is what the last build has made, by name of share."""

    desk: Desk
    kept: Mapping[str, Kept]
    precompress: bool

    def share(self, share: Share) -> tuple[str, tuple[Laid, ...]]:
        """The key of the share, and its files."""
        key, before = share.key(), self.kept.get(share.name)
        if key and before and before.batch.key == key and batches.stands(self.desk, before):
            return key, tuple(Laid(Staged(one.path, None), one) for one in before.batch.files)
        return key, self.files(share.make())

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
    with opened(out) as desk, beside(partial(cache.remember, desk, note), processes):
        layer = Layer(desk, {} if anew else batches.shares(desk, note.inputs), precompress)
        every = shares(site)
        laid: dict[str, tuple[Laid, ...]] = {}
        made: dict[str, Batch] = {}

        def lay(some: list[Share]) -> None:
            done = len(made)
            tasks = [partial(layer.share, share) for share in some]
            found = in_shares(tasks, processes, lambda count: progress(done + count))
            for share, (key, files) in zip(some, found, strict=True):
                laid[share.name] = files
                made[share.name] = Batch(key, tuple(one.seen for one in files))

        lay([share for share in every if share.is_found])
        index = _search(desk, laid)
        lay([index, *(share for share in every if not share.is_found)])
        privacy.refuse({one.path: one.inspected for one in made[index.name].files if one.inspected})
        there = {one.staged.path: one for some in laid.values() for one in some}
        looked_at = [one for name, batch in made.items() if name != index.name for one in batch.files]
        rest = layer.files(last(site, looked_at, partial(_content, desk, there)))
        published = desk.publish(one.staged for one in (*there.values(), *rest))
        looks = cache.looks(desk)
        batches.keep(desk, note.inputs, looks, made)
        cache.keep(desk, note, looks)
        return published


def _content(desk: Desk, laid: Mapping[str, Laid], path: str) -> bytes:
    return desk.where(laid[path].staged).read_bytes() if path in laid else b""


def _search(desk: Desk, laid: Mapping[str, Iterable[Laid]]) -> Share:
    """The index of the pages that are there, of which it is made anew when one of them is another."""
    wanted = {one.staged.path: desk.where(one.staged) for some in laid.values() for one in some if one.seen.is_searched}
    return Share("search", partial(_index, wanted, desk.staging), partial(_looks, wanted))


def _index(wanted: Mapping[str, Path], room: Path) -> Iterator[Made]:
    return (Made(path, content) for path, content in search.index(wanted, room).items())


def _looks(wanted: Mapping[str, Path]) -> str:
    """A page keeps its stamp when it goes from the desk to the site."""
    return sha256(repr([(path, stamp(place)) for path, place in wanted.items()]).encode()).hexdigest()
