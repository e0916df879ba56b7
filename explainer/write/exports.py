"""What is given away beside the pages, as files: the API, tables, a database, a bibliography, feeds, calendars ..."""

from collections.abc import Iterator

from explainer.view.exports import Exports
from explainer.view.records import Records
from explainer.view.tables import tables
from explainer.write import api, bibliography, calendar, citations, database, feeds, history, render, spreadsheets
from explainer.write.plain import plain_tables
from explainer.write.render import Renderer


def files(renderer: Renderer, exports: Exports) -> Iterator[tuple[str, bytes]]:
    if exports.records:
        yield from _recorded(exports.records)
    if exports.choices:
        yield history.choices(exports.choices)
    for drawing in exports.drawings:
        yield drawing.address.removeprefix("/"), render.drawing(renderer, drawing)
    for feed in exports.feeds:
        yield feeds.file(renderer, feed)
    yield from calendar.files(exports.calendars, renderer.frame.base_url)
    yield from citations.files(exports.citations)
    yield from map(history.file, exports.histories)


def _recorded(records: Records) -> Iterator[tuple[str, bytes]]:
    shaped = plain_tables(tables(records), records.site.base_url)
    yield from api.files(records, shaped)
    yield from spreadsheets.files(records, shaped)
    yield database.file(records, shaped)
    yield from bibliography.files(records.sources)
