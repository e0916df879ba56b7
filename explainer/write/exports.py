"""Every file that is given away beside the pages: the API, tables, a database, a bibliography, feeds, calendars."""

from collections.abc import Iterator

from explainer.view.exports import Exports
from explainer.view.tables import tables
from explainer.write import api, bibliography, calendar, citations, database, feeds, history, render, spreadsheets
from explainer.write.render import Renderer


def files(renderer: Renderer, exports: Exports) -> Iterator[tuple[str, bytes]]:
    records = exports.records
    shaped = tables(records)
    yield from api.files(records)
    yield from spreadsheets.files(records, shaped)
    yield database.file(records, shaped)
    yield from bibliography.files(records.sources)
    yield from citations.files(exports.citations)
    for drawing in exports.drawings:
        yield drawing.address.removeprefix("/"), render.drawing(renderer, drawing)
    for feed in exports.feeds:
        yield feeds.file(renderer, feed)
    yield from calendar.files(exports.calendars, renderer.frame.base_url)
    yield from history.files(exports.choices, exports.histories)
