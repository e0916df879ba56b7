"""All views of a site, one after the other, from its parts."""

from collections.abc import Iterator

from explainer.view.calendars import Calendar
from explainer.view.drawings import Drawing
from explainer.view.exports import Exports
from explainer.view.feeds import Feed
from explainer.view.index import Index
from explainer.view.page import Page
from explainer.view.parts import parts


def pages(index: Index) -> Iterator[Page]:
    return (page for part in parts(index) for page in part.pages(part.index()))


def exports(index: Index) -> Iterator[Exports]:
    return (part.exports(part.index()) for part in parts(index))


def feeds(index: Index) -> Iterator[Feed]:
    return (feed for given in exports(index) for feed in given.feeds)


def calendars(index: Index) -> Iterator[Calendar]:
    return (calendar for given in exports(index) for calendar in given.calendars)


def drawings(index: Index) -> Iterator[Drawing]:
    return (drawing for given in exports(index) for drawing in given.drawings)
