"""The site as files that are made when they are asked for, for whoever looks at one page of it at a time.

The same bytes as any other way of making them.
"""

from collections.abc import Iterator, Mapping

from explainer.write.site import Share, Site, last, seen, shares


class Lazy(Mapping[str, bytes]):
    """A file is looked for in the share that made it the last time, then in those that are named like it, then in the
    others; what was made is kept."""

    def __init__(self, site: Site, makers: dict[str, str]) -> None:
        """`makers` tells the name of a file's share, from one site to the next; it is added to."""
        self._site = site
        self._makers = makers
        self._left = {share.name: share for share in shares(site)}
        self._made: dict[str, bytes] = {}
        self._addresses: dict[str, str] = {}
        self._is_whole = False

    def __getitem__(self, path: str) -> bytes:
        if path not in self._made:
            self._find(path)
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        self._make_all()
        return iter(self._made)

    def __len__(self) -> int:
        self._make_all()
        return len(self._made)

    def _find(self, path: str) -> None:
        for share in self._likely(path):
            self._make(share)
            if path in self._made:
                return
        self._make_all()

    def _likely(self, path: str) -> list[Share]:
        """What is left to be made, in the order in which it is worth a try."""
        maker, words = self._makers.get(path), path.replace(".", "/").split("/")
        return sorted(
            self._left.values(),
            key=lambda share: (share.name != maker, share.name.split(" ")[-1] not in words, not share.has_pages),
        )

    def _make(self, share: Share) -> None:
        for made in share.make():
            self._made[made.path] = made.content
            self._addresses[made.path] = made.address
            self._makers[made.path] = share.name
        del self._left[share.name]

    def _make_all(self) -> None:
        """The rest, and what tells of all files."""
        for share in tuple(self._left.values()):
            self._make(share)
        if not self._is_whole:
            every = [seen(path, content, self._addresses[path]) for path, content in self._made.items()]
            for made in last(self._site, every, lambda path: self._made.get(path, b"")):
                self._made[made.path] = made.content
            self._is_whole = True
