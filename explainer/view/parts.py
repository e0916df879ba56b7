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
    """Some pages, and what is given away beside them."""

    pages: Callable[[], Iterable[Page]] = tuple
    exports: Callable[[], Exports] = Exports


def parts(index: Index) -> Iterator[Part]:
    """All of the site, what takes long first."""
    yield Part(exports=partial(ex.recorded, index))
    yield Part(exports=partial(ex.of_site, index))
    yield from (Part(pages=some) for some in pg.pages(index))
    for program in index.catalogue.programs:
        yield Part(partial(pg.of_program, index, program), partial(ex.of_program, index, program))
