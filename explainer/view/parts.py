"""The site in parts, each of which can be made by itself, in any order and by any process.

In: an Index. Out: parts; the views of each are made when it is asked for them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from explainer.view import exports as ex
from explainer.view import narrow, paging
from explainer.view import pages as pg
from explainer.view.exports import Exports
from explainer.view.index import Index
from explainer.view.page import Page

SOURCES_AT_ONCE = 50


def _no_pages(index: Index) -> Iterable[Page]:
    return ()


def _no_exports(index: Index) -> Exports:
    return Exports()


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages, and what is given away beside them, made from an Index. No other part has its name.

    `is_narrow` tells that the Index holds little more than shows, so that it is worth a look whether that has changed;
    `is_found`, that the search finds its pages.
    """

    name: str
    index: Callable[[], Index]
    pages: Callable[[Index], Iterable[Page]] = _no_pages
    exports: Callable[[Index], Exports] = _no_exports
    is_narrow: bool = False
    is_found: bool = False

    @property
    def has_pages(self) -> bool:
        return self.pages is not _no_pages


def parts(index: Index) -> Iterator[Part]:
    """All of the site, what takes long first."""

    def whole() -> Index:
        return index

    yield Part("records", whole, exports=ex.recorded)
    yield Part("feeds", whole, exports=ex.of_site)
    yield from (Part(name, whole, pages) for name, pages in pg.of_all(index))
    for program in index.catalogue.programs:
        pages, exports = partial(pg.of_program, id=program.id), partial(ex.of_program, id=program.id)
        seen = partial(narrow.of_program, index, program)
        yield Part(f"program {program.id}", seen, pages, exports, is_narrow=True, is_found=True)
    for some in paging.shares(tuple(index.catalogue.sources), SOURCES_AT_ONCE):
        seen, pages = partial(narrow.of_sources, index, some), partial(pg.of_sources, ids=some)
        name = f"sources {' to '.join((*some[:1], *some[-1:]))}"  # the name tells which they are: they stand in a row
        yield Part(name, seen, pages, is_narrow=True, is_found=True)
    yield from (Part(name, whole, pages, is_found=True) for name, pages in pg.found(index))
