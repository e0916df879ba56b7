"""The site in parts, each of which can be made by itself, in any order and by any process.

In: an Index. Out: parts; the views of each are made when it is asked for them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from explainer.view import exports as ex
from explainer.view import pages as pg
from explainer.view.exports import Exports
from explainer.view.index import Index
from explainer.view.page import Page


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages, and what is given away beside them. No other part has its name."""

    name: str
    pages: Callable[[], Iterable[Page]] = tuple
    exports: Callable[[], Exports] = Exports

    @property
    def has_pages(self) -> bool:
        return self.pages is not tuple


def parts(index: Index) -> Iterator[Part]:
    """All of the site, what takes long first."""
    yield Part("records", exports=partial(ex.recorded, index))
    yield Part("feeds", exports=partial(ex.of_site, index))
    yield from (Part(name, pages=some) for name, some in pg.pages(index))
    for program in index.catalogue.programs:
        pages, exports = partial(pg.of_program, index, program), partial(ex.of_program, index, program)
        yield Part(f"program {program.id}", pages, exports)
